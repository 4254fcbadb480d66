import { render } from '@testing-library/react';
import { expect, test } from 'vitest';
import { findShown, type FieldPlace } from './find-shown.js';

function shown(paths: readonly string[], lane?: string): Record<string, string> {
  const places = paths.map((path): FieldPlace => ({ path, lane }));
  const { container, unmount } = render(
    <article id="root" data-field="">
      <p id="title" data-field="title" />
      <ul id="list" data-field="list">
        <li id="first" data-field="list[0]" />
        <li id="second" data-field="list.1" />
      </ul>
      <p id="again" data-field="title" />
      <i id="foreign" data-field="not [a path" />
      <section id="plan" data-field="" data-lane="plan">
        <p id="planned" data-field="title" />
      </section>
      <p id="draft" data-field="title" data-lane="draft" />
    </article>,
  );
  const found = [...findShown(container, places)].map(([{ id }, isShown]) => [
    id,
    isShown ? 'itself' : 'around',
  ]);
  unmount();
  return Object.fromEntries(found) as Record<string, string>;
}

test('every element that shows a field is found, however its path is written', () => {
  expect(shown(['title'])).toEqual({ title: 'itself', again: 'itself' });
  expect(shown(['list.0', '/list/1'])).toEqual({ first: 'itself', second: 'itself' });
});

test('of a field that no element shows, the nearest around it is', () => {
  expect(shown(['list[0].name', 'score'])).toEqual({ first: 'around', root: 'around' });
});

test('a field of a lane is shown by what is in that lane, and by nothing else', () => {
  expect(shown(['title'], 'plan')).toEqual({ planned: 'itself' });
  expect(shown(['title'], 'draft')).toEqual({ draft: 'itself' });
  expect(shown(['score'], 'plan')).toEqual({ plan: 'around' });
  expect(shown(['score'], 'draft')).toEqual({});
});

test('an element that shows a field itself is not said to be around another', () => {
  expect(shown(['list[7]', 'list'])).toEqual({ list: 'itself' });
  expect(shown(['list', 'list[7]'])).toEqual({ list: 'itself' });
});

test('where nothing is shown nothing is found', () => {
  expect(findShown(document.createElement('div'), [{ path: 'title' }]).size).toBe(0);
});

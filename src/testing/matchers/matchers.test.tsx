import { render } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import type { InstantTransport } from '../../client/index.js';
import { UsageError } from '../../protocol/index.js';
import { InstantStreamProvider, StructuredField, useInstantStream } from '../../react/index.js';
import { renderWithStream } from '../react/index.js';
import { matchers } from './index.js';

expect.extend(matchers);

const text = '{"title":"Tides","score":7.5,"items":[{"name":"moon"}]}';

function Card() {
  return (
    <article>
      <StructuredField path="title" as="h1" />
      <StructuredField path="score" as="b" />
      <StructuredField path={['items', 0, 'name']} as="i" />
    </article>
  );
}

async function half() {
  const view = await renderWithStream(<Card />, { text });
  await view.sayUntil('"score":7.5,');
  return view;
}

function messageOf(assert: () => void): string {
  try {
    assert();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('It passed.');
}

describe('matchers of a run', () => {
  test('tell where it stands, and each field', async () => {
    const view = await half();
    expect(view).toBeStreaming();
    expect(view.run).not.toBeComplete();
    expect(view).toBeComplete('title');
    expect(view).not.toBeStreaming('title');
    expect(view).not.toBeComplete('items');
    expect(view).toHaveFieldValue('title', 'Tides');
    expect(view).toHaveFieldValue('/score', expect.any(Number));
    expect(view).not.toHaveFieldValue('score', 7);
    await view.finish();
    expect(view).toBeComplete();
    expect(view).toHaveFieldValue('items', [{ name: 'moon' }]);
  });

  test('say status, value and path when they fail', async () => {
    const view = await half();
    expect(messageOf(() => expect(view).toBeStreaming('title'))).toBe(
      'expected title to be streaming\n\n  status: complete\n  value:  "Tides"',
    );
    expect(messageOf(() => expect(view).not.toBeStreaming())).toBe(
      'expected the run not to be streaming\n\n  status: streaming\n  value:  {"score":7.5,"title":"Tides"}',
    );
    expect(messageOf(() => expect(view).toHaveFieldValue('titel', 'Tides'))).toBe(
      'expected titel to have the value "Tides"\n\n  status: pending\n  value:  undefined\n  there is: title, score',
    );
  });
});

test('a field that is not there is no field, whatever is said of it', async () => {
  const view = await half();
  const none =
    /status: (?:there is no such field|missing)\n {2}value: {2}undefined\n {2}there is: title/;
  expect(messageOf(() => expect(view.container).not.toBeComplete('titel'))).toMatch(none);
  expect(messageOf(() => expect(view.container).not.toHaveFieldValue('titel', 1))).toMatch(none);
  // It may still come.
  expect(view).not.toBeComplete('titel');
  await view.finish();
  expect(messageOf(() => expect(view).toBeComplete('titel'))).toMatch(none);
  expect(messageOf(() => expect(view).not.toBeComplete('titel'))).toMatch(none);
  expect(messageOf(() => expect(view).not.toBeStreaming('titel'))).toMatch(none);
  expect(messageOf(() => expect(view).not.toHaveFieldValue('titel', 1))).toMatch(none);
});

describe('matchers of an element', () => {
  test('go by what the fields in it say', async () => {
    const { container } = await half();
    const title = container.querySelector('h1');
    expect(title).toBeComplete();
    expect(title).toHaveFieldValue('title', 'Tides');
    expect(container).toBeComplete('score');
    expect(container).toHaveFieldValue('score', 7.5);
    expect(container).not.toBeComplete('items[0].name');
  });

  test('find a field by any notation, however the page writes it', () => {
    const { container } = render(
      <ul>
        <li data-field="items.0" data-status="complete" />
        <li data-field="/items/1" data-status="complete" />
        <li data-field="items[2]" data-status="complete" />
        <li data-field="no path[" data-status="complete" />
      </ul>,
    );
    for (const index of [0, 1, 2])
      for (const path of [`items.${index}`, `/items/${index}`, `items[${index}]`])
        expect(container).toBeComplete(path);
  });

  test('say which fields there are when they fail', async () => {
    const { container } = await half();
    expect(messageOf(() => expect(container).toHaveFieldValue('scores', 7))).toBe(
      'expected scores to have the value 7\n\n  status: there is no such field\n  value:  undefined\n  there is: score, title, items[0].name',
    );
    const { container: empty } = render(<p />);
    expect(messageOf(() => expect(empty).toBeComplete())).toContain(
      'expected a field to be complete',
    );
  });
});

test('of a view whose component has a stream of its own, fields are read from the page', async () => {
  function Page({ transport }: { readonly transport: InstantTransport }) {
    const stream = useInstantStream({ transport, input: {}, scheduler: 'sync' });
    return (
      <InstantStreamProvider stream={stream}>
        <Card />
      </InstantStreamProvider>
    );
  }
  const view = await renderWithStream((transport) => <Page transport={transport} />, { text });
  await view.sayUntil('Ti');
  expect(view).toBeStreaming('title');
  expect(view).toHaveFieldValue('title', 'Ti');
  expect(view).not.toBeComplete('title');
  // What its first field says is not what the run says.
  await view.sayUntil('"score":7.5,');
  expect(() => expect(view).toBeComplete()).toThrow(/name a field, or pass an element/);
});

test('anything else is a mistake, whatever is expected of it', () => {
  expect(() => expect('title').toBeComplete()).toThrow(UsageError);
  expect(() => expect({ run: 1 }).not.toBeComplete()).toThrow(/an object with the keys run/);
});

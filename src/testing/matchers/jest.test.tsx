// The `expect` here is Jest's own, which its users have; everywhere else it is Vitest's.
import { expect } from 'expect';
import { test } from 'vitest';
import { StructuredField } from '../../react/index.js';
import { renderWithStream } from '../react/index.js';
import { matchers, type InstantMatchers } from './index.js';

declare module 'expect' {
  interface Matchers<R extends void | Promise<void>, T> extends InstantMatchers<R> {}
}

expect.extend(matchers);

const text = '{"title":"Tides","tags":["sea"]}';

async function half() {
  const view = await renderWithStream(<StructuredField path="title" as="h1" />, { text });
  await view.sayUntil('"title":"Ti');
  return view;
}

test('Jest’s expect takes a run and an element, and negates', async () => {
  const view = await half();
  expect(view).toBeStreaming();
  expect(view).not.toBeComplete('title');
  expect(view.run).toHaveFieldValue('title', 'Ti');
  expect(view.getByRole('heading')).toBeStreaming();
  await view.finish();
  expect(view).toBeComplete();
  expect(view).toHaveFieldValue('tags', ['sea']);
});

test('Jest’s asymmetric values are known inside a value', async () => {
  const view = await half();
  await view.finish();
  expect(view).toHaveFieldValue('title', expect.stringMatching(/^T/));
  expect(view).toHaveFieldValue('', expect.objectContaining({ tags: [expect.any(String)] }));
  expect(view).not.toHaveFieldValue('title', expect.any(Number));
});

test('what fails is told in Jest as in Vitest', async () => {
  const view = await half();
  expect(() => expect(view).toBeComplete('title')).toThrow(
    'expected title to be complete\n\n  status: streaming\n  value:  "Ti"',
  );
  expect(() => expect(view).not.toBeStreaming()).toThrow('expected the run not to be streaming');
});

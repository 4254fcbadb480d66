import { expect, test } from 'vitest';
import { createFrameEncoder, createInstantParser } from '../protocol/index.js';
import { createInstantRun } from './create-instant-run.js';
import { readInstantStream } from './read-instant-stream.js';

/** One frame that holds a whole answer. */
function respond(): Response {
  const parser = createInstantParser();
  const events = [...parser.feed('{"title":"Hello"}'), ...parser.end()];
  const frame = createFrameEncoder().encode(events);
  return new Response(`data:${frame}\n\n`, { headers: { 'content-type': 'text/event-stream' } });
}

function follow(events: ReturnType<typeof readInstantStream>) {
  const run = createInstantRun<{ title: string }>({ transport: { open: () => events } });
  const types: string[] = [];
  run.onEvent(({ type }) => types.push(type));
  return { run, types };
}

test('a run told of a frame at once is told of its events one by one, in order', async () => {
  const { run, types } = follow(readInstantStream(respond()));
  const { data } = await run.submit(null);
  expect(data).toEqual({ title: 'Hello' });
  expect(types).toEqual(['start', 'start', 'delta', 'done', 'done', 'end']);
});

test('of a stream that somebody began to read, a run gets the rest of the frame, too', async () => {
  const events = readInstantStream(respond());
  const { value } = await events.next();
  expect(value?.type).toBe('start');
  const { run, types } = follow(events);
  const { status } = await run.submit(null);
  expect([status, types]).toEqual(['complete', ['start', 'delta', 'done', 'done', 'end']]);
});

test('a listener that stops the run in the middle of a frame hears no more of it', async () => {
  const { run, types } = follow(readInstantStream(respond()));
  run.onEvent(({ type }) => {
    if (type === 'delta') run.stop();
  });
  const { status, partial } = await run.submit(null);
  expect([status, partial]).toEqual(['stopped', { title: 'Hello' }]);
  expect(types).toEqual(['start', 'start', 'delta']);
});

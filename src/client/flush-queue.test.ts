import { afterEach, expect, test, vi } from 'vitest';
import { createFrameEncoder, createInstantParser, type InstantEvent } from '../protocol/index.js';
import { createInstantRun } from './create-instant-run.js';
import { createFlushQueue } from './flush-queue.js';

const COUNT = 300;
const NAMES = Array.from({ length: COUNT }, (_, index) => `field${index}`);
/** Begins an object of all the fields, and leaves it open. */
const TEXT = `{${NAMES.map((name, index) => `"${name}":${index},`).join('')}`;
const LAST = NAMES.at(-1);

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** A real response whose body hands out each chunk's messages in a task of its own; nothing ends it. */
function respond(chunks: readonly string[]) {
  const utf8 = new TextEncoder();
  const parser = createInstantParser();
  const encoder = createFrameEncoder();
  const rest = [...chunks];
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        await new Promise((resolve) => setImmediate(resolve));
        const chunk = rest.shift();
        if (chunk === undefined) return new Promise<void>(() => {});
        const frame = encoder.encode(parser.feed(chunk));
        controller.enqueue(utf8.encode(`data:${frame}\n\n`));
        return undefined;
      },
    },
    { highWaterMark: 0 },
  );
  return new Response(body, { headers: { 'content-type': 'text/event-stream' } });
}

/** A run over that response, counting who is told how often once it was submitted. */
function count(chunks: readonly string[]) {
  const run = createInstantRun<Record<string, number>>({
    api: '/api',
    fetch: () => Promise.resolve(respond(chunks)),
  });
  const heard = { run: 0, fields: new Map<string, number>() };
  void run.submit(null);
  run.subscribe(() => void heard.run++);
  for (const name of NAMES) {
    run.subscribeField(name, () => heard.fields.set(name, (heard.fields.get(name) ?? 0) + 1));
  }
  const received = new Promise<void>((resolve) => {
    run.onEvent(({ path }) => path === LAST && resolve());
  });
  return { run, heard, received };
}

const once = new Map(NAMES.map((name) => [name, 1]));

test('the completions of one chunk are one publication: each field is told once, the run once', async () => {
  const { run, heard, received } = count([TEXT]);
  await received;
  await vi.waitFor(() => expect(heard.run).toBeGreaterThan(0));
  expect(heard).toEqual({ run: 1, fields: once });
  run.stop();
});

test('the completions of many chunks within one frame are one publication', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const frames: (() => void)[] = [];
  vi.stubGlobal('document', { visibilityState: 'visible' });
  vi.stubGlobal('requestAnimationFrame', (frame: () => void) => frames.push(frame));
  vi.stubGlobal('cancelAnimationFrame', (id: number) => (frames[id - 1] = () => {}));
  const chunks = TEXT.match(/[^,]+,/g) ?? [];
  const { run, heard, received } = count(chunks);
  await received;
  expect(heard.run).toBe(0);
  for (const frame of frames) frame();
  expect(heard).toEqual({ run: 1, fields: once });
  run.stop();
});

const summary = (events: readonly InstantEvent[]) =>
  events.map((event) => (event.type === 'delta' ? `${event.path}+${event.delta}` : event.type));

test('growth of one string waits as one event, whatever the number of pieces it came in', () => {
  const flush = vi.fn<(events: readonly InstantEvent[]) => void>();
  const queue = createFlushQueue(
    { growth: () => () => {}, urgent: () => () => {}, throttleMs: 0 },
    flush,
  );
  const parser = createInstantParser();
  const pieces = ['{"a":"', ...'river', '","b":"', ...'model'];
  const given = pieces.flatMap((piece) => parser.feed(piece));
  const before = summary(given);
  for (const event of given) queue.add(event);
  expect(summary(given)).toEqual(before);
  expect(summary(queue.take())).toEqual(['start', 'start', 'a+river', 'done', 'start', 'b+model']);
  expect(queue.take()).toEqual([]);
});

/** A run over pieces of text that are handed to it one by one. */
function handOver(options: { readonly throttleMs?: number; readonly scheduler?: 'sync' }) {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const parser = createInstantParser();
  let hand: (events: readonly InstantEvent[]) => void = () => {};
  const run = createInstantRun<{ a: string; b: string }>({
    ...options,
    transport: {
      async *open() {
        for (;;) yield* await new Promise<readonly InstantEvent[]>((resolve) => (hand = resolve));
      },
    },
  });
  void run.submit(null);
  const feed = async (text: string) => {
    await vi.advanceTimersByTimeAsync(0);
    hand(parser.feed(text));
    await vi.advanceTimersByTimeAsync(0);
  };
  const end = async () => {
    await vi.advanceTimersByTimeAsync(0);
    hand(parser.end());
    await vi.advanceTimersByTimeAsync(0);
  };
  return { run, feed, end, shown: () => run.getSnapshot().partial };
}

test('throttled growth rests after each flush, and every read between two shows the last one', async () => {
  const { run, feed, shown } = handOver({ throttleMs: 200 });
  await feed('{"a":"one ');
  await vi.advanceTimersByTimeAsync(50);
  const first = run.getSnapshot();
  expect(shown()).toEqual({ a: 'one ' });
  await feed('two ');
  await vi.advanceTimersByTimeAsync(199);
  expect(run.getSnapshot()).toBe(first);
  expect(run.getField('a').value).toBe('one ');
  // The rest is over, and there is a frame to wait for: 50 ms without any.
  await vi.advanceTimersByTimeAsync(51);
  expect(shown()).toEqual({ a: 'one two ' });
  run.stop();
  expect(vi.getTimerCount()).toBe(0);
});

test('a completion, and what grew before it, does not wait for the throttle', async () => {
  const { run, feed, shown } = handOver({ throttleMs: 10_000 });
  await feed('{"a":"one ');
  await vi.advanceTimersByTimeAsync(50);
  await feed('two","b":"');
  await vi.advanceTimersByTimeAsync(1);
  expect(shown()).toEqual({ a: 'one two', b: '' });
  expect(run.getField('a').isComplete).toBe(true);
  run.stop();
});

test('the end brings what the throttle kept, in one publication with it', async () => {
  const { run, feed, end } = handOver({ throttleMs: 10_000 });
  await feed('{"a":"one ');
  await vi.advanceTimersByTimeAsync(50);
  await feed('two');
  const seen: unknown[] = [];
  run.subscribe(() => seen.push([run.getSnapshot().status, run.getSnapshot().partial]));
  await end();
  expect(seen).toEqual([['error', { a: 'one two' }]]);
  expect(vi.getTimerCount()).toBe(0);
});

test('a stop brings what the throttle kept', async () => {
  const { run, feed, shown } = handOver({ throttleMs: 10_000 });
  await feed('{"a":"one ');
  await vi.advanceTimersByTimeAsync(50);
  await feed('two');
  run.stop();
  expect(shown()).toEqual({ a: 'one two' });
});

test('sync shows every event before the next one is read', async () => {
  const { run, feed } = handOver({ scheduler: 'sync' });
  const seen: unknown[] = [];
  run.onEvent(({ type }) => seen.push([type, run.getSnapshot().partial]));
  await feed('{"a":"x","b":"');
  expect(seen).toEqual([
    ['start', {}],
    ['start', { a: '' }],
    ['delta', { a: 'x' }],
    ['done', { a: 'x' }],
    ['start', { a: 'x', b: '' }],
  ]);
  run.stop();
});

test.each([
  ['a scheduler', { scheduler: 'raf' as never }],
  ['a time', { throttleMs: -1 }],
  ['a time', { throttleMs: Number.NaN }],
])('%s that is none is refused when the run is made', (_, options) => {
  expect(() => createInstantRun({ api: '/api', ...options })).toThrow(
    expect.objectContaining({ code: 'invalid-option' }),
  );
});

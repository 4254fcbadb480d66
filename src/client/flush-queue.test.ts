import { afterEach, expect, test, vi } from 'vitest';
import { createFrameEncoder, createInstantParser } from '../protocol/index.js';
import { createInstantRun } from './create-instant-run.js';

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

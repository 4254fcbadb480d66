import { describe, expect, test, vi } from 'vitest';
import { createAgent } from '../agent/index.js';
import { createInstantRun } from '../client/index.js';
import { createInstantParser, UsageError, type InstantEvent } from '../protocol/index.js';
import { TestingError } from './error.js';
import { recordRun } from './record-run.js';
import type { Recording } from './recording.js';
import { replayRun } from './replay-run.js';
import { createScriptedModel } from './scripted-model.js';
import { splitText } from './split-text.js';

const text = '{"title":"Grüße 🍵","items":["a","b"]}';
const pieces = splitText(text, { seed: 4, max: 5 });

async function collect<T>(source: AsyncIterable<T>): Promise<T[]> {
  const items: T[] = [];
  for await (const item of source) items.push(item);
  return items;
}

async function record(): Promise<Recording> {
  let ms = 1000;
  return recordRun(pieces, { now: () => (ms += 20) });
}

test('a recording of a response holds its text, borders and times, and survives JSON', async () => {
  const response = createAgent({ model: createScriptedModel({ text: pieces }) })
    .input('x')
    .getResponse();
  const recording = await recordRun(response.getAsyncGenerator({ type: 'delta' }));
  expect(recording.text).toBe(text);
  expect(recording.ends).toHaveLength(pieces.length);
  expect(recording.atMs).toHaveLength(pieces.length);
  expect(JSON.parse(JSON.stringify(recording))).toEqual(recording);
});

test('times count from the start, in whole milliseconds', async () => {
  expect((await record()).atMs.slice(0, 3)).toEqual([20, 40, 60]);
});

describe('a replay', () => {
  test('gives the recorded pieces, and their events, any number of times', async () => {
    const run = replayRun(await record(), { speed: Infinity });
    const parser = createInstantParser();
    const events = [...pieces.flatMap((piece) => [...parser.feed(piece)]), ...parser.end()];
    expect(await collect(run.text())).toEqual(pieces);
    expect(await collect(run)).toEqual(events);
    expect(await collect(run.open({ input: { topic: 'x' } }))).toEqual(events);
  });

  test('is a transport for a run on the client', async () => {
    const transport = replayRun(await record(), { speed: Infinity });
    const run = createInstantRun<{ title: string; items: string[] }>({ transport });
    expect(await run.submit(undefined)).toMatchObject({
      status: 'complete',
      data: JSON.parse(text),
    });
  });

  test('that loses its connection is an error there', async () => {
    const transport = replayRun(await record(), { speed: Infinity, cutAfter: 4 });
    const { status, error } = await createInstantRun({ transport }).submit(undefined);
    expect([status, error?.code]).toEqual(['error', 'connection-lost']);
  });

  test('is a model', async () => {
    const { text: model } = replayRun(await record(), { speed: Infinity });
    expect(await createAgent({ model }).input('x').getResponse().getText()).toBe(text);
  });

  test('takes the recorded time, divided by a speed that may change', async () => {
    vi.useFakeTimers();
    try {
      let speed = 1;
      const reading = replayRun(await record(), { speed: () => speed }).text();
      const first = reading.next();
      await vi.advanceTimersByTimeAsync(19);
      expect(await Promise.race([first, Promise.resolve('waiting')])).toBe('waiting');
      await vi.advanceTimersByTimeAsync(1);
      expect(await first).toMatchObject({ value: pieces[0] });
      speed = 10;
      const second = reading.next();
      await vi.advanceTimersByTimeAsync(2);
      expect(await second).toMatchObject({ value: pieces[1] });
    } finally {
      vi.useRealTimers();
    }
  });

  test('waits for a gate in place of its time', async () => {
    const passed: number[] = [];
    const wait = async (index: number) => void passed.push(index);
    const recording: Recording = { version: 1, text: '[]', ends: [1, 2], atMs: [60_000, 90_000] };
    expect(await collect(replayRun(recording, { wait }).text())).toEqual(['[', ']']);
    expect(passed).toEqual([0, 1]);
  });

  test('of what was cut breaks as a model, too', async () => {
    const recording: Recording = { version: 1, text: '[1', ends: [2], atMs: [0], isCut: true };
    const { text: model } = replayRun(recording);
    await expect(createAgent({ model }).input('x').getResponse().getText()).rejects.toThrow(
      /the connection broke/,
    );
    expect((await collect(replayRun(recording))).at(-1)?.type).not.toBe('end');
  });

  test('loses its connection without a last word', async () => {
    const events = await collect(replayRun(await record(), { speed: Infinity, cutAfter: 4 }));
    expect(events.at(-1)?.type).not.toBe('end');
    expect(events.length).toBeGreaterThan(0);
  });

  test('of a broken answer ends with its error', async () => {
    const recording = await recordRun(['{"a":', '@}']);
    expect((await collect(replayRun(recording, { speed: Infinity }))).at(-1)).toMatchObject({
      type: 'error',
      code: 'unexpected-character',
    });
  });

  test('stops waiting when its signal aborts', async () => {
    const controller = new AbortController();
    const recording: Recording = { version: 1, text: '[]', ends: [2], atMs: [60_000] };
    const events: InstantEvent[] = [];
    const reading = (async () => {
      for await (const event of replayRun(recording).open({ signal: controller.signal })) {
        events.push(event);
      }
    })();
    controller.abort(new Error('enough'));
    await expect(reading).rejects.toThrow('enough');
    expect(events).toEqual([]);
  });

  test.each<[string, object]>([
    ['a speed of 0', { speed: 0 }],
    ['a speed that is none', { speed: 'fast' }],
    ['a number of pieces that is none', { cutAfter: Number.NaN }],
    ['a gate that is none', { wait: 20 }],
    ['an option it does not know', { delayMs: 20 }],
  ])('with %s is refused at once', async (_, options) => {
    const recording = await record();
    expect(() => replayRun(recording, options)).toThrow(UsageError);
  });

  test('whose speed becomes 0 breaks off, and does not rush to its end', async () => {
    const replay = replayRun(await record(), { speed: () => 0 });
    await expect(collect(replay.text())).rejects.toThrow('`speed` takes a number above 0');
  });

  test.each<[string, Omit<Recording, 'version'>]>([
    ['borders past the text', { text: '[]', ends: [3], atMs: [0] }],
    ['borders that fall back', { text: '[]', ends: [2, 1, 2], atMs: [0, 0, 0] }],
    ['a time missing', { text: '[]', ends: [2], atMs: [] }],
  ])('of a recording with %s is refused', (_, recording) => {
    expect(() => replayRun({ version: 1, ...recording })).toThrow(TestingError);
  });
});

test.each([{ speed: '2' }, { cutAfter: '1' }, { speed: Number.NaN }])(
  'what is no number is refused: %o',
  (options: object) => {
    const recording = { version: 1, text: '{}', ends: [2], atMs: [0] } as const;
    expect(() => replayRun(recording, options)).toThrow(
      expect.objectContaining({ code: 'invalid-option' }),
    );
  },
);

test('a pause longer than a timer can wait is waited for to its end', async () => {
  vi.useFakeTimers();
  try {
    const longMs = 3_000_000_000;
    const recording: Recording = { version: 1, text: '[1]', ends: [1, 3], atMs: [0, longMs] };
    const pieces: string[] = [];
    const reading = (async () => {
      for await (const piece of replayRun(recording).text()) pieces.push(piece);
    })();
    await vi.advanceTimersByTimeAsync(longMs - 1);
    expect(pieces).toEqual(['[']);
    await vi.advanceTimersByTimeAsync(1);
    await reading;
    expect(pieces).toEqual(['[', '1]']);
  } finally {
    vi.useRealTimers();
  }
});

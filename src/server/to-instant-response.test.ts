import { getEventListeners } from 'node:events';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { AgentError } from '../agent/index.js';
import { InstantClientError } from '../client/index.js';
import { FieldwiseError } from '../internal/error.js';
import {
  createFrameDecoder,
  createInstantParser,
  PathError,
  type InstantEvent,
  type InstantEventInput,
} from '../protocol/index.js';
import { ServerError } from './error.js';
import { toInstantResponse } from './to-instant-response.js';

const title: InstantEventInput = { type: 'done', path: 'title', value: 'Hello' };
const score: InstantEventInput = { type: 'done', path: 'score', value: 1 };

/** Messages of an SSE text, decoded; comments as themselves. */
function readMessages(text: string): (readonly InstantEvent[] | string)[] {
  const decoder = createFrameDecoder();
  return text
    .split('\n\n')
    .filter((message) => message !== '')
    .map((message) => (message.startsWith('data:') ? decoder.decode(message.slice(5)) : message));
}

async function readEvents(response: Response): Promise<InstantEvent[]> {
  return readMessages(await response.text()).flatMap((message) =>
    typeof message === 'string' ? [] : [...message],
  );
}

const text = (step: { readonly value?: Uint8Array | undefined }) =>
  new TextDecoder().decode(step.value);

/** A source that gives what it is handed, one event per turn, and counts what is asked of it. */
function createManualSource() {
  const asked: ((result: IteratorResult<InstantEventInput>) => void)[] = [];
  const source = {
    asked,
    returns: 0,
    give(event: InstantEventInput) {
      asked.shift()?.({ done: false, value: event });
    },
    finish() {
      asked.shift()?.({ done: true, value: undefined });
    },
    [Symbol.asyncIterator]: () => ({
      next: () =>
        new Promise<IteratorResult<InstantEventInput>>((resolve) => {
          asked.push(resolve);
        }),
      return: () => {
        source.returns += 1;
        // Like a generator that is busy: it never comes to an end.
        return new Promise<never>(() => {});
      },
    }),
  };
  return source;
}

describe('a response', () => {
  test('carries the headers that keep proxies from buffering, and no header of one hop', () => {
    const response = toInstantResponse([title], {
      headers: { 'x-mine': '1', 'cache-control': 'max-age=60', 'content-type': 'text/plain' },
    });
    expect(Object.fromEntries(response.headers)).toEqual({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache, no-transform',
      'x-accel-buffering': 'no',
      'x-mine': '1',
    });
  });

  test('ends with a complete end when its source forgets it', async () => {
    const events = await readEvents(toInstantResponse([title]));
    expect(events.map(({ type }) => type)).toEqual(['done', 'end']);
    expect(events.at(-1)).toEqual({ type: 'end', outcome: 'complete', incomplete: [] });
  });

  test('has one last event, whatever the source yields after it', async () => {
    const end: InstantEventInput = { type: 'end', outcome: 'truncated', incomplete: ['title'] };
    const events = await readEvents(toInstantResponse([end, title, end]));
    expect(events).toEqual([end]);
  });

  test('lets a source tidy up after its last event', async () => {
    const done: string[] = [];
    async function* source(): AsyncGenerator<InstantEventInput> {
      yield { type: 'end', outcome: 'complete', incomplete: [] };
      await Promise.resolve();
      done.push('saved');
    }
    await toInstantResponse(source()).text();
    expect(done).toEqual(['saved']);
  });

  test('writes one frame per line as NDJSON', async () => {
    const response = toInstantResponse([title, score], { format: 'ndjson' });
    expect(response.headers.get('content-type')).toBe('application/x-ndjson; charset=utf-8');
    const lines = (await response.text()).split('\n');
    expect(lines.at(-1)).toBe('');
    expect(lines.slice(0, -1).map((line) => Array.isArray(JSON.parse(line)))).toEqual([true]);
  });

  test('cannot be made to break out of its message', async () => {
    const value = 'a\n\ndata:[{"type":"end"}]\r\r\u2028\u0000';
    const events = await readEvents(toInstantResponse([{ type: 'done', path: 'a\nb', value }]));
    expect(events.map(({ type }) => type)).toEqual(['done', 'end']);
    expect(events[0]).toMatchObject({ segments: ['a\nb'], value });
  });
});

describe('errors', () => {
  const relayed = new InstantClientError('server', 'model-failed', 'upstream says hunter2');
  const unreadable = createInstantParser({ strict: true });
  unreadable.feed('{"a":}');

  test.each([
    [new AgentError('model-failed', 'Why.'), { code: 'model-failed', message: 'Why.' }],
    [
      new AgentError('model-failed', 'Why.', { reason: 'upstream says hunter2' }),
      { code: 'model-failed', message: 'Why.' },
    ],
    [new ServerError('timeout', 504, 'Why.'), { code: 'timeout', message: 'Why.' }],
    [unreadable.error, { code: 'unexpected-character' }],
    [new PathError('invalid-path', 'Why.'), { code: 'invalid-path', message: 'Why.' }],
    [relayed, { code: 'internal' }],
    [
      new InstantClientError('http', 'timeout', 'hunter2', { path: 'a.hunter2' }),
      { code: 'internal' },
    ],
    [new FieldwiseError('of-a-class-to-come', 'hunter2'), { code: 'internal' }],
    [new Error('password=hunter2'), { code: 'internal' }],
    ['a string', { code: 'internal' }],
  ])('%s becomes an error event after what came before it', async (thrown, shown) => {
    const onError = vi.fn<(error: unknown) => void>();
    async function* source(): AsyncGenerator<InstantEventInput> {
      yield title;
      throw thrown as Error;
    }
    const events = await readEvents(toInstantResponse(source(), { onError }));
    expect(events.map(({ type }) => type)).toEqual(['done', 'error']);
    expect(events[1]).toMatchObject(shown);
    expect(JSON.stringify(events)).not.toContain('hunter2');
    expect(onError.mock.calls).toEqual([[thrown]]);
  });

  test('an event that cannot be sent ends the stream as a failure and leaves the source', async () => {
    const onError = vi.fn<(error: unknown) => void>();
    const source = createManualSource();
    const response = toInstantResponse(source, { onError, flushMs: 0 });
    const reading = readEvents(response);
    await vi.waitFor(() => expect(source.asked.length).toBe(1));
    source.give({ type: 'done', path: 'a[', value: 1 });
    expect((await reading).map(({ type }) => type)).toEqual(['error']);
    expect(source.returns).toBe(1);
    expect(onError).toHaveBeenCalledOnce();
  });

  test('an onError that throws does not take the answer with it', async () => {
    const report = vi.spyOn(console, 'error').mockReturnValue();
    const failing = toInstantResponse(
      // oxlint-disable-next-line require-yield -- it fails before it has anything to yield
      (async function* (): AsyncGenerator<InstantEventInput> {
        throw new Error('first');
      })(),
      {
        onError: () => {
          throw new Error('second');
        },
      },
    );
    expect((await readEvents(failing)).map(({ type }) => type)).toEqual(['error']);
    expect(report).toHaveBeenCalledWith(expect.objectContaining({ message: 'second' }));
    report.mockRestore();
  });

  test.each([
    { flushMs: -1 },
    { flushMs: Infinity },
    { flushMs: Number.NaN },
    { heartbeatMs: 0 },
    { heartbeatMs: 2 ** 31 },
  ])('%j is refused at once', (options) => {
    expect(() => toInstantResponse([], options)).toThrow(
      expect.objectContaining({ code: 'invalid-option' }),
    );
  });
});

describe('pacing', () => {
  beforeEach(
    () => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }),
  );
  afterEach(() => void vi.useRealTimers());

  test('takes nothing before the body is read, and no more than one event ahead', async () => {
    const source = createManualSource();
    const response = toInstantResponse(source, { flushMs: 10 });
    await vi.advanceTimersByTimeAsync(0);
    expect(source.asked.length).toBe(0);
    const reader = response.body!.getReader();
    const first = reader.read();
    await vi.advanceTimersByTimeAsync(0);
    source.give(title);
    await vi.advanceTimersByTimeAsync(10);
    await first;
    expect(source.asked.length).toBe(1);
    source.give(score);
    await vi.advanceTimersByTimeAsync(1000);
    expect(source.asked.length).toBe(0);
    await reader.cancel();
  });

  test('collects what comes within the window into one message, and keeps what comes later', async () => {
    const source = createManualSource();
    const reader = toInstantResponse(source, { flushMs: 10 }).body!.getReader();
    const first = reader.read();
    await vi.advanceTimersByTimeAsync(0);
    source.give(title);
    await vi.advanceTimersByTimeAsync(9);
    source.give(score);
    await vi.advanceTimersByTimeAsync(1);
    expect(readMessages(text(await first)).map((events) => events.length)).toEqual([2]);
    source.give({ type: 'done', path: 'more', value: true });
    const second = reader.read();
    await vi.advanceTimersByTimeAsync(10);
    expect(text(await second)).toContain('more');
    await reader.cancel();
  });

  test('sends what comes after a pause within the tick, and what follows it with the window', async () => {
    const source = createManualSource();
    const reader = toInstantResponse(source, { flushMs: 10 }).body!.getReader();
    const first = reader.read();
    await vi.advanceTimersByTimeAsync(10);
    source.give(title);
    await vi.advanceTimersByTimeAsync(0);
    expect(readMessages(text(await first))).toHaveLength(1);
    const second = reader.read();
    let isSent = false;
    void second.then(() => (isSent = true));
    source.give(score);
    await vi.advanceTimersByTimeAsync(9);
    expect(isSent).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(text(await second)).toContain('score');
    await reader.cancel();
  });

  test('sends the last event without waiting for the window', async () => {
    const source = createManualSource();
    const reader = toInstantResponse(source, { flushMs: 10_000 }).body!.getReader();
    const first = reader.read();
    await vi.advanceTimersByTimeAsync(0);
    source.give({ type: 'end', outcome: 'complete', incomplete: [] });
    expect(text(await first)).toContain('"end"');
    await reader.cancel();
  });

  test('breaks up what a source gives without ever waiting', async () => {
    const many = Array.from({ length: 1000 }, (_, index): InstantEventInput => ({
      type: 'done',
      path: `items[${index}]`,
      value: index,
    }));
    const messages = readMessages(await toInstantResponse(many).text());
    expect(messages.length).toBeGreaterThan(3);
    expect(messages.flat().length).toBe(1001);
  });

  test('breaks up long texts that come without ever waiting', async () => {
    const long = Array.from({ length: 10 }, (): InstantEventInput => ({
      type: 'delta',
      path: 'text',
      delta: 'x'.repeat(10_000),
    }));
    const messages = readMessages(await toInstantResponse(long).text());
    expect(messages.length).toBeGreaterThan(3);
  });

  test('sends a comment while the source is silent', async () => {
    const source = createManualSource();
    const reader = toInstantResponse(source, { heartbeatMs: 500 }).body!.getReader();
    for (const _ of [1, 2]) {
      const beat = reader.read();
      await vi.advanceTimersByTimeAsync(500);
      expect(text(await beat)).toBe(':\n\n');
    }
    expect(source.asked.length).toBe(1);
    await reader.cancel();
  });

  test('counts silence from the last message', async () => {
    const source = createManualSource();
    const reader = toInstantResponse(source, { heartbeatMs: 500 }).body!.getReader();
    const first = reader.read();
    await vi.advanceTimersByTimeAsync(400);
    source.give(title);
    await vi.advanceTimersByTimeAsync(0);
    expect(text(await first)).toContain('title');
    let isSent = false;
    const beat = reader.read();
    void beat.then(() => (isSent = true));
    await vi.advanceTimersByTimeAsync(499);
    expect(isSent).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(text(await beat)).toBe(':\n\n');
    await reader.cancel();
  });
});

describe('leaving', () => {
  beforeEach(
    () => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }),
  );
  afterEach(() => void vi.useRealTimers());

  test('a reader that leaves calls return once, without waiting for it, and leaves no timer or listener', async () => {
    const source = createManualSource();
    const { signal } = new AbortController();
    const reader = toInstantResponse(source, { signal }).body!.getReader();
    const read = reader.read();
    await vi.advanceTimersByTimeAsync(0);
    await reader.cancel();
    expect((await read).done).toBe(true);
    expect(source.returns).toBe(1);
    expect(vi.getTimerCount()).toBe(0);
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });

  test('a source that finishes leaves no timer or listener and is not told to return', async () => {
    const source = createManualSource();
    const { signal } = new AbortController();
    const reading = readEvents(toInstantResponse(source, { signal }));
    await vi.advanceTimersByTimeAsync(0);
    source.finish();
    await reading;
    expect(source.returns).toBe(0);
    expect(vi.getTimerCount()).toBe(0);
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });

  test.each([
    ['a plain abort', undefined, { type: 'end', outcome: 'stopped', incomplete: [] }],
    [
      'a time limit',
      new DOMException('late', 'TimeoutError'),
      { type: 'error', code: 'timeout', message: expect.any(String) },
    ],
    [
      'an error of ours',
      new ServerError('timeout', 504, 'Too long.'),
      { type: 'error', code: 'timeout', message: 'Too long.' },
    ],
  ])('%s ends the body even when the source ignores it', async (_, reason, last) => {
    const source = createManualSource();
    const controller = new AbortController();
    const onError = () => {};
    const response = toInstantResponse(source, { signal: controller.signal, onError });
    const reading = readEvents(response);
    await vi.advanceTimersByTimeAsync(0);
    source.give(title);
    await vi.advanceTimersByTimeAsync(10);
    controller.abort(reason);
    expect((await reading).at(-1)).toEqual(last);
    expect(source.returns).toBe(1);
    expect(vi.getTimerCount()).toBe(0);
  });

  test('a signal aborted before the body is read starts nothing', async () => {
    const source = createManualSource();
    const events = await readEvents(toInstantResponse(source, { signal: AbortSignal.abort() }));
    expect(events).toEqual([{ type: 'end', outcome: 'stopped', incomplete: [] }]);
    expect(source.asked.length).toBe(0);
    expect(source.returns).toBe(1);
  });
});

test('what tools were asked and said stays on the server, in a lane too', async () => {
  async function* source(): AsyncGenerator<InstantEventInput> {
    const about = { type: 'tool', callId: '1', toolName: 'search', index: 0, round: 1 } as const;
    yield { ...about, phase: 'call', input: { query: 'secret' } };
    yield title;
    yield { ...about, phase: 'result', output: 'secret', durationMs: 1 };
    const event = { ...about, phase: 'result', output: 'secret', durationMs: 1 } as const;
    yield { type: 'lane', lane: 'plan', event };
    yield { type: 'lane', lane: 'plan', event: title };
    yield { type: 'end', outcome: 'complete', incomplete: [] };
  }
  const body = await toInstantResponse(source()).text();
  expect(body).not.toContain('secret');
  expect(body).toContain('Hello');
  expect(body).toContain('"lane":"plan"');
});

import { getEventListeners } from 'node:events';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createFrameEncoder, createInstantParser, type InstantEvent } from '../protocol/index.js';
import { createInstantRun } from './create-instant-run.js';
import { readInstantStream } from './read-instant-stream.js';

const END = '{"type":"end","outcome":"complete","incomplete":[]}';
const SSE = { 'content-type': 'text/event-stream; charset=utf-8' };
const NDJSON = { 'content-type': 'application/x-ndjson' };

const parser = createInstantParser();
const events = [...parser.feed('{"title":"Ключ 😀 e\\u0301","n":[1,"два"]}'), ...parser.end()];

/** A body that counts how it is treated, fed by hand. */
function createManualBody() {
  let controller: ReadableStreamDefaultController<Uint8Array<ArrayBuffer>> | undefined;
  const body = {
    cancels: 0,
    stream: new ReadableStream<Uint8Array<ArrayBuffer>>({
      start: (given) => void (controller = given),
      cancel: () => void (body.cancels += 1),
    }),
    send: (text: string) => controller?.enqueue(new TextEncoder().encode(text)),
    close: () => controller?.close(),
    fail: (error: Error) => controller?.error(error),
  };
  return body;
}

function streamOf(
  parts: readonly Uint8Array<ArrayBuffer>[],
): ReadableStream<Uint8Array<ArrayBuffer>> {
  return new ReadableStream({
    start(controller) {
      for (const part of parts) controller.enqueue(part);
      controller.close();
    },
  });
}

async function readAll(response: Response): Promise<InstantEvent[]> {
  const read: InstantEvent[] = [];
  for await (const event of readInstantStream(response)) read.push(event);
  return read;
}

/** What is lost to a reader when events are compared: that they are classes with getters. */
const plain = (list: readonly InstantEvent[]) =>
  list.map((event) => ({
    type: event.type,
    ...('segments' in event && { segments: event.segments, value: event.value }),
    ...('delta' in event && { delta: event.delta }),
  }));

describe.each([
  ['SSE with \\n', SSE, (frame: string) => `data:${frame}\n\n`],
  [
    'SSE with \\r\\n, a space and a comment',
    SSE,
    (frame: string) => `: hi\r\ndata: ${frame}\r\n\r\n`,
  ],
  ['SSE with \\r', SSE, (frame: string) => `data:${frame}\r\r`],
  ['SSE with ids and names', SSE, (frame: string) => `id: 7\nevent: x\ndata:${frame}\n\n`],
  ['NDJSON', NDJSON, (frame: string) => `${frame}\n\n`],
  ['NDJSON with \\r\\n', NDJSON, (frame: string) => `${frame}\r\n`],
])('%s', (_, headers, write) => {
  const frames = createFrameEncoder();
  const text = events.map((event) => frames.encode([event])).filter((frame) => frame !== '');
  const bytes = new TextEncoder().encode(text.map(write).join(''));

  test('reads the same events at every split in two, and byte by byte', async () => {
    const splits = Array.from(bytes, (__, at) => [bytes.slice(0, at), bytes.slice(at)]);
    for (const parts of [...splits, Array.from(bytes, (byte) => new Uint8Array([byte]))]) {
      const response = new Response(streamOf(parts), { headers });
      expect(plain(await readAll(response))).toEqual(plain(events));
    }
  });
});

describe('a refusal', () => {
  const issues = [{ message: 'Too long', path: ['topic'] }];
  test.each([
    [
      'with an error of the route',
      Response.json({ error: { code: 'invalid-input', message: 'No.', issues } }, { status: 422 }),
      { kind: 'http', code: 'invalid-input', message: 'No.', status: 422, issues },
    ],
    [
      'with a page of a proxy',
      new Response('<h1>Bad Gateway</h1>', { status: 502, statusText: 'Bad Gateway' }),
      {
        kind: 'http',
        code: 'http-error',
        message: expect.stringContaining('502 Bad Gateway'),
        issues: undefined,
      },
    ],
    [
      'with JSON of another shape',
      Response.json(
        { error: { code: 5, issues: [{ message: 1 }, null, issues[0]] } },
        { status: 400 },
      ),
      { kind: 'http', code: 'http-error', issues },
    ],
  ])('%s is an error of kind http', async (_, response, error) => {
    await expect(readAll(response)).rejects.toMatchObject(error);
  });
});

describe('what is no stream', () => {
  test.each([
    ['a page', new Response('<html>', { headers: { 'content-type': 'text/html' } })],
    ['no body', new Response(null, { headers: SSE })],
  ])('%s is an error of kind protocol', async (_, response) => {
    await expect(readAll(response)).rejects.toMatchObject({
      kind: 'protocol',
      code: 'not-a-stream',
    });
  });

  test('a frame that cannot be read comes after the events before it', async () => {
    const read: string[] = [];
    const response = new Response('data:[[{}],["a",1]]\n\ndata:oops\n\n', { headers: SSE });
    const reading = (async () => {
      for await (const event of readInstantStream(response)) read.push(event.type);
    })();
    await expect(reading).rejects.toMatchObject({ code: 'invalid-frame' });
    expect(read).toEqual(['start', 'done']);
  });
});

test.each([
  ['SSE', SSE, (text: string) => `data:${text}\n\n`],
  ['NDJSON', NDJSON, (text: string) => `${text}\n`],
])('bytes of %s that are no UTF-8 are a frame that cannot be read', async (_, headers, frame) => {
  const first = new TextEncoder().encode(frame(`[[{}],["a","é"]]`));
  const bad = new TextEncoder().encode(frame(`[["a","_"]]`));
  bad[bad.indexOf(0x5f)] = 0xff;
  const seen: InstantEvent[] = [];
  const reading = (async () => {
    const response = new Response(streamOf([first, bad]), { headers });
    for await (const event of readInstantStream(response)) seen.push(event);
  })();
  await expect(reading).rejects.toMatchObject({ name: 'FrameError', code: 'invalid-frame' });
  expect(seen.map(({ type }) => type)).toEqual(['start', 'start', 'delta']);
});

describe('the end', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
  afterEach(() => void vi.useRealTimers());

  test('of the body without a last event is a lost connection', async () => {
    const response = new Response('data:[["",{}]]\n\n', { headers: SSE });
    await expect(readAll(response)).rejects.toMatchObject({
      kind: 'connection',
      code: 'connection-lost',
    });
  });

  test('of the network is a lost connection with its cause', async () => {
    const body = createManualBody();
    const reading = readAll(new Response(body.stream, { headers: SSE }));
    const cause = new Error('reset');
    body.fail(cause);
    await expect(reading).rejects.toMatchObject({ code: 'connection-lost', cause });
  });

  test('lets the server close, so that the connection can be used again', async () => {
    const body = createManualBody();
    const reading = readAll(new Response(body.stream, { headers: SSE }));
    body.send(`data:[${END}]\n\n`);
    await expect(reading).resolves.toHaveLength(1);
    expect(vi.getTimerCount()).toBe(1);
    body.close();
    await vi.advanceTimersByTimeAsync(0);
    expect(vi.getTimerCount()).toBe(0);
    expect(body.cancels).toBe(0);
  });

  test('cancels a body that stays open after its last event', async () => {
    const body = createManualBody();
    const reading = readAll(new Response(body.stream, { headers: SSE }));
    body.send(`data:[${END}]\n\ndata:[["ignored"]]\n\n`);
    await expect(reading).resolves.toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1000);
    expect(body.cancels).toBe(1);
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('leaving', () => {
  test('the loop cancels the body at once', async () => {
    const body = createManualBody();
    body.send('data:[[{}],["a",1]]\n\n');
    const { signal } = new AbortController();
    for await (const event of readInstantStream(new Response(body.stream, { headers: SSE }), {
      signal,
    })) {
      expect(event.type).toBe('start');
      break;
    }
    expect(body.cancels).toBe(1);
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });

  test('by the signal cancels the body and throws the reason, with or without a read under way', async () => {
    const reason = new Error('enough');
    const waiting = createManualBody();
    const controller = new AbortController();
    const reading = readInstantStream(new Response(waiting.stream, { headers: SSE }), {
      signal: controller.signal,
    }).next();
    controller.abort(reason);
    await expect(reading).rejects.toBe(reason);
    expect(waiting.cancels).toBe(1);

    const unread = createManualBody();
    const late = readInstantStream(new Response(unread.stream, { headers: SSE }), {
      signal: AbortSignal.abort(reason),
    });
    await expect(late.next()).rejects.toBe(reason);
    expect(unread.cancels).toBe(1);
  });

  test('by the signal in the middle of a frame gives none of its other events', async () => {
    const controller = new AbortController();
    const reason = new Error('enough');
    const response = new Response(`data:[[{}],["a",1],["b",2],0,${END}]\n\n`, { headers: SSE });
    const events = readInstantStream(response, { signal: controller.signal });
    expect((await events.next()).value).toMatchObject({ type: 'start' });
    controller.abort(reason);
    await expect(events.next()).rejects.toBe(reason);
    expect(await events.next()).toEqual({ done: true, value: undefined });
  });

  test('by return() while a read is under way cancels the body and ends both', async () => {
    const body = createManualBody();
    const { signal } = new AbortController();
    const events = readInstantStream(new Response(body.stream, { headers: SSE }), { signal });
    const reading = events.next();
    const end = { done: true, value: undefined };
    await expect(events.return(undefined)).resolves.toEqual(end);
    await expect(reading).resolves.toEqual(end);
    expect(body.cancels).toBe(1);
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });

  test('a run, whose transport knows of no signal, cancels the body while a read is under way', async () => {
    const body = createManualBody();
    const open = () => readInstantStream(new Response(body.stream, { headers: SSE }));
    const run = createInstantRun({ transport: { open } });
    const finished = run.submit('a');
    body.send('data:[[{}],["a",1]]\n\n');
    await vi.waitUntil(() => run.getSnapshot().status === 'streaming');
    run.stop();
    expect(await finished).toMatchObject({ status: 'stopped', partial: { a: 1 } });
    await vi.waitUntil(() => body.cancels === 1);
  });
});

test.each<[string, (response: Response) => unknown]>([
  ['was read', (response) => response.text()],
  ['is being read', (response) => response.body?.getReader()],
])('a body that %s already is refused', async (_, use) => {
  const response = new Response(`data:[${END}]\n\n`, { headers: SSE });
  await use(response);
  await expect(readAll(response)).rejects.toMatchObject({
    name: 'InstantClientError',
    kind: 'usage',
    code: 'invalid-source',
  });
});

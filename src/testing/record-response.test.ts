import { describe, expect, test } from 'vitest';
import { createInstantRun, createTextTransport } from '../client/index.js';
import { instantEvents } from '../protocol/index.js';
import { createInstantRoute } from '../server/index.js';
import { recordResponse } from './record-response.js';
import type { Recording } from './recording.js';
import { replayRun } from './replay-run.js';
import { splitText } from './split-text.js';

const text = '{"title":"Grüße 🍵","items":["a","b"]}';

function bodyOf(pieces: readonly Uint8Array<ArrayBuffer>[], error?: Error): Response {
  const queue = [...pieces];
  const left: unknown[] = [];
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      pull(controller) {
        const piece = queue.shift();
        if (piece) controller.enqueue(piece);
        else if (error) controller.error(error);
        else controller.close();
      },
      cancel: (reason) => void left.push(reason),
    },
    { highWaterMark: 0 },
  );
  const headers = { 'content-type': 'text/plain', 'x-of': 'mine' };
  return Object.assign(new Response(body, { status: 201, headers }), { left, queue });
}

const encoder = new TextEncoder();
const bytesOf = (...pieces: readonly string[]) => pieces.map((piece) => encoder.encode(piece));

function clock() {
  let ms = 100;
  return () => (ms += 10);
}

describe('recording a response', () => {
  test('keeps text, borders, times, type and status, and passes everything on', async () => {
    const pieces = bodyOf(bytesOf('{"a"', ':1}'));
    const { response, recording } = recordResponse(pieces, { now: clock() });
    expect(response).toMatchObject({ status: 201, url: pieces.url });
    expect(response.headers.get('x-of')).toBe('mine');
    expect(await response.text()).toBe('{"a":1}');
    expect(await recording).toEqual({
      version: 1,
      contentType: 'text/plain',
      status: 201,
      text: '{"a":1}',
      ends: [4, 7],
      atMs: [10, 20],
    });
  });

  test('moves a border inside a character before it', async () => {
    const bytes = encoder.encode('aü🍵');
    const { response, recording } = recordResponse(
      bodyOf([...bytes].map((byte) => Uint8Array.of(byte))),
    );
    await response.text();
    const { text: read, ends } = await recording;
    expect([read, ends]).toEqual(['aü🍵', [1, 2, 4]]);
  });

  test('reads nothing ahead, and leaving reaches the server', async () => {
    const source = bodyOf(bytesOf('a', 'b', 'c')) as Response & Record<'queue' | 'left', unknown[]>;
    const { response, recording } = recordResponse(source);
    expect(source.queue).toHaveLength(3);
    const reader = response.body!.getReader();
    await reader.read();
    expect(source.queue).toHaveLength(2);
    await reader.cancel('enough');
    expect(source.left).toEqual(['enough']);
    expect(await recording).toMatchObject({ text: 'a', isCut: true });
  });

  test('that breaks keeps what came', async () => {
    const { response, recording } = recordResponse(bodyOf(bytesOf('ab'), new Error('gone')));
    await expect(response.text()).rejects.toThrow('gone');
    expect(await recording).toMatchObject({ text: 'ab', isCut: true });
  });

  test('ends at its limit while the response goes on', async () => {
    const { response, recording } = recordResponse(bodyOf(bytesOf('ab', 'cd', 'e')), {
      maxBytes: 3,
    });
    expect(await response.text()).toBe('abcde');
    expect(await recording).toMatchObject({ text: 'ab', isCut: true });
  });

  test('of nothing is empty', async () => {
    const { recording } = recordResponse(new Response(null, { status: 204 }));
    expect(await recording).toMatchObject({ status: 204, text: '', ends: [] });
  });
});

async function recordRoute(): Promise<Recording> {
  const { POST } = createInstantRoute({
    run: () => instantEvents(splitText(text, { size: 5 })),
  });
  const headers = { 'content-type': 'application/json' };
  const request = new Request('http://localhost/', { method: 'POST', headers, body: '{}' });
  const { response, recording } = recordResponse(await POST(request));
  await response.text();
  return recording;
}

describe('a recorded response, replayed', () => {
  test('is the same response, whatever it holds', async () => {
    const recording = await recordRoute();
    const response = replayRun(recording, { speed: Infinity }).respond();
    expect(response.headers.get('content-type')).toMatch(/^text\/event-stream/);
    const again = recordResponse(response);
    expect(await again.response.text()).toBe(recording.text);
    expect((await again.recording).ends).toEqual(recording.ends);
  });

  test('is a transport, and a fetch', async () => {
    const replay = replayRun(await recordRoute(), { speed: Infinity });
    const fetch = async (_: unknown, init?: RequestInit) => replay.respond(init ?? {});
    for (const options of [{ transport: replay }, { api: '/api', fetch }]) {
      const { data } = await createInstantRun(options).submit({});
      expect(data).toEqual(JSON.parse(text));
    }
  });

  test('that was cut is cut again, at its last piece or before', async () => {
    const { text: body, ...facts } = await recordRoute();
    const recording = { ...facts, text: body, ends: [20, body.length], atMs: [0, 1] };
    for (const replay of [
      replayRun({ ...recording, isCut: true }, { speed: Infinity }),
      replayRun(recording, { speed: Infinity, cutAfter: 0 }),
    ]) {
      await expect(replay.respond().text()).rejects.toThrow('terminated');
    }
    const { error } = await createInstantRun({
      transport: replayRun(recording, { speed: Infinity, cutAfter: 1 }),
    }).submit({});
    expect(error?.code).toBe('connection-lost');
  });

  test('that was refused is refused again', async () => {
    const refusal = Response.json(
      { error: { code: 'unauthorized', message: 'No.' } },
      { status: 401 },
    );
    const { response, recording } = recordResponse(refusal);
    await response.text();
    const transport = replayRun(await recording, { speed: Infinity });
    const { error } = await createInstantRun({ transport }).submit({});
    expect(error).toMatchObject({ code: 'unauthorized', status: 401 });
  });

  test('is no model unless it is plain text', async () => {
    const frames = replayRun(await recordRoute(), { speed: Infinity });
    await expect(frames.text().next()).rejects.toMatchObject({ code: 'invalid-recording' });
    const { response, recording } = recordResponse(new Response(text));
    await response.text();
    expect(
      (
        await replayRun(await recording)
          .text()
          .next()
      ).value,
    ).toBe(text);
  });
});

describe('a recorded answer as a response', () => {
  const recording: Recording = {
    version: 1,
    text,
    ends: [12, 17, 18, text.length],
    atMs: [1, 2, 3, 4],
  };

  test('is what a Fieldwise route sends, a frame for each piece that says something', async () => {
    const response = replayRun(recording, { speed: Infinity }).respond();
    const { response: read, recording: sent } = recordResponse(response);
    const transport = createTextTransport({ api: 'http://localhost/', fetch: async () => read });
    const { data } = await createInstantRun({ transport }).submit({});
    expect(data).toEqual(JSON.parse(text));
    expect((await sent).text.match(/^data:/gm)).toHaveLength((await sent).ends.length);
  });

  test('stops when it is left, and when its signal aborts', async () => {
    const slow = replayRun({ ...recording, atMs: [0, 60_000, 60_000, 60_000] });
    const reader = slow.respond().body!.getReader();
    await reader.read();
    await reader.cancel();
    const controller = new AbortController();
    const reading = slow.respond({ signal: controller.signal }).text();
    controller.abort(new Error('enough'));
    await expect(reading).rejects.toThrow('enough');
  });

  test('of a body may be cut inside a surrogate pair', async () => {
    const body: Recording = {
      version: 1,
      contentType: 'text/plain',
      text: '🍵',
      ends: [1, 2],
      atMs: [0, 0],
    };
    expect(await replayRun(body).respond().text()).toBe('🍵');
  });
});

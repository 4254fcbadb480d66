import { describe, expect, test } from 'vitest';
import { splitText } from '../testing/index.js';
import type { InstantEvent } from '../protocol/index.js';
import { readTextStream, type ReadTextStreamOptions } from './read-text-stream.js';
import type { UIMessagePart } from './ui-message-parts.js';

const EVENTS = { 'content-type': 'text/event-stream' };

async function readAll(response: Response, options?: ReadTextStreamOptions) {
  const events: InstantEvent[] = [];
  for await (const event of readTextStream(response, options)) events.push(event);
  return events;
}

const types = (events: readonly InstantEvent[]) => events.map(({ type }) => type);
const values = (events: readonly InstantEvent[]) =>
  events.flatMap((event) => (event.type === 'done' ? [[event.path, event.value]] : []));

const partsOf = (parts: readonly unknown[]) =>
  parts
    .map((part) => `data: ${typeof part === 'string' ? part : JSON.stringify(part)}\n\n`)
    .join('');

/** A UI message stream of these parts. */
const message = (...parts: readonly unknown[]) => new Response(partsOf(parts), { headers: EVENTS });

const text = (delta: string, id = 't') => ({ type: 'text-delta', id, delta });
const FINISH = { type: 'finish', finishReason: 'stop' };

describe('a response of bare text', () => {
  test.each(['text/plain; charset=utf-8', 'application/json', 'application/octet-stream', ''])(
    'of the type "%s" is parsed',
    async (type) => {
      const response = new Response('{"a":[1]}', { headers: { 'content-type': type } });
      expect(values(await readAll(response))).toEqual([
        ['a[0]', 1],
        ['a', [1]],
        ['', { a: [1] }],
      ]);
    },
  );

  test('is read at every split of its bytes', async () => {
    const bytes = new TextEncoder().encode('{"é":"😀\\u00e9"}');
    for (const at of bytes.keys()) {
      const chunks = [bytes.slice(0, at), bytes.slice(at)];
      const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
        start(controller) {
          for (const chunk of chunks) controller.enqueue(chunk);
          controller.close();
        },
      });
      const events = await readAll(new Response(body));
      expect(values(events)).toEqual([
        ['é', '😀é'],
        ['', { é: '😀é' }],
      ]);
    }
  });

  test('is read as the options say', async () => {
    await expect(readAll(new Response('{"a":1,}'), { strict: true })).rejects.toMatchObject({
      kind: 'protocol',
      code: 'unexpected-character',
      cause: { offset: 7 },
    });
    const twice = await readAll(new Response('{"a":1,"a":2}'), { duplicateKeys: 'first' });
    expect(values(twice)).toContainEqual(['', { a: 1 }]);
  });

  test('without a word says what that mostly means', async () => {
    await expect(readAll(new Response(''))).rejects.toMatchObject({
      kind: 'protocol',
      code: 'no-json',
      message: expect.stringContaining('onError'),
    });
  });

  test('tells what it read before a fault', async () => {
    const events: InstantEvent[] = [];
    const reading = async () => {
      for await (const event of readTextStream(new Response('{"a":1,b'), { strict: true }))
        events.push(event);
    };
    await expect(reading()).rejects.toMatchObject({ code: 'unexpected-character' });
    expect(values(events)).toEqual([['a', 1]]);
  });
});

describe('a response that is no answer', () => {
  test('but a web page is refused and left', async () => {
    let isCancelled = false;
    const body = new ReadableStream({ cancel: () => void (isCancelled = true) });
    const response = new Response(body, {
      headers: { 'content-type': 'Text/HTML; charset=utf-8' },
    });
    await expect(readAll(response)).rejects.toMatchObject({ code: 'not-a-stream', status: 200 });
    expect(isCancelled).toBe(true);
  });

  test('but a refusal has its status', async () => {
    const response = new Response('slow down', { status: 429 });
    await expect(readAll(response)).rejects.toMatchObject({ kind: 'http', status: 429 });
  });

  test.each(['{"choices":[]}', '{broken'])('but messages like %s cannot be read', async (data) => {
    await expect(readAll(message(data))).rejects.toMatchObject({
      kind: 'protocol',
      code: 'invalid-frame',
    });
  });
});

describe('a response of a Fieldwise route', () => {
  const frames = ['[[{}],["a",1],0]', '[{"type":"end","outcome":"complete","incomplete":[]}]'];

  test.each([
    ['server-sent events', EVENTS, frames.map((frame) => `data:${frame}\n\n`)],
    ['NDJSON', { 'content-type': 'application/x-ndjson' }, frames.map((frame) => `${frame}\n`)],
  ])('is read as %s', async (_, headers, lines) => {
    const events = await readAll(new Response(lines.join(''), { headers }));
    expect(types(events)).toEqual(['start', 'done', 'done', 'end']);
  });

  test('that has no last event is a lost connection', async () => {
    const response = new Response(`data:${frames[0]}\n\n`, { headers: EVENTS });
    await expect(readAll(response)).rejects.toMatchObject({ code: 'connection-lost' });
  });
});

describe('an AI SDK UI message stream', () => {
  test('is told by its parts, since a foreign origin may hide its header', async () => {
    const events = await readAll(message({ type: 'start' }, text('{"a":1}'), FINISH, '[DONE]'));
    expect(types(events)).toEqual(['start', 'done', 'done', 'meta', 'end']);
  });

  test.each([
    ['a finish', [FINISH]],
    ['the mark of its end', ['[DONE]']],
  ])('is over with %s', async (_, last) => {
    const events = await readAll(message(text('{"a":1}'), ...last));
    expect(events.at(-1)).toEqual({ type: 'end', outcome: 'complete', incomplete: [] });
  });

  test('that has neither is a lost connection', async () => {
    await expect(readAll(message(text('{"a":1}')))).rejects.toMatchObject({
      code: 'connection-lost',
    });
  });

  test('is cut anywhere', async () => {
    const whole = partsOf([text('{"a":"x'), text('y"}'), FINISH, '[DONE]']);
    const encoder = new TextEncoder();
    const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
      start(controller) {
        for (const piece of splitText(whole, { size: 1 }))
          controller.enqueue(encoder.encode(piece));
        controller.close();
      },
    });
    const events = await readAll(new Response(body, { headers: EVENTS }));
    expect(values(events)).toContainEqual(['a', 'xy']);
  });

  test('has one text that is the object: others of its step are not', async () => {
    const events = await readAll(message(text('{"a":'), text('7', 'u'), text('1}'), FINISH));
    expect(values(events)).toEqual([
      ['a', 1],
      ['', { a: 1 }],
    ]);
  });

  test('withdraws the text of a step when the next one begins to write', async () => {
    const step = { type: 'start-step' };
    const events = await readAll(
      message(step, text('{"a":1}'), step, { type: 'tool-input-start' }, text('{"b":2}'), FINISH),
    );
    expect(types(events).join(' ')).toBe('start done done replaced start done done meta end');
    const last = await readAll(message(step, text('{"a":1}'), step, FINISH));
    expect(types(last)).not.toContain('replaced');
  });

  test('tells reasoning and what is known of the call', async () => {
    const events = await readAll(
      message(
        { type: 'start', messageId: 'm1' },
        { type: 'reasoning-delta', id: 'r', delta: 'hm' },
        text('1'),
        {
          type: 'message-metadata',
          messageMetadata: { totalUsage: { inputTokens: 1, outputTokens: 'x' }, modelId: 'gpt' },
        },
        FINISH,
      ),
    );
    expect(events.filter(({ type }) => type === 'reasoning' || type === 'meta')).toEqual([
      { type: 'meta', id: 'm1' },
      { type: 'reasoning', delta: 'hm' },
      { type: 'meta', model: 'gpt', usage: { inputTokens: 1 } },
      { type: 'meta', finishReason: 'stop' },
    ]);
  });

  test('that is aborted is stopped, with what was open', async () => {
    const events = await readAll(message(text('{"a":"x'), { type: 'abort', reason: 'me' }));
    expect(events.at(-1)).toEqual({ type: 'end', outcome: 'stopped', incomplete: ['', 'a'] });
    const early = await readAll(message({ type: 'abort' }));
    expect(early).toEqual([{ type: 'end', outcome: 'stopped', incomplete: [] }]);
  });

  test.each([
    ['Sorry.', 'Sorry.'],
    ['', 'The source failed.'],
  ])('with an error "%s" ends in it', async (errorText, said) => {
    const events = await readAll(message(text('{"a":1'), { type: 'error', errorText }, FINISH));
    expect(events.at(-1)).toEqual({ type: 'error', code: 'source-failed', message: said });
  });

  test('gives each part to onPart before its events', async () => {
    const order: string[] = [];
    const onPart = ({ type }: UIMessagePart) => void order.push(type);
    const source = message({ type: 'data-x', data: 1 }, text('[1]'), FINISH, '[DONE]');
    for await (const { type } of readTextStream(source, { onPart })) order.push(`: ${type}`);
    expect(order.join(' ')).toBe('data-x text-delta : start : done : done finish : meta : end');
  });
});

test('aborting cancels the body and throws the reason', async () => {
  let reason: unknown;
  const controller = new AbortController();
  const body = new ReadableStream<Uint8Array>({ cancel: (why) => void (reason = why) });
  const reading = readAll(new Response(body), { signal: controller.signal });
  const why = new Error('left');
  controller.abort(why);
  await expect(reading).rejects.toBe(why);
  expect(reason).toBe(why);
});

test('aborting in the middle of a chunk gives none of its other events', async () => {
  const controller = new AbortController();
  const events = readTextStream(new Response('{"a":1,"b":2}'), { signal: controller.signal });
  expect((await events.next()).value).toMatchObject({ type: 'start' });
  const why = new Error('left');
  controller.abort(why);
  await expect(events.next()).rejects.toBe(why);
  expect(await events.next()).toEqual({ done: true, value: undefined });
});

test('return() while a read is under way cancels the body and ends both', async () => {
  let cancels = 0;
  const events = readTextStream(new Response(new ReadableStream({ cancel: () => void cancels++ })));
  const reading = events.next();
  const end = { done: true, value: undefined };
  await expect(events.return(undefined)).resolves.toEqual(end);
  await expect(reading).resolves.toEqual(end);
  expect(cancels).toBe(1);
});

test('a body that was read already is refused', async () => {
  const response = new Response('{"a":1}');
  await response.text();
  await expect(readAll(response)).rejects.toMatchObject({ kind: 'usage', code: 'invalid-source' });
});

import { getEventListeners } from 'node:events';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { InstantEvent } from '../protocol/index.js';
import { createScriptedModel, everySplit } from '../testing/index.js';
import { createAgent } from './create-agent.js';
import { createSession } from './create-session.js';
import type { ModelFunction } from './model.js';

const Text = z.object({ text: z.string() });
const json = '{"text":"one two three four five six seven eight"}';

async function collect<T>(source: AsyncIterable<T>): Promise<T[]> {
  const items: T[] = [];
  for await (const item of source) items.push(item);
  return items;
}

function ask(model: ModelFunction, signal?: AbortSignal) {
  return createAgent({ model }).input('x').output(Text).getResponse({ signal });
}

function types(events: readonly InstantEvent[]) {
  return events.map(({ type }) => type);
}

describe('many readers', () => {
  test('each see everything from the start, whenever they come', async () => {
    const response = ask(createScriptedModel({ text: json }));
    const early = response.getAsyncGenerator();
    const first = await early.next();
    const middle = collect(response);
    const rest = await collect(early);
    const late = await collect(response.getAsyncGenerator({ type: 'instant' }));
    expect([first.value, ...rest]).toEqual(late);
    expect(await middle).toEqual(late);
  });

  test('share one log: a later one gets the very same events', async () => {
    const response = ask(createScriptedModel({ text: json }));
    const [one, two] = [await collect(response), await collect(response)];
    expect(one.every((event, index) => event === two[index])).toBe(true);
  });

  test('take no chunk before the fastest of them wants it', async () => {
    const model = createScriptedModel({ text: json });
    const response = ask(model);
    const fast = response.getAsyncGenerator({ type: 'delta' });
    const slow = response.getAsyncGenerator({ type: 'delta' });
    await slow.next();
    expect(model.calls[0]?.sent).toBe(1);
    await fast.next();
    expect(model.calls[0]?.sent).toBe(1);
    await fast.next();
    await fast.next();
    await slow.next();
    expect(model.calls[0]?.sent).toBe(3);
    await Promise.all([fast.return(), slow.return()]);
  });

  test('may leave as long as one stays', async () => {
    const model = createScriptedModel({ text: json });
    const response = ask(model);
    const data = response.getData();
    for await (const event of response) if (event.type === 'delta') break;
    expect(await data).toEqual(JSON.parse(json));
    expect(model.calls[0]?.status).toBe('finished');
  });
});

describe('leaving', () => {
  test('a loop stops the model within one chunk', async () => {
    const model = createScriptedModel({ text: json, chunkSize: 1 });
    let seen = 0;
    for await (const _ of ask(model).getAsyncGenerator({ type: 'delta' })) {
      if (++seen === 5) break;
    }
    expect(model.calls[0]).toMatchObject({ sent: 5, status: 'aborted' });
    expect(model.calls[0]?.request.signal.aborted).toBe(true);
  });

  test('while a model is silent settles the pending read at once', async () => {
    const silent: ModelFunction = () => ({
      [Symbol.asyncIterator]: () => ({ next: () => new Promise(() => {}) }),
    });
    const generator = ask(silent).getAsyncGenerator();
    const pending = generator.next();
    await generator.return();
    expect(await pending).toEqual({ done: true, value: undefined });
  });

  test('without having read sends nothing and stops nothing', async () => {
    const model = createScriptedModel({ text: json });
    const response = ask(model);
    await response.getAsyncGenerator().return();
    expect(model.calls).toHaveLength(0);
    expect(await response.getText()).toBe(json);
  });

  test('keeps what arrived: a later reader sees it, and that it was stopped', async () => {
    const response = ask(createScriptedModel({ text: json, chunkSize: 12 }));
    for await (const event of response) if (event.type === 'delta') break;
    const events = await collect(response);
    expect(types(events)).toEqual(['start', 'start', 'delta', 'end']);
    expect(events.at(-1)).toEqual({ type: 'end', outcome: 'stopped', incomplete: ['', 'text'] });
    await expect(response.getText()).rejects.toMatchObject({ code: 'stopped' });
  });
});

describe('stopping', () => {
  test('by cancel() ends every reader; only the event stream ends without a throw', async () => {
    const model = createScriptedModel({ text: json, delayMs: 1 });
    const response = ask(model);
    const events = collect(response);
    const deltas = collect(response.getAsyncGenerator({ type: 'delta' }));
    await response.getAsyncGenerator().next();
    response.cancel();
    response.cancel();
    expect((await events).at(-1)).toMatchObject({ type: 'end', outcome: 'stopped' });
    await expect(deltas).rejects.toMatchObject({ code: 'stopped' });
  });

  test('after the end changes nothing', async () => {
    const response = ask(createScriptedModel({ text: json }));
    await response.getText();
    response.cancel();
    expect(await response.getData()).toEqual(JSON.parse(json));
  });

  test('by a signal that was aborted before sends nothing', async () => {
    const model = createScriptedModel({ text: json });
    const response = ask(model, AbortSignal.abort());
    expect(await collect(response)).toEqual([{ type: 'end', outcome: 'stopped', incomplete: [] }]);
    expect(model.calls).toHaveLength(0);
  });

  test('reaches a model that has not answered its call yet', async () => {
    const { promise, resolve } = deferred();
    let wasClosed = false;
    const response = ask(() => promise);
    const events = collect(response);
    await Promise.resolve();
    response.cancel();
    expect(types(await events)).toEqual(['end']);
    resolve({
      [Symbol.asyncIterator]: () => ({
        next: () => Promise.resolve({ done: true, value: undefined }),
        return: () => {
          wasClosed = true;
          return Promise.resolve({ done: true, value: undefined });
        },
      }),
    });
    await promise;
    await Promise.resolve();
    expect(wasClosed).toBe(true);
  });

  test('leaves no listener on the signal, however the run ends', async () => {
    const { signal } = new AbortController();
    const models = [
      createScriptedModel({ text: json }),
      createScriptedModel({ text: json, failAfter: 2 }),
      createScriptedModel({ text: 'no JSON at all' }),
    ];
    for (const model of models)
      await ask(model, signal)
        .getData()
        .catch(() => undefined);
    for await (const _ of ask(createScriptedModel({ text: json }), signal)) break;
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });
});

describe('a model that misbehaves', () => {
  test('by yielding bytes fails, and is told to stop', async () => {
    let signal: AbortSignal | undefined;
    // What a caller without types can write.
    const bytes = async function* (request: { signal: AbortSignal }) {
      signal = request.signal;
      yield new TextEncoder().encode(json);
    } as unknown as ModelFunction;
    const text = ask(bytes).getText();
    await expect(text).rejects.toMatchObject({
      code: 'model-failed',
      cause: expect.any(TypeError),
    });
    expect(signal?.aborted).toBe(true);
  });

  test('by throwing instead of answering fails like any other', async () => {
    const model: ModelFunction = () => {
      throw new Error('no');
    };
    await expect(ask(model).getData()).rejects.toMatchObject({
      code: 'model-failed',
      cause: { message: 'no' },
    });
  });

  test('by sending all at once is read all the same, however many events that makes', async () => {
    const items = Array.from({ length: 200_000 }, (_, index) => index);
    const response = createAgent({ model: createScriptedModel({ text: [JSON.stringify(items)] }) })
      .input('x')
      .output(z.array(z.number()))
      .getResponse();
    expect(await response.getData()).toEqual(items);
  });
});

describe('an answer among other JSON', () => {
  const schema = z.object({ title: z.string(), items: z.array(z.string()) });
  const answer = '{"title":"Tea","items":["warm"]}';

  test.each([
    ['a thinking block with a draft', `<think>{"title":"dra</think>${answer}`],
    [
      'an example before it',
      `Something like {"example": true}? Here:\n\`\`\`json\n${answer}\n\`\`\``,
    ],
    ['braces and brackets in prose', `As asked in [1], {short}: ${answer} (see [2])`],
    ['another object after it', `${answer}\n{"title":"not this"}`],
    ['a draft that thinking ends after', `{"title":"draft","items":[]}</think>${answer}`],
    ['broken punctuation', "{title: 'Tea', items: ['warm',],}"],
  ])('is found: %s', async (_, text) => {
    for (const chunkSize of [1, 3, 1000]) {
      const response = createAgent({ model: createScriptedModel({ text, chunkSize }) })
        .input('x')
        .output(schema)
        .getResponse();
      const events = await collect(response);
      expect(await response.getData()).toEqual({ title: 'Tea', items: ['warm'] });
      expect(events.at(-1)).toMatchObject({ type: 'end', outcome: 'complete' });
      const done = events.filter((event) => event.type === 'done');
      expect(done.at(-1)).toMatchObject({ path: '', value: { title: 'Tea', items: ['warm'] } });
    }
  });

  test('keeps what arrived when it is cut before it was decided what it is', async () => {
    const text = '{"extra":"first","mo';
    const response = createAgent({ model: createScriptedModel({ text, finishReason: 'length' }) })
      .input('x')
      .output(schema)
      .getResponse();
    const events = await collect(response);
    expect(events).toContainEqual(
      expect.objectContaining({ type: 'done', path: 'extra', value: 'first' }),
    );
    expect(events.at(-1)).toMatchObject({ type: 'end', outcome: 'truncated', incomplete: [''] });
  });
});

describe('an answer that is not what was asked for', () => {
  test('is still text when it cannot be read, and fails the other readers', async () => {
    const text = '{"text": @} and more text';
    const response = ask(createScriptedModel({ text }));
    const all = Promise.all([response.getText(), response.getMeta()]);
    await expect(response.getData()).rejects.toMatchObject({
      code: 'unreadable-output',
      cause: { name: 'JsonParseError', offset: expect.any(Number) },
    });
    await expect(collect(response)).rejects.toMatchObject({ code: 'unreadable-output' });
    const timed = {
      responseId: response.id,
      attempts: 1,
      firstTokenMs: expect.any(Number),
      totalMs: expect.any(Number),
    };
    expect(await all).toEqual([text, { model: 'scripted', finishReason: 'stop', ...timed }]);
  });

  test('stops costing when only readers are left who cannot use it', async () => {
    const model = createScriptedModel({ text: `{"text": "x", "more": @${' '.repeat(400)}}` });
    await expect(collect(ask(model))).rejects.toMatchObject({ code: 'unreadable-output' });
    expect(model.calls[0]?.status).toBe('aborted');
  });

  test('leaves what came of it to be read when all have left who cannot use it', async () => {
    const text = `{"text": "x", "more": @${' '.repeat(400)}}`;
    const response = ask(createScriptedModel({ text }));
    await expect(response.getData()).rejects.toMatchObject({ code: 'unreadable-output' });
    const said = await response.getText();
    expect(text.startsWith(said)).toBe(true);
    expect(said).toContain('@');
    expect(await response.getMeta()).toMatchObject({ attempts: 1 });
    await expect(collect(response)).rejects.toMatchObject({ code: 'unreadable-output' });
  });

  test('is no whole one for whoever hears of its end, nor for a session', async () => {
    const session = createSession();
    const response = createAgent({
      model: createScriptedModel({ text: json }),
      limits: { maxLength: 20 },
    })
      .session(session)
      .input('x')
      .output(Text)
      .getResponse();
    const outcomes: string[] = [];
    response.finally((_, outcome) => outcomes.push(outcome));
    await response.getText();
    await session.settled();
    expect(outcomes).toEqual(['error']);
    expect(session.messages).toEqual([]);
  });

  test('is refused with the issues when it misses the schema', async () => {
    const response = createAgent({ model: createScriptedModel({ text: '{"items":[{"n":"x"}]}' }) })
      .input('x')
      .output(z.object({ items: z.array(z.object({ n: z.number() })) }))
      .getResponse();
    await expect(response.getData()).rejects.toMatchObject({
      code: 'invalid-output',
      issues: [{ path: 'items[0].n', message: expect.any(String) }],
    });
    expect((await collect(response)).at(-1)).toMatchObject({ outcome: 'complete' });
  });

  test('rejects nobody who did not ask', async () => {
    const unhandled: unknown[] = [];
    const note = (reason: unknown) => unhandled.push(reason);
    process.on('unhandledRejection', note);
    const response = ask(createScriptedModel({ text: json, failAfter: 2 }));
    void response.getData();
    void response.getMeta();
    await expect(collect(response)).rejects.toMatchObject({ code: 'model-failed' });
    await new Promise((resolve) => setTimeout(resolve, 10));
    process.off('unhandledRejection', note);
    expect(unhandled).toEqual([]);
  });
});

describe('an answer cut off by length', () => {
  const cut = (text: string, schema: z.ZodType) =>
    createAgent({ model: createScriptedModel({ text, finishReason: 'length' }) })
      .input('x')
      .output(schema)
      .getResponse();

  test('names what was open', async () => {
    const response = cut('{"text":"one tw', Text);
    expect((await collect(response)).at(-1)).toEqual({
      type: 'end',
      outcome: 'truncated',
      incomplete: ['', 'text'],
    });
    await expect(response.getData()).rejects.toMatchObject({
      code: 'truncated-output',
      path: 'text',
    });
  });

  test('never passes a bare number off as whole', async () => {
    const response = cut('12', z.number());
    expect(types(await collect(response))).toEqual(['meta', 'end']);
    await expect(response.getData()).rejects.toMatchObject({ code: 'truncated-output' });
  });

  test('is complete if the grammar had closed it: what was lost is padding', async () => {
    const response = cut(`${json}\n\n\n\n`, Text);
    expect((await collect(response)).at(-1)).toMatchObject({ outcome: 'complete' });
    expect(await response.getData()).toEqual(JSON.parse(json));
    expect(await response.getMeta()).toMatchObject({ finishReason: 'length' });
  });
});

describe('an answer without a schema', () => {
  const plain = 'He said: "hi" \\ 🍵\n{"not":"parsed"}';
  const say = (text: string | readonly string[], finishReason = 'stop') =>
    createAgent({ model: createScriptedModel({ text, finishReason }) })
      .input('x')
      .getResponse();

  test('is one string at the root, however it was cut', async () => {
    for (const pieces of everySplit(plain)) {
      const response = say(pieces);
      const events = await collect(response);
      const deltas = events.flatMap((event) => (event.type === 'delta' ? [event.delta] : []));
      expect(deltas.join('')).toBe(plain);
      expect(events.find(({ type }) => type === 'done')).toMatchObject({ path: '', value: plain });
      expect(await response.getData()).toBe(plain);
      expect(await response.getText()).toBe(plain);
    }
  });

  test('may be empty', async () => {
    const response = say('');
    expect(types(await collect(response))).toEqual(['meta', 'start', 'done', 'end']);
    expect(await response.getData()).toBe('');
  });

  test('cut off by length is not whole', async () => {
    const response = say('Once upon a', 'length');
    expect((await collect(response)).at(-1)).toMatchObject({
      outcome: 'truncated',
      incomplete: [''],
    });
    await expect(response.getData()).rejects.toMatchObject({ code: 'truncated-output' });
    expect(await response.getText()).toBe('Once upon a');
  });
});

test('an unknown type of generator is refused at once', () => {
  const options = { type: 'specifics' } as unknown as { type: 'delta' };
  const response = ask(createScriptedModel({ text: json }));
  expect(() => response.getAsyncGenerator(options)).toThrow(
    expect.objectContaining({ code: 'invalid-option' }),
  );
});

function deferred(): {
  promise: Promise<AsyncIterable<string>>;
  resolve: (value: AsyncIterable<string>) => void;
} {
  let resolve: (value: AsyncIterable<string>) => void = () => {};
  const promise = new Promise<AsyncIterable<string>>((settle) => (resolve = settle));
  return { promise, resolve };
}

describe('an answer that the provider withholds', () => {
  const withheld = (text: string) =>
    createAgent({ model: createScriptedModel({ text, finishReason: 'content-filter' }) })
      .input('x')
      .output(Text)
      .getResponse();

  test('fails with a code of its own, after what had arrived', async () => {
    const response = withheld('{"text":"one tw');
    const seen: string[] = [];
    const reading = (async () => {
      for await (const event of response) seen.push(event.type);
    })();
    const failure = { code: 'withheld-output', message: expect.stringMatching(/withheld/) };
    await expect(reading).rejects.toMatchObject(failure);
    await expect(reading).rejects.not.toThrow(/limit|longer/);
    expect(seen).toContain('delta');
    expect(seen.slice(-1)).toEqual(['meta']);
    await expect(response.getData()).rejects.toMatchObject(failure);
  });

  test('has the text that arrived, and says why there is no more', async () => {
    const response = withheld('{"text":"one tw');
    expect(await response.getText()).toBe('{"text":"one tw');
    expect(await response.getMeta()).toMatchObject({ finishReason: 'content-filter' });
  });

  test('is complete if the grammar had closed it', async () => {
    expect(await withheld(json).getData()).toEqual(JSON.parse(json));
  });
});

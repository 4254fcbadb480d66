import { createAgent, type ModelFunction, type ResponseOptions } from 'fieldwise/agent';
import { createSnapshot, reduceInstants, type InstantEvent } from 'fieldwise';
import { createScriptedModel, type ScriptedModelOptions } from 'fieldwise/testing';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';

const List = z.object({
  title: z.string(),
  note: z.string().nullish(),
  items: z.array(z.object({ name: z.string().nullish() })).optional(),
});
type List = z.infer<typeof List>;

const LIST: List = { title: 'Tea', items: [{ name: 'a' }, { name: 'b' }] };
const TEXT = JSON.stringify(LIST);

/** A response to a model that says these texts, call by call, the last one again and again. */
function ask(
  texts: string | readonly string[],
  options: ResponseOptions<List> = {},
  script: Partial<ScriptedModelOptions> = {},
) {
  const said = [texts].flat();
  const model = createScriptedModel({
    text: () => (said.length > 1 ? said.shift() : said[0]) ?? '',
    chunkSize: 3,
    ...script,
  });
  const request = createAgent({ model, retryDelayMs: 1 }).input('A list').output(List);
  return { response: request.getResponse(options), model };
}

async function collect<T>(source: AsyncIterable<T>): Promise<T[]> {
  const items: T[] = [];
  for await (const item of source) items.push(item);
  return items;
}

describe('§2.1 what is awaited', () => {
  test('§2.1.1 nothing is sent before something is read', async () => {
    const { response, model } = ask(TEXT);
    const reader = response.getAsyncGenerator();
    await Promise.resolve();
    expect(model.calls).toHaveLength(0);
    await reader.next();
    expect(model.calls).toHaveLength(1);
  });

  test('§2.1.2 text, data, object and meta are of one call', async () => {
    const { response, model } = ask(TEXT);
    expect(await response.getText()).toBe(TEXT);
    expect(await response.getData()).toEqual(LIST);
    expect(await response.getDataObject()).toBe(await response.getData());
    expect(await response.getMeta()).toMatchObject({ finishReason: 'stop', attempts: 1 });
    expect(model.calls).toHaveLength(1);
  });

  test('§2.1.3 the data is given as the model wrote it, too, and all there is at once', async () => {
    const model = createScriptedModel({ text: '{"n":"5"}' });
    const schema = z.object({ n: z.coerce.number() });
    const response = createAgent({ model }).input('x').output(schema).getResponse();
    expect(await response.getData()).toEqual({ n: 5 });
    expect(await response.getData({ type: 'original' })).toEqual({ n: '5' });
    expect(await response.getData({ type: 'all' })).toMatchObject({
      data: { n: 5 },
      original: { n: '5' },
      text: '{"n":"5"}',
    });
  });

  test.each([
    ['in a fence', `Sure:\n\`\`\`json\n${TEXT}\n\`\`\`\nDone.`],
    ['behind another block', `For example {"a":1}. Now:\n${TEXT}`],
    ['with what JSON does not know', TEXT.replace('{', '{ // a list\n').replace(/}$/, ',}')],
  ])('§2.1.4 the block that fits the schema is found %s', async (_, text) => {
    expect(await ask(text).response.getData()).toEqual(LIST);
  });

  test('§2.1.5 an answer without one is an error of the data, and its text is there', async () => {
    const { response } = ask('I would rather not.');
    await expect(response.getData()).rejects.toMatchObject({ code: 'unreadable-output' });
    expect(await response.getText()).toBe('I would rather not.');
  });

  test('§2.1.6 keys are ensured whatever their values, with wildcards, by asking again', async () => {
    const ensureKeys = ['note', 'items[*].name'] as const;
    const held = '{"title":"t","note":null,"items":[]}';
    const once = ask(held, { ensureKeys });
    expect(await once.response.getData()).toEqual(JSON.parse(held));
    expect(once.model.calls).toHaveLength(1);
    const lacking = '{"title":"t","note":"","items":[{"name":"a"},{}]}';
    const again = ask([lacking, held], { ensureKeys });
    expect(await again.response.getData()).toEqual(JSON.parse(held));
    const complaint = again.model.calls[1]?.request.messages.at(-1)?.content;
    expect(complaint).toContain('items[1].name');
  });

  test('§2.1.7 after 1 + 3 calls they are given up, or done without', async () => {
    const { response, model } = ask('{"title":"t"}', { ensureKeys: ['note'] });
    await expect(response.getData()).rejects.toMatchObject({
      code: 'missing-keys',
      missing: ['note'],
    });
    expect(model.calls).toHaveLength(4);
    const lenient = ask('{"title":"t"}').response;
    const options = { ensureKeys: ['note'], maxRetries: 0, raiseEnsureFailure: false } as const;
    expect(await lenient.getData(options)).toEqual({ title: 't' });
  });

  test('§2.1.8 a call that is refused is no reason to ask for another answer', async () => {
    const faults = [{ kind: 'refuse', status: 400 }] as const;
    const { response, model } = ask(TEXT, { ensureKeys: ['note'] }, { faults });
    await expect(response.getData()).rejects.toMatchObject({ code: 'model-failed' });
    expect(model.calls).toHaveLength(1);
  });

  test('§2.1.9 everybody who asks gets the same data', async () => {
    const { response } = ask(TEXT);
    const [one, two] = await Promise.all([response.getData(), response.getData()]);
    expect(one).toBe(two);
    expect(await response.getData()).toBe(one);
  });

  test('§2.1.10 data without a schema is the text, and no object', async () => {
    const model = createScriptedModel({ text: 'yes' });
    const response = createAgent({ model }).input('x').getResponse();
    expect(await response.getData()).toBe('yes');
    await expect(response.getDataObject()).rejects.toMatchObject({ code: 'invalid-schema' });
  });
});

describe('§2.2 what is read as it comes', () => {
  const source = { type: 'source', url: 'https://example.com' };
  const model: ModelFunction = async function* () {
    yield { type: 'reasoning', delta: 'hm' };
    yield { type: 'original', part: source };
    yield 'Te';
    yield 'a';
    yield { type: 'meta', finishReason: 'stop' };
  };
  const speak = () => createAgent({ model }).input('x').getResponse();

  test('§2.2.1 delta: text', async () => {
    const { response } = ask(TEXT);
    expect(await collect(response.getAsyncGenerator({ type: 'delta' }))).toEqual(
      TEXT.match(/.{1,3}/g),
    );
  });

  test('§2.2.2 all: everything, in its order', async () => {
    const items = await collect(speak().getAsyncGenerator({ type: 'all' }));
    expect(items.map(({ type }) => type)).toEqual([
      'reasoning',
      'original',
      'text',
      'start',
      'delta',
      'text',
      'delta',
      'meta',
      'done',
      'end',
    ]);
  });

  test('§2.2.3 specific: the types that are named', async () => {
    const specific = ['reasoning', 'done'] as const;
    const items = await collect(speak().getAsyncGenerator({ type: 'specific', specific }));
    expect(items.map(({ type }) => type)).toEqual(['reasoning', 'done']);
  });

  test('§2.2.4 original: what the model said as it said it', async () => {
    expect(await collect(speak().getAsyncGenerator({ type: 'original' }))).toEqual([
      { type: 'reasoning', delta: 'hm' },
      { type: 'original', part: source },
      'Te',
      'a',
      { type: 'meta', finishReason: 'stop' },
    ]);
  });

  test('§2.2.5 instant: events, of text without a schema as well', async () => {
    const events = await collect(speak());
    expect(events.find(({ type }) => type === 'done')).toMatchObject({ path: '', value: 'Tea' });
    const fields = await collect(ask(TEXT).response.getAsyncGenerator({ type: 'instant' }));
    expect(fields.flatMap((event) => (event.type === 'done' ? [event.path] : []))).toEqual([
      'title',
      'items[0].name',
      'items[0]',
      'items[1].name',
      'items[1]',
      'items',
      '',
    ]);
  });
});

describe('§2.3 many readers', () => {
  test('§2.3.1 who joins late sees everything, in order, without gaps or repeats', async () => {
    const { response, model } = ask(TEXT, {}, { chunkSize: 1 });
    const first = response.getAsyncGenerator();
    const joined: Promise<InstantEvent[]>[] = [];
    const seen: InstantEvent[] = [];
    for await (const event of first) {
      seen.push(event);
      joined.push(collect(response));
    }
    joined.push(collect(response));
    const valueOf = (events: readonly InstantEvent[]) =>
      reduceInstants(createSnapshot(), events).value;
    for (const events of await Promise.all(joined)) {
      expect(valueOf(events)).toEqual(LIST);
      const done = (all: readonly InstantEvent[]) =>
        all.flatMap((event) => (event.type === 'done' ? [event.path] : []));
      expect(done(events)).toEqual(done(seen));
    }
    expect(joined.length).toBeGreaterThan(20);
    expect(model.calls).toHaveLength(1);
  });

  test('§2.3.2 a failure reaches each after what it was given before, the late one too', async () => {
    const faults = [{ kind: 'cut', after: '{"title":"Tea"' }] as const;
    const { response } = ask(TEXT, {}, { faults });
    for (let reader = 0; reader < 2; reader++) {
      const paths: string[] = [];
      const reading = (async () => {
        for await (const event of response) if (event.type === 'done') paths.push(event.path);
      })();
      await expect(reading).rejects.toMatchObject({ code: 'model-failed' });
      expect(paths).toEqual(['title']);
    }
  });

  test('§2.3.3 any mix of readers, at once and again, makes one call', async () => {
    const { response, model } = ask(TEXT);
    const read = () =>
      Promise.all([
        collect(response),
        collect(response.getAsyncGenerator({ type: 'delta' })),
        response.getData(),
        response.getText(),
        response.getMeta(),
        response.field('title'),
        collect(response.elements('items')),
      ]);
    expect(await read()).toEqual(await read());
    expect(model.calls).toHaveLength(1);
  });

  test('§2.3.4 who leaves, leaves the others alone; the last one ends the call', async () => {
    const { response, model } = ask(TEXT);
    const data = response.getData();
    for await (const _ of response) break;
    expect(await data).toEqual(LIST);
    expect(model.calls).toMatchObject([{ status: 'finished' }]);
    const alone = ask(TEXT);
    for await (const _ of alone.response) break;
    await expect.poll(() => alone.model.calls[0]?.status).toBe('aborted');
    await expect(alone.response.getData()).rejects.toMatchObject({ code: 'stopped' });
  });

  test('§2.3.5 the model is read no faster than the fastest reader reads', async () => {
    const { response, model } = ask(TEXT, {}, { chunkSize: 1 });
    const reader = response.getAsyncGenerator();
    await reader.next();
    const sent = model.calls[0]?.sent ?? 0;
    await new Promise((resolve) => setImmediate(resolve));
    expect(model.calls[0]?.sent).toBe(sent);
    expect(sent).toBeLessThan(TEXT.length / 2);
    await reader.return();
  });

  test('§2.3.6 with keepAlive the call goes on when nobody reads', async () => {
    const { response, model } = ask(TEXT, { keepAlive: true });
    for await (const _ of response) break;
    await expect.poll(() => model.calls[0]?.status).toBe('finished');
    expect(await response.getData()).toEqual(LIST);
  });
});

describe('§2.4 the end', () => {
  test('§2.4.1 handlers are told of it once, and may read again', async () => {
    const told: unknown[] = [];
    const { response } = ask(TEXT);
    response.finally(async (own, outcome) => told.push(outcome, await own.getData()));
    await Promise.all([response.getData(), response.getText(), collect(response)]);
    await response.getMeta();
    await expect.poll(() => told).toEqual(['complete', LIST]);
  });

  test('§2.4.2 also when the last reader left, or the call failed', async () => {
    const told: string[] = [];
    const left = ask(TEXT).response.finally((_, outcome) => told.push(outcome));
    for await (const _ of left) break;
    const failed = ask(TEXT, {}, { failAfter: 1 }).response;
    failed.finally((_, outcome) => told.push(outcome));
    await failed.getText().catch(() => undefined);
    await expect.poll(() => told).toEqual(['stopped', 'error']);
  });
});

import { createAgent, showTools, tool, type ShowToolsOptions } from 'fieldwise/agent';
import { createInstantRun, type BesideEvent } from 'fieldwise/client';
import { createInstantRoute } from 'fieldwise/server';
import { afterEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { startModelServer, type ModelServer, type Plan } from '../support/model-server.js';
import { serve, type Served } from '../support/serve.js';

const servers: ModelServer[] = [];
const served: Served[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.stop();
  for (const server of served.splice(0)) await server.close();
});

const Answer = z.object({ warm: z.boolean() });
const weather = tool({
  description: 'The weather in a city',
  input: z.object({ city: z.string(), days: z.coerce.number().default(1) }),
  execute: ({ city, days }) => {
    if (city === 'Atlantis') throw new Error('No such place: secret hint');
    return { city, days, token: 'secret' };
  },
});

const call = (...inputs: readonly object[]): Plan => ({
  chunks: [],
  toolCalls: inputs.map((input, index) => ({
    id: `call-${index}`,
    name: 'weather',
    input: JSON.stringify(input).match(/.{1,3}/g) ?? [],
  })),
});
const done: Plan = { chunks: ['{"warm"', ':true}'] };

/** What a page hears, and the bytes that it is sent, of a route that asks a model with tools. */
async function ask(plans: readonly Plan[], options?: ShowToolsOptions | 'none') {
  const server = await startModelServer(plans);
  servers.push(server);
  const agent = createAgent({ model: server.model, retryDelayMs: 1 });
  const request = agent.input('Is it warm?').output(Answer).tools({ weather });
  const { POST } = createInstantRoute({
    onError() {},
    run({ signal }) {
      const response = request.getResponse({ signal, maxRetries: 1 });
      return options === 'none' ? response : showTools(response, options);
    },
  });
  const route = await serve(POST);
  served.push(route);
  let bytes = '';
  const run = createInstantRun<z.infer<typeof Answer>>({
    api: route.url,
    schema: Answer,
    async fetch(...args) {
      const answer = await fetch(...args);
      const [own, other] = answer.body?.tee() ?? [];
      if (own === undefined || other === undefined) return answer;
      void (async () => {
        for await (const text of own.pipeThrough(new TextDecoderStream())) bytes += text;
      })();
      return new Response(other, answer);
    },
  });
  const heard: BesideEvent[] = [];
  run.beside.subscribe((event) => event !== undefined && heard.push(event));
  const { status, data } = await run.submit({});
  await expect.poll(() => bytes).toMatch(/"(end|error)"/);
  // What keeps what is beside an answer is loaded with the first of it.
  const hasLanes = bytes.includes('"lane"');
  await expect.poll(() => run.beside.getSnapshot().lanes.length > 0).toBe(hasLanes);
  const facts = heard.flatMap((event) => {
    if (event.type !== 'lane') return [];
    const { lane, event: fact } = event;
    if (fact.type === 'done') return [[lane, fact.path, fact.value]];
    if (fact.type === 'end') return [[lane, fact.outcome]];
    return fact.type === 'error' ? [[lane, fact.code, fact.message]] : [];
  });
  const pieces = heard.flatMap((event) =>
    event.type === 'lane' && event.event.type === 'delta' ? [event.event.delta] : [],
  );
  return { status, data, facts, pieces, lanes: run.beside.getSnapshot().lanes, bytes };
}

describe('calls of tools, on a page,', () => {
  test('are not there unless they are shown', async () => {
    const { status, data, facts, bytes } = await ask([call({ city: 'Rome' }), done], 'none');
    expect([status, data, facts]).toEqual(['complete', { warm: true }, []]);
    expect(bytes).not.toMatch(/Rome|secret|weather/);
  });

  test('have a lane each, in which the input streams field by field, and one for what came of it', async () => {
    const plans = [call({ city: 'Rome', days: '2' }, { city: 'Samarkand' }), done];
    const { status, data, facts, pieces, lanes } = await ask(plans, { results: true });
    expect([status, data]).toEqual(['complete', { warm: true }]);
    expect(lanes.toSorted()).toEqual([
      'result.weather[0]',
      'result.weather[1]',
      'tool.weather[0]',
      'tool.weather[1]',
    ]);
    const of = (lane: string) => facts.filter(([name]) => name === lane).map(([, ...fact]) => fact);
    // As it was written: the page has a schema of its own, if it wants one.
    expect(of('tool.weather[0]')).toEqual([
      ['city', 'Rome'],
      ['days', '2'],
      ['', { city: 'Rome', days: '2' }],
      ['complete'],
    ]);
    const result = { city: 'Rome', days: 2, token: 'secret' };
    expect(of('result.weather[0]').slice(-2)).toEqual([['', result], ['complete']]);
    expect(of('tool.weather[1]').slice(-2)).toEqual([['', { city: 'Samarkand' }], ['complete']]);
    expect(pieces.join('')).toContain('Samarkand');
  });

  test('keep what tools returned, and what they failed with, unless that is shown', async () => {
    const plans = [call({ city: 'Rome' }, { city: 'Atlantis' }), done];
    const { status, facts, bytes } = await ask(plans);
    expect(status).toBe('complete');
    expect(facts).toContainEqual(['tool.weather[0]', 'city', 'Rome']);
    expect(facts).toContainEqual(['result.weather[0]', '', null]);
    expect(facts).toContainEqual(['result.weather[0]', 'complete']);
    const none = 'The call came to nothing.';
    expect(facts).toContainEqual(['result.weather[1]', 'tool-failed', none]);
    expect(bytes).not.toContain('secret');
    const shown = await ask(plans, { results: ['weather'] });
    const why = 'The tool failed: No such place: secret hint';
    expect(shown.facts).toContainEqual(['result.weather[1]', 'tool-failed', why]);
  });

  test('are those of the tools that are chosen', async () => {
    const { status, facts, bytes } = await ask([call({ city: 'Rome' }), done], { tools: [] });
    expect([status, facts]).toEqual(['complete', []]);
    expect(bytes).not.toMatch(/Rome|secret|weather/);
  });

  test('that come to nothing end their lane with the code, and those that were never made as stopped', async () => {
    const unfit = await ask([call({ city: 7 }), done], { results: true });
    expect(unfit.facts.at(-1)).toEqual([
      'tool.weather[0]',
      'invalid-input',
      expect.stringContaining('city'),
    ]);
    const broken: Plan = { ...call({ city: 'Rome' }), breaks: 'malformed' };
    const { status, facts } = await ask([broken, { status: 400 }]);
    expect(status).toBe('error');
    expect(facts.at(-1)).toEqual(['tool.weather[0]', 'stopped']);
  });

  test('is shown only as it can be', () => {
    const events = createAgent({ async *model() {} })
      .input('x')
      .getResponse();
    expect(() => showTools(events, { results: 'weather' } as never)).toThrow(/takes true, false/);
    expect(() => showTools(events, { result: true } as never)).toThrow(/`result`/);
  });
});

test('who leaves while a model is silent hangs up on it', async () => {
  const server = await startModelServer([{ chunks: ['{"warm"'], breaks: 'stall' }]);
  servers.push(server);
  const response = createAgent({ model: server.model }).input('x').output(Answer).getResponse();
  const shown = showTools(response);
  const read = async () => {
    for (;;) if ((await shown.next()).done === true) return 'over';
  };
  const reading = read();
  await expect.poll(() => server.calls[0]?.sent).toBe(1);
  void shown.return();
  expect(await reading).toBe('over');
  await expect.poll(() => server.calls[0]?.wasLeft).toBe(true);
});

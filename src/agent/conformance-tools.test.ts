import { afterEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { startModelServer, type ModelServer, type Plan } from '../../tests/support/model-server.js';
import { createAgent } from './create-agent.js';
import { createSession } from './create-session.js';
import type { ToolEvent } from '../protocol/index.js';
import type { AgentResponse } from './agent-response.js';
import { tool, type ToolSet } from './tool.js';
import type { ToolsOptions } from './tool-slot.js';

const servers: ModelServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.stop();
});

async function start(...plans: readonly Plan[]) {
  const server = await startModelServer(plans);
  servers.push(server);
  return server;
}

const say = (text: string): Plan => ({ chunks: text.match(/[^]{1,5}/g) ?? [] });

/** Answers by calling tools, with inputs cut into small pieces. */
function call(...calls: readonly (readonly [name: string, input: object | string])[]): Plan {
  return {
    chunks: [],
    toolCalls: calls.map(([name, input], at) => ({
      id: `call-${at}`,
      name,
      input: (typeof input === 'string' ? input : JSON.stringify(input)).match(/[^]{1,4}/g) ?? [],
    })),
  };
}

const weather = tool({
  description: 'The weather in a city',
  input: z.object({ city: z.string().describe('Its name'), days: z.int().default(1) }),
  execute: ({ city, days }) => ({ city, days, celsius: city.length }),
});

/** A response over real HTTP, to be answered by these plans in turn. */
async function ask(tools: ToolSet, plans: readonly Plan[], options?: ToolsOptions) {
  const server = await start(...plans);
  const request = createAgent({ model: server.model, retryDelayMs: 1 })
    .input('What is the weather?')
    .tools(tools, options);
  return { response: request.getResponse(), request, calls: server.calls };
}

async function toolEvents(response: AgentResponse<unknown>): Promise<readonly ToolEvent[]> {
  const events: ToolEvent[] = [];
  for await (const event of response) if (event.type === 'tool') events.push(event);
  return events;
}

describe('§1.7 tools of a model that can call them', () => {
  test('are told of by their schema, called, and their results told, until the model answers', async () => {
    const { response, calls } = await ask({ weather }, [
      call(['weather', { city: 'Rome' }]),
      say('Warm.'),
    ]);
    expect(await response.getText()).toBe('Warm.');
    expect(calls[0]?.body['tools']).toEqual([
      {
        type: 'function',
        function: {
          name: 'weather',
          description: 'The weather in a city',
          parameters: {
            type: 'object',
            properties: {
              city: { type: 'string', description: 'Its name' },
              days: expect.objectContaining({ type: 'integer', default: 1 }),
            },
            required: ['city'],
            additionalProperties: false,
          },
        },
      },
    ]);
    expect(calls[1]?.body.messages.slice(1)).toEqual([
      {
        role: 'assistant',
        content: null,
        tool_calls: [
          {
            id: 'call-0',
            type: 'function',
            function: { name: 'weather', arguments: '{"city":"Rome"}' },
          },
        ],
      },
      { role: 'tool', tool_call_id: 'call-0', content: '{"city":"Rome","days":1,"celsius":4}' },
    ]);
  });

  test('stream their inputs field by field, at paths of their own, each call in a lane of its own', async () => {
    const { response } = await ask({ weather }, [
      call(['weather', { city: 'Rome', days: 2 }], ['weather', { city: 'Oslo' }]),
      say('Warm.'),
    ]);
    const seen = (await toolEvents(response)).map((event) =>
      event.phase === 'input'
        ? `${event.toolPath} ${event.field.type}`
        : `${event.toolName}[${event.index}] ${event.phase}`,
    );
    const [first, second] = [0, 1].map((index) =>
      seen.filter((each) => each.startsWith(`tool.weather[${index}]`)),
    );
    expect(first?.filter((each) => !each.endsWith('delta'))).toEqual([
      'tool.weather[0] start',
      'tool.weather[0].city start',
      'tool.weather[0].city done',
      'tool.weather[0].days done',
      'tool.weather[0] done',
    ]);
    expect(second?.filter((each) => !each.endsWith('delta'))).toEqual([
      'tool.weather[1] start',
      'tool.weather[1].city start',
      'tool.weather[1].city done',
      // What the schema adds is told, too.
      'tool.weather[1].days done',
      'tool.weather[1] done',
    ]);
    // The inputs were written by turns, and were told of as they were.
    expect(seen.indexOf('tool.weather[1].city start')).toBeLessThan(
      seen.indexOf('tool.weather[0].city done'),
    );
    expect(seen.slice(-4).toSorted()).toEqual([
      'weather[0] call',
      'weather[0] result',
      'weather[1] call',
      'weather[1] result',
    ]);
  });

  test('answer in any order, and the model is told in the order of its calls', async () => {
    const gates = new Map<string, () => void>();
    const wait = tool({
      input: z.object({ name: z.string() }),
      execute: ({ name }) => new Promise((resolve) => gates.set(name, () => resolve(name))),
    });
    const { response, calls } = await ask({ wait }, [
      call(['wait', { name: 'a' }], ['wait', { name: 'b' }], ['wait', { name: 'c' }]),
      say('Done.'),
    ]);
    const order: unknown[] = [];
    for await (const event of response) {
      if (event.type !== 'tool') continue;
      if (event.phase === 'result') order.push(event.output);
      const next = { 0: 'c', 1: 'a', 2: 'b' }[order.length] ?? '';
      if (gates.size === 3) gates.get(next)?.();
    }
    expect(order).toEqual(['c', 'a', 'b']);
    expect(calls[1]?.body.messages.slice(2).map(({ content }) => content)).toEqual(['a', 'b', 'c']);
    expect((await response.getMeta()).toolCalls).toMatchObject([
      { index: 0, callId: 'call-0' },
      { index: 1, callId: 'call-1' },
      { index: 2, callId: 'call-2' },
    ]);
  });

  test.each([
    ['all tools together', { maxConcurrency: 2 }, {}, 2],
    ['one of them', {}, { maxConcurrency: 1 }, 1],
    ['nobody', {}, {}, 4],
  ] as const)('run at once only as many as %s may', async (_, options, own, most) => {
    let running = 0;
    let seen = 0;
    const busy = tool({
      ...own,
      input: z.object({}),
      async execute() {
        seen = Math.max(seen, ++running);
        await new Promise((resolve) => setTimeout(resolve, 10));
        running--;
      },
    });
    const plan = call(['busy', {}], ['busy', {}], ['busy', {}], ['busy', {}]);
    const { response } = await ask({ busy }, [plan, say('Done.')], options);
    expect(await response.getText()).toBe('Done.');
    expect(seen).toBe(most);
  });

  test("go with a schema of the answer: its fields stream as ever, and no path of it is a tool's", async () => {
    const server = await start(call(['weather', { city: 'Rome' }]), say('{"title":"Rome"}'));
    const response = createAgent({ model: server.model, tools: { weather } })
      .input('x')
      .output(z.object({ title: z.string() }))
      .getResponse();
    const paths = new Set<string>();
    for await (const event of response) if (event.path !== undefined) paths.add(event.path);
    expect([...paths]).toEqual(['', 'title']);
    expect(await response.getData()).toEqual({ title: 'Rome' });
  });

  test('are read by type, by whoever wants nothing else, however late', async () => {
    const { response } = await ask({ weather }, [
      call(['weather', { city: 'Rome' }]),
      say('Warm.'),
    ]);
    await response.getText();
    const phases = new Set<string>();
    for await (const event of response.getAsyncGenerator({ type: 'specific', specific: ['tool'] }))
      phases.add(event.phase);
    expect([...phases]).toEqual(['input', 'call', 'result']);
  });

  test('leave what the model says before it calls them, as a paragraph of its own', async () => {
    const first = { ...call(['weather', { city: 'Rome' }]), chunks: ['Let me', ' look.'] };
    const { response, calls } = await ask({ weather }, [first, say('Warm.')]);
    expect(await response.getText()).toBe('Let me look.\n\nWarm.');
    expect(calls[1]?.body.messages[1]).toMatchObject({
      role: 'assistant',
      content: 'Let me look.',
    });
  });

  test('are told in the meta: rounds, calls, times, and usage of all rounds', async () => {
    const usage = { prompt_tokens: 10, completion_tokens: 5 };
    const { response } = await ask({ weather }, [
      { ...call(['weather', { city: 'Rome' }]), usage },
      { ...say('Warm.'), usage },
    ]);
    expect(await response.getMeta()).toMatchObject({
      attempts: 1,
      rounds: 1,
      finishReason: 'stop',
      usage: { inputTokens: 20, outputTokens: 10 },
      totalUsage: { inputTokens: 20, outputTokens: 10 },
      toolCalls: [
        {
          toolName: 'weather',
          index: 0,
          round: 1,
          outcome: 'result',
          durationMs: expect.any(Number),
        },
      ],
    });
  });
});

describe('§1.7 a call that comes to nothing', () => {
  const errors = (events: readonly ToolEvent[]) =>
    events.flatMap((event) => (event.phase === 'error' ? [[event.code, event.message]] : []));

  test.each([
    ['an input that misses its schema', call(['weather', { city: 1 }]), 'invalid-input', /city: /],
    ['an input that is no JSON', call(['weather', 'what?']), 'invalid-input', /JSON/],
    ['a tool there is none of', call(['wether', {}]), 'unknown-tool', /There are: weather/],
  ])('is told to the model: %s', async (_, plan, code, message) => {
    const { response, calls } = await ask({ weather }, [plan, say('Sorry.')]);
    expect(errors(await toolEvents(response))).toEqual([[code, expect.stringMatching(message)]]);
    expect(await response.getText()).toBe('Sorry.');
    expect(calls[1]?.body.messages.at(-1)).toMatchObject({
      role: 'tool',
      content: expect.stringMatching(message),
    });
  });

  const failing = tool({
    input: z.object({}),
    execute: () => Promise.reject(new Error('The database is closed.')),
  });

  test('is told to the model when the tool throws', async () => {
    const { response, calls } = await ask({ failing }, [call(['failing', {}]), say('Sorry.')]);
    expect(await response.getText()).toBe('Sorry.');
    expect(calls[1]?.body.messages.at(-1)?.content).toContain('The database is closed.');
  });

  test('fails the response instead where that is asked for', async () => {
    const { response, calls } = await ask({ failing }, [call(['failing', {}]), say('Sorry.')], {
      toolErrors: 'fail',
    });
    await expect(response.getText()).rejects.toMatchObject({
      code: 'tool-failed',
      cause: new Error('The database is closed.'),
    });
    expect(calls).toHaveLength(1);
  });

  test('fails the response at once then, and what else is under way is cancelled', async () => {
    let isCancelled = false;
    const endless = tool({
      input: z.object({}),
      execute: (_, { signal }) => {
        signal.addEventListener('abort', () => (isCancelled = true));
        return new Promise(() => {});
      },
    });
    const plan = call(['endless', {}], ['failing', {}]);
    const { response } = await ask({ endless, failing }, [plan], { toolErrors: 'fail' });
    await expect(response.getText()).rejects.toMatchObject({ code: 'tool-failed' });
    expect(isCancelled).toBe(true);
  });

  test('is told to the model when its time is over, and its signal aborts', async () => {
    let reason: unknown;
    const slow = tool({
      input: z.object({}),
      timeoutMs: 20,
      execute: (_, { signal }) => {
        signal.addEventListener('abort', () => (reason = signal.reason));
        return new Promise(() => {});
      },
    });
    const { response } = await ask({ slow }, [call(['slow', {}]), say('Sorry.')]);
    expect(errors(await toolEvents(response))).toEqual([
      ['tool-timeout', expect.stringContaining('20 ms')],
    ]);
    expect(reason).toMatchObject({ name: 'TimeoutError' });
  });

  test('is one too many after so many rounds, and ends the response', async () => {
    const { response, calls } = await ask({ weather }, [call(['weather', { city: 'Rome' }])], {
      maxRounds: 2,
    });
    await expect(response.getText()).rejects.toMatchObject({ code: 'rounds-exceeded' });
    expect(calls).toHaveLength(3);
  });

  test('is none at all in an answer that was cut off', async () => {
    const plan = { ...call(['weather', '{"city":"Ro']), finishReason: 'length' } as Plan;
    const { response } = await ask({ weather }, [plan]);
    await expect(response.getData()).rejects.toMatchObject({ code: 'truncated-output' });
    expect((await toolEvents(response)).every(({ phase }) => phase === 'input')).toBe(true);
  });
});

describe('§1.7 a call that somebody has to allow', () => {
  const pay = tool({
    input: z.object({ amount: z.number() }),
    needsApproval: ({ amount }) => amount > 10,
    execute: ({ amount }) => `paid ${amount}`,
  });
  const plans = [call(['pay', { amount: 5 }], ['pay', { amount: 50 }]), say('Done.')];
  const told = async (options: ToolsOptions) => {
    const { response, calls } = await ask({ pay }, plans, options);
    expect(await response.getText()).toBe('Done.');
    const { toolCalls = [] } = await response.getMeta();
    return [
      calls[1]?.body.messages.slice(2).map(({ content }) => content),
      toolCalls.map(({ outcome }) => outcome),
    ];
  };

  test('is made when it is allowed, and only then is anybody asked', async () => {
    const asked: unknown[] = [];
    const approval: ToolsOptions['approval'] = async ({ toolName, callId, input }) => {
      asked.push([toolName, callId, input]);
      await Promise.resolve();
      return { approved: true };
    };
    expect(await told({ approval })).toEqual([
      ['paid 5', 'paid 50'],
      ['result', 'result'],
    ]);
    expect(asked).toEqual([['pay', 'call-1', { amount: 50 }]]);
  });

  test.each<[string, ToolsOptions, RegExp]>([
    ['the reason', { approval: () => ({ approved: false, reason: 'Too much.' }) }, /Too much\./],
    ['that nobody is there', {}, /nobody to allow it/],
  ])('is denied otherwise, and the model is told %s', async (_, options, reason) => {
    expect(await told(options)).toEqual([
      ['paid 5', expect.stringMatching(reason)],
      ['result', 'tool-denied'],
    ]);
  });

  test('that is still being decided is over with the response', async () => {
    let aborted: unknown;
    const approval: ToolsOptions['approval'] = ({ signal }) =>
      new Promise(() => signal.addEventListener('abort', () => (aborted = signal.aborted)));
    const { response } = await ask({ pay }, plans, { approval });
    for await (const event of response)
      if (event.type === 'tool' && event.phase === 'result') break;
    expect(aborted).toBe(true);
  });
});

describe('§1.7 a model that cannot call tools', () => {
  const plan = (...calls: readonly (readonly [tool: string, input: object])[]) =>
    say(JSON.stringify({ calls: calls.map(([tool, input]) => ({ tool, input })) }));
  const steps = [plan(['weather', { city: 'Rome' }], ['wether', {}]), plan(), say('Warm.')];

  async function askInWords(...plans: readonly Plan[]) {
    const server = await start(...plans);
    const agent = createAgent({ model: server.model, toolCalling: 'prompt' });
    const response = agent.input('Is it warm?').tools({ weather }).getResponse();
    return { response, calls: server.calls };
  }

  test('plans its calls, is told of their results, and answers when it needs no more', async () => {
    const { response, calls } = await askInWords(...steps);
    expect(await response.getText()).toBe('Warm.');
    const said = calls.map(({ body }) => body.messages.map(({ content }) => String(content)));
    expect(calls.every(({ body }) => body['tools'] === undefined)).toBe(true);
    expect(said[0]).toEqual([
      expect.stringMatching(/^Is it warm\?[^]*- weather: The weather[^]*city/),
    ]);
    expect(said[1]?.slice(1)).toEqual([
      '{"calls":[{"tool":"weather","input":{"city":"Rome"}},{"tool":"wether","input":{}}]}',
      expect.stringMatching(
        /"output":\{"city":"Rome"[^]*"error":"There is no tool[^]*Do not answer yet/,
      ),
    ]);
    expect(said[2]?.[0]).toBe('Is it warm?');
    expect(said[2]?.at(-1)).toMatch(/Now answer/);
    expect(await response.getMeta()).toMatchObject({
      rounds: 1,
      toolCalls: [{ outcome: 'result' }, { outcome: 'unknown-tool' }],
    });
  });

  test('has the same events: its inputs stream, and its plan is no part of the answer', async () => {
    const { response } = await askInWords(...steps);
    const seen: string[] = [];
    for await (const event of response) {
      if (event.type === 'tool' && event.phase === 'input') {
        if (event.field.type !== 'start') seen.push(`${event.toolPath} ${event.field.type}`);
      } else if (event.type === 'tool') seen.push(event.phase);
      else if (event.type === 'done') seen.push(`answer ${JSON.stringify(event.value)}`);
    }
    expect([...new Set(seen)]).toEqual([
      'tool.weather[0].city delta',
      'tool.weather[0].city done',
      'tool.weather[0].days done',
      'tool.weather[0] done',
      'tool.wether[0] done',
      'error',
      'call',
      'result',
      'answer "Warm."',
    ]);
  });

  test.each([
    ['says nothing of calls', say('It is warm.')],
    ['is cut off', { ...plan(['weather', { city: 'Rome' }]), finishReason: 'length' }],
  ])('calls nothing by a plan that %s', async (_, first) => {
    const { response, calls } = await askInWords(first, say('Warm.'));
    expect(await response.getText()).toBe('Warm.');
    expect(calls[1]?.body.messages).toEqual([{ role: 'user', content: 'Is it warm?' }]);
    expect((await response.getMeta()).toolCalls).toEqual([]);
  });

  test('plans within a conversation, which is told before the question and records the answer alone', async () => {
    const server = await start(...steps, plan(), say('Yes.'));
    const session = createSession();
    const agent = createAgent({ model: server.model, toolCalling: 'prompt', tools: { weather } });
    const inside = agent.session(session);
    expect(await inside.input('Is it warm?').getResponse().getText()).toBe('Warm.');
    expect(await inside.input('In Rome?').getResponse().getText()).toBe('Yes.');
    const said = server.calls.map(({ body }) => body.messages.map(({ content }) => content));
    expect(said[3]).toEqual([
      'Is it warm?',
      'Warm.',
      expect.stringMatching(/^In Rome\?[^]*Do not answer yet/),
    ]);
    expect(said[4]).toEqual(['Is it warm?', 'Warm.', 'In Rome?']);
    expect(session.messages.map(({ content }) => content)).toEqual([
      'Is it warm?',
      'Warm.',
      'In Rome?',
      'Yes.',
    ]);
  });

  test('plans nothing when it is asked to go on with an answer', async () => {
    const half = { ...say('It is wa'), finishReason: 'length' };
    const server = await start(plan(['weather', { city: 'Rome' }]), plan(), half, say('rm today.'));
    const agent = createAgent({ model: server.model, toolCalling: 'prompt', tools: { weather } });
    const response = agent.input('Is it warm?').getResponse({ continueTruncated: true });
    expect(await response.getText()).toBe('It is warm today.');
    expect(server.calls).toHaveLength(4);
    expect(server.calls[3]?.body.messages.at(-1)?.content).toMatch(/^Your answer was cut off/);
    expect(JSON.stringify(server.calls[3]?.body.messages)).toContain('## Tool results');
  });

  test('may plan so often and no more', async () => {
    const { response } = await askInWords(plan(['weather', { city: 'Rome' }]));
    await expect(response.getText()).rejects.toMatchObject({ code: 'rounds-exceeded' });
  });

  test('is found out by its refusal', async () => {
    const body = '{"error":{"message":"stand-in does not support tools"}}';
    const { response, calls } = await ask({ weather }, [{ status: 400, body }, ...steps]);
    expect(await response.getText()).toBe('Warm.');
    expect(calls.map(({ body }) => body['tools'] !== undefined)).toEqual([
      true,
      false,
      false,
      false,
    ]);
    expect(await response.getMeta()).toMatchObject({ attempts: 1, rounds: 1 });
  });

  test('is what a function is, unless it says that it can', async () => {
    const answers = [
      '{"calls":[{"input":{"city":"Rome"},"tool":"weather"}]}',
      '{"calls":[]}',
      'Warm.',
    ];
    const inWords = createAgent({
      async *model() {
        yield answers.shift() ?? '';
      },
    });
    expect(await inWords.input('x').tools({ weather }).getResponse().getText()).toBe('Warm.');
    const natively = createAgent({
      toolCalling: 'native',
      async *model({ messages, tools = [] }) {
        const last = messages.at(-1);
        if (last?.role === 'tool') yield JSON.stringify(last.toolResults?.[0]?.output);
        else
          yield {
            type: 'tool-call',
            callId: '1',
            toolName: tools[0]?.name ?? '',
            input: '{"city":"Rome"}',
          };
      },
    });
    expect(await natively.input('x').tools({ weather }).getResponse().getText()).toBe(
      '{"city":"Rome","days":1,"celsius":4}',
    );
  });
});

describe('§8 W17 a tool under way', () => {
  async function stuck() {
    let begin: (signal: AbortSignal) => void = () => {};
    const begun = new Promise<AbortSignal>((resolve) => (begin = resolve));
    const wait = tool({
      input: z.object({}),
      execute: (_, { signal }) => {
        begin(signal);
        return new Promise(() => {});
      },
    });
    const asked = await ask({ wait }, [call(['wait', {}]), say('Done.')]);
    return { ...asked, begun };
  }

  test('is cancelled with the response', async () => {
    const { response, begun } = await stuck();
    const text = response.getText();
    const signal = await begun;
    response.cancel();
    expect(signal.aborted).toBe(true);
    await expect(text).rejects.toMatchObject({ code: 'stopped' });
  });

  test('is cancelled when the last reader leaves', async () => {
    const { response, begun, calls } = await stuck();
    for await (const event of response) if (event.type === 'tool' && event.phase === 'call') break;
    expect((await begun).aborted).toBe(true);
    expect(calls).toHaveLength(1);
  });

  test('is the only one that ever began, where the others waited for their turn', async () => {
    let begun = 0;
    let asked = 0;
    const wait = tool({
      input: z.object({}),
      needsApproval: () => asked++ < 0,
      execute: () => {
        begun++;
        return new Promise(() => {});
      },
    });
    const plan = call(['wait', {}], ['wait', {}], ['wait', {}]);
    const { response } = await ask({ wait }, [plan], { maxConcurrency: 1 });
    for await (const event of response) if (event.type === 'tool' && event.phase === 'call') break;
    await new Promise((resolve) => setImmediate(resolve));
    expect([begun, asked]).toEqual([1, 1]);
  });

  test('costs a model that is silent for long none of its time', async () => {
    const slow = tool({
      input: z.object({}),
      execute: () => new Promise((resolve) => setTimeout(resolve, 1_500, 'slow')),
    });
    const server = await start(call(['slow', {}]), say('Done.'));
    const response = createAgent({ model: server.model, tools: { slow } })
      .input('x')
      .getResponse({ firstTokenTimeoutMs: 5_000, tokenTimeoutMs: 1_000 });
    expect(await response.getText()).toBe('Done.');
  });
});

describe('§8 W7, W9 what was called', () => {
  function counted() {
    let count = 0;
    const once = tool({ input: z.object({}), execute: () => ++count });
    return { once, count: () => count };
  }

  test('is not called again when the call behind it fails and is made again', async () => {
    const { once, count } = counted();
    const { response, calls } = await ask({ once }, [
      { ...call(['once', {}]), chunks: ['A moment.'] },
      { status: 503 },
      say('Done.'),
    ]);
    expect(await response.getText()).toBe('A moment.\n\nDone.');
    expect(calls).toHaveLength(3);
    expect(calls[2]?.body.messages).toEqual(calls[1]?.body.messages);
    expect(count()).toBe(1);
  });

  test('is not called again when the answer behind it does not hold', async () => {
    const { once, count } = counted();
    const server = await start(call(['once', {}]), say('{"title":1}'), say('{"title":"Tea"}'));
    const response = createAgent({ model: server.model, tools: { once } })
      .input('x')
      .output(z.object({ title: z.string() }))
      .getResponse({ maxRetries: 1 });
    expect(await response.getData()).toEqual({ title: 'Tea' });
    expect(server.calls[2]?.body.messages.map(({ role }) => role)).toEqual([
      'user',
      'assistant',
      'tool',
      'assistant',
      'user',
    ]);
    expect(count()).toBe(1);
    expect(await response.getMeta()).toMatchObject({ attempts: 2, rounds: 1 });
  });
});

describe('§8 W16 tools of one agent', () => {
  test('and of its requests do not mix', async () => {
    const server = await start(say('Hi.'));
    const other = tool({ input: z.object({}), execute: () => 1 });
    const agent = createAgent({ model: server.model, tools: { weather } }).input('x');
    const requests = [
      agent,
      agent.tools({ other }),
      agent.tools({ other }, { add: true }),
      agent.tools({}),
    ];
    await Promise.all(requests.map((request) => request.getResponse().getText()));
    const told = server.calls.map(({ body }) =>
      ((body['tools'] ?? []) as { function: { name: string } }[]).map((each) => each.function.name),
    );
    expect(told).toHaveLength(4);
    expect(told).toEqual(
      expect.arrayContaining([['weather'], ['other'], ['weather', 'other'], []]),
    );
  });

  test('are refused at once when they are none, or have a name no model can call', () => {
    const agent = createAgent({ model: { baseURL: 'http://127.0.0.1:9', model: 'x' } });
    const refused = expect.objectContaining({ code: 'invalid-option' });
    expect(() => agent.tools({ 'my tool': weather })).toThrow(refused);
    expect(() => agent.tools({ weather: (() => 1) as never })).toThrow(refused);
    expect(() => agent.tools({ weather }, { maxConcurrency: 0 })).toThrow(refused);
    expect(() => tool({ input: z.string() as never, execute: () => 1 })).toThrow(
      expect.objectContaining({ code: 'invalid-schema' }),
    );
  });
});

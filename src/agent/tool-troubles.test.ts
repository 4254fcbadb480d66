import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import type { ToolEvent } from '../protocol/index.js';
import { createAgent } from './create-agent.js';
import type { AgentResponse } from './agent-response.js';
import type { ModelChunk, ModelRequest } from './model.js';
import { tool, type Tool, type ToolSet } from './tool.js';
import type { ToolsOptions } from './tool-slot.js';

/** An agent whose model says these chunks in its first call, then `Done.`; and what it was asked. */
function agentThat(...says: readonly ModelChunk[]) {
  const requests: ModelRequest[] = [];
  const agent = createAgent({
    toolCalling: 'native',
    async *model(request) {
      requests.push(request);
      yield* requests.length === 1 ? says : ['Done.'];
    },
  });
  return { agent, requests };
}

function call(callId: string, toolName: string, input: object): ModelChunk {
  return { type: 'tool-call', callId, toolName, input: JSON.stringify(input) };
}

function ask(tools: ToolSet, says: readonly ModelChunk[], options?: ToolsOptions) {
  const { agent, requests } = agentThat(...says);
  return { response: agent.input('Go').tools(tools, options).getResponse(), requests };
}

async function toolEvents(response: AgentResponse<unknown>): Promise<readonly ToolEvent[]> {
  const events: ToolEvent[] = [];
  for await (const event of response) if (event.type === 'tool') events.push(event);
  return events;
}

const add = tool({
  input: z.object({ one: z.number(), other: z.number() }),
  execute: ({ one, other }) => one + other,
});
const greet = tool({ input: z.object({ name: z.string() }), execute: ({ name }) => `Hi, ${name}` });

describe('what is made of the input of a call', () => {
  const written = { q: 'orig', l: [3, 1, 2] };
  const spoil = (input: unknown) => {
    const { l } = input as { l: number[] };
    Object.assign(input as object, { q: 'changed' });
    l.reverse();
    l.push(9);
  };
  const input = z.object({ q: z.string(), l: z.array(z.number()) });

  test.each<[string, Partial<Tool>, ToolsOptions]>([
    ['the tool', { execute: (given) => (spoil(given), 'ok') }, {}],
    ['the rule that asks for approval', { needsApproval: (given) => (spoil(given), false) }, {}],
    [
      'who approves',
      { needsApproval: () => true },
      { approval: (request) => (spoil(request.input), { approved: true }) },
    ],
  ])('by %s, neither the model nor a reader is told', async (_, part, options) => {
    const given: unknown[] = [];
    const execute = (value: unknown) => void given.push(structuredClone(value));
    const search: Tool = { ...(tool({ input, execute }) as Tool), ...part };
    const { response, requests } = ask({ search }, [call('1', 'search', written)], options);
    const events = await toolEvents(response);
    const called = events.find((event) => event.phase === 'call');
    expect(called).toMatchObject({ input: written });
    const whole = events.findLast((event) => event.phase === 'input');
    expect(whole).toMatchObject({ field: { type: 'done', value: written } });
    expect(requests[1]?.messages.at(-2)?.toolCalls?.[0]?.input).toEqual(written);
    if (part.execute === undefined) expect(given).toEqual([written]);
  });

  test('by a reader of its events, the model is not told', async () => {
    const { response, requests } = ask({ search: tool({ input, execute: () => '' }) }, [
      call('1', 'search', written),
    ]);
    for await (const event of response)
      if (event.type === 'tool' && event.phase === 'call') spoil(event.input);
    expect(requests[1]?.messages.at(-2)?.toolCalls?.[0]?.input).toEqual(written);
  });
});

describe('a server that gives calls no ids, or one to several', () => {
  test.each(['', 'call'])('still has each called with its own input: %o', async (id) => {
    const { response, requests } = ask({ add, greet }, [
      { type: 'tool-input', callId: id, toolName: 'add', delta: '{"one":1,"other":2}' },
      call(id, 'add', { one: 1, other: 2 }),
      call(id, 'greet', { name: 'Ann' }),
      { type: 'tool-input', callId: id, toolName: 'add', delta: '{"one":3' },
      call(id, 'add', { one: 3, other: 4 }),
    ]);
    const results = (await toolEvents(response)).filter(({ phase }) => phase === 'result');
    expect(results).toMatchObject([
      { toolName: 'add', index: 0, output: 3 },
      { toolName: 'greet', index: 0, output: 'Hi, Ann' },
      { toolName: 'add', index: 1, output: 7 },
    ]);
    const ids = new Set(results.map(({ callId }) => callId));
    expect(ids.size).toBe(3);
    expect(ids).not.toContain('');
    // What came of a call is told under the id that the call is told under.
    const [called, answered] = requests[1]?.messages.slice(-2) ?? [];
    expect(new Set(called?.toolCalls?.map(({ callId }) => callId))).toEqual(ids);
    expect(answered?.toolResults?.map(({ callId, output }) => [callId, output])).toEqual(
      results.map((event) => [event.callId, event.phase === 'result' ? event.output : undefined]),
    );
  });
});

describe('approval', () => {
  let reported: unknown[] = [];
  beforeEach(() => {
    reported = [];
    vi.stubGlobal('reportError', (error: unknown) => reported.push(error));
  });
  afterEach(() => void vi.unstubAllGlobals());

  const pay = (calls: unknown[]) =>
    tool({
      input: z.object({ amount: z.number() }),
      needsApproval: true,
      execute: ({ amount }) => calls.push(amount),
    });

  test.each([true, 'yes', undefined, null, { approved: 'no' }, {}])(
    'that is no verdict allows nothing: %o',
    async (verdict) => {
      const calls: unknown[] = [];
      const { response } = ask({ pay: pay(calls) }, [call('1', 'pay', { amount: 5 })], {
        approval: () => verdict as never,
      });
      const [last] = (await toolEvents(response)).slice(-1);
      expect(last).toMatchObject({ phase: 'error', code: 'tool-denied' });
      expect(reported).toEqual([expect.objectContaining({ name: 'TypeError' })]);
      expect(String(reported)).toMatch(/`approval` answered with/);
      expect(calls).toEqual([]);
    },
  );

  const secret = new Error('secret db pw');
  const fails = () => Promise.reject(secret);

  test.each([
    ['approval', { approval: fails }, true],
    ['needsApproval', { approval: () => ({ approved: true }) }, fails],
  ] as const)(
    'whose %s fails is denied, and the model is told nothing of why',
    async (_, options, needsApproval) => {
      const guarded = tool({ input: z.object({}), needsApproval, execute: () => 'paid' });
      const { response, requests } = ask({ guarded }, [call('1', 'guarded', {})], options);
      const events = await toolEvents(response);
      expect(events.at(-1)).toMatchObject({ phase: 'error', code: 'tool-denied' });
      const { toolResults } = requests[1]?.messages.at(-1) ?? {};
      expect(toolResults).toMatchObject([{ isError: true }]);
      expect(JSON.stringify([events, toolResults])).not.toContain('secret');
      expect(reported).toEqual([secret]);
    },
  );

  test('that fails ends the response where failures do', async () => {
    const calls: unknown[] = [];
    const { response } = ask({ pay: pay(calls) }, [call('1', 'pay', { amount: 5 })], {
      approval: fails,
      toolErrors: 'fail',
    });
    await expect(response.getText()).rejects.toMatchObject({ code: 'tool-failed', cause: secret });
    expect(calls).toEqual([]);
  });

  test('that comes together with the end of the response calls nothing', async () => {
    const calls: unknown[] = [];
    const { agent } = agentThat(call('1', 'pay', { amount: 5 }));
    const response = agent
      .input('Go')
      .tools(
        { pay: pay(calls) },
        {
          approval: async () => {
            queueMicrotask(() => response.cancel());
            return { approved: true };
          },
        },
      )
      .getResponse();
    await expect(response.getText()).rejects.toMatchObject({ code: 'stopped' });
    await new Promise((resolve) => setImmediate(resolve));
    expect(calls).toEqual([]);
  });
});

describe("a failure with toolErrors: 'fail'", () => {
  test('lets no call begin that waited for its turn, and is told by its own event', async () => {
    const began: string[] = [];
    const tools = {
      bad: tool({
        input: z.object({ name: z.string() }),
        execute({ name }) {
          began.push(name);
          throw new Error('No.');
        },
      }),
    };
    const { response } = ask(
      tools,
      [call('1', 'bad', { name: 'first' }), call('2', 'bad', { name: 'second' })],
      { toolErrors: 'fail', maxConcurrency: 1 },
    );
    const told: string[] = [];
    const read = async () => {
      for await (const event of response)
        if (event.type === 'tool' && event.phase !== 'input')
          told.push(`${event.callId} ${event.phase}`);
    };
    await expect(read()).rejects.toMatchObject({ code: 'tool-failed' });
    expect(told).toEqual(['1 call', '1 error']);
    expect(began).toEqual(['first']);
  });

  test('is told even where others tell something at the same time', async () => {
    let fail = () => {};
    const tools = {
      quick: tool({ input: z.object({}), execute: () => fail() }),
      bad: tool({
        input: z.object({}),
        execute: () => new Promise((_, reject) => (fail = () => reject(new Error('No.')))),
      }),
    };
    const { response } = ask(tools, [call('1', 'bad', {}), call('2', 'quick', {})], {
      toolErrors: 'fail',
    });
    const told: string[] = [];
    const read = async () => {
      for await (const event of response)
        if (event.type === 'tool' && event.phase === 'error') told.push(event.message);
    };
    await expect(read()).rejects.toMatchObject({ code: 'tool-failed' });
    expect(told).toContain('The tool failed: No.');
  });
});

describe('the calls of a round that comes to no end', () => {
  test('are told at the end of the response, as far as they were made', async () => {
    const told: unknown[] = [];
    const bad = tool({ input: z.object({}), execute: () => Promise.reject(new Error('No.')) });
    const { agent } = agentThat(
      call('1', 'greet', { name: 'Ann' }),
      call('2', 'bad', {}),
      call('3', 'greet', { name: 'Bob' }),
    );
    const response = agent
      .observe({ onFinish: ({ meta }) => void told.push(meta.toolCalls, meta.rounds) })
      .input('Go')
      .tools({ greet, bad }, { toolErrors: 'fail', maxConcurrency: 1 })
      .getResponse();
    await expect(response.getText()).rejects.toMatchObject({ code: 'tool-failed' });
    expect(told).toEqual([
      [
        expect.objectContaining({ callId: '1', outcome: 'result' }),
        expect.objectContaining({ callId: '2', outcome: 'tool-failed' }),
      ],
      0,
    ]);
  });
});

describe('parallel calls', () => {
  test('of which one throws: the others are told as ever, with each hostile name and key as it is', async () => {
    const tools = Object.fromEntries([
      ['__proto__', greet],
      [
        'constructor',
        tool({ input: z.object({}), execute: () => Promise.reject(new Error('No.')) }),
      ],
    ]) as ToolSet;
    const { response, requests } = ask(tools, [
      call('1', '__proto__', { name: '__proto__' }),
      call('2', 'constructor', {}),
      call('3', 'toString', {}),
    ]);
    expect(await response.getText()).toBe('Done.');
    const { toolResults } = requests[1]?.messages.at(-1) ?? {};
    expect(toolResults?.map(({ toolName, isError }) => [toolName, isError])).toEqual([
      ['__proto__', false],
      ['constructor', true],
      ['toString', true],
    ]);
    expect(toolResults?.[0]?.output).toBe('Hi, __proto__');
  });
});

describe('what a tool returns', () => {
  test.each([new Map([[1, 2]]), 10n, () => 1, Symbol('x')])(
    'and JSON has nothing of is told as a failure: %o',
    async (output) => {
      const odd = tool({ input: z.object({}), execute: () => output });
      const { response } = ask({ odd }, [call('1', 'odd', {})]);
      const [last] = (await toolEvents(response)).slice(-1);
      expect(last).toMatchObject({ phase: 'error', code: 'tool-failed' });
    },
  );
});

describe('a model function', () => {
  test.each([
    [
      { type: 'tool-call', callId: '1', toolName: 'add', input: { one: 1 } },
      /`input` is an object/,
    ],
    [{ type: 'tool-call', toolName: 'add', input: '{}' }, /`callId` is undefined/],
    [{ type: 'tool-input', callId: '1', delta: '{}' }, /`toolName` is undefined/],
  ])('that calls a tool in another way is told in which: %o', async (chunk, message) => {
    const { response } = ask({ add }, [chunk as never]);
    await expect(response.getText()).rejects.toMatchObject({
      code: 'model-failed',
      message: expect.stringMatching(message) as string,
    });
  });
});

describe('tools are refused at once', () => {
  const { agent } = agentThat();

  test.each([
    [() => agent.tools(Promise.resolve({ add }) as never), /tools: they are a promise/],
    [
      () => tool({ name: 3, input: z.object({}), execute: () => 1 } as never),
      /`name` is the number/,
    ],
    [
      () => tool({ description: {}, input: z.object({}), execute: () => 1 } as never),
      /`description` is an object/,
    ],
  ])('%s', (act, message) => {
    expect(act).toThrow(expect.objectContaining({ code: 'invalid-option' }));
    expect(act).toThrow(message);
  });
});

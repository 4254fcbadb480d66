import { describe, expect, test } from 'vitest';
import { refusals } from '../../tests/support/refusal.js';
import { z } from 'zod';
import { createAgent } from './create-agent.js';
import { createSession } from './create-session.js';
import { cutTurns } from './cut-turns.js';
import { AgentError } from './error.js';
import { mcpTools } from './mcp-tools.js';

async function* model() {
  yield '1';
}

const refusalOf = refusals(AgentError);

// Throughout, `as never` passes what a caller without types can pass.

const nearModels = [
  ['nothing', {}, /`model` is undefined/],
  ['null', { model: null }, /`model` is null/],
  ['a number', { model: 3 }, /`model` is the number 3/],
  ['a list', { model: [] }, /`model` is a list/],
  ['an object without a call', { model: { specificationVersion: 'v3', doStream: 1 } }, /doStream/],
] as const;

describe('createAgent refuses at once', () => {
  test.each([undefined, null, 'x', 3, [], model])('%s as its options', (options) => {
    const { code, message } = refusalOf(() => createAgent(options as never));
    expect(code).toBe('invalid-option');
    expect(message).toMatch(/^createAgent: the options are .*\. Pass \{ model/);
  });

  test.each(nearModels)('%s as its model', (_, options, got) => {
    const { code, message } = refusalOf(() => createAgent(options as never));
    expect(code).toBe('invalid-model');
    expect(message).toMatch(got);
    expect(message).toContain('Pass an AI SDK model object');
  });

  test('an option it does not have, and says which it has', () => {
    const { code, message } = refusalOf(() => createAgent({ model, info_: 'x' } as never));
    expect(code).toBe('invalid-option');
    expect(message).toMatch(
      /^createAgent has no `info_`: it takes model, fallbacks, structuredOutput, toolCalling, env, observers, system, .*keepAlive, limits\.$/,
    );
  });

  test('another way to hold a model to its schema', () => {
    const options = { model, structuredOutput: 'json' } as never;
    const { code, message } = refusalOf(() => createAgent(options));
    expect(code).toBe('invalid-option');
    expect(message).toMatch(
      /`structuredOutput` is a string\. It is 'native' or 'tool' or 'prompt'/,
    );
  });

  test.each([
    [{ fallbacks: model }, /`fallbacks` is a function\. It takes a list/],
    [{ fallbacks: [{ model, toolcalling: 'prompt' }] }, /a fallback has no `toolcalling`/],
    [{ fallbacks: [{ model, toolCalling: 'tool' }] }, /`toolCalling` is a string\. It is 'native'/],
    [{ retryDelayMs: Infinity }, /`retryDelayMs` is .*takes a number of milliseconds that end/],
    [{ observers: {} }, /`observers` is an object without keys\. It takes a list/],
    [
      { model: { baseURL: 'localhost:11434/v1', model: 'm' } },
      /`baseURL` does not begin with http/,
    ],
    [{ model: { baseURL: 'http://x/v1', model: 'm', apikey: 'k' } }, /endpoint has no `apikey`/],
  ])('what would fail later, or do nothing: %o', (options, message) => {
    const error = refusalOf(() => createAgent({ model, ...options } as never));
    expect(error.code).toBe('invalid-option');
    expect(error.message).toMatch(message);
  });

  test('a fallback that is no model, or an endpoint without its address', () => {
    for (const fallback of [{ model: {} }, { model: 'gpt-5', apiKey: 'k' }, 'gpt-5', null]) {
      const options = { model, fallbacks: [fallback] } as never;
      expect(refusalOf(() => createAgent(options)).code).toBe('invalid-model');
    }
  });

  test('a secret without repeating it', () => {
    const { message } = refusalOf(() => createAgent({ model: 'sk-123' } as never));
    expect(message).not.toContain('sk-123');
  });
});

describe('a request refuses at once', () => {
  const request = createAgent({ model }).input('x');

  test.each([
    [undefined, /is undefined/],
    [null, /is null/],
    ['x', /is a string/],
    [{}, /is an object without keys/],
    [{ title: 'string' }, /is an object with the keys title/],
    [{ '~standard': { version: 1, vendor: 'other', validate: () => ({}) } }, /~standard/],
    [() => z.string(), /is a function/],
  ])('%o as an output', (schema, got) => {
    const { code, message } = refusalOf(() => request.output(schema as never));
    expect(code).toBe('invalid-schema');
    expect(message).toMatch(/^output: the schema /);
    expect(message).toMatch(got);
    expect(message).toMatch(/Pass a schema of zod 4.*fromJsonSchema.*fromNotation/);
  });

  test.each([
    [
      'an option',
      { singal: 1 },
      /^getResponse has no `singal`: it takes signal, ensureKeys, maxRetries, /,
    ],
    ['options', null, /^getResponse: the options are null/],
    ['a signal', { signal: {} }, /^getResponse: `signal` is an object without keys/],
    ['a controller', { signal: new AbortController() }, /Pass an AbortSignal/],
  ])('what is not %s', (_, options, got) => {
    const { code, message } = refusalOf(() => request.getResponse(options as never));
    expect(code).toBe('invalid-option');
    expect(message).toMatch(got);
  });

  test.each([
    [() => request.observe(undefined as never), /observe: the observer is undefined/],
    [() => request.observe((() => {}) as never), /observe: the observer is a function/],
    [() => request.getResponse({ parent: 'job' as never }), /getResponse: `parent` has no `runId`/],
    [() => request.finally({} as never), /finally: the handler is an object/],
    [() => request.getResponse().finally(undefined as never), /finally: the handler is undefined/],
    [() => request.titles('Facts' as never), /titles: it is a string/],
    [() => request.mappings([] as never), /mappings: it is a list/],
    [() => request.roles(null as never), /roles: it is null/],
    [() => request.titles({ inf: 'Facts' } as never), /titles has no `inf`: it takes role, /],
    [
      () => request.observe({ onFinsih: () => {} } as never),
      /the observer is an object with the keys onFinsih\. Pass an object with some of onRequest/,
    ],
    [() => request.options({ fetch() {} }), /options: `fetch` is a function that cannot be copied/],
    [() => createSession({ resize: 5 } as never), /resize: the handler is the number 5/],
    [() => createSession({ onError: 'x' } as never), /onError: the handler is a string/],
  ])('what is no handler and no mapping: %s', (act, message) => {
    const error = refusalOf(act);
    expect(error.code).toBe('invalid-option');
    expect(error.message).toMatch(message);
  });

  test.each(['getText', 'getMeta', 'field', 'elements', 'waitFor', 'whenKey'] as const)(
    'a controller as the signal of %s',
    (reader) => {
      const options = { signal: new AbortController() };
      const response = request.getResponse();
      const read = response[reader] as (...given: readonly unknown[]) => unknown;
      const given = reader === 'getText' || reader === 'getMeta' ? [options] : ['', options];
      const { code, message } = refusalOf(() => read(...given));
      expect(code).toBe('invalid-option');
      expect(message).toContain(`${reader}: \`signal\` is `);
    },
  );

  test.each([{}, null, { listTools: () => ({ tools: [] }) }])(
    '%o as a client of MCP',
    async (client) => {
      await expect(mcpTools(client as never)).rejects.toMatchObject({
        code: 'invalid-option',
        message: expect.stringMatching(/^mcpTools: the client is /),
      });
    },
  );

  class Secret {
    readonly #value = 1;
    get value() {
      return this.#value;
    }
  }
  const noData: readonly (readonly [string, unknown])[] = [
    ['a function', () => 1],
    ['a symbol', Symbol('x')],
    ['a bigint', 1n],
    ['undefined', undefined],
    ['a map', new Map([['a', 1]])],
    ['a set', new Set([1])],
    ['a promise', Promise.resolve('x')],
    ['an expression', /x/],
    ['an error', new Error('x')],
    ['an object that shows nothing', new Secret()],
  ];
  const slots = [
    'system',
    'developer',
    'role',
    'rule',
    'userInfo',
    'info',
    'instruct',
    'examples',
    'input',
  ] as const;

  test.each(noData)('%s in a slot, in a list or in an object, and names the slot', (_, value) => {
    for (const slot of slots)
      for (const given of [value, [value], { a: { b: [value] } }]) {
        // In a list undefined is null, and in an object it is nothing.
        if (value === undefined && given !== undefined) continue;
        const error = refusalOf(() => request[slot](given as never));
        expect(error.code).toBe('invalid-prompt');
        expect(error.message).toContain(`\`${slot}\` holds`);
      }
    const section = refusalOf(() => request.section('Facts', value as never));
    expect(section.message).toContain('`Facts` holds');
    expect(refusalOf(() => createAgent({ model, info: [value] as never })).code).toBe(
      'invalid-prompt',
    );
  });

  test('nothing that is data: a date, an address, an object of a class with fields', () => {
    const city = new (class City {
      readonly name = 'Oslo';
    })();
    const at = new Date(0);
    const facts = { at, city, url: new URL('https://example.com/'), none: undefined, list: [] };
    expect(request.info(facts).input(at).getPromptText()).toContain('1970-01-01T00:00:00.000Z');
    expect(request.info(at).getPromptText()).toContain('1970-01-01T00:00:00.000Z');
    expect(request.info(facts).getPromptText()).toContain('{"name":"Oslo"}');
  });

  test.each([
    { only: 'read' },
    { only: ['raed'] },
    { only: [1] },
    { prefix: 1 },
    { needsApproval: 'yes' },
  ])('%o as options of MCP', async (options) => {
    const client = {
      listTools: async () => ({ tools: [{ name: 'read', inputSchema: {} }] }),
      callTool: async () => null,
    };
    await expect(mcpTools(client, options as never)).rejects.toMatchObject({
      code: 'invalid-option',
      message: expect.stringMatching(/^mcpTools: `/),
    });
  });

  test.each([
    () => cutTurns({ maxCharacters: 9, maxTokens: 9, countTokens: () => 1 }),
    () => createSession({ id: 42 as never }),
  ])('two limits of one conversation, and an id that is none: %s', (act) => {
    expect(refusalOf(act).code).toBe('invalid-option');
  });

  test.each([
    () => request.chatHistory({ role: 'user', content: 'x' } as never),
    () => request.chatHistory([{ role: 'user', content: [null] }] as never),
    () =>
      request.chatHistory([
        { role: 'user', content: [{ type: 'image_url', image_url: null }] },
      ] as never),
    () => request.attachment({ type: 'image', image: 'https://exa mple' }),
  ])('what is no conversation, and no file: %s', (act) => {
    expect(refusalOf(act).code).toBe('invalid-prompt');
  });
});

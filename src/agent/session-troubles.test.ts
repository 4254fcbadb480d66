import { describe, expect, test } from 'vitest';
import { createAgent } from './create-agent.js';
import { createSession, createSessionStore, type SessionOptions } from './create-session.js';
import { summarizeTurns } from './cut-turns.js';
import type { AgentError } from './error.js';
import { parsePrompts, parseSession } from './files/index.js';
import type { ChatSource, SavedSession, SessionPart } from './session.js';

const never = () => new Promise<never>(() => {});
const agent = createAgent({
  async *model() {
    yield 'ok';
  },
});

describe('a session of the caller’s own', () => {
  const part: SessionPart = { messages: [], record: () => {} };
  const ask = (session: ChatSource) => agent.session(session).input('a').getResponse();

  test('that never begins a request fails it when its time is over', async () => {
    const response = ask({ messages: [], beginTimeoutMs: 20, begin: never });
    await expect(response.getText()).rejects.toMatchObject({
      code: 'session-failed',
      cause: { name: 'TimeoutError' },
    });
  });

  test.each([undefined, null, 'x', {}, { messages: [] }, { messages: 'x', record: () => {} }])(
    'that gives what is no part of a session fails its request by name: %o',
    async (given) => {
      const response = ask({ messages: [], begin: async () => given as never });
      await expect(response.getText()).rejects.toMatchObject({
        code: 'session-failed',
        cause: { message: expect.stringContaining('{ messages, record }') as string },
      });
    },
  );

  test('that has messages which are none fails its request by name', async () => {
    const messages = [{ role: 'user', content: [{ type: 'text', text: {} }] }] as never;
    const response = ask({ messages: [], begin: async () => ({ ...part, messages }) });
    await expect(response.getText()).rejects.toMatchObject({ code: 'invalid-prompt' });
  });

  test.each<[string, SessionPart['record']]>([
    [
      'throws',
      () => {
        throw new Error('full');
      },
    ],
    ['rejects', () => Promise.reject(new Error('full'))],
  ])('whose record %s takes nothing of the answer, and is reported', async (_, record) => {
    const reported: unknown[] = [];
    const before = globalThis.reportError as typeof reportError | undefined;
    globalThis.reportError = (error) => void reported.push(error);
    try {
      const session = { messages: [], begin: async () => ({ ...part, record }) };
      expect(await ask(session).getText()).toBe('ok');
      await expect.poll(() => reported).toMatchObject([{ message: 'full' }]);
    } finally {
      if (before === undefined) Reflect.deleteProperty(globalThis, 'reportError');
      else globalThis.reportError = before;
    }
  });

  test('whose record never ends keeps nobody waiting', async () => {
    const session = { messages: [], begin: async () => ({ ...part, record: never }) };
    const response = ask(session);
    expect(await response.getText()).toBe('ok');
    expect((await response.getMeta()).attempts).toBe(1);
  });
});

describe('a conversation is kept', () => {
  const say = (...pairs: string[]) =>
    pairs.map((content, index) => ({ role: index % 2 === 0 ? 'user' : 'assistant', content }));
  const fill = (options: SessionOptions) => {
    const errors: AgentError[] = [];
    const session = createSession({ onError: (error) => errors.push(error), ...options });
    return { session, errors };
  };

  test.each<[string, SessionOptions['resize']]>([
    ['nothing', () => undefined as never],
    ['no turns', () => ['x'] as never],
    ['what is no message', () => [[{ role: 'user', content: 7 }]] as never],
  ])('where a resize gives %s, and the next turn works', async (_, resize) => {
    const { session, errors } = fill({ resize });
    session.add(say('a', 'b'));
    expect(await agent.session(session).input('c').getResponse().getText()).toBe('ok');
    await expect(session.settled()).rejects.toMatchObject({ code: 'session-failed' });
    expect(session.messages).toEqual(say('a', 'b', 'c', 'ok'));
    expect(errors).toHaveLength(2);
  });

  test('where a summary fails or is slow, and is saved as it is; the next summary has it all', async () => {
    const inputs: string[] = [];
    const sums = createAgent({
      async *model({ messages, signal }) {
        inputs.push(messages.at(-1)?.content ?? '');
        if (inputs.length === 1) throw new Error('down');
        if (inputs.length === 2)
          await new Promise((_, reject) =>
            signal.addEventListener('abort', () => reject(signal.reason as Error)),
          );
        yield 'All of it';
      },
    });
    const store = createSessionStore();
    const resize = summarizeTurns({ agent: sums, maxCharacters: 1, keepTurns: 1 });
    const { session, errors } = fill({ id: 's', store, resize, timeoutMs: 50 });
    for (const turn of ['1', '2', '3', '4']) {
      await agent.session(session).input(turn).getResponse().getText();
      await session.settled().catch(() => undefined);
      const saved = await store.get('s');
      expect(saved?.messages).toEqual(session.messages);
    }
    expect(errors.map(({ code }) => code)).toEqual(['session-failed', 'session-failed']);
    expect(inputs[2]).toContain('user: 1\n\nassistant: ok\n\nuser: 2\n\nassistant: ok\n\nuser: 3');
    expect(session.messages.map(({ content }) => content).slice(1)).toEqual([
      'All of it',
      '4',
      'ok',
    ]);
  });

  test.each<[string, SessionOptions['record']]>([
    [
      'throws',
      () => {
        throw new Error('no');
      },
    ],
    ['rejects', () => Promise.reject(new Error('no'))],
    ['gives no list', () => ({}) as never],
    ['gives no messages', () => [{ role: 'user' }] as never],
  ])('where a recording %s', async (_, record) => {
    const { session, errors } = fill({ record });
    session.add(say('a', 'b'));
    expect(await agent.session(session).input('c').getResponse().getText()).toBe('ok');
    await expect(session.settled()).rejects.toMatchObject({ code: 'session-failed' });
    expect(session.messages).toEqual(say('a', 'b'));
    expect(errors).toHaveLength(1);
  });

  test.each(['x', null, {}, [7], [{ role: 7, content: 'x' }]])('where %o is added', (messages) => {
    const { session } = fill({});
    session.add(say('a', 'b'));
    expect(() => session.add(messages as never)).toThrow(
      expect.objectContaining({ code: 'invalid-prompt' }),
    );
    expect(session.messages).toEqual(say('a', 'b'));
  });
});

describe('what a session is loaded from', () => {
  const head = 'version: 1\nid: s\nmessages:\n';

  test.each([
    ['version: 2\nid: s\nmessages: []', 'invalid-session'],
    ['version: 1\nid: [s]\nmessages: []', 'invalid-session'],
    ['version: 1\nid: s\nmessages: { length: 1 }', 'invalid-session'],
    [`${head}  - { role: 1, content: x }`, 'invalid-prompt'],
    [`${head}  - { role: user, content: { toString: x } }`, 'invalid-prompt'],
    [`${head}  - { role: user, content: [{ type: text, text: [x] }] }`, 'invalid-prompt'],
    [`${head}  - { role: user, content: [{ type: file, data: x }] }`, 'invalid-prompt'],
    [`${head}  - { role: user, content: [null] }`, 'invalid-prompt'],
    [`${head}  - &a [*a]`, 'invalid-prompt'],
    [`${head}  - !!js/function "x"`, 'invalid-prompt'],
    ['version: 1\nversion: 1', 'invalid-prompt-file'],
    ['{"version": 1, "id": "s", "messages": [', 'invalid-prompt-file'],
    ['', 'invalid-session'],
  ])('is refused by a code where it is wrong: %j', (text, code) => {
    expect(() => parseSession(text)).toThrow(expect.objectContaining({ code }));
  });

  test('may not be made of aliases that multiply', () => {
    const lines = ['a: &a0 [x, x, x, x, x, x, x, x, x]'];
    for (let depth = 1; depth < 9; depth++)
      lines.push(
        `a${depth}: &a${depth} [${Array(9)
          .fill(`*a${depth - 1}`)
          .join(', ')}]`,
      );
    for (const read of [parseSession, parsePrompts])
      expect(() => read(lines.join('\n'))).toThrow(
        expect.objectContaining({ code: 'invalid-prompt-file' }),
      );
  });

  test('changes no prototype, and a role that nobody knows is one of the request', () => {
    const text = JSON.stringify({
      version: 1,
      id: '__proto__',
      messages: [
        { role: '__proto__', content: 'a', __proto__: { polluted: true } },
        { role: 'constructor', content: 'b' },
        { role: 'root', content: 'c' },
      ],
    }).replace('"content":"a"', '"content":"a","__proto__":{"polluted":true}');
    const saved: SavedSession = parseSession(text);
    const session = createSession({ saved });
    expect(session.id).toBe('__proto__');
    const roles = (request: typeof agent) => request.getMessages().map(({ role }) => role);
    const inside = agent.session(session).input('d');
    expect(inside.getMessages().map(({ role }) => role)).toEqual([
      'assistant',
      'assistant',
      'assistant',
      'user',
    ]);
    expect(roles(inside.roles({ root: 'system', _: 'user' })).slice(0, 3)).toEqual([
      'user',
      'user',
      'system',
    ]);
    expect(Object.prototype).not.toHaveProperty('polluted');
    expect(JSON.stringify(session)).not.toContain('polluted');
  });
});

test('a turn of attachments alone is recorded', async () => {
  const session = createSession();
  const image = { type: 'image', image: 'iVBORw0KGgo=' } as const;
  await agent.session(session).attachment(image).getResponse().getText();
  expect(session.messages).toMatchObject([
    { role: 'user', content: [{ type: 'file' }] },
    { role: 'assistant', content: 'ok' },
  ]);
  const again = createSession({ saved: session.toJSON() });
  expect(await agent.session(again).input('And?').getResponse().getText()).toBe('ok');
});

test('a store that says null has no session', async () => {
  const store = { get: () => null, set: () => {} };
  expect(await agent.session(createSession({ store })).input('a').getResponse().getText()).toBe(
    'ok',
  );
});

import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createScriptedModel } from '../testing/index.js';
import { createAgent } from './create-agent.js';
import { createSession, createSessionStore, type SessionOptions } from './create-session.js';
import type { AgentError } from './error.js';
import type { ModelRequest } from './model.js';
import type { SavedSession, Session } from './session.js';

const Answer = z.object({ title: z.string(), note: z.string().optional() });

/** An agent that says one text after the other, and what it was told each time. */
function script(...texts: string[]) {
  const told: string[][] = [];
  const agent = createAgent({
    async *model({ messages }: ModelRequest) {
      const text = texts[told.length] ?? 'ok';
      told.push(messages.map(({ role, content }) => `${role}: ${content}`));
      yield text;
    },
  });
  return { agent, told };
}

/** A model that waits with each answer until it is let go. */
function gated() {
  const gates = new Map<string, () => void>();
  const agent = createAgent({
    async *model({ messages }: ModelRequest) {
      const question = messages.at(-1)?.content ?? '';
      await new Promise<void>((resolve) => gates.set(question, resolve));
      yield `to ${question}`;
    },
  });
  const begun = async (question: string) => {
    while (!gates.has(question)) await Promise.resolve();
    return gates.get(question);
  };
  return { agent, letGo: async (question: string) => (await begun(question))?.(), begun };
}

const say = (...pairs: string[]) =>
  pairs.map((content, index) => ({ role: index % 2 === 0 ? 'user' : 'assistant', content }));

describe('a session', () => {
  test('tells each request what was said, behind the history of its own', async () => {
    const { agent, told } = script('One', 'Two');
    const session = createSession();
    const inside = agent.system('Be brief').chatHistory(say('Hi', 'Hello')).session(session);
    expect(await inside.input('First').getResponse().getText()).toBe('One');
    const second = inside.input('Second');
    expect(second.getPromptText()).toContain('[user]\nFirst\n\n[assistant]\nOne\n\n[user]\nSecond');
    await second.getResponse().getText();
    expect(told[1]).toEqual([
      'system: Be brief',
      'user: Hi',
      'assistant: Hello',
      'user: First',
      'assistant: One',
      'user: Second',
    ]);
    expect(session.messages).toEqual(say('First', 'One', 'Second', 'Two'));
  });

  test('records the attempt that counted, as data and text have it', async () => {
    const { agent, told } = script('{"title":"Old"}', 'So: {"title":"New","note":"x"}', 'ok');
    const session = createSession();
    const response = agent
      .session(session)
      .input('A title')
      .output(Answer)
      .getResponse({ ensureKeys: ['note'] });
    const data = await response.getData();
    expect(session.messages).toEqual(say('A title', JSON.stringify(data)));
    // The second attempt was told what was wrong, behind the prompt; the next request is not.
    expect(told[1]).toHaveLength(3);
    await agent.session(session).input('And?').getResponse().getText();
    expect(told[2]).toEqual([
      'user: A title',
      'assistant: {"title":"New","note":"x"}',
      'user: And?',
    ]);
  });

  test('records nothing of an answer that failed, was stopped, cut off, or does not hold', async () => {
    const session = createSession();
    const failing = createAgent({ model: createScriptedModel({ text: 'Hello', failAfter: 2 }) });
    await expect(failing.session(session).input('a').getResponse().getText()).rejects.toMatchObject(
      { code: 'model-failed' },
    );
    const { agent } = script('{"title":7}', '{"title":"x"}', 'Hello', 'Bye');
    const bad = agent.session(session).input('b').output(Answer).getResponse();
    await expect(bad.getData()).rejects.toMatchObject({ code: 'invalid-output' });
    const lacking = agent.session(session).input('c').output(Answer);
    await expect(
      lacking.getResponse({ ensureKeys: ['note'], maxRetries: 0 }).getData(),
    ).rejects.toMatchObject({ code: 'missing-keys' });
    for await (const _ of agent.session(session).input('d').getResponse()) break;
    const unread = agent.session(session).input('e').getResponse();
    unread.cancel();
    expect(session.messages).toEqual([]);
    await agent.session(session).input('f').getResponse().getText();
    expect(session.messages).toEqual(say('f', 'Bye'));
  });

  test('records nothing of an answer that lacks what getData asked for, unless it is taken as it is', async () => {
    const text = '{"title":"x"}';
    const { agent } = script(text, text, text);
    const ask = (session: Session) =>
      agent.session(session).input('a').output(Answer).getResponse();
    const [strict, lenient, late] = [createSession(), createSession(), createSession()];
    const keys = { ensureKeys: ['note'], maxRetries: 0 } as const;
    await expect(ask(strict).getData(keys)).rejects.toMatchObject({ code: 'missing-keys' });
    expect(strict.messages).toEqual([]);
    await ask(lenient).getData({ ...keys, raiseEnsureFailure: false });
    expect(lenient.messages).toEqual(say('a', text));
    const response = ask(late);
    await response.getData();
    await expect(response.getData(keys)).rejects.toMatchObject({ code: 'missing-keys' });
    expect(late.messages).toEqual(say('a', text));
  });

  test('of requests at the same time sees none of the others, and has them in the order in which they began', async () => {
    const { agent, letGo, begun } = gated();
    const session = createSession();
    const ask = (question: string) =>
      agent.session(session).input(question).getResponse().getText();
    const first = ask('1');
    await begun('1');
    const second = ask('2');
    await letGo('2');
    expect(await second).toBe('to 2');
    expect(session.messages).toEqual(say('2', 'to 2'));
    await letGo('1');
    await first;
    expect(session.messages).toEqual(say('1', 'to 1', '2', 'to 2'));
  });

  test('mixes none of a hundred sessions of one agent', async () => {
    const { agent, told } = script();
    const sessions = Array.from({ length: 100 }, (_, index) => createSession({ id: `s${index}` }));
    for (const round of ['a', 'b'])
      await Promise.all(
        sessions.map(async (session) =>
          agent.session(session).input(`${session.id}${round}`).getResponse().getText(),
        ),
      );
    for (const session of sessions)
      expect(session.messages).toEqual(say(`${session.id}a`, 'ok', `${session.id}b`, 'ok'));
    expect(new Set(told.map((messages) => messages.length))).toEqual(new Set([1, 3]));
  });

  test('takes what was said for text, whatever a later request maps', async () => {
    const { agent, told } = script('You wrote ${name}', 'ok');
    const session = createSession();
    await agent.session(session).input({ text: '${name}' }).getResponse().getText();
    await agent
      .session(session)
      .mappings({ name: 'SECRET' })
      .input('${name}')
      .getResponse()
      .getText();
    expect(told[1]).toEqual([
      'user: {"text":"${name}"}',
      'assistant: You wrote ${name}',
      'user: SECRET',
    ]);
  });

  test('that is cleared forgets the turns under way, too', async () => {
    const { agent, letGo, begun } = gated();
    const session = createSession();
    session.add(say('a', 'b'));
    const text = agent.session(session).input('1').getResponse().getText();
    await begun('1');
    session.clear();
    await letGo('1');
    await text;
    expect(session.messages).toEqual([]);
  });

  test('is refused when it is none', () => {
    const { agent } = script();
    expect(() => agent.session({} as never)).toThrow(/session: it is an object without keys/);
    expect(() => createSession({ store: {} as never })).toThrow(/`store` has no get/);
    expect(() => createSession({ saved: { messages: [] } as never })).toThrow(
      expect.objectContaining({ code: 'invalid-session' }),
    );
  });
});

describe('what is recorded', () => {
  async function recorded(record: SessionOptions['record']) {
    const { agent } = script('{"title":"Tea","note":"long"}');
    const session = createSession({ record });
    await agent
      .session(session)
      .info({ topic: 'tea ${when}', secret: 'x' })
      .input({ question: 'Which?', locale: 'en' })
      .mappings({ when: 'now' })
      .output(Answer)
      .getResponse()
      .getText();
    await session.settled();
    return session.messages.map(({ content }) => content);
  }

  test('is the input and the answer, unless paths say otherwise', async () => {
    expect(await recorded(undefined)).toEqual([
      '{"question":"Which?","locale":"en"}',
      '{"title":"Tea","note":"long"}',
    ]);
    expect(await recorded({ input: ['input.question'], answer: ['title'] })).toEqual([
      'Which?',
      'Tea',
    ]);
    expect(
      await recorded({ input: ['info.topic', 'input.locale'], answer: ['title', 'gone'] }),
    ).toEqual(['{"info.topic":"tea now","input.locale":"en"}', '{"title":"Tea"}']);
    expect(await recorded({ answer: ['gone'] })).toEqual([]);
  });

  test('is what a function makes of the turn, at once or later', async () => {
    const outcomes: string[] = [];
    expect(
      await recorded(({ message, outcome }) => {
        outcomes.push(outcome);
        return [{ role: 'user', content: message.slice(0, 7) }];
      }),
    ).toEqual(['## Info']);
    expect(outcomes).toEqual(['complete']);
    expect(await recorded(async ({ text }) => say('Q', text.slice(0, 8)))).toEqual([
      'Q',
      '{"title"',
    ]);
  });

  test('may be of answers that were stopped, as far as they came', async () => {
    const session = createSession({ record: { outcomes: ['complete', 'stopped'] } });
    const agent = createAgent({ model: createScriptedModel({ text: 'Hello', chunkSize: 2 }) });
    for await (const _ of agent
      .session(session)
      .input('Hi')
      .getResponse()
      .getAsyncGenerator({ type: 'delta' }))
      break;
    expect(session.messages).toEqual(say('Hi', 'He'));
  });

  test('keeps the images and files of the message', async () => {
    const { agent, told } = script('A cup', 'ok');
    const session = createSession();
    const bytes = new Uint8Array([1, 2, 255]);
    await agent
      .session(session)
      .input('What?')
      .attachment({ type: 'image', image: bytes, mediaType: 'image/png' })
      .getResponse()
      .getText();
    const saved = JSON.parse(JSON.stringify(session)) as SavedSession;
    expect(saved.messages[0]?.content).toEqual([
      { type: 'text', text: 'What?' },
      { type: 'file', data: 'AQL/', mediaType: 'image/png' },
    ]);
    const again = createSession({ saved });
    expect(agent.session(again).input('x').getMessages()[0]).toEqual({
      role: 'user',
      content: 'What?',
      attachments: [{ data: 'AQL/', mediaType: 'image/png' }],
    });
    expect(told).toHaveLength(1);
  });

  test('by a policy that throws is told, and fails no request', async () => {
    const errors: AgentError[] = [];
    const session = createSession({
      record: () => {
        throw new Error('no');
      },
      onError: (error) => errors.push(error),
    });
    expect(await script('ok').agent.session(session).input('a').getResponse().getText()).toBe('ok');
    expect(errors).toMatchObject([{ code: 'session-failed', cause: { message: 'no' } }]);
    await expect(session.settled()).rejects.toBe(errors[0]);
    await session.settled();
  });
});

describe('a store', () => {
  test('is read by the first request and written after each turn', async () => {
    const store = createSessionStore();
    await store.set('s', { version: 1, id: 's', messages: say('Hi', 'Hello') });
    const { agent, told } = script('One');
    const session = createSession({ id: 's', store });
    await agent.session(session).input('First').getResponse().getText();
    expect(told[0]).toEqual(['user: Hi', 'assistant: Hello', 'user: First']);
    await session.settled();
    const again = createSession({ id: 's', store });
    await again.load();
    expect(again.messages).toEqual(say('Hi', 'Hello', 'First', 'One'));
    expect(again.messages).toEqual(session.messages);
  });

  test('that cannot be read fails the request by name, is asked again, and is not written over', async () => {
    const saved: SavedSession[] = [];
    let fails = true;
    const store = {
      get: async () => {
        if (fails) throw new Error('down');
        return { version: 1, id: 's', messages: say('Hi', 'Hello') } as const;
      },
      set: async (_: string, value: SavedSession) => void saved.push(value),
    };
    const { agent, told } = script();
    const session = createSession({ id: 's', store });
    await expect(agent.session(session).input('a').getResponse().getText()).rejects.toMatchObject({
      code: 'session-failed',
      cause: { message: 'down' },
    });
    expect([told, saved]).toEqual([[], []]);
    fails = false;
    await agent.session(session).input('a').getResponse().getText();
    await session.settled();
    expect(saved.map(({ messages }) => messages.length)).toEqual([4]);
  });

  test('that cannot be written is told, and the conversation goes on', async () => {
    const errors: AgentError[] = [];
    const set = () => Promise.reject(new Error('full'));
    const session = createSession({
      store: { get: () => undefined, set },
      onError: (error) => errors.push(error),
    });
    const { agent, told } = script();
    await agent.session(session).input('a').getResponse().getText();
    await agent.session(session).input('b').getResponse().getText();
    expect(told[1]).toHaveLength(3);
    await expect(session.settled()).rejects.toMatchObject({
      code: 'session-failed',
      cause: { message: 'full' },
    });
    expect(errors).toHaveLength(2);
  });
});

describe('a request whose session is in trouble', () => {
  test('fails by the name of what is wrong, whatever the store gave', async () => {
    const { agent, told } = script();
    const ask = (saved: unknown) => {
      const store = { get: () => saved as SavedSession, set: () => {} };
      return agent
        .session(createSession({ id: 's', store }))
        .input('a')
        .getResponse()
        .getText();
    };
    await expect(ask({ version: 2 })).rejects.toMatchObject({ code: 'invalid-session' });
    const messages = [{ role: 'user', content: [null] }];
    await expect(ask({ version: 1, id: 's', messages })).rejects.toMatchObject({
      code: 'invalid-prompt',
    });
    expect(told).toEqual([]);
  });

  test.each([
    () => {
      throw new Error('down');
    },
    () => Promise.reject(new Error('down')),
  ])('of a kind of its own fails as one that cannot be read: %s', async (begin) => {
    const { agent } = script();
    const request = agent.session({ messages: [], begin }).input('a');
    await expect(request.getResponse().getText()).rejects.toMatchObject({
      code: 'session-failed',
      cause: { message: 'down' },
    });
  });

  test('that is stopped before it begins reads nothing', async () => {
    let reads = 0;
    const store = { get: () => void reads++, set: () => {} };
    const { agent, told } = script();
    const request = agent.session(createSession({ store })).input('a');
    const stopped = request.getResponse({ signal: AbortSignal.abort() });
    await expect(stopped.getText()).rejects.toMatchObject({ code: 'stopped' });
    expect([reads, told]).toEqual([0, []]);
  });

  test('that is stopped while its session is read is over at once, and is not recorded', async () => {
    let answer = () => {};
    const get = () => new Promise<undefined>((resolve) => (answer = () => resolve(undefined)));
    const session = createSession({ store: { get, set: () => {} } });
    const { agent, told } = script();
    const response = agent.session(session).input('a').getResponse();
    const text = response.getText();
    await Promise.resolve();
    response.cancel();
    await expect(text).rejects.toMatchObject({ code: 'stopped' });
    answer();
    await session.settled();
    expect([told, session.messages]).toEqual([[], []]);
  });
});

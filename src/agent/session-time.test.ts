import { describe, expect, test, vi } from 'vitest';
import { createAgent } from './create-agent.js';
import { createSession, type SessionOptions } from './create-session.js';
import { summarizeTurns } from './cut-turns.js';
import type { AgentError } from './error.js';
import type { SavedSession, Session, SessionTask } from './session.js';

const never = () => new Promise<never>(() => {});
const agent = createAgent({
  async *model() {
    yield 'ok';
  },
});

/** A session whose work may take a moment, and what it could not do. */
function hasty(options: SessionOptions) {
  const errors: AgentError[] = [];
  const session = createSession({
    timeoutMs: 20,
    onError: (error) => errors.push(error),
    ...options,
  });
  const ask = (question: string) => agent.session(session).input(question).getResponse().getText();
  return { session, ask, errors };
}

const late = { code: 'session-failed', cause: expect.objectContaining({ name: 'TimeoutError' }) };

describe('a session whose work never ends', () => {
  test.each<[string, SessionOptions]>([
    ['recording', { record: never }],
    ['resizing', { resize: never }],
    ['saving', { store: { get: () => undefined, set: never } }],
  ])('lets the requests behind it go on, and says that it failed: %s', async (_, options) => {
    const { session, ask, errors } = hasty(options);
    expect(await ask('a')).toBe('ok');
    expect(await ask('b')).toBe('ok');
    await expect(session.settled()).rejects.toMatchObject(late);
    expect(errors).toHaveLength(2);
  });

  test('fails the request that waits for it to be read, and is read again for the next', async () => {
    let reads = 0;
    const get = () => (++reads === 1 ? never() : undefined);
    const { ask } = hasty({ store: { get, set: () => {} } });
    await expect(ask('a')).rejects.toMatchObject(late);
    expect(await ask('b')).toBe('ok');
    expect(reads).toBe(2);
  });

  test('is left, and its time called off, when the last request that waits for it is stopped', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      const signals: AbortSignal[] = [];
      const get = (_: string, task?: SessionTask) => {
        if (task) signals.push(task.signal);
        return signals.length === 1 ? never() : undefined;
      };
      const session = createSession({ store: { get, set: () => {} } });
      const responses = ['a', 'b'].map((text) => agent.session(session).input(text).getResponse());
      const ends = responses.map((response) => response.getText().catch(() => 'stopped'));
      await vi.waitFor(() => expect(signals).toHaveLength(1));
      responses[0]?.cancel();
      expect(await ends[0]).toBe('stopped');
      expect(signals[0]?.aborted).toBe(false);
      responses[1]?.cancel();
      expect(await ends[1]).toBe('stopped');
      expect(signals[0]?.aborted).toBe(true);
      expect(vi.getTimerCount()).toBe(0);
      expect(await agent.session(session).input('c').getResponse().getText()).toBe('ok');
      expect(signals).toHaveLength(2);
    } finally {
      vi.useRealTimers();
    }
  });

  test('tells whoever works on it by its signal, and takes nothing that comes later', async () => {
    const signals: AbortSignal[] = [];
    const note = (task?: SessionTask) => void (task && signals.push(task.signal));
    let answer: (turns: readonly []) => void = () => {};
    const { session, ask } = hasty({
      store: {
        get: () => undefined,
        set: (_: string, __: SavedSession, task?: SessionTask) => note(task),
      },
      resize: (_, task) => {
        note(task);
        return new Promise((resolve) => (answer = resolve));
      },
    });
    await ask('a');
    await expect(session.settled()).rejects.toMatchObject(late);
    answer([]);
    await Promise.resolve();
    expect(signals.map(({ aborted }) => aborted)).toEqual([true, false]);
    expect(session.messages).toHaveLength(2);
  });

  test('leaves the call of a model that sums up', async () => {
    let isLeft = false;
    const slow = createAgent({
      async *model({ signal }) {
        signal.addEventListener('abort', () => (isLeft = true));
        yield await never();
      },
    });
    const { session } = hasty({
      resize: summarizeTurns({ agent: slow, maxCharacters: 1, keepTurns: 0 }),
    });
    session.add([{ role: 'user', content: 'Hello' }]);
    await expect(session.settled()).rejects.toMatchObject(late);
    expect(isLeft).toBe(true);
  });
});

test('a turn that cannot be recorded while another is still being saved is told when its time comes', async () => {
  let save = () => {};
  let say = () => {};
  let calls = 0;
  const gated = createAgent({
    async *model() {
      calls++;
      await new Promise<void>((resolve) => (say = resolve));
      yield 'ok';
    },
  });
  const { session, errors } = hasty({
    timeoutMs: Infinity,
    store: { get: () => undefined, set: () => new Promise((resolve) => (save = resolve)) },
    record: () => Promise.reject(new Error('no room')),
  });
  const text = gated.session(session).input('a').getResponse().getText();
  await expect.poll(() => calls).toBe(1);
  session.add([{ role: 'user', content: 'Hello' }]);
  say();
  expect(await text).toBe('ok');
  await new Promise((resolve) => setImmediate(resolve));
  expect(errors).toEqual([]);
  save();
  await expect.poll(() => errors.length).toBe(1);
  expect(errors[0]).toMatchObject({ code: 'session-failed', cause: { message: 'no room' } });
});

describe('a request of a session that is stopped while it is read', () => {
  /** A store that is as slow as it is told to be. */
  function slowStore() {
    const reads: (() => void)[] = [];
    const sets: SavedSession[] = [];
    const saved: SavedSession = {
      version: 1,
      id: 's',
      messages: [{ role: 'user', content: 'before' }],
    };
    const session = createSession({
      id: 's',
      store: {
        get: () => new Promise<SavedSession>((resolve) => reads.push(() => resolve(saved))),
        set: (_, given) => void sets.push(given),
      },
    });
    return { session, reads, sets };
  }
  const ask = (session: Session, question: string, signal?: AbortSignal) =>
    agent.session(session).input(question).getResponse({ signal });

  test('takes nothing from the one that comes in the same turn, which has it read anew', async () => {
    const { session, reads } = slowStore();
    const stop = new AbortController();
    const first = ask(session, 'a', stop.signal).getText();
    await vi.waitFor(() => expect(reads).toHaveLength(1));
    stop.abort();
    const second = ask(session, 'b').getText();
    await expect(first).rejects.toMatchObject({ code: 'stopped' });
    await vi.waitFor(() => expect(reads).toHaveLength(2));
    for (const read of reads) read();
    expect(await second).toBe('ok');
    expect(session.messages.map(({ content }) => content)).toEqual(['before', 'b', 'ok']);
  });

  test('keeps nothing that is said in the same turn from being saved', async () => {
    const { session, reads, sets } = slowStore();
    const response = ask(session, 'a');
    const text = response.getText();
    await vi.waitFor(() => expect(reads).toHaveLength(1));
    response.cancel();
    session.add([{ role: 'user', content: 'c' }]);
    await expect(text).rejects.toMatchObject({ code: 'stopped' });
    await vi.waitFor(() => expect(reads).toHaveLength(2));
    reads[1]?.();
    await session.settled();
    expect(sets.at(-1)?.messages.map(({ content }) => content)).toEqual(['before', 'c']);
  });

  test.each([0, 1, 2, 3, 4, 5])(
    'has it read once into the conversation, %i turns behind its coming',
    async (turns) => {
      const { session, reads } = slowStore();
      const response = ask(session, 'a');
      const text = response.getText().catch(() => 'stopped');
      await vi.waitFor(() => expect(reads).toHaveLength(1));
      reads[0]?.();
      for (let turn = 0; turn < turns; turn++) await Promise.resolve();
      response.cancel();
      const loaded = session.load();
      reads[1]?.();
      await Promise.all([loaded, text]);
      expect(session.messages).toEqual([{ role: 'user', content: 'before' }]);
    },
  );
});

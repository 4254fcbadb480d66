import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ChatMessage } from './chat-message.js';
import { createAgent } from './create-agent.js';
import { createSession } from './create-session.js';
import { cutTurns, summarizeTurns } from './cut-turns.js';
import type { AgentError } from './error.js';
import { isPinned, textOf, toTurns } from './turns.js';

const say = (...contents: string[]): ChatMessage[] =>
  contents.map((content, index) => ({ role: index % 2 === 0 ? 'user' : 'assistant', content }));

const conversation = fc.array(
  fc.record({
    role: fc.constantFrom('user', 'assistant', 'system'),
    content: fc.string({ maxLength: 12 }),
  }),
  { maxLength: 30 },
);

const lengthOf = (messages: readonly ChatMessage[]) =>
  messages.reduce((length, message) => length + textOf(message).length, 0);

test('turns are all the messages in their order, each begun by the user or alone of the system', () => {
  fc.assert(
    fc.property(conversation, (messages) => {
      const turns = toTurns(messages);
      expect(turns.flat()).toEqual(messages);
      for (const [index, turn] of turns.entries()) {
        const startsWell = turn[0]?.role === 'user' || isPinned(turn);
        // Only what nobody asked for begins otherwise: at the very beginning, or behind the system.
        if (!startsWell) expect(index === 0 || isPinned(turns[index - 1] ?? [])).toBe(true);
        if (isPinned(turn)) expect(turn).toHaveLength(1);
      }
    }),
  );
});

test('cutting keeps the newest turns whole and those of the system, within the limit or no more than one', async () => {
  await fc.assert(
    fc.asyncProperty(conversation, fc.nat({ max: 120 }), async (messages, maxCharacters) => {
      const turns = toTurns(messages);
      const kept = await cutTurns({ maxCharacters })(turns);
      expect(kept.filter(isPinned)).toEqual(turns.filter(isPinned));
      const said = kept.filter((turn) => !isPinned(turn));
      const all = turns.filter((turn) => !isPinned(turn));
      expect(said).toEqual(all.slice(all.length - said.length));
      expect(said.length).toBeGreaterThanOrEqual(Math.min(1, all.length));
      if (said.length > 1) expect(lengthOf(kept.flat())).toBeLessThanOrEqual(maxCharacters);
      const next = all.at(-said.length - 1);
      if (next !== undefined && said.length > 0)
        expect(lengthOf([...kept.flat(), ...next])).toBeGreaterThan(maxCharacters);
    }),
  );
});

describe('a session that is resized', () => {
  test('counts tokens with the counter it is given, each text once', async () => {
    const counted: string[] = [];
    const resize = cutTurns({
      maxTokens: 4,
      countTokens: async (text) => {
        counted.push(text);
        return text.split(' ').length;
      },
    });
    const session = createSession({ resize });
    session.add(say('a b', 'c'));
    session.add(say('d', 'e'));
    session.add(say('f', 'g'));
    await session.settled();
    expect(session.messages).toEqual(say('d', 'e', 'f', 'g'));
    expect(counted.toSorted()).toEqual(['a b', 'c', 'd', 'e', 'f', 'g']);
  });

  test('is summed up by a model when it is too long, and the next summary has the last one in it', async () => {
    const inputs: string[] = [];
    const agent = createAgent({
      async *model({ messages }) {
        inputs.push(messages.at(-1)?.content.split('## Input\n\n')[1] ?? '');
        yield `Summary ${inputs.length}`;
      },
    });
    const session = createSession({
      resize: summarizeTurns({ agent, maxCharacters: 10, keepTurns: 1 }),
    });
    session.add([{ role: 'system', content: '!' }]);
    session.add(say('one', 'two'));
    await session.settled();
    expect(inputs).toEqual([]);
    session.add(say('three', 'four'));
    await session.settled();
    const asked = 'Sum up what we have said so far.';
    const texts = () => session.messages.map(textOf);
    expect(texts()).toEqual(['!', asked, 'Summary 1', 'three', 'four']);
    session.add(say('five', 'six'));
    await session.settled();
    expect(inputs).toEqual([
      'user: one\n\nassistant: two',
      `user: ${asked}\n\nassistant: Summary 1\n\nuser: three\n\nassistant: four`,
    ]);
    expect(texts()).toEqual(['!', asked, 'Summary 2', 'five', 'six']);
  });

  test('keeps what is said while it is summed up, and stays as it is when that fails', async () => {
    const errors: AgentError[] = [];
    const calls: { resolve: (text: string) => void; reject: (error: Error) => void }[] = [];
    const agent = createAgent({
      async *model() {
        yield await new Promise<string>((resolve, reject) => calls.push({ resolve, reject }));
      },
    });
    const resize = summarizeTurns({ agent, maxCharacters: 0, keepTurns: 1 });
    const session = createSession({ resize, onError: (error) => errors.push(error) });
    session.add(say('one', 'two', 'three', 'four'));
    await until(() => calls.length === 1);
    session.add(say('five', 'six'));
    calls[0]?.resolve('Summary');
    await until(() => calls.length === 2);
    const texts = () => session.messages.map(textOf);
    const expected = [expect.any(String), 'Summary', 'three', 'four', 'five', 'six'];
    expect(texts()).toEqual(expected);
    calls[1]?.reject(new Error('down'));
    await expect(session.settled()).rejects.toMatchObject({ code: 'session-failed' });
    expect(texts()).toEqual(expected);
    expect(errors).toMatchObject([{ cause: { code: 'model-failed' } }]);
  });
});

test('what was said is summed up as it was said, whatever the mappings of the agent', async () => {
  const inputs: string[] = [];
  const agent = createAgent({
    async *model({ messages }) {
      inputs.push(messages.at(-1)?.content ?? '');
      yield 'Summary';
    },
  }).mappings({ secret: 'filled' });
  const resize = summarizeTurns({ agent, maxCharacters: 0, keepTurns: 0 });
  const session = createSession({ resize });
  session.add(say('What is ${secret}?', 'No ${idea}.'));
  await session.settled();
  expect(inputs).toEqual([expect.stringContaining('What is ${secret}?')]);
  expect(inputs[0]).toContain('No ${idea}.');
});

describe('a conversation is not lost', () => {
  test('for a counter that fails once: the next turn counts again', async () => {
    let fails = true;
    const countTokens = async (text: string) => {
      if (fails) throw new Error('down');
      return text.length;
    };
    const session = createSession({
      resize: cutTurns({ maxTokens: 2, countTokens }),
      onError: () => {},
    });
    session.add(say('a', 'b'));
    await expect(session.settled()).rejects.toMatchObject({ code: 'session-failed' });
    fails = false;
    session.add(say('c', 'd'));
    await session.settled();
    expect(session.messages).toEqual(say('c', 'd'));
  });

  test.each([undefined, Number.NaN, -1, 'many'])(
    'for a counter that gives no number: %o',
    async (tokens) => {
      const resize = cutTurns({ maxTokens: 2, countTokens: () => tokens as never });
      const session = createSession({ resize, onError: () => {} });
      session.add(say('a', 'b', 'c', 'd'));
      await expect(session.settled()).rejects.toMatchObject({
        cause: { message: expect.stringContaining('`countTokens`') as string },
      });
      expect(session.messages).toHaveLength(4);
    },
  );

  test('for a model that sums it up in nothing', async () => {
    const agent = createAgent({
      async *model() {
        yield ' ';
      },
    });
    const resize = summarizeTurns({ agent, maxCharacters: 1, keepTurns: 1 });
    const session = createSession({ resize, onError: () => {} });
    session.add(say('a', 'b', 'c', 'd'));
    await expect(session.settled()).rejects.toMatchObject({ code: 'session-failed' });
    expect(session.messages).toEqual(say('a', 'b', 'c', 'd'));
  });
});

/** Waits for what is under way, by as many turns as it takes. */
async function until(isSo: () => boolean): Promise<void> {
  for (let turns = 0; !isSo(); turns++) {
    if (turns > 10_000) throw new Error('It never came.');
    await Promise.resolve();
  }
}

test.each([
  [() => cutTurns({} as never), /there is no limit/],
  [() => cutTurns({ maxTokens: 5 } as never), /there is no limit/],
  [() => cutTurns({ maxCharacters: -1 }), /a number from 0/],
  [() => summarizeTurns({ maxCharacters: 5 } as never), /`agent` is none/],
])('options that are none are refused: %s', (make, message) => {
  expect(make).toThrow(message);
});

import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createScriptedModel } from '../testing/index.js';
import { createAgent } from './create-agent.js';

const model = createScriptedModel({ text: 'yes' });
const agent = createAgent({ model });
const Idea = z.object({ title: z.string() });

describe('§1.2 slots', () => {
  test('stand in one order, whatever the order they were set in', () => {
    const text = agent
      .output(Idea)
      .input('the input')
      .examples(['one', { in: 1, out: 2 }])
      .instruct('the way')
      .section('Style', { tone: 'dry' })
      .section('Length', 'short')
      .info({ city: 'Oslo' })
      .userInfo('a child')
      .rule(['be kind', 'be brief'])
      .role('a poet')
      .developer('from the developer')
      .system('from the system')
      .getPromptText();
    expect(text.replace(/\n\n\{"type".*/s, '\n\n{schema}')).toBe(
      `[system]
from the system

## Your role

a poet

## Rules

- be kind
- be brief

## About the user

a child

[developer]
from the developer

[user]
## Info

- city: Oslo

## Style

- tone: dry

## Length

short

## Instructions

the way

## Examples

one

{
  "in": 1,
  "out": 2
}

## Input

the input

## Output

Answer with one JSON value and nothing else: no Markdown fence, no text before or after it. Write properties in the order of the schema. The value must match this JSON Schema:

{schema}`,
    );
  });

  test('of which only the input is set leave it bare, to the letter', () => {
    expect(agent.input('  as it is\n').getMessages()).toEqual([
      { role: 'user', content: '  as it is\n' },
    ]);
  });

  test('are what the model gets, with its options', async () => {
    const seen = createScriptedModel({ text: 'yes' });
    const request = createAgent({ model: seen, options: { temperature: 0 } })
      .chatHistory([{ role: 'user', content: 'hi' }])
      .input('x')
      .options({ seed: 7, custom: { a: 1 } }, { add: true });
    await request.getResponse().getText();
    expect(seen.calls[0]?.request).toMatchObject({
      messages: request.getMessages(),
      options: { temperature: 0, seed: 7, custom: { a: 1 } },
    });
  });

  test('that all are empty are refused when a response is asked for, not when built', () => {
    const empty = agent.system('s').options({ temperature: 1 });
    expect(() => empty.getResponse()).toThrow(expect.objectContaining({ code: 'empty-prompt' }));
    expect(() => empty.getPromptText()).toThrow(/says nothing/);
  });

  test('may be nothing but the conversation so far, when it is the model’s turn', () => {
    const asked = agent.chatHistory([{ role: 'user', content: 'hi' }]);
    expect(asked.getMessages()).toEqual([{ role: 'user', content: 'hi' }]);
    const answered = asked.chatHistory([{ role: 'assistant', content: 'hi' }], { add: true });
    expect(() => answered.getMessages()).toThrow(expect.objectContaining({ code: 'empty-prompt' }));
  });

  test('of options cannot take what the agent decides', () => {
    for (const name of ['model', 'stream', 'messages'])
      expect(() => agent.options({ [name]: 'x' })).toThrow(/the agent decides/);
  });
});

describe('§1.2, §8 W22 what an agent has and what a request sets', () => {
  const base = createAgent({ model, info: ['a'], instruct: { tone: 'dry' }, system: 'S' });
  const shown = (request: { getPromptText(): string }) => request.getPromptText();

  test('replaces, slot by slot', () => {
    const text = shown(base.info('b').system('T').input('x'));
    expect(text).toMatch(/^\[system\]\nT\n/);
    expect(text).toMatch(/## Info\n\nb\n\n## Instructions\n\n- tone: dry/);
  });

  test('adds where that is said: lists go on, of objects the later key counts, texts are apart', () => {
    const add = { add: true } as const;
    const request = base
      .info(['b'], add)
      .instruct({ tone: 'warm', length: 'short' }, add)
      .system('T', add)
      .input('x');
    expect(shown(request)).toBe(
      '[system]\nS\n\nT\n\n[user]\n## Info\n\n- a\n- b\n\n## Instructions\n\n- tone: warm\n- length: short\n\n## Input\n\nx',
    );
    expect(shown(base.input('x').info('b', add))).toContain('- a\n- b');
  });

  test('changes no other request, nor the agent', () => {
    const before = shown(base.input('x'));
    base.info(['b'], { add: true }).section('More', 'm').mappings({ a: 1 }).input('y');
    expect(shown(base.input('x'))).toBe(before);
    expect(Object.isFrozen(base)).toBe(true);
  });
});

describe('§1.2 placeholders', () => {
  test('are filled in texts, keys and what is inside, from this slot or the whole request', () => {
    const request = agent
      .instruct('Write for ${reader}', { mappings: { reader: 'children' } })
      .info({ 'The ${what}': ['${ what }', { deep: 'a ${what}!' }] })
      .section('On ${what}', 'yes')
      .input('About ${what} and ${unknown}')
      .mappings({ what: 'tea' });
    expect(request.getPromptText()).toBe(
      '[user]\n## Info\n\n- The tea: ["tea",{"deep":"a tea!"}]\n\n## On tea\n\nyes\n\n## Instructions\n\nWrite for children\n\n## Input\n\nAbout tea and ${unknown}',
    );
  });

  test('that are the whole text keep the type of what they stand for', () => {
    const facts = { list: [1, 2], more: null };
    const content = agent.input('${facts}').mappings({ facts }).getMessages()[0]?.content;
    expect(JSON.parse(content ?? '')).toEqual(facts);
    expect(agent.info({ n: '${n}' }).mappings({ n: 5 }).getMessages()[0]?.content).toContain(
      '- n: 5',
    );
  });

  test('are not looked for in what was filled in, and hostile names are names', () => {
    const request = agent
      .input('${a} ${constructor} ${__proto__}')
      .mappings({ a: '${b}', b: 'no' });
    expect(request.getMessages()[0]?.content).toBe('${b} ${constructor} ${__proto__}');
  });
});

describe('§1.2 the conversation so far', () => {
  test('stands before the message, with its roles mapped', () => {
    const messages = agent
      .roles({ bot: 'assistant', developer: 'system', _: 'user' })
      .developer('D')
      .chatHistory([
        { role: 'guest', content: 'hi' },
        { role: 'bot', content: [{ type: 'text', text: 'hello' }] },
      ])
      .input('and now?')
      .getMessages();
    expect(messages).toEqual([
      { role: 'system', content: 'D' },
      { role: 'user', content: 'hi' },
      { role: 'assistant', content: 'hello' },
      { role: 'user', content: 'and now?' },
    ]);
    expect(() => agent.roles({ bot: 'robot' as never })).toThrow(/`bot` is a string/);
  });

  test('has titles of its own where they are given', () => {
    const [message] = agent.titles({ info: 'Facts' }).info('f').input('x').getMessages();
    expect(message?.content).toBe('## Facts\n\nf\n\n## Input\n\nx');
  });
});

describe('§1.2 attachments', () => {
  test('go beside the text: addresses, inline data and bytes', () => {
    const bytes = new Uint8Array([1, 2]);
    const messages = agent
      .input('What is this?')
      .attachment([
        { type: 'image', image: 'https://example.com/a.png' },
        { type: 'image_url', image_url: { url: 'data:image/png;base64,AAAA' } },
        { type: 'file', data: bytes, mediaType: 'application/pdf', filename: 'a.pdf' },
      ])
      .getMessages();
    bytes[0] = 9;
    expect(messages).toEqual([
      {
        role: 'user',
        content: 'What is this?',
        attachments: [
          { data: new URL('https://example.com/a.png'), mediaType: 'image/*' },
          { data: 'AAAA', mediaType: 'image/png' },
          { data: new Uint8Array([1, 2]), mediaType: 'application/pdf', filename: 'a.pdf' },
        ],
      },
    ]);
  });

  test('are enough to ask, alone', () => {
    const request = agent.attachment({ type: 'image', image: 'AAAA', mediaType: 'image/png' });
    expect(request.getPromptText()).toBe('[user]\n(image/png)');
  });

  test('that are none are refused', () => {
    for (const wrong of [null, 'x', { type: 'image' }, { type: 'file', data: 'x' }])
      expect(() => agent.attachment(wrong as never)).toThrow(
        expect.objectContaining({ code: 'invalid-prompt' }),
      );
    expect(() => agent.chatHistory([{ role: 'user' } as never])).toThrow(/`chatHistory`/);
  });
});

test('§8 W16, W35 a thousand concurrent requests of one agent never mix', async () => {
  const echo = createScriptedModel({
    text: ({ messages, options }) =>
      JSON.stringify([messages.map(({ content }) => content), options?.['seed']]),
    chunkSize: 9,
    delayMs: 1,
  });
  const shared = createAgent({ model: echo, system: 'For ${name}', info: ['shared'] });
  const answers = await Promise.all(
    Array.from({ length: 1000 }, (_, index) =>
      shared
        .info([`fact ${index}`], { add: true })
        .mappings({ name: `user ${index}` })
        .options({ seed: index })
        .input(`question ${index}`)
        .getResponse()
        .getText(),
    ),
  );
  for (const [index, answer] of answers.entries()) {
    expect(JSON.parse(answer)).toEqual([
      [
        `For user ${index}`,
        `## Info\n\n- shared\n- fact ${index}\n\n## Input\n\nquestion ${index}`,
      ],
      index,
    ]);
  }
});

import { describe, expect, expectTypeOf, test } from 'vitest';
import { z } from 'zod';
import { createScriptedModel } from '../testing/index.js';
import { createAgent } from './create-agent.js';
import { createSession } from './create-session.js';

const Review = z.object({ text: z.string().max(20), locale: z.string().default('en') });
const Rating = z.object({ stars: z.int(), why: z.string().optional() });
const rating = { description: 'Rate the review.', input: Review, output: Rating };

function script(text = '{"stars":5}') {
  const model = createScriptedModel({ text, chunkSize: 4 });
  return { agent: createAgent({ model, rule: 'Be fair' }), model };
}

describe('a function of an agent', () => {
  test('is answered by the model, typed at both ends', async () => {
    const { agent, model } = script();
    const rate = agent.fn(rating);
    const answer = await rate({ text: 'Lovely!' });
    expectTypeOf(answer).toEqualTypeOf<{ stars: number; why?: string | undefined }>();
    expectTypeOf(rate).parameter(0).toEqualTypeOf<{ text: string; locale?: string | undefined }>();
    expect(answer).toEqual({ stars: 5 });
    const prompt = model.calls[0]?.request.messages.map(({ content }) => content).join('\n');
    expect(prompt).toContain('Be fair');
    expect(prompt).toContain('Rate the review.');
    expect(prompt).toContain('"locale": "en"');
  });

  test('gives its response to who wants fields, with the options of one', async () => {
    const { agent } = script();
    const rate = agent.fn(rating);
    const response = await rate.stream({ text: 'Lovely!' });
    expect(await response.field('stars')).toBe(5);
    const lacking = rate({ text: 'Lovely!' }, { ensureKeys: ['why'], maxRetries: 0 });
    await expect(lacking).rejects.toMatchObject({ code: 'missing-keys' });
    const stopped = rate({ text: 'Lovely!' }, { signal: AbortSignal.abort() });
    await expect(stopped).rejects.toMatchObject({ code: 'stopped' });
  });

  test('sends nothing for an input that does not fit', async () => {
    const { agent, model } = script();
    const rate = agent.fn(rating);
    await expect(rate({ text: 'x'.repeat(21) })).rejects.toMatchObject({
      code: 'invalid-input',
      issues: [{ path: 'text' }],
    });
    await expect(rate.stream({ text: 5 as never })).rejects.toMatchObject({
      code: 'invalid-input',
    });
    expect(model.calls).toHaveLength(0);
  });

  test('may be called any number of times at once, in a session, too', async () => {
    const session = createSession();
    const agent = createAgent({
      async *model({ messages }) {
        yield `{"n":${String(JSON.parse(messages.at(-1)?.content.match(/\{\s*"n": \d+\s*\}/)?.[0] ?? '{}').n)}}`;
      },
    });
    const N = z.object({ n: z.number() });
    const same = agent.session(session).fn({ description: 'The same.', input: N, output: N });
    const numbers = Array.from({ length: 50 }, (_, n) => n);
    const answers = await Promise.all(numbers.map((n) => same({ n })));
    expect(answers.map(({ n }) => n)).toEqual(numbers);
    expect(session.messages).toHaveLength(100);
  });

  test('takes what it is called with for data, whatever it looks like', async () => {
    const { agent, model } = script();
    const session = createSession();
    const rate = agent.mappings({ secret: 'sk-1' }).session(session).fn(rating);
    await rate({ text: '${secret}' });
    expect(model.calls[0]?.request.messages.at(-1)?.content).toContain('"text": "${secret}"');
    expect(session.messages[0]?.content).toBe('{"text":"${secret}","locale":"en"}');
    const Text = z.string();
    const echo = agent
      .mappings({ secret: 'sk-1' })
      .fn({ description: 'Echo.', input: Text, output: Rating });
    await echo('${secret}');
    const asked = model.calls[1]?.request.messages.at(-1)?.content;
    expect(asked).toContain('## Input\n\n${secret}\n');
  });

  test('is refused without what it needs', () => {
    const { agent } = script();
    expect(() => agent.fn({ ...rating, description: ' ' })).toThrow(/`description` is a string/);
    expect(() => agent.fn({ ...rating, input: {} as never })).toThrow(/fn: `input` is an object/);
    expect(() => agent.fn({ ...rating, output: {} as never })).toThrow(/output: the schema is/);
    expect(() => agent.fn({ ...rating, name: 'x' } as never)).toThrow(/fn has no `name`/);
  });
});

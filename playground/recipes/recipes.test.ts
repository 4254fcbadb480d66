import { checkEverySplit } from 'fieldwise/testing';
import { describe, expect, it } from 'vitest';
import { breakAnswer } from '../model/break-answer.js';
import { answers } from './answers.js';
import { recipes } from './index.js';

describe('every recipe', () => {
  it.each(recipes)('$id has a recorded answer that fits its schema', (recipe) => {
    const answer = answers.find(({ prompt }) => prompt === recipe.prompt);
    expect(recipe.schema.safeParse(JSON.parse(answer?.text ?? '')).error).toBeUndefined();
  });

  it.each(recipes)('$id does not take its answer with wrong types', (recipe) => {
    const answer = answers.find(({ prompt }) => prompt === recipe.prompt);
    const { text } = breakAnswer(answer?.text ?? '', ['mistyped']);
    expect(recipe.schema.safeParse(JSON.parse(text)).success).toBe(false);
  });

  it.each(recipes)('$id shows nothing of where its answer is cut', async (recipe) => {
    const answer = answers.find(({ prompt }) => prompt === recipe.prompt)?.text ?? '';
    const spoiled = (['mistyped', 'truncated', 'prose', 'commas', 'unquoted'] as const).map(
      (fault) => breakAnswer(answer, [fault]).text,
    );
    const check = checkEverySplit(recipe.schema, [answer, ...spoiled], { runs: 12 });
    await expect(check).resolves.toBeUndefined();
  });

  it('has its own prompt, which no other prompt contains', () => {
    for (const { prompt } of recipes) {
      expect(recipes.filter((other) => other.prompt.includes(prompt))).toHaveLength(1);
    }
  });
});

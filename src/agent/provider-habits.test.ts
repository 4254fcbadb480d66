import { expect, test } from 'vitest';
import { usualMeans } from './provider-habits.js';

test.each([
  ['openai.chat', 'gpt-5', 'native'],
  ['openai.responses', 'gpt-4.1-mini', 'native'],
  ['openai.chat', 'gpt-4o', 'native'],
  ['openai.chat', 'gpt-4o-2024-08-06', 'native'],
  ['openai.chat', 'gpt-4o-2024-05-13', 'tool'],
  ['openai.chat', 'gpt-4-turbo', 'tool'],
  ['openai.chat', 'gpt-4', 'tool'],
  ['azure-openai.chat', 'gpt-3.5-turbo', 'tool'],
  ['gateway', 'openai/gpt-4', 'tool'],
  ['gateway', 'openai/gpt-5', 'native'],
  ['anthropic.messages', 'claude-sonnet-4-5', 'native'],
  ['google.generative-ai', 'gemini-2.5-flash', 'native'],
  ['of-somebody', 'gpt-4', 'native'],
  [undefined, undefined, 'native'],
])('a model of %s named %s is held to a schema by %s', (provider, id, means) => {
  expect(usualMeans({ provider, id }, false)).toBe(means);
});

test.each([
  ['google.generative-ai', 'gemini-2.5-flash', 'prompt'],
  ['google.vertex.chat', 'gemini-1.5-pro', 'prompt'],
  ['gateway', 'google/gemini-2.0-flash', 'prompt'],
  ['generativelanguage.googleapis.com', 'gemini-2.5-pro', 'prompt'],
  ['google.generative-ai', 'gemini-3-pro-preview', 'native'],
  ['openai.chat', 'gpt-5', 'native'],
  ['openai.chat', 'gpt-4', 'tool'],
])('and beside tools one of %s named %s by %s', (provider, id, means) => {
  expect(usualMeans({ provider, id }, true)).toBe(means);
});

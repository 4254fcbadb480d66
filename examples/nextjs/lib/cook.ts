// The agent that the routes and the server's own page ask. Set OPENAI_BASE_URL and MODEL for a real model; without them
// a scripted one answers.

import { createAgent } from 'fieldwise/agent';
import { Dish } from './dish';
import { scriptedModel } from './scripted-model';

const {
  OPENAI_BASE_URL: baseURL,
  OPENAI_API_KEY: apiKey,
  MODEL: model = 'gpt-5-mini',
} = process.env;

const agent = createAgent({
  model: baseURL ? { baseURL, model, ...(apiKey ? { apiKey } : {}) } : scriptedModel,
  system: 'You are a cook who answers with one simple dish.',
});

export function cook(wish: string, signal?: AbortSignal) {
  return agent.input(wish).output(Dish).getResponse({ signal });
}

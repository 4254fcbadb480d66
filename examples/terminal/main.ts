// Asks for a dish and prints it while it is written: npm start -- "something warm"
// No key is needed: without OPENAI_API_KEY or OPENAI_BASE_URL a scripted model answers.

import process from 'node:process';
import { AgentError, createAgent, type Model } from 'fieldwise/agent';
import { printResponse } from 'fieldwise/agent/terminal';
import { createScriptedModel } from 'fieldwise/testing';
import { z } from 'zod';

const Dish = z.object({
  name: z.string().describe('The name of the dish'),
  minutes: z.int().describe('From start to table, in minutes'),
  ingredients: z.array(z.object({ amount: z.string(), what: z.string() })),
  steps: z.array(z.string()).describe('Three short steps'),
});

const {
  OPENAI_API_KEY: apiKey,
  OPENAI_BASE_URL: baseURL,
  MODEL: name = 'gpt-5-mini',
} = process.env;

const model: Model =
  apiKey || baseURL
    ? { baseURL: baseURL || 'https://api.openai.com/v1', model: name, apiKey }
    : createScriptedModel({
        reasoning: 'It is cold outside. Soup, then.',
        text: JSON.stringify({
          name: 'Leek and potato soup',
          minutes: 35,
          ingredients: [
            { amount: '3', what: 'leeks' },
            { amount: '500 g', what: 'floury potatoes' },
            { amount: '1 l', what: 'vegetable stock' },
          ],
          steps: [
            'Soften the sliced leeks slowly.',
            'Simmer them with the potatoes in the stock.',
            'Blend half of it and season.',
          ],
        }),
        delayMs: process.stdout.isTTY ? 20 : 0,
      });

const leaving = new AbortController();
process.once('SIGINT', () => leaving.abort());

const response = createAgent({ model, system: 'You are a cook who answers with one simple dish.' })
  .input(process.argv.slice(2).join(' ') || 'Something warm for a cold evening')
  .output(Dish)
  .getResponse({ signal: leaving.signal });

try {
  await printResponse(response);
  // The same response: checked, typed, and asked for once.
  const { ingredients } = await response.getData();
  process.stderr.write(`${ingredients.length} things to buy.\n`);
} catch (error) {
  if (!(error instanceof AgentError)) throw error;
  process.stderr.write(`${error.code}: ${error.message}\n`);
  process.exitCode = 1;
}

// A worker: POST {"wish":"something warm"} streams a dish, field by field. It needs nothing but Request and Response, so it
// runs wherever `export default { fetch }` does: Cloudflare Workers, Deno, Bun.

import { createAgent, type ModelRequest } from 'fieldwise/agent';
import { createInstantRoute } from 'fieldwise/server';
import { z } from 'zod';

/** What the worker is given. Without a key and an address a scripted model answers. */
export interface Env {
  readonly OPENAI_API_KEY?: string;
  readonly OPENAI_BASE_URL?: string;
  readonly MODEL?: string;
}

const Wish = z.object({ wish: z.string().trim().min(1).max(200) });

const Dish = z.object({
  name: z.string().describe('The name of the dish'),
  minutes: z.int().describe('From start to table, in minutes'),
  steps: z.array(z.string()).describe('Three short steps'),
});

const ENDPOINT = {
  baseURL: '${ENV.OPENAI_BASE_URL}',
  model: '${ENV.MODEL}',
  apiKey: '${ENV.OPENAI_API_KEY}',
};

/** A server of your own may want no key. */
const DEFAULTS: Env = {
  OPENAI_API_KEY: '',
  OPENAI_BASE_URL: 'https://api.openai.com/v1',
  MODEL: 'gpt-5-mini',
};

function createRoute(given: Env) {
  const env = { ...DEFAULTS, ...given };
  const agent = createAgent({
    model: given.OPENAI_API_KEY || given.OPENAI_BASE_URL ? ENDPOINT : scripted,
    env,
    system: 'You are a cook who answers with one simple dish.',
  });
  return createInstantRoute({
    input: Wish,
    output: Dish,
    run: ({ input, signal }) => agent.input(input.wish).output(Dish).getResponse({ signal }),
  });
}

/** One for each set of variables, which a worker is given anew with every request. */
const routes = new WeakMap<Env, ReturnType<typeof createRoute>>();

function routeOf(env: Env) {
  const route = routes.get(env) ?? createRoute(env);
  routes.set(env, route);
  return route;
}

export default {
  fetch(request: Request, env: Env = {}): Promise<Response> | Response {
    if (request.method === 'POST') return routeOf(env).POST(request);
    return new Response('POST {"wish":"something warm"}\n', {
      status: 405,
      headers: { allow: 'POST', 'content-type': 'text/plain' },
    });
  },
};

/** A model without a model: it always cooks the same dish, a few letters at a time. */
async function* scripted({ signal }: ModelRequest): AsyncGenerator<string> {
  const text = JSON.stringify({
    name: 'Leek and potato soup',
    minutes: 35,
    steps: ['Soften the leeks.', 'Simmer them with the potatoes.', 'Blend half of it.'],
  });
  for (let at = 0; at < text.length && !signal.aborted; at += 6) yield text.slice(at, at + 6);
}

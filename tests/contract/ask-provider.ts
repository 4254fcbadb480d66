// In: a provider's protocol. Out: an idea that a model behind it is asked for, and what is asked of the answer in its tests.
// What one test starts is stopped behind it.
// Knows nothing of what goes wrong.

import { createAgent, type ResponseOptions } from 'fieldwise/agent';
import type { InstantEvent } from 'fieldwise';
import { afterEach } from 'vitest';
import { z } from 'zod';
import type { Dialect } from './provider-dialects.js';
import {
  CHUNK,
  startProvider,
  type Fault,
  type Plan,
  type ProviderOptions,
  type ProviderServer,
} from './provider-server.js';

export const Idea = z.object({ title: z.string(), items: z.array(z.string()), score: z.number() });
type Idea = z.infer<typeof Idea>;

export const idea: Idea = {
  title: 'Чай 🍵 for two',
  items: ['wärm', '', 'calm'],
  score: 12.5,
};
export const text = JSON.stringify(idea);
/** The words of one chunk, without anything that JSON would escape once more, and what has come with it. */
const words = 'or two';
export const before = text.slice(0, text.indexOf(words) + CHUNK);
export const behind: Fault['at'] = { behind: words };

export async function collect<T>(source: AsyncIterable<T>): Promise<T[]> {
  const items: T[] = [];
  for await (const item of source) items.push(item);
  return items;
}

export const attempts = (events: readonly InstantEvent[]) =>
  events.flatMap((event) => (event.type === 'attempt' ? [[event.attempt, event.reason]] : []));

/** Reads until it ends or fails: what came, and what it failed with. */
export async function follow(source: AsyncIterable<string>) {
  let read = '';
  try {
    for await (const part of source) read += part;
  } catch (error) {
    return { read, error };
  }
  return { read, error: undefined };
}

/** To be called where the tests of one protocol are described. */
export function askProvider(dialect: Dialect) {
  const servers: ProviderServer[] = [];
  afterEach(async () => {
    for (const server of servers.splice(0)) await server.stop();
  });

  async function start(plans: readonly [Plan, ...Plan[]], options?: ProviderOptions) {
    const server = await startProvider(dialect, plans, options);
    servers.push(server);
    return server;
  }

  async function ask(plans: readonly [Plan, ...Plan[]], options: ResponseOptions<Idea> = {}) {
    const { model, calls } = await start(plans);
    const request = createAgent({ model }).input('An idea, please').output(Idea);
    return { response: request.getResponse({ retryDelayMs: 1, ...options }), calls };
  }

  return { start, ask };
}

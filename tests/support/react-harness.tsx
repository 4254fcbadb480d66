// In: a component. Out: it, rendered with a query cache of its own, and helpers to let time pass.
// Knows nothing of what is tested.

import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, render, type RenderResult } from '@testing-library/react';
import type { ReactNode } from 'react';
import { z } from 'zod';
import type { FlushScheduler } from 'fieldwise/client';

export const Report = z.object({
  title: z.string(),
  score: z.number(),
  items: z.array(z.object({ name: z.string(), tags: z.array(z.string()) })),
});
export type Report = z.infer<typeof Report>;

export const REPORT_TEXT =
  '{"title":"Tides","score":7.5,"items":[{"name":"moon","tags":["a","b"]},{"name":"sun","tags":[]}]}';

/** Flushes in the next task: no animation frames to wait for. */
export const nextTask: FlushScheduler = (flush) => {
  const timer = setTimeout(flush);
  return () => clearTimeout(timer);
};

/** Lets everything that is due happen: promises, timers of 0 ms, effects, a frame. */
export async function settle(): Promise<void> {
  const tasks = async () => {
    for (let task = 0; task < 4; task++) await new Promise((resolve) => setTimeout(resolve));
  };
  await act(async () => {
    await tasks();
    await new Promise(requestAnimationFrame);
    await tasks();
  });
}

/** Runs `work`, then lets everything that follows happen. */
export async function after(work: () => void): Promise<void> {
  act(work);
  await settle();
}

export interface Rendered extends RenderResult {
  readonly client: QueryClient;
}

export function renderWithCache(
  ui: ReactNode,
  {
    isStrict = false,
    client = new QueryClient(),
  }: { isStrict?: boolean; client?: QueryClient } = {},
): Rendered {
  const wrapper = ({ children }: { children: ReactNode }) => (
    <QueryClientProvider client={client}>{children}</QueryClientProvider>
  );
  // Not a StrictMode of the wrapper's: React mounts twice only what is strict from the root on, or inserted later.
  return Object.assign(render(ui, { wrapper, reactStrictMode: isStrict }), { client });
}

import { expect, test } from 'vitest';
import type { InstantEvent } from '../protocol/index.js';
import { createTriggerFlow } from './create-trigger-flow.js';

const EVENTS = 100_000;

test.each(['emitFields', 'streamFields', 'showFields'] as const)(
  'timers have their turn while %s reads what is always there',
  async (how) => {
    let read = 0;
    async function* source(): AsyncGenerator<InstantEvent> {
      while (read++ < EVENTS) yield { type: 'reasoning', delta: 'a' };
    }
    const flow = createTriggerFlow<{ events: { field: unknown }; stream: unknown }>();
    flow.to(({ emitFields, streamFields, showFields }) => {
      if (how === 'emitFields') return emitFields(source(), { a: 'field' });
      if (how === 'streamFields') return streamFields(source(), { a: (value) => value });
      return showFields(source(), { lane: 'a' });
    });
    const execution = flow.createExecution();
    const result = execution.start();
    setTimeout(() => execution.cancel(), 0);
    await expect(result).rejects.toMatchObject({ code: 'cancelled' });
    expect(read).toBeLessThan(EVENTS);
  },
);

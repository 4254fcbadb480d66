import { describe, expectTypeOf, test } from 'vitest';
import { z } from 'zod';
import type { ToolEvent } from '../protocol/index.js';
import type { Agent } from './create-agent.js';
import { tool, type Tool } from './tool.js';

declare const agent: Agent;

const input = z.object({ city: z.string(), days: z.int().default(1), at: z.coerce.date() });

describe('a tool', () => {
  test('is called with what its schema makes of the input', () => {
    tool({
      input,
      needsApproval: ({ days }) => days > 3,
      execute(given, { signal, callId }) {
        expectTypeOf(given).toEqualTypeOf<{ city: string; days: number; at: Date }>();
        expectTypeOf(signal).toEqualTypeOf<AbortSignal>();
        expectTypeOf(callId).toEqualTypeOf<string>();
      },
    });
  });

  test('is typed by its schema and by what it returns or promises', () => {
    const weather = tool({ input, execute: async ({ city }) => ({ city, celsius: 21 }) });
    expectTypeOf(weather).toEqualTypeOf<
      Tool<{ city: string; days: number; at: Date }, { city: string; celsius: number }>
    >();
  });

  test('goes with tools of other types, and changes nothing of the answer', () => {
    const one = tool({ input, execute: () => 1 });
    const two = tool({ input: z.object({ of: z.number() }), execute: ({ of }) => [of] });
    const request = agent.output(z.object({ title: z.string() })).tools({ one, two });
    expectTypeOf(request.getResponse().getData()).toEqualTypeOf<Promise<{ title: string }>>();
  });

  test('is no function, and has options it knows', () => {
    // @ts-expect-error -- made with tool()
    agent.tools({ weather: () => 1 });
    // @ts-expect-error -- no such field
    tool({ input, execute: ({ town }) => String(town) });
    // @ts-expect-error -- no such option
    agent.tools({}, { rounds: 3 });
  });
});

test('its events tell what they have by their phase', () => {
  const read = (event: ToolEvent): unknown => {
    // @ts-expect-error -- not every phase has one
    void event.output;
    if (event.phase === 'input') return event.field.isComplete;
    if (event.phase === 'error') return event.code === 'tool-timeout';
    expectTypeOf(event.isComplete).toEqualTypeOf<undefined>();
    return event.phase === 'call' ? event.input : event.output;
  };
  expectTypeOf(read).toBeFunction();
});

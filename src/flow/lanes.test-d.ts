import { describe, expectTypeOf, test } from 'vitest';
import { z } from 'zod';
import { createAgent } from '../agent/index.js';
import type { InstantEvent } from '../protocol/index.js';
import { createTriggerFlow } from './create-trigger-flow.js';

interface Plan {
  readonly title: string;
  readonly tasks: readonly string[];
}

declare const plan: AsyncIterable<InstantEvent<Plan>>;
declare const note: AsyncIterable<InstantEvent<{ text: string }>>;
declare const anything: AsyncIterable<InstantEvent>;
declare const id: number;

const model = () => anything as never;

describe('showFields', () => {
  test('takes the lanes of the flow, each with an answer that fits', () => {
    const flow = createTriggerFlow<{
      input: string;
      lanes: { plan: Plan; [task: `task ${number}`]: { readonly text: string } };
    }>();
    flow.to(async ({ value, showFields }) => {
      const Output = z.object({ title: z.string(), tasks: z.array(z.string()) });
      const response = createAgent({ model }).input(value).output(Output).getResponse();
      await showFields(response, { lane: 'plan' });
      await showFields(plan, { lane: 'plan', acceptPartial: true });
      await showFields(note, { lane: `task ${id}` });
      await showFields(anything, { lane: 'plan' });
      expectTypeOf(showFields(plan, { lane: 'plan' })).toEqualTypeOf<Promise<void>>();
      // @ts-expect-error -- another answer
      await showFields(note, { lane: 'plan' });
      // @ts-expect-error -- another answer
      await showFields(response, { lane: `task ${id}` });
      // @ts-expect-error -- no lane of the flow
      await showFields(plan, { lane: 'plam' });
    });
  });

  test('takes any lane of a flow that says nothing of them', () => {
    const flow = createTriggerFlow<{ input: string }>();
    flow.to(async ({ value, showFields }) => {
      await showFields(plan, { lane: value });
      await showFields(note, { lane: 'plan' });
      // @ts-expect-error -- no source
      await showFields({}, { lane: 'plan' });
    });
  });
});

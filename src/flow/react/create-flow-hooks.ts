'use client';
// In: the type of a flow. Out: the hooks and components, with the names and values of that flow.
// Nothing of the flow is loaded: a page needs its type alone.
// Knows nothing that the untyped hooks do not do.

import type { GivenAnswerTo, InterruptOf, PayloadOf } from '../interrupt-types.js';
import type { WholeFlow } from '../chunk.js';
import type { EventsOf, InterruptsOf, NameOf, StreamOf } from '../flow-types.js';
import type { TriggerFlow } from '../trigger-flow.js';
import { Lane } from './lane.js';
import { StructuredField, StructuredList, StructuredText } from './lane-components.js';
import type { LaneParts } from './lane-types.js';
import type { FlowSourceOptions, PlainOptions } from './use-beside.js';
import { useInterrupt, useInterrupts } from './use-interrupts.js';
import type { OpenInterrupt, UseInterruptsOptions } from './use-interrupts.js';
import { useLane } from './use-lane.js';
import { useSignal } from './use-signal.js';
import type { UseSignalOptions } from './use-signal.js';
import { useItems, useSignals } from './use-signals.js';
import type { ToldItem, ToldSignal } from './use-signals.js';

type TypesOf<Flow> = Flow extends TriggerFlow<infer T> ? T : never;

/** A person gives what the schema of the answer takes. */
type Asked<T, N extends string> = OpenInterrupt<PayloadOf<T, N>, GivenAnswerTo<T, N>, N>;

/** {@link useSignal} and the others, and the components for lanes, typed by what runs through one flow. */
export type FlowHooks<T> = ToldHooks<T> & LaneParts<T>;

interface ToldHooks<T> {
  readonly useSignal: <N extends NameOf<EventsOf<T>>>(
    name: N,
    handler: (value: EventsOf<T>[N], event: ToldSignal<EventsOf<T>[N], N>) => void,
    options?: UseSignalOptions,
  ) => void;
  readonly useSignals: {
    <N extends NameOf<EventsOf<T>>>(
      name: N,
      options: FlowSourceOptions,
    ): readonly ToldSignal<EventsOf<T>[N], N>[];
    <N extends NameOf<EventsOf<T>>>(name: N, options?: PlainOptions): readonly EventsOf<T>[N][];
  };
  readonly useItems: {
    (options: FlowSourceOptions): readonly ToldItem<StreamOf<T>>[];
    (options?: PlainOptions): readonly StreamOf<T>[];
  };
  readonly useInterrupt: <N extends NameOf<InterruptsOf<T>>>(
    name: N,
    options?: UseInterruptsOptions,
  ) => Asked<T, N> | undefined;
  readonly useInterrupts: (
    options?: UseInterruptsOptions,
  ) => readonly { [N in InterruptOf<T>['name']]: Asked<T, N> }[InterruptOf<T>['name']][];
}

/**
 * Returns the hooks and components typed by a flow: names of events, questions and lanes are checked, payloads, answers and
 * fields have their types, as JSON carries them. Call it once, beside the components, with `import type` of the flow.
 *
 * @example
 * ```tsx
 * import { createTriggerFlow } from 'fieldwise/flow';
 *
 * const flow = createTriggerFlow<{
 *   events: { task: { title: string } };
 *   interrupts: { approve: { payload: string; answer: boolean } };
 *   lanes: { plan: { title: string } };
 * }>();
 *
 * const hooks = createFlowHooks<typeof flow>();
 *
 * export function Tasks() {
 *   const tasks = hooks.useSignals('task', { stream: report });
 *   const asked = hooks.useInterrupt('approve', { stream: report });
 *   return (
 *     <button onClick={() => void asked?.answer(true)}>
 *       <hooks.StructuredField stream={report} lane="plan" path="title" />
 *       {tasks.map(({ title }) => title)} {asked?.interrupt.payload}
 *     </button>
 *   );
 * }
 * ```
 */
export function createFlowHooks<Flow extends WholeFlow<unknown>>(): FlowHooks<TypesOf<Flow>> {
  const hooks = { useSignal, useSignals, useItems, useInterrupt, useInterrupts, useLane };
  const components = { Lane, StructuredField, StructuredList, StructuredText };
  // The typed ones are the untyped ones with fewer names allowed.
  return { ...hooks, ...components } as unknown as FlowHooks<TypesOf<Flow>>;
}

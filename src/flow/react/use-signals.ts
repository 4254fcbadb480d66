'use client';
// In: the name of a flow's event, or nothing for the items of its stream. Out: all that were told in this run, as a list.
// The values alone, or the events that told them, which say where each comes from.
// Knows nothing of what is done with them.

import { check } from '../../internal/usage-error.js';
import type { ItemEvent, SignalEvent } from '../../protocol/index.js';
import {
  useBeside,
  useFlowRun,
  type FlowSourceOptions,
  type FlowStreamOptions,
  type PlainOptions,
} from './use-beside.js';

/** An event that was sent, with its payload, the chunk that sent it and the flows within the flow that one is in. */
export interface ToldSignal<V = unknown, Name extends string = string> extends SignalEvent {
  readonly name: Name;
  readonly value: V;
}

/** An item of a flow's stream, with the chunk that put it there and the flows within the flow that one is in. */
export interface ToldItem<V = unknown> extends ItemEvent {
  readonly value: V;
}

type Options = FlowStreamOptions & { readonly withSource?: boolean | undefined };

/**
 * Returns the payloads of all events of that name in this run, the last 1000 of them; with `withSource` the events
 * themselves, which say where each comes from. The component renders for each.
 *
 * @throws {InstantReactError} `missing-provider` when there is neither a stream nor a provider.
 * @throws {UsageError} `invalid-option`
 * @example
 * ```tsx
 * export function Tasks() {
 *   const tasks = useSignals<{ title: string }>('task', { stream: report });
 *   return <p>{tasks.map(({ title }) => title).join(', ')}</p>;
 * }
 * ```
 */
export function useSignals<V = unknown>(
  name: string,
  options: FlowSourceOptions,
): readonly ToldSignal<V>[];
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- what a signal carries is for the caller to say
export function useSignals<V = unknown>(name: string, options?: PlainOptions): readonly V[];
export function useSignals(name: string, options: Options = {}): readonly unknown[] {
  const of = partOf(options);
  return useBeside(useFlowRun(options), ({ signals }) => signals.get(name)?.[of]) ?? NONE;
}

/**
 * Returns the items the flow has put into its stream in this run, the last 1000 of them; with `withSource` the events that
 * told them, which say where each comes from. The component renders for each.
 *
 * @throws {InstantReactError} `missing-provider` when there is neither a stream nor a provider.
 * @throws {UsageError} `invalid-option`
 * @example
 * ```tsx
 * export function Log() {
 *   return <p>{useItems<string>({ stream: report }).join(', ')}</p>;
 * }
 * ```
 */
export function useItems<V = unknown>(options: FlowSourceOptions): readonly ToldItem<V>[];
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- as above
export function useItems<V = unknown>(options?: PlainOptions): readonly V[];
export function useItems(options: Options = {}): readonly unknown[] {
  const of = partOf(options);
  return useBeside(useFlowRun(options), ({ items }) => items[of]);
}

const NONE: readonly never[] = [];

function partOf({ withSource = false }: Options): 'events' | 'values' {
  check(typeof withSource === 'boolean', 'withSource', 'true or false', withSource);
  return withSource ? 'events' : 'values';
}

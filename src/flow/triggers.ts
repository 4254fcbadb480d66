// In: what `when` was given. Out: the triggers it names, and the value they make together.
// Knows nothing of steps.

import { setOwn, type JsonObject } from '../internal/own.js';
import type { RunnableChunk } from './chunk.js';
import { createTrigger, type Trigger, type TriggerKind } from './trigger.js';

const KINDS = ['event', 'chunk', 'state', 'flowState', 'collect'] as const;

export interface Named {
  readonly triggers: readonly Trigger[];
  /** One that was named alone goes on with its plain value. */
  readonly isAlone: boolean;
}

/** Reads `when`'s first argument; undefined for what names nothing. */
export function readTriggers(given: unknown): Named | undefined {
  if (typeof given === 'string') return alone(createTrigger('event', given));
  if (isChunk(given)) return alone(given.trigger);
  if (Array.isArray(given)) return several(given.map((each) => triggerOf('event', each)));
  if (typeof given !== 'object' || given === null) return undefined;
  const table = new Map<string, unknown>(Object.entries(given));
  const wrong = [...table.keys()].some((key) => !KINDS.some((kind) => kind === key));
  if (wrong) return undefined;
  const entries = KINDS.flatMap((kind) =>
    table.has(kind) ? [[kind, table.get(kind)] as const] : [],
  );
  const [first] = entries;
  if (entries.length === 1 && first !== undefined && !Array.isArray(first[1])) {
    const trigger = triggerOf(first[0], first[1]);
    return trigger && alone(trigger);
  }
  return several(
    entries.flatMap(([kind, names]) =>
      (Array.isArray(names) ? names : [names]).map((each) => triggerOf(kind, each)),
    ),
  );
}

/** What `and` goes on with: the values by kind and name. */
export function shapeByKind(
  triggers: readonly Trigger[],
  values: ReadonlyMap<string, unknown>,
): JsonObject {
  const shaped: Record<string, JsonObject> = {};
  for (const { kind, name, key } of triggers) {
    setOwn((shaped[kind] ??= {}), name, values.get(key));
  }
  return shaped;
}

function alone(trigger: Trigger): Named {
  return { triggers: [trigger], isAlone: true };
}

function several(triggers: readonly (Trigger | undefined)[]): Named | undefined {
  const known = triggers.filter((trigger) => trigger !== undefined);
  if (known.length === 0 || known.length < triggers.length) return undefined;
  const byKey = new Map(known.map((trigger) => [trigger.key, trigger]));
  return { triggers: [...byKey.values()], isAlone: false };
}

function triggerOf(kind: TriggerKind, given: unknown): Trigger | undefined {
  if (isChunk(given)) return given.trigger;
  return typeof given === 'string' && kind !== 'chunk' ? createTrigger(kind, given) : undefined;
}

export function isChunk(value: unknown): value is RunnableChunk {
  return typeof value === 'object' && value !== null && 'trigger' in value && 'handler' in value;
}

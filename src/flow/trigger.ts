// In: what may set a step going. Out: its identity, under which steps listen for it.
// A key has its kind in front, so an event and a key of the state may have one name.
// Knows nothing of steps or values.

export type TriggerKind = 'start' | 'event' | 'chunk' | 'state' | 'flowState' | 'collect' | 'step';

export interface Trigger {
  readonly kind: TriggerKind;
  /** As users know it: the event's name, the chunk's, the key's. */
  readonly name: string;
  readonly key: string;
}

/** `id` tells triggers of one name apart, where a name may come twice. @default the name */
export function createTrigger(
  kind: TriggerKind,
  name: string,
  id: string | number = name,
): Trigger {
  return { kind, name, key: `${kind}:${id}` };
}

/** What an execution begins with. */
export const START = createTrigger('start', 'start');

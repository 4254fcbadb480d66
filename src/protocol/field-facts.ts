// In: a field's node and what became known of it. Out: the event objects that travel.
// `path` is a plain property; the other forms of the address are worked out from the node when somebody reads them.
// Knows nothing of how the fact was found.

import type { InstantEventInput } from './event.js';
import type {
  DeltaEvent,
  DoneEvent,
  FieldEvent,
  FieldIssue,
  InvalidEvent,
  MissingEvent,
  ReplacedEvent,
  StartEvent,
  StartKind,
} from './field-event.js';
import type { FieldNode } from './field-node.js';
import type { Path } from './path.js';

const EMPTY_OBJECT = Object.freeze({});
const EMPTY_ARRAY = Object.freeze([]);

type FactOf<Event extends FieldEvent> = FieldFact<Event> & Event;
export type StartFact = FactOf<StartEvent>;
export type DeltaFact = FactOf<DeltaEvent>;
export type DoneFact = FactOf<DoneEvent>;
export type ReplacedFact = FactOf<ReplacedEvent>;
export type InvalidFact = FactOf<InvalidEvent>;
export type MissingFact = FactOf<MissingEvent>;

/**
 * One class for every type of event: events are most of what a reading allocates, and a constructor that calls another
 * one costs nearly double. What only one type has is added right after.
 */
class FieldFact<Event extends FieldEvent = FieldEvent> {
  readonly type: Event['type'];
  readonly path: string;
  readonly value: Event['value'];
  readonly isComplete: Event['isComplete'];
  declare kind?: StartKind;
  declare delta?: string;
  declare issues?: readonly FieldIssue[];
  readonly #node: FieldNode;
  #origins: readonly FieldEvent[] | undefined;

  constructor(
    type: Event['type'],
    node: FieldNode,
    value: Event['value'],
    isComplete: Event['isComplete'],
  ) {
    this.type = type;
    this.path = node.path;
    this.value = value;
    this.isComplete = isComplete;
    this.#node = node;
  }

  get wildcardPath(): string {
    return this.#node.wildcardPath;
  }

  get segments(): Path {
    return this.#node.segments;
  }

  get indexes(): readonly number[] {
    return this.#node.indexes;
  }

  static nodeOf(event: object): FieldNode | undefined {
    return #node in event ? event.#node : undefined;
  }

  static originsOf(event: object): readonly FieldEvent[] | undefined {
    return #origins in event ? event.#origins : undefined;
  }

  static replaceOrigins(event: FieldFact, origins: readonly FieldEvent[]): void {
    event.#origins = origins;
  }
}

/** The node an event was made from; `undefined` for an event written by hand or copied. */
export const nodeOf: (event: object) => FieldNode | undefined = (event) => FieldFact.nodeOf(event);

/**
 * What the grammar said, where a schema or a policy made another event of it; `undefined` for an event of the grammar
 * itself. Such events travel as their origins: each end applies its own schema.
 */
export const originsOf: (event: object) => readonly FieldEvent[] | undefined = (event) =>
  FieldFact.originsOf(event);

/**
 * The events as the grammar told them, before any schema or policy made others of them; what travels is this.
 *
 * @example
 * import { z } from 'zod';
 *
 * const schema = z.object({ price: z.coerce.number() });
 * const events = createInstantParser({ schema }).feed('{"price":"12"}');
 * events.map(({ type }) => type); // ['start', 'done', 'done']
 * asWritten(events).map(({ type }) => type); // ['start', 'start', 'done', 'done']
 */
export function asWritten(events: readonly InstantEventInput[]): readonly InstantEventInput[] {
  return events.flatMap((event) => originsOf(event) ?? event);
}

/** The event, remembered as standing for others. It must be new: nobody else may know it yet. */
export function standingFor<Fact extends FieldFact>(
  event: Fact,
  origins: readonly FieldEvent[],
): Fact {
  FieldFact.replaceOrigins(event, origins);
  return event;
}

export function startFact(node: FieldNode, kind: StartKind): StartFact {
  const value = kind === 'string' ? '' : kind === 'array' ? EMPTY_ARRAY : EMPTY_OBJECT;
  const fact = new FieldFact<StartEvent>('start', node, value, false);
  fact.kind = kind;
  return fact as StartFact;
}

export function deltaFact(node: FieldNode, delta: string, value: string): DeltaFact {
  const fact = new FieldFact<DeltaEvent>('delta', node, value, false);
  fact.delta = delta;
  return fact as DeltaFact;
}

export function doneFact(node: FieldNode, value: unknown): DoneFact {
  return new FieldFact<DoneEvent>('done', node, value, true);
}

export function replacedFact(node: FieldNode): ReplacedFact {
  return new FieldFact<ReplacedEvent>('replaced', node, undefined, false);
}

/** `issues` are asked for once, when somebody reads them: on a container they are those of everything inside it. */
export function invalidFact(
  node: FieldNode,
  value: unknown,
  issues: () => readonly FieldIssue[],
): InvalidFact {
  const fact = new FieldFact<InvalidEvent>('invalid', node, value, true);
  let known: readonly FieldIssue[] | undefined;
  Object.defineProperty(fact, 'issues', { get: () => (known ??= issues()), enumerable: true });
  return fact as InvalidFact;
}

export function missingFact(node: FieldNode): MissingFact {
  return new FieldFact<MissingEvent>('missing', node, undefined, false);
}

// In: a field's node and what became known of it. Out: the event objects that travel.
// `path` is a plain property; the other forms of the address are worked out from the node when somebody reads them.
// Knows nothing of how the fact was found.

import type {
  DeltaEvent,
  DoneEvent,
  FieldEvent,
  FieldIssue,
  InstantEventInput,
  InvalidEvent,
  MissingEvent,
  ReplacedEvent,
  StartEvent,
  StartKind,
} from './event.js';
import type { FieldNode } from './field-node.js';
import type { Path } from './path.js';

const EMPTY = {
  string: '',
  object: Object.freeze({}),
  array: Object.freeze([]),
} as const satisfies Record<StartKind, StartEvent['value']>;

class FieldFact {
  readonly path: string;
  readonly #node: FieldNode;
  #origins: readonly FieldEvent[] | undefined;

  constructor(node: FieldNode) {
    this.path = node.path;
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
 * const events = createInstantParser({ schema: z.coerce.number() }).feed('"12"');
 * events.map(({ type }) => type); // ['done']
 * asWritten(events).map(({ type }) => type); // ['start', 'done']
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

export class StartFact extends FieldFact implements StartEvent {
  readonly type = 'start';
  readonly kind: StartKind;
  readonly value: StartEvent['value'];
  readonly isComplete = false;

  constructor(node: FieldNode, kind: StartKind) {
    super(node);
    this.kind = kind;
    this.value = EMPTY[kind];
  }
}

export class DeltaFact extends FieldFact implements DeltaEvent {
  readonly type = 'delta';
  readonly delta: string;
  readonly value: string;
  readonly isComplete = false;

  constructor(node: FieldNode, delta: string, value: string) {
    super(node);
    this.delta = delta;
    this.value = value;
  }
}

export class DoneFact extends FieldFact implements DoneEvent {
  readonly type = 'done';
  readonly value: unknown;
  readonly isComplete = true;

  constructor(node: FieldNode, value: unknown) {
    super(node);
    this.value = value;
  }
}

export class ReplacedFact extends FieldFact implements ReplacedEvent {
  readonly type = 'replaced';
  readonly value = undefined;
  readonly isComplete = false;
}

export class InvalidFact extends FieldFact implements InvalidEvent {
  readonly type = 'invalid';
  readonly value: unknown;
  readonly issues: readonly FieldIssue[];
  readonly isComplete = true;

  constructor(node: FieldNode, value: unknown, issues: readonly FieldIssue[]) {
    super(node);
    this.value = value;
    this.issues = issues;
  }
}

export class MissingFact extends FieldFact implements MissingEvent {
  readonly type = 'missing';
  readonly value = undefined;
  readonly isComplete = false;
}

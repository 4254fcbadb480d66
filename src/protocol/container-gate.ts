// In: the facts about one open object or array and what is in it. Out: the same facts, once its policy lets them be seen.
// A gate holds facts, never text: the last fact of a string has all of it.
// Knows nothing of schemas or of gates around it.

import type { FieldEvent } from './field-event.js';
import { nodeOf, originsOf } from './field-facts.js';
import type { FieldNode } from './field-node.js';
import { withHeld } from './text-gate.js';

/** Stands before everything in one open container. */
export interface ContainerGate {
  readonly node: FieldNode;
  /** What may be shown, now that this happened. */
  offer(event: FieldEvent): readonly FieldEvent[];
  /** What is left to show when the answer ended before the container did. */
  leave(): readonly FieldEvent[];
}

const NOTHING: readonly FieldEvent[] = [];

/** Shows a container only as a whole. */
export class AtomicContainer implements ContainerGate {
  readonly node: FieldNode;
  readonly #held: FieldEvent[] = [];

  constructor(node: FieldNode) {
    this.node = node;
  }

  offer(event: FieldEvent): readonly FieldEvent[] {
    if (event.isComplete && this.node.isAt(nodeOf(event))) {
      return [withHeld(event, this.node, this.#held)];
    }
    if (event.type !== 'delta') {
      for (const origin of originsOf(event) ?? [event]) this.#held.push(origin);
    }
    return NOTHING;
  }

  leave(): readonly FieldEvent[] {
    return NOTHING;
  }
}

/** Shows a container once one of its children is done. */
export class WaitingContainer implements ContainerGate {
  readonly node: FieldNode;
  readonly #key: string;
  #held: FieldEvent[] | undefined = [];

  constructor(node: FieldNode, key: string) {
    this.node = node;
    this.#key = key;
  }

  offer(event: FieldEvent): readonly FieldEvent[] {
    if (this.#held === undefined) return [event];
    this.#held.push(event);
    const node = nodeOf(event);
    const isKey = node?.key === this.#key && this.node.isAt(node.parent);
    return event.isComplete && (isKey || this.node.isAt(node)) ? this.leave() : NOTHING;
  }

  leave(): readonly FieldEvent[] {
    const held = this.#held;
    this.#held = undefined;
    return held ?? NOTHING;
  }
}

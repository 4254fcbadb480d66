// In: what is known of fields, and how each wants to be shown. Out: the same facts, not before they may be seen.
// Only one path is open at a time, so what is held back stands in a line: one string, inside containers.
// Knows nothing of schemas or of text beyond the gates'.

import type { Pace } from '../schema/index.js';
import { AtomicContainer, WaitingContainer, type ContainerGate } from './container-gate.js';
import { EventBatch } from './event-batch.js';
import type { InstantEvent, RunEvent } from './event.js';
import type { FieldEvent, StartEvent } from './field-event.js';
import { originsOf } from './field-facts.js';
import type { FieldNode } from './field-node.js';
import {
  AtomicText,
  ChoiceText,
  MeasuredText,
  sentenceMeasure,
  type TextGate,
  wordMeasure,
} from './text-gate.js';

/** Lets events through when their fields' policies allow it. */
export class HoldBack {
  readonly #out = new EventBatch();
  readonly #containers: ContainerGate[] = [];
  #text: TextGate | undefined;

  /** What may be seen of what was given since the last call: `given` itself, where that is all of it as it was. */
  take(given: readonly InstantEvent[]): readonly InstantEvent[] {
    return this.#out.take(given);
  }

  /** True for text that nothing holds back, which is most of what comes: it is shown as it is. */
  passes(event: InstantEvent): boolean {
    return (
      event.type === 'delta' &&
      this.#text === undefined &&
      this.#containers.length === 0 &&
      originsOf(event) === undefined
    );
  }

  /** A fact about the run: nothing holds it back, and what waits when it is the last one waits no longer. */
  tell(event: RunEvent): void {
    if (event.type === 'attempt') this.reset();
    if (event.type === 'end' || event.type === 'error') this.release();
    this.#out.add(event);
  }

  start(event: StartEvent, node: FieldNode, pace: Pace): void {
    if (event.kind !== 'string') {
      const gate = createContainerGate(node, pace);
      if (gate !== undefined) this.#containers.push(gate);
      this.note(event);
      return;
    }
    this.#text = createTextGate(event, node, pace);
    if (this.#text === undefined || this.#text instanceof MeasuredText) this.note(event);
  }

  grow(event: Extract<FieldEvent, { type: 'delta' }>): void {
    if (this.#text === undefined) this.note(event);
    else for (const shown of this.#text.grow(event)) this.note(shown);
  }

  /** A value closed, having been written as `raw`. */
  close(event: FieldEvent, node: FieldNode, raw: unknown): void {
    const text = this.#text;
    if (text !== undefined) {
      this.#text = undefined;
      for (const shown of text.close(event, raw)) this.note(shown);
      return;
    }
    this.note(event);
    if (this.#containers.at(-1)?.node.isAt(node)) this.#containers.pop();
  }

  /** Anything else about a field. */
  note(event: FieldEvent): void {
    if (this.#containers.length === 0) this.#out.add(event);
    else this.#offer([event], this.#containers.length);
  }

  /** Nothing more will come of what is open: shown is what its policies do not forbid in part. */
  release(): void {
    for (const shown of this.#text?.leave() ?? []) this.note(shown);
    this.#text = undefined;
    for (let gate = this.#containers.pop(); gate !== undefined; gate = this.#containers.pop()) {
      this.#offer(gate.leave(), this.#containers.length);
    }
  }

  /** The answer begins anew. */
  reset(): void {
    this.#containers.length = 0;
    this.#text = undefined;
  }

  /** Through the gates of the outermost `depth` containers, from the inside. */
  #offer(events: readonly FieldEvent[], depth: number): void {
    const gate = this.#containers[depth - 1];
    for (const event of events) {
      if (gate === undefined) this.#out.add(event);
      else this.#offer(gate.offer(event), depth - 1);
    }
  }
}

function createContainerGate(node: FieldNode, pace: Pace): ContainerGate | undefined {
  if (pace === 'done') return new AtomicContainer(node);
  if (typeof pace === 'object' && 'until' in pace) return new WaitingContainer(node, pace.until);
  return undefined;
}

function createTextGate(event: StartEvent, node: FieldNode, pace: Pace): TextGate | undefined {
  if (pace === 'word') return new MeasuredText(node, wordMeasure());
  if (pace === 'sentence') return new MeasuredText(node, sentenceMeasure());
  if (pace === 'done') return new AtomicText(node, event);
  if (typeof pace === 'object' && 'oneOf' in pace) return new ChoiceText(node, event, pace.oneOf);
  return undefined;
}

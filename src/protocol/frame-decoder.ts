// In: lines of JSON, one per flush. Out: the events they were written from.
// Bare operations are about the one open path; what travelled as itself is checked before it is believed.
// Knows nothing of SSE, HTTP or time.

import { FieldwiseError } from '../internal/error.js';
import { isContainer } from '../internal/own.js';
import { EventBuilder } from './event-builder.js';
import type { InstantEvent } from './event.js';
import {
  deltaFact,
  doneFact,
  invalidFact,
  missingFact,
  replacedFact,
  startFact,
} from './field-facts.js';
import { FieldNode } from './field-node.js';
import { isScalar } from './frame-op.js';
import { LaneReader, type OpReader } from './lane-frames.js';
import { checkWhole, isFieldOp, isLaneOp, isWhole, type WholeOp } from './whole-op.js';

/** A frame could not be read: `code` is `'invalid-frame'`. */
export class FrameError extends FieldwiseError<'invalid-frame'> {
  override readonly name = 'FrameError';
}

/** Turns frames back into events; each stream needs its own. */
export interface FrameDecoder {
  /** @throws {FrameError} `invalid-frame` */
  decode(frame: string): readonly InstantEvent[];
}

/** Creates the reading end of a stream. */
export function createFrameDecoder(): FrameDecoder {
  return new CursorDecoder();
}

class CursorDecoder implements FrameDecoder, OpReader {
  #builder = new EventBuilder();
  /** Text so far of open strings that arrived as whole events, by written path. */
  readonly #strings = new Map<string, string>();
  #lanes: LaneReader | undefined;

  decode(frame: string): readonly InstantEvent[] {
    const ops = parseFrame(frame);
    try {
      return this.read(ops);
    } catch (cause) {
      throw invalidFrame(frame, cause);
    }
  }

  read(ops: readonly unknown[]): readonly InstantEvent[] {
    const events: InstantEvent[] = [];
    for (const op of ops) this.#read(op, events);
    this.#take(events);
    return events;
  }

  #read(op: unknown, events: InstantEvent[]): void {
    if (typeof op === 'string') this.#builder.append(op);
    else if (op === 0) this.#builder.end();
    else if (op === 1) this.#builder.reopen();
    else if (Array.isArray(op)) this.#begin(op);
    else if (isWhole(op)) {
      this.#take(events);
      this.#whole(op, events);
    } else throw new TypeError('An operation is a string, 0, 1, an array or an event.');
  }

  #begin(op: readonly unknown[]): void {
    const initial = op.length === 1 ? op[0] : op[1];
    if (op.length > 2 || op.length === 0) throw new TypeError('An operation has one or two parts.');
    if (op.length === 2) this.#builder.enter(op[0]);
    if (typeof initial === 'string') {
      this.#builder.start('string');
      if (initial !== '') this.#builder.append(initial);
    } else if (isScalar(initial)) this.#builder.scalar(initial);
    else if (isContainer(initial) && Object.keys(initial).length === 0) {
      this.#builder.start(Array.isArray(initial) ? 'array' : 'object');
    } else throw new TypeError('A value begins as a string, [], {}, a number, a boolean or null.');
  }

  #whole(op: WholeOp, events: InstantEvent[]): void {
    const checked = checkWhole(op);
    if (isLaneOp(checked)) {
      this.#lanes ??= new LaneReader(() => new CursorDecoder());
      this.#lanes.read(checked, events);
      return;
    }
    if (!isFieldOp(checked)) {
      if (checked.type === 'attempt') this.#restart();
      events.push(checked);
      return;
    }
    const node = FieldNode.of(checked.path);
    const text = this.#strings.get(node.path) ?? '';
    if (checked.type !== 'delta') this.#strings.delete(node.path);
    switch (checked.type) {
      case 'start':
        events.push(startFact(node, checked.kind));
        return;
      case 'delta':
        this.#strings.set(node.path, text + checked.delta);
        events.push(deltaFact(node, checked.delta, text + checked.delta));
        return;
      case 'done':
        // The end of the open value may bring the value with it.
        if (this.#builder.open.at(-1) === node.path) this.#builder.end(checked);
        else events.push(doneFact(node, checked.value));
        return;
      case 'invalid':
        events.push(invalidFact(node, checked.value, () => checked.issues));
        return;
      case 'missing':
        events.push(missingFact(node));
        return;
      default:
        if (node.parent === undefined) this.#builder = new EventBuilder();
        else this.#builder.withdraw(node);
        events.push(replacedFact(node));
    }
  }

  #restart(): void {
    this.#builder = new EventBuilder();
    this.#strings.clear();
  }

  /** Not spread into `push`: a frame may hold more events than a call takes arguments. */
  #take(events: InstantEvent[]): void {
    for (const event of this.#builder.take()) events.push(event);
  }
}

function parseFrame(frame: string): readonly unknown[] {
  let ops: unknown;
  try {
    ops = JSON.parse(frame);
  } catch (cause) {
    throw invalidFrame(frame, cause);
  }
  if (typeof ops === 'string') return [ops];
  if (!Array.isArray(ops)) throw invalidFrame(frame, undefined);
  return ops as unknown[];
}

function invalidFrame(frame: string, cause: unknown): FrameError {
  return new FrameError(
    'invalid-frame',
    `A stream frame cannot be read: got ${JSON.stringify(frame.slice(0, 60))}. ` +
      'Check that the response comes from a Fieldwise route and that nothing on the way rewrote it.',
    { cause },
  );
}

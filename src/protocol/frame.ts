// In: instant events, a flush at a time. Out: one line of JSON per flush, and the same events again from those lines.
// Field events of the one open path become bare operations; anything else travels as itself.
// Knows nothing of SSE, HTTP or time.

import { FieldwiseError } from '../internal/error.js';
import { EventBuilder } from './event-builder.js';
import {
  type DoneEvent,
  type FieldEvent,
  isFieldEvent,
  type InstantEvent,
  type InstantEventInput,
} from './event.js';
import { DeltaFact, DoneFact, nodeOf, ReplacedFact, StartFact } from './field-facts.js';
import { FieldNode } from './field-node.js';
import { formatPath, parsePath, type Path, type PathSegment } from './path.js';

/** A frame could not be read: `code` is `'invalid-frame'`. */
export class FrameError extends FieldwiseError<'invalid-frame'> {
  override readonly name = 'FrameError';
}

/** Turns events into frames. Keeps the cursor of one stream, so each stream needs its own. */
export interface FrameEncoder {
  /** One flush as one line of JSON, without line breaks; `''` when nothing is left to say. */
  encode(events: readonly InstantEventInput[]): string;
}

/** Turns frames back into events; each stream needs its own. */
export interface FrameDecoder {
  /** @throws {FrameError} `invalid-frame` */
  decode(frame: string): readonly InstantEvent[];
}

/**
 * A string appends, `0` closes, `[key, initial]` begins a child, `[initial]` the root, `1` goes on in the string that
 * closed last, an object is a whole event.
 */
type Op = string | 0 | 1 | readonly [unknown] | readonly [PathSegment, unknown] | object;

const INITIAL = { string: '', array: [], object: {} } as const;

/**
 * Creates the writing end of a stream. Consecutive deltas of a field are merged; no value is sent that the reader can
 * work out, so bytes grow with the text.
 *
 * @example
 * const encoder = createFrameEncoder();
 * encoder.encode(createInstantParser().feed('{"title":"Hello"')); // '[[{}],["title","Hello"],0]'
 */
export function createFrameEncoder(): FrameEncoder {
  return new CursorEncoder();
}

/** Creates the reading end of a stream. */
export function createFrameDecoder(): FrameDecoder {
  return new CursorDecoder();
}

class CursorEncoder implements FrameEncoder {
  /** The open value as the decoder knows it; `undefined` before the root and after it closed. */
  #cursor: FieldNode | undefined;
  #isOver = false;
  /** A string that opened again, while the events are skipped that say anew what the decoder knows of it. */
  #reopened: FieldNode | undefined;

  encode(events: readonly InstantEventInput[]): string {
    const ops: Op[] = [];
    for (const event of events) this.#write(ops, event);
    if (ops.length === 0) return '';
    return JSON.stringify(ops.length === 1 && typeof ops[0] === 'string' ? ops[0] : ops);
  }

  #write(ops: Op[], event: InstantEventInput): void {
    const node = nodeOf(event);
    if (node === undefined || !isFieldEvent(event)) {
      ops.push(isFieldEvent(event) ? strip(event) : event);
      return;
    }
    // An event that has a node was made by the builder, so it is complete.
    if (!this.#writeOp(ops, event as FieldEvent, node)) ops.push(strip(event));
  }

  /** Writes the event as an operation at the cursor; false when it is not about what the cursor can reach. */
  #writeOp(ops: Op[], event: FieldEvent, node: FieldNode): boolean {
    switch (event.type) {
      case 'start':
        if (node === this.#reopened) return true;
        if (!this.#isNext(node)) return false;
        this.#cursor = node;
        ops.push(begin(node, INITIAL[event.kind]));
        return true;
      case 'delta':
        if (node !== this.#cursor) return false;
        if (node !== this.#reopened) append(ops, node, event.delta);
        this.#reopened = undefined;
        return true;
      case 'done':
        this.#reopened = undefined;
        return this.#writeDone(ops, event, node);
      default:
        return this.#writeReplaced(ops, node);
    }
  }

  #writeDone(ops: Op[], { value }: DoneEvent, node: FieldNode): boolean {
    if (node === this.#cursor) {
      this.#leave(node);
      ops.push(0);
      return true;
    }
    if (!isScalar(value) || !this.#isNext(node)) return false;
    if (node.parent === undefined) this.#isOver = true;
    ops.push(begin(node, value));
    return true;
  }

  #writeReplaced(ops: Op[], node: FieldNode): boolean {
    if (node.parent === undefined) {
      // A draft is withdrawn: both ends begin again at the root.
      this.#cursor = undefined;
      this.#isOver = false;
      return false;
    }
    if (node.parent !== this.#cursor) return false;
    // In an object the decoder sees the key come again and says so itself.
    if (typeof node.key === 'string') return true;
    this.#cursor = node;
    this.#reopened = node;
    ops.push(1);
    return true;
  }

  #isNext(node: FieldNode): boolean {
    return node.parent === undefined
      ? this.#cursor === undefined && !this.#isOver
      : node.parent === this.#cursor;
  }

  #leave(node: FieldNode): void {
    this.#cursor = node.parent;
    this.#isOver = node.parent === undefined;
  }
}

/** Adds text to the open string, in the operation before if that one begins it or adds to it. */
function append(ops: Op[], node: FieldNode, delta: string): void {
  const last = ops.length - 1;
  const before = ops[last];
  if (typeof before === 'string') ops[last] = before + delta;
  else if (Array.isArray(before) && typeof before.at(-1) === 'string')
    ops[last] = begin(node, String(before.at(-1)) + delta);
  else ops.push(delta);
}

function begin(node: FieldNode, initial: unknown): Op {
  return node.key === undefined ? [initial] : [node.key, initial];
}

function isScalar(value: unknown): boolean {
  return value === null || typeof value === 'number' || typeof value === 'boolean';
}

/** A field event in full, without what follows from its type and path. */
function strip(event: Extract<InstantEventInput, { path: string }>): object {
  const path: Path = ('segments' in event ? event.segments : undefined) ?? parsePath(event.path);
  if (event.type === 'start') return { type: event.type, path, kind: event.kind };
  if (event.type === 'delta') return { type: event.type, path, delta: event.delta };
  return event.type === 'done'
    ? { type: event.type, path, value: event.value }
    : { type: event.type, path };
}

class CursorDecoder implements FrameDecoder {
  #builder = new EventBuilder();
  /** Text so far of open strings that arrived as whole events, by written path. */
  readonly #strings = new Map<string, string>();

  decode(frame: string): readonly InstantEvent[] {
    const events: InstantEvent[] = [];
    for (const op of parseFrame(frame)) {
      try {
        this.#read(op, events);
      } catch (cause) {
        throw invalidFrame(frame, cause);
      }
    }
    events.push(...this.#builder.take());
    return events;
  }

  #read(op: unknown, events: InstantEvent[]): void {
    if (typeof op === 'string') this.#builder.append(op);
    else if (op === 0) this.#builder.end();
    else if (op === 1) this.#builder.reopen();
    else if (Array.isArray(op)) this.#begin(op);
    else if (isWhole(op)) {
      events.push(...this.#builder.take(), this.#whole(op));
    } else throw new TypeError('An operation is a string, 0, 1, an array or an event.');
  }

  #begin(op: readonly unknown[]): void {
    const initial = op.length === 1 ? op[0] : op[1];
    if (op.length > 2 || op.length === 0) throw new TypeError('An operation has one or two parts.');
    if (op.length === 2) this.#builder.key(String(op[0]));
    if (typeof initial === 'string') {
      this.#builder.start('string');
      if (initial !== '') this.#builder.append(initial);
    } else if (Array.isArray(initial)) this.#builder.start('array');
    else if (initial === null || typeof initial === 'number' || typeof initial === 'boolean') {
      this.#builder.scalar(initial);
    } else if (typeof initial === 'object') this.#builder.start('object');
    else throw new TypeError('A value begins as a string, [], {}, a number, a boolean or null.');
  }

  #whole(op: { type: string; path?: unknown }): InstantEvent {
    if (!Array.isArray(op.path)) return op as unknown as InstantEvent;
    const node = FieldNode.of(op.path as Path);
    switch (op.type) {
      case 'start':
        this.#strings.delete(node.path);
        return new StartFact(node, (op as unknown as StartFact).kind);
      case 'delta': {
        const { delta } = op as unknown as DeltaFact;
        const value = (this.#strings.get(node.path) ?? '') + delta;
        this.#strings.set(node.path, value);
        return new DeltaFact(node, delta, value);
      }
      case 'done':
        this.#strings.delete(node.path);
        return new DoneFact(node, (op as unknown as DoneFact).value);
      case 'replaced':
        this.#strings.delete(node.path);
        if (node.parent === undefined) this.#builder = new EventBuilder();
        return new ReplacedFact(node);
      default:
        return { ...op, path: formatPath(op.path as Path) } as unknown as InstantEvent;
    }
  }
}

function isWhole(op: unknown): op is { readonly type: string; readonly path?: unknown } {
  return typeof op === 'object' && op !== null && typeof Reflect.get(op, 'type') === 'string';
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

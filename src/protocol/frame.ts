// In: instant events, a flush at a time. Out: one line of JSON per flush, and the same events again from those lines.
// Field events of the one open path become bare operations; anything else travels as itself.
// Knows nothing of SSE, HTTP or time.

import { FieldwiseError } from '../internal/error.js';
import { isContainer } from '../internal/own.js';
import { EventBuilder } from './event-builder.js';
import {
  type DoneEvent,
  type FieldEvent,
  isFieldEvent,
  type InstantEvent,
  type InstantEventInput,
} from './event.js';
import {
  asWritten,
  deltaFact,
  doneFact,
  invalidFact,
  missingFact,
  nodeOf,
  replacedFact,
  startFact,
} from './field-facts.js';
import { FieldNode } from './field-node.js';
import { parsePath, type Path, type PathSegment } from './path.js';
import { checkWhole, isFieldOp, isWhole, type WholeOp } from './whole-op.js';

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
 * work out, so bytes grow with the text. What a schema made of the text does not travel either: the grammar's own facts
 * do, and the reader's schema makes the same of them.
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
  /** How much of each open value was sent, root first: characters of a string, children of a container. */
  readonly #sent: number[] = [];
  /** How much was sent of the string that closed last. */
  #closedLength = 0;
  /** A string that opened again, and whose start the decoder is not told anew. */
  #reopened: FieldNode | undefined;

  encode(events: readonly InstantEventInput[]): string {
    const ops: Op[] = [];
    for (const event of asWritten(events)) this.#write(ops, event);
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
        this.#count(1);
        this.#cursor = node;
        this.#sent.push(0);
        ops.push(begin(node, INITIAL[event.kind]));
        return true;
      case 'delta':
        if (node !== this.#cursor) return false;
        this.#writeText(ops, node, event.value, event.delta);
        return true;
      case 'done':
        return this.#writeDone(ops, event, node);
      case 'replaced':
        return this.#writeReplaced(ops, node);
      default:
        return false;
    }
  }

  /** Brings the decoder's string up to `text`; normally `delta` is all that is missing. */
  #writeText(ops: Op[], node: FieldNode, text: string, delta: string): void {
    const sent = this.#sent.at(-1) ?? 0;
    const missing = sent + delta.length === text.length ? delta : text.slice(sent);
    this.#sent[this.#sent.length - 1] = text.length;
    if (missing !== '') append(ops, node, missing);
  }

  #writeDone(ops: Op[], { value }: DoneEvent, node: FieldNode): boolean {
    if (node !== this.#cursor) {
      if (!isScalar(value) || !this.#isNext(node)) return false;
      this.#count(1);
      if (node.parent === undefined) this.#isOver = true;
      ops.push(begin(node, value));
      return true;
    }
    if (typeof value === 'string') this.#writeText(ops, node, value, '');
    const sent = this.#sent.pop();
    if (typeof value === 'string') this.#closedLength = value.length;
    this.#cursor = node.parent;
    this.#isOver = node.parent === undefined;
    // When somebody left a child out on the way, the decoder has another value: then this one travels.
    if (isContainer(value) && Object.keys(value).length !== sent) return false;
    ops.push(0);
    return true;
  }

  #writeReplaced(ops: Op[], node: FieldNode): boolean {
    if (node.parent === undefined) {
      // A draft is withdrawn: both ends begin again at the root.
      this.#cursor = undefined;
      this.#isOver = false;
      this.#sent.length = 0;
      return false;
    }
    if (node.parent !== this.#cursor) return false;
    if (typeof node.key === 'string') {
      // The decoder sees the key come again and says so itself.
      this.#count(-1);
      return true;
    }
    this.#cursor = node;
    this.#sent.push(this.#closedLength);
    this.#reopened = node;
    ops.push(1);
    return true;
  }

  #count(children: number): void {
    const depth = this.#sent.length - 1;
    if (depth >= 0) this.#sent[depth] = (this.#sent[depth] ?? 0) + children;
  }

  #isNext({ parent, key }: FieldNode): boolean {
    if (parent === undefined) return this.#cursor === undefined && !this.#isOver;
    return parent === this.#cursor && (typeof key === 'string' || key === this.#sent.at(-1));
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

function isScalar(value: unknown): value is number | boolean | null {
  return value === null || typeof value === 'number' || typeof value === 'boolean';
}

/** A field event in full, without what follows from its type and path. */
function strip(event: Extract<InstantEventInput, { path: string }>): object {
  const path: Path = ('segments' in event ? event.segments : undefined) ?? parsePath(event.path);
  if (event.type === 'start') return { type: event.type, path, kind: event.kind };
  if (event.type === 'delta') return { type: event.type, path, delta: event.delta };
  if (event.type === 'done') return { type: event.type, path, value: event.value };
  return event.type === 'invalid'
    ? { type: event.type, path, value: event.value, issues: event.issues }
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
    if (!isFieldOp(checked)) {
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
        events.push(invalidFact(node, checked.value, checked.issues));
        return;
      case 'missing':
        events.push(missingFact(node));
        return;
      default:
        if (node.parent === undefined) this.#builder = new EventBuilder();
        events.push(replacedFact(node));
    }
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

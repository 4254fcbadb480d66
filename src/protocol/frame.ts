// In: instant events, a flush at a time. Out: one line of JSON per flush, and the same events again from those lines.
// Field events of the one open path become bare operations; anything else travels as itself.
// Knows nothing of SSE, HTTP or time.

import { FieldwiseError } from '../internal/error.js';
import { EventBuilder } from './event-builder.js';
import { isFieldEvent, type InstantEvent, type InstantEventInput } from './event.js';
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

/** A string appends, `0` closes, `[key, initial]` begins a child, `[initial]` the root, an object is a whole event. */
type Op = string | 0 | readonly [unknown] | readonly [PathSegment, unknown] | object;

const INITIAL = { string: '', array: [], object: {} } as const;

/**
 * Creates the writing end of a stream. Consecutive deltas of a field are merged; no value is sent that the reader can
 * work out, so bytes grow with the text.
 *
 * @example
 * const encoder = createFrameEncoder();
 * encoder.encode(createInstantParser().feed('{"title":"Hello"')); // '[[{}],["title",""],"Hello",0]'
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

  encode(events: readonly InstantEventInput[]): string {
    const ops: Op[] = [];
    for (const event of events) this.#write(ops, event);
    return ops.length === 0 ? '' : JSON.stringify(ops);
  }

  #write(ops: Op[], event: InstantEventInput): void {
    const node = nodeOf(event);
    if (node === undefined || !isFieldEvent(event)) {
      ops.push(isFieldEvent(event) ? strip(event) : event);
      return;
    }
    switch (event.type) {
      case 'start':
        if (!this.#isNext(node)) break;
        this.#cursor = node;
        ops.push(begin(node, INITIAL[event.kind]));
        return;
      case 'delta': {
        if (node !== this.#cursor) break;
        const last = ops.length - 1;
        const before = ops[last];
        if (typeof before === 'string') ops[last] = before + event.delta;
        else ops.push(event.delta);
        return;
      }
      case 'done':
        if (node === this.#cursor) {
          this.#leave(node);
          ops.push(0);
          return;
        }
        if (!isScalar(event.value) || !this.#isNext(node)) break;
        if (node.parent === undefined) this.#isOver = true;
        ops.push(begin(node, event.value));
        return;
      case 'replaced':
        // The decoder's builder sees the key come again and says so itself.
        if (this.#cursor !== undefined && node.parent === this.#cursor) return;
    }
    ops.push(strip(event));
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
  readonly #builder = new EventBuilder();
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
    else if (Array.isArray(op)) this.#begin(op);
    else {
      events.push(...this.#builder.take());
      events.push(this.#whole(op as { type: string; path?: unknown }));
    }
  }

  #begin(op: readonly unknown[]): void {
    const initial = op.length === 1 ? op[0] : op[1];
    if (op.length > 2 || op.length === 0) throw new TypeError('An operation has one or two parts.');
    if (op.length === 2) this.#builder.key(String(op[0]));
    if (initial === '') this.#builder.start('string');
    else if (Array.isArray(initial)) this.#builder.start('array');
    else if (initial === null || typeof initial === 'number' || typeof initial === 'boolean') {
      this.#builder.scalar(initial);
    } else if (typeof initial === 'object') this.#builder.start('object');
    else throw new TypeError('A value begins as "", [], {}, a number, a boolean or null.');
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
        return new ReplacedFact(node);
      default:
        return { ...op, path: formatPath(op.path as Path) } as unknown as InstantEvent;
    }
  }
}

function parseFrame(frame: string): readonly unknown[] {
  let ops: unknown;
  try {
    ops = JSON.parse(frame);
  } catch (cause) {
    throw invalidFrame(frame, cause);
  }
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

// In: instant events, a flush at a time. Out: one line of JSON per flush.
// Field events of the one open path become bare operations; anything else travels as itself.
// Knows nothing of SSE, HTTP or time.

import { isContainer } from '../internal/own.js';
import { isFieldEvent, type InstantEventInput } from './event.js';
import type { DoneEvent, FieldEvent } from './field-event.js';
import { asWritten, nodeOf } from './field-facts.js';
import type { FieldNode } from './field-node.js';
import { type FrameOp, isScalar } from './frame-op.js';
import { LaneWriter, type OpWriter } from './lane-frames.js';
import { parsePath, type Path } from './path.js';

/** Turns events into frames. Keeps the cursor of one stream, so each stream needs its own. */
export interface FrameEncoder {
  /** One flush as one line of JSON, without line breaks; `''` when nothing is left to say. */
  encode(events: readonly InstantEventInput[]): string;
}

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

class CursorEncoder implements FrameEncoder, OpWriter {
  /** The open value as the decoder knows it; `undefined` before the root and after it closed. */
  #cursor: FieldNode | undefined;
  #isOver = false;
  /** How much of each open value was sent, root first: characters of a string, children of a container. */
  readonly #sent: number[] = [];
  /** How much was sent of the string that closed last; -1 where another value did. */
  #closedLength = -1;
  /** An element that was withdrawn: the decoder is told once it is clear whether it is a string that goes on. */
  #reopened: FieldNode | undefined;
  /** It began anew. */
  #isBack = false;
  /** A child that was withdrawn, and of which the decoder is told when its key comes again. */
  #withdrawn: FieldNode | undefined;
  #lanes: LaneWriter | undefined;

  encode(events: readonly InstantEventInput[]): string {
    const ops = this.write(events);
    if (ops.length === 0) return '';
    return JSON.stringify(ops.length === 1 && typeof ops[0] === 'string' ? ops[0] : ops);
  }

  write(events: readonly InstantEventInput[]): readonly FrameOp[] {
    const ops: FrameOp[] = [];
    for (const event of asWritten(events)) {
      if (event.type === 'lane') {
        this.#lanes ??= new LaneWriter(() => new CursorEncoder());
        this.#lanes.add(ops, event);
        continue;
      }
      this.#lanes?.flush(ops);
      this.#write(ops, event);
    }
    this.#lanes?.flush(ops);
    return ops;
  }

  #write(ops: FrameOp[], event: InstantEventInput): void {
    const node = nodeOf(event);
    if (event.type === 'attempt') this.#restart();
    if (this.#withdrawn) this.#sayWithdrawn(ops, this.#withdrawn, event, node);
    if (this.#reopened) this.#sayReopened(ops, this.#reopened, event, node);
    if (node === undefined || !isFieldEvent(event)) {
      ops.push(isFieldEvent(event) ? strip(event) : event);
      return;
    }
    // An event that has a node was made by the builder, so it is complete.
    if (!this.#writeOp(ops, event as FieldEvent, node)) ops.push(strip(event));
  }

  /** Writes the event as an operation at the cursor; false when it is not about what the cursor can reach. */
  #writeOp(ops: FrameOp[], event: FieldEvent, node: FieldNode): boolean {
    switch (event.type) {
      case 'start':
        if (node === this.#reopened) return (this.#isBack = true);
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
        return this.#writeReplaced(node);
      default:
        return false;
    }
  }

  /** Brings the decoder's string up to `text`; normally `delta` is all that is missing. */
  #writeText(ops: FrameOp[], node: FieldNode, text: string, delta: string): void {
    const sent = this.#sent.at(-1) ?? 0;
    const missing = sent + delta.length === text.length ? delta : text.slice(sent);
    this.#sent[this.#sent.length - 1] = text.length;
    if (missing !== '') append(ops, node, missing);
  }

  #writeDone(ops: FrameOp[], { value }: DoneEvent, node: FieldNode): boolean {
    if (node !== this.#cursor) {
      if (!isScalar(value) || !this.#isNext(node)) return false;
      this.#count(1);
      this.#closedLength = -1;
      if (node.parent === undefined) this.#isOver = true;
      ops.push(begin(node, value));
      return true;
    }
    if (typeof value === 'string') this.#writeText(ops, node, value, '');
    const sent = this.#sent.pop();
    this.#closedLength = typeof value === 'string' ? value.length : -1;
    this.#cursor = node.parent;
    this.#isOver = node.parent === undefined;
    // When somebody left a child out on the way, the decoder has another value: then this one travels.
    if (isContainer(value) && Object.keys(value).length !== sent) return false;
    ops.push(0);
    return true;
  }

  #writeReplaced(node: FieldNode): boolean {
    if (node.parent === undefined) {
      // A draft is withdrawn: both ends begin again at the root.
      this.#restart();
      return false;
    }
    if (node.parent !== this.#cursor) return false;
    if (typeof node.key === 'string') {
      // The decoder sees the key come again and says so itself.
      this.#count(-1);
      this.#withdrawn = node;
      return true;
    }
    this.#reopened = node;
    this.#isBack = false;
    return true;
  }

  #restart(): void {
    this.#cursor = undefined;
    this.#isOver = false;
    this.#sent.length = 0;
    this.#withdrawn = undefined;
    this.#reopened = undefined;
  }

  /** The key does not come again, or not yet: a schema holds its new value back. */
  #sayWithdrawn(
    ops: FrameOp[],
    withdrawn: FieldNode,
    { type }: InstantEventInput,
    node: FieldNode | undefined,
  ): void {
    this.#withdrawn = undefined;
    const isBack = (type === 'start' || type === 'done') && node?.isAt(withdrawn) === true;
    if (!isBack) ops.push({ type: 'replaced', path: withdrawn.segments });
  }

  /** An element comes again: as a string that goes on where it closed, or as another value. */
  #sayReopened(
    ops: FrameOp[],
    element: FieldNode,
    event: InstantEventInput,
    node: FieldNode | undefined,
  ): void {
    const isBack = node === element && event.type !== 'replaced';
    if (isBack && event.type === 'start') return;
    this.#reopened = undefined;
    const value = isBack && 'value' in event ? event.value : '';
    const isText = typeof value === 'string' && this.#isBack;
    const isOpen = isText && this.#closedLength >= 0 && value.length >= this.#closedLength;
    if (isOpen) ops.push(1);
    else {
      ops.push({ type: 'replaced', path: element.segments });
      if (isText) ops.push(begin(element, ''));
      else this.#count(-1);
    }
    if (!isText) return;
    this.#cursor = element;
    this.#sent.push(isOpen ? this.#closedLength : 0);
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
function append(ops: FrameOp[], node: FieldNode, delta: string): void {
  const last = ops.length - 1;
  const before = ops[last];
  if (typeof before === 'string') ops[last] = before + delta;
  else if (Array.isArray(before) && typeof before.at(-1) === 'string')
    ops[last] = begin(node, String(before.at(-1)) + delta);
  else ops.push(delta);
}

function begin(node: FieldNode, initial: unknown): FrameOp {
  return node.key === undefined ? [initial] : [node.key, initial];
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

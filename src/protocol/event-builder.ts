// In: starts, appends and ends of the one open value, from the parser or from the wire. Out: instant events and the value.
// Exactly one root-to-leaf path is open at any time, so completion is known from the stack alone.
// Knows nothing of text, chunks or frames.

import { isContainer, setOwn, type JsonObject } from '../internal/own.js';
import { EventBatch } from './event-batch.js';
import type { InstantEvent } from './event.js';
import type { StartKind } from './field-event.js';
import { deltaFact, doneFact, replacedFact, startFact } from './field-facts.js';
import { FieldNode, WrittenKeys } from './field-node.js';

type Container = JsonObject | unknown[];

/** Characters of an open string that are kept in pieces; joining them now and then keeps few pieces alive. */
const MAX_TAIL = 256;

/** Characters from which joining pays: below, the pieces weigh little and the work shows. */
const MIN_FLAT = 32;

/** Builds the answer's value and says each thing once, as an event, when it is known. */
export class EventBuilder {
  readonly #batch = new EventBatch();
  #value: unknown;
  /** The innermost open container. */
  #node: FieldNode | undefined;
  #container: Container | undefined;
  /** Those around it, root first; nothing stands around the root. */
  readonly #outer: (Container | undefined)[] = [];
  #key = '';
  #keySuffix = '';
  /** The open object has `#key` already. */
  #isRepeated = false;
  /** The open string, if one is. */
  #stringNode: FieldNode | undefined;
  /** Its text: joined, and in the pieces that came since. */
  #head = '';
  #tail = '';
  /** The string that closed last; its text is still in `#head` and `#tail`. */
  #closedString: FieldNode | undefined;
  readonly #written = new WrittenKeys();

  /** The events since the last call, oldest first. */
  take(): readonly InstantEvent[] {
    return this.#batch.take();
  }

  /** The answer so far, open parts included; it goes on growing, so copy what must not. */
  get value(): unknown {
    if (this.#stringNode !== undefined) this.#attach(this.#stringNode, this.#text());
    return this.#value;
  }

  /** Paths begun and not closed, outermost first. */
  get open(): readonly string[] {
    const paths: string[] = [];
    let node = this.#stringNode ?? this.#node;
    for (; node !== undefined; node = node.parent) paths.push(node.path);
    return paths.toReversed();
  }

  key(text: string): boolean {
    const { key, suffix } = this.#written.ofKey(text);
    this.#key = key;
    this.#keySuffix = suffix;
    const container = this.#container;
    this.#isRepeated = container !== undefined && Object.hasOwn(container, key);
    return this.#isRepeated;
  }

  /**
   * The key or index of the next value, as a sender names it.
   * @throws {TypeError} when the open container has no such place.
   */
  enter(key: unknown): void {
    const container = this.#container;
    if (Array.isArray(container) ? key !== container.length : typeof key !== 'string') {
      throw new TypeError('The open container has no such place.');
    }
    if (typeof key === 'string') this.key(key);
  }

  /** A sender takes back an element: where it is the last one of the open list, another may follow at its place. */
  withdraw(node: FieldNode): void {
    const container = this.#container;
    const isHere = Array.isArray(container) && this.#node?.isAt(node.parent) === true;
    if (isHere && node.key === container.length - 1) container.pop();
  }

  start(kind: StartKind): void {
    const node = this.#nextNode();
    if (kind === 'string') {
      this.#stringNode = node;
      this.#head = '';
      this.#tail = '';
    } else {
      const container: Container = kind === 'array' ? [] : {};
      this.#attach(node, container);
      this.#outer.push(this.#container);
      this.#node = node;
      this.#container = container;
    }
    this.#batch.add(startFact(node, kind));
  }

  append(text: string): void {
    const node = this.#stringNode;
    if (node === undefined) throw new TypeError('No string is open to append to.');
    this.#tail += text;
    if (this.#tail.length > MAX_TAIL) {
      this.#head += flatten(this.#tail);
      this.#tail = '';
    }
    this.#batch.add(deltaFact(node, text, this.#text()));
  }

  /** Ends the open value; `final` holds a value that is not the one put together here. */
  end(final?: { readonly value: unknown }): void {
    const string = this.#stringNode;
    const node = string ?? this.#node;
    if (node === undefined) throw new TypeError('No value is open to end.');
    const own = string === undefined ? this.#leave(node) : flatten(this.#text());
    const value = final === undefined ? own : final.value;
    this.#closedString = string;
    this.#stringNode = undefined;
    if (string !== undefined || final !== undefined) this.#attach(node, value);
    this.#batch.add(doneFact(node, value));
  }

  scalar(value: number | boolean | null): void {
    const node = this.#nextNode();
    this.#attach(node, value);
    this.#batch.add(doneFact(node, value));
  }

  reopen(): string {
    const node = this.#closedString;
    if (node === undefined) throw new TypeError('No string closed last.');
    this.#stringNode = node;
    this.#batch.add(replacedFact(node));
    this.#batch.add(startFact(node, 'string'));
    const text = this.#text();
    if (text !== '') this.#batch.add(deltaFact(node, text, text));
    return text;
  }

  shorten(isElement: boolean): boolean {
    const node = this.#closedString;
    const text = this.#text();
    const kept = isElement ? textBeforeLine(text) : textBeforeBreak(text);
    if (node === undefined || kept === undefined) return false;
    this.#head = kept;
    this.#tail = '';
    this.#batch.add(replacedFact(node));
    this.#attach(node, kept);
    this.#tell(node, kept);
    return true;
  }

  unlist(): string | undefined {
    const list = this.#container;
    const node = this.#node;
    if (node === undefined || !Array.isArray(list) || list.length < 2) return undefined;
    this.end();
    const kept = list.slice(0, -1);
    this.#batch.add(replacedFact(node));
    this.#attach(node, kept);
    this.#tell(node, kept);
    return String(list.at(-1));
  }

  /** Tells a value that is known already. */
  #tell(node: FieldNode, value: unknown): void {
    if (typeof value === 'string') {
      this.#batch.add(startFact(node, 'string'));
      if (value !== '') this.#batch.add(deltaFact(node, value, value));
    } else if (isContainer(value)) {
      this.#batch.add(startFact(node, Array.isArray(value) ? 'array' : 'object'));
      for (const [key, child] of Object.entries(value))
        this.#tell(node.childAt(Array.isArray(value) ? Number(key) : key), child);
    }
    this.#batch.add(doneFact(node, value));
  }

  revise(value: number | string, isOpen: boolean): void {
    const node = this.#withdrawLast();
    if (isOpen) {
      this.#batch.add(startFact(node, 'string'));
      this.#stringNode = node;
      this.#head = '';
      this.#tail = '';
      this.append(String(value));
      return;
    }
    this.#attach(node, value);
    this.#tell(node, value);
  }

  /** The value that closed last is taken back; another one follows at its place. */
  #withdrawLast(): FieldNode {
    const container = this.#container;
    if (!Array.isArray(container)) {
      this.#isRepeated = true;
      return this.#nextNode();
    }
    container.pop();
    const node = this.#nextNode();
    this.#batch.add(replacedFact(node));
    return node;
  }

  /** Closes the innermost container and returns it. */
  #leave(node: FieldNode): Container | undefined {
    const container = this.#container;
    this.#node = node.parent;
    this.#container = this.#outer.pop();
    return container;
  }

  #text(): string {
    return this.#head === '' ? this.#tail : this.#head + this.#tail;
  }

  #nextNode(): FieldNode {
    const parent = this.#node;
    const container = this.#container;
    if (parent === undefined || container === undefined) return FieldNode.root();
    if (Array.isArray(container)) {
      const index = container.length;
      return parent.child(index, this.#written.ofIndex(index));
    }
    const node = parent.child(this.#key, this.#keySuffix);
    if (this.#isRepeated) this.#batch.add(replacedFact(node));
    return node;
  }

  #attach(node: FieldNode, value: unknown): void {
    const container = this.#container;
    if (container === undefined) this.#value = value;
    else if (Array.isArray(container)) container[node.key as number] = value;
    else setOwn(container, node.key as string, value);
  }
}

/** Joins a long string's pieces for good: engines keep a sum of strings as a tree until a character is asked for. */
function flatten(text: string): string {
  if (text.length > MIN_FLAT) text.charCodeAt(0);
  return text;
}

/** A text up to the comma or line break at its end; `undefined` when it ends in neither, or a bracket just opened in it. */
function textBeforeBreak(text: string): string | undefined {
  const end = text.trimEnd();
  if (end.endsWith(',')) return end.slice(0, -1);
  if (/[{[]$/.test(end)) return undefined;
  return text.includes('\n', end.length) ? end : undefined;
}

/** A text up to the comma and the line break at its end; `undefined` where it ends in no such. */
function textBeforeLine(text: string): string | undefined {
  const end = text.trimEnd();
  return end.endsWith(',') && text.includes('\n', end.length) ? end.slice(0, -1) : undefined;
}

// In: starts, appends and ends of the one open value, from the parser or from the wire. Out: instant events and the value.
// Exactly one root-to-leaf path is open at any time, so completion is known from the stack alone.
// Knows nothing of text, chunks or frames.

import { setOwn, type JsonObject } from '../internal/own.js';
import type { InstantEvent, StartKind } from './event.js';
import { DeltaFact, DoneFact, ReplacedFact, StartFact } from './field-facts.js';
import { FieldNode, KeySuffixes } from './field-node.js';

type Container = JsonObject | unknown[];

const NOTHING: readonly InstantEvent[] = Object.freeze([]);

/** Builds the answer's value and says each thing once, as an event, when it is known. */
export class EventBuilder {
  /** Reused from flush to flush, so that a flush allocates only what it hands out. */
  readonly #events: InstantEvent[] = [];
  #count = 0;
  #value: unknown;
  /** Nodes and values of the open containers, root first. */
  readonly #nodes: FieldNode[] = [];
  readonly #containers: Container[] = [];
  #key = '';
  /** The open object has `#key` already. */
  #isRepeated = false;
  /** The open string, if one is. */
  #stringNode: FieldNode | undefined;
  #string = '';
  /** The string that closed last; its text is still in `#string`. */
  #closedString: FieldNode | undefined;
  readonly #suffixes = new KeySuffixes();

  /** The events since the last call, oldest first. */
  take(): readonly InstantEvent[] {
    const count = this.#count;
    if (count === 0) return NOTHING;
    this.#count = 0;
    if (count === 1) return [this.#events[0] as InstantEvent];
    const events = this.#events.slice(0, count);
    this.#events.length = 1;
    return events;
  }

  /** The answer so far, open parts included; it goes on growing, so copy what must not. */
  get value(): unknown {
    if (this.#stringNode !== undefined) this.#attach(this.#stringNode, this.#string);
    return this.#value;
  }

  /** Paths begun and not closed, outermost first. */
  get open(): readonly string[] {
    const nodes = this.#stringNode === undefined ? this.#nodes : [...this.#nodes, this.#stringNode];
    return nodes.map((node) => node.path);
  }

  key(key: string): boolean {
    this.#key = key;
    const container = this.#containers[this.#containers.length - 1];
    this.#isRepeated = container !== undefined && Object.hasOwn(container, key);
    return this.#isRepeated;
  }

  start(kind: StartKind): void {
    const node = this.#nextNode();
    if (kind === 'string') {
      this.#stringNode = node;
      this.#string = '';
    } else {
      const container: Container = kind === 'array' ? [] : {};
      this.#attach(node, container);
      this.#nodes.push(node);
      this.#containers.push(container);
    }
    this.#emit(new StartFact(node, kind));
  }

  append(text: string): void {
    const node = this.#stringNode;
    if (node === undefined) throw new TypeError('No string is open to append to.');
    this.#string += text;
    this.#emit(new DeltaFact(node, text, this.#string));
  }

  end(): void {
    const string = this.#stringNode;
    if (string !== undefined) {
      this.#attach(string, this.#string);
      this.#emit(new DoneFact(string, this.#string));
      this.#closedString = string;
      this.#stringNode = undefined;
      return;
    }
    const node = this.#nodes.pop();
    if (node === undefined) throw new TypeError('No value is open to end.');
    this.#emit(new DoneFact(node, this.#containers.pop()));
  }

  scalar(value: number | boolean | null): void {
    const node = this.#nextNode();
    this.#attach(node, value);
    this.#emit(new DoneFact(node, value));
  }

  #emit(event: InstantEvent): void {
    this.#events[this.#count++] = event;
  }

  reopen(): void {
    const node = this.#closedString;
    if (node === undefined) throw new TypeError('No string closed last.');
    this.#stringNode = node;
    this.#emit(new ReplacedFact(node));
    this.#emit(new StartFact(node, 'string'));
    if (this.#string !== '') this.#emit(new DeltaFact(node, this.#string, this.#string));
  }

  #nextNode(): FieldNode {
    const depth = this.#nodes.length;
    const parent = this.#nodes[depth - 1];
    const container = this.#containers[depth - 1];
    if (parent === undefined || container === undefined) return FieldNode.root();
    if (Array.isArray(container)) return parent.child(container.length, this.#suffixes);
    const node = parent.child(this.#key, this.#suffixes);
    if (this.#isRepeated) this.#emit(new ReplacedFact(node));
    return node;
  }

  #attach(node: FieldNode, value: unknown): void {
    const container = this.#containers[this.#containers.length - 1];
    if (container === undefined) this.#value = value;
    else if (Array.isArray(container)) container[node.key as number] = value;
    else setOwn(container, node.key as string, value);
  }
}

// In: values by key, and what is added to them. Out: the same values; who was given one may keep it, and it stays as it was.
// What nobody was given is changed in place: adding costs what is added. What was given is copied once before it is changed.
// Knows nothing of who listens.

import { getOwn, setOwn, type JsonObject } from '../internal/own.js';
import { ListIndex } from './list-index.js';
import { isPlain } from '../internal/plain-data.js';

type List = unknown[];

/** The containers in one value that nobody outside knows. */
class Owned {
  readonly #containers = new WeakSet();
  readonly #indexes = new WeakMap<readonly unknown[], ListIndex>();

  list(list: readonly unknown[]): List {
    if (this.#has(list)) return list;
    const copy = [...list];
    this.#containers.add(copy);
    return copy;
  }

  object(object: JsonObject): JsonObject {
    if (this.#containers.has(object)) return object;
    const copy: JsonObject = {};
    for (const [key, value] of Object.entries(object)) setOwn(copy, key, value);
    this.#containers.add(copy);
    return copy;
  }

  indexOf(list: readonly unknown[]): ListIndex {
    let index = this.#indexes.get(list);
    if (index === undefined) this.#indexes.set(list, (index = new ListIndex(list)));
    return index;
  }

  #has(list: readonly unknown[]): list is List {
    return this.#containers.has(list);
  }
}

export class StateValues implements Iterable<readonly [string, unknown]> {
  readonly #values: Map<string, unknown>;
  readonly #owned = new Map<string, Owned>();

  constructor(entries: Iterable<readonly [string, unknown]> = []) {
    this.#values = new Map(entries);
  }

  /** From now on somebody outside knows it. */
  get(key: string): unknown {
    this.#owned.delete(key);
    return this.#values.get(key);
  }

  has(key: string): boolean {
    return this.#values.has(key);
  }

  keys(): readonly string[] {
    return [...this.#values.keys()];
  }

  set(key: string, value: unknown): void {
    this.#owned.delete(key);
    this.#values.set(key, value);
  }

  /** True if it was there. */
  delete(key: string): boolean {
    this.#owned.delete(key);
    return this.#values.delete(key);
  }

  /** Puts an item at the end of the list; what is no list yet becomes one. */
  append(key: string, item: unknown): void {
    const old = this.#values.get(key);
    const list = this.#ownedOf(key).list(
      Array.isArray(old) ? old : this.#values.has(key) ? [old] : [],
    );
    list.push(item);
    this.#values.set(key, list);
  }

  /** Objects are merged key by key, a list gains what it does not have, anything else is replaced. */
  merge(key: string, added: unknown): void {
    this.#values.set(key, merge(this.#values.get(key), added, this.#ownedOf(key)));
  }

  /** To be looked at, and neither kept nor changed. */
  [Symbol.iterator](): Iterator<readonly [string, unknown]> {
    return this.#values.entries();
  }

  #ownedOf(key: string): Owned {
    let owned = this.#owned.get(key);
    if (owned === undefined) this.#owned.set(key, (owned = new Owned()));
    return owned;
  }
}

function merge(old: unknown, added: unknown, owned: Owned): unknown {
  if (Array.isArray(old) && Array.isArray(added)) {
    const list = owned.list(old);
    const index = owned.indexOf(list);
    const others: readonly unknown[] = added;
    for (const item of others.filter((each) => !index.has(each))) list.push(item);
    return list;
  }
  if (!isPlain(old) || !isPlain(added)) return added;
  const object = owned.object(old);
  for (const [key, value] of Object.entries(added)) {
    const isKnown = Object.hasOwn(object, key);
    setOwn(object, key, isKnown ? merge(getOwn(object, key), value, owned) : value);
  }
  return object;
}

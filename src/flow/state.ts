// In: values by key. Out: the same values, and word of each change.
// Who was given a value may keep it: it stays as it was, whatever is added afterwards.
// Knows nothing of who listens.

import type { NameOf } from './flow-types.js';
import type { StateValues } from './state-values.js';

export interface ChangeOptions {
  /** False to change the value without setting anything going. @default true */
  readonly emit?: boolean;
}

/** Values by key. Every change is a signal for the steps behind `when({ state: key })`, if there are any. */
export interface FlowState<Values extends object> {
  get<K extends NameOf<Values>>(key: K): Values[K] | undefined;
  has(key: NameOf<Values>): boolean;
  keys(): readonly NameOf<Values>[];
  /** Replaces the value. */
  set<K extends NameOf<Values>>(key: K, value: Values[K], options?: ChangeOptions): void;
  /** Adds to the value: objects key by key, to a list what it does not have. */
  merge<K extends NameOf<Values>>(
    key: K,
    value: Values[K] extends readonly unknown[] ? Values[K] : Partial<Values[K]>,
    options?: ChangeOptions,
  ): void;
  /**
   * Puts an item at the end of the list; what is no list yet becomes one. Costs no more than the item, unless the list was
   * read since, or goes out as a signal: what was read stays as it was.
   */
  append<K extends NameOf<Values>>(
    key: K,
    item: Values[K] extends readonly (infer Item)[] ? Item : Values[K],
    options?: ChangeOptions,
  ): void;
  /** The signal's value is `undefined`. */
  delete(key: NameOf<Values>, options?: ChangeOptions): void;
}

/** Whose view it is. */
export interface StateOwner {
  /** Throws where nothing may be changed any more. */
  check(): void;
  /** `read` gives the value to somebody who may keep it. */
  onChange(key: string, read: () => unknown): void;
}

/** A view of values that tells its owner of what is changed through it. */
export class StateView implements FlowState<Record<string, unknown>> {
  readonly #values: StateValues;
  readonly #owner: StateOwner;

  constructor(values: StateValues, owner: StateOwner) {
    this.#values = values;
    this.#owner = owner;
  }

  get(key: string): unknown {
    return this.#values.get(key);
  }

  has(key: string): boolean {
    return this.#values.has(key);
  }

  keys(): readonly string[] {
    return this.#values.keys();
  }

  set(key: string, value: unknown, options?: ChangeOptions): void {
    this.#change(key, () => this.#values.set(key, value), options);
  }

  merge(key: string, value: unknown, options?: ChangeOptions): void {
    this.#change(key, () => this.#values.merge(key, value), options);
  }

  append(key: string, item: unknown, options?: ChangeOptions): void {
    this.#change(key, () => this.#values.append(key, item), options);
  }

  delete(key: string, { emit = true }: ChangeOptions = {}): void {
    this.#owner.check();
    if (this.#values.delete(key) && emit) this.#owner.onChange(key, () => undefined);
  }

  #change(key: string, change: () => void, { emit = true }: ChangeOptions = {}): void {
    this.#owner.check();
    change();
    if (emit) this.#owner.onChange(key, () => this.#values.get(key));
  }
}

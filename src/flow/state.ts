// In: values by key. Out: the same values, and word of each change.
// Who was given a value may keep it: it stays as it was, whatever is added afterwards.
// Knows nothing of who listens.

import type { NameOf } from './flow-types.js';
import type { StateValues } from './state-values.js';

export interface ChangeOptions {
  /** False to change the value without setting anything going. @default true */
  readonly emit?: boolean;
}

/** What a list is made of. What is known to be no list has no items. */
type ItemOf<V> = V extends readonly (infer Item)[] ? Item : unknown extends V ? unknown : never;

/** Values by key. Every change is a signal for the steps behind `when({ state: key })`, if there are any. */
export interface FlowState<Values extends object> {
  get<K extends NameOf<Values>>(this: void, key: K): Values[K] | undefined;
  has(this: void, key: NameOf<Values>): boolean;
  keys(this: void): readonly NameOf<Values>[];
  /** Replaces the value. */
  set<K extends NameOf<Values>>(
    this: void,
    key: K,
    value: Values[K],
    options?: ChangeOptions,
  ): void;
  /** Adds to the value: objects key by key, to a list what it does not have. */
  merge<K extends NameOf<Values>>(
    this: void,
    key: K,
    value: Values[K] extends readonly unknown[] ? Values[K] : Partial<Values[K]>,
    options?: ChangeOptions,
  ): void;
  /**
   * Puts an item at the end of the list; what is no list yet becomes one. Costs no more than the item, unless the list was
   * read since, or goes out as a signal: what was read stays as it was.
   */
  append<K extends NameOf<Values>>(
    this: void,
    key: K,
    item: ItemOf<Values[K]>,
    options?: ChangeOptions,
  ): void;
  /** The signal's value is `undefined`. */
  delete(this: void, key: NameOf<Values>, options?: ChangeOptions): void;
}

/** Whose view it is. */
export interface StateOwner {
  /** Throws where nothing may be changed any more. */
  check(): void;
  /** `read` gives the value to somebody who may keep it. */
  onChange(key: string, read: () => unknown): void;
}

/** A view of values that tells its owner of what is changed through it. Its functions may be taken out of it. */
export class StateView implements FlowState<Record<string, unknown>> {
  readonly #values: StateValues;
  readonly #owner: StateOwner;

  constructor(values: StateValues, owner: StateOwner) {
    this.#values = values;
    this.#owner = owner;
  }

  readonly get = (key: string): unknown => {
    return this.#values.get(key);
  };

  readonly has = (key: string): boolean => {
    return this.#values.has(key);
  };

  readonly keys = (): readonly string[] => {
    return this.#values.keys();
  };

  readonly set = (key: string, value: unknown, options?: ChangeOptions): void => {
    this.#change(key, () => this.#values.set(key, value), options);
  };

  readonly merge = (key: string, value: unknown, options?: ChangeOptions): void => {
    this.#change(key, () => this.#values.merge(key, value), options);
  };

  readonly append = (key: string, item: unknown, options?: ChangeOptions): void => {
    this.#change(key, () => this.#values.append(key, item), options);
  };

  readonly delete = (key: string, { emit = true }: ChangeOptions = {}): void => {
    this.#owner.check();
    if (this.#values.delete(key) && emit) this.#owner.onChange(key, () => undefined);
  };

  #change(key: string, change: () => void, { emit = true }: ChangeOptions = {}): void {
    this.#owner.check();
    change();
    if (emit) this.#owner.onChange(key, () => this.#values.get(key));
  }
}

// In: JSON from anywhere. Out: its parts, each of the kind it has to be, or an error that says where it is not.
// Knows nothing of what the parts mean.

import { getOwn, isContainer } from '../internal/own.js';
import { FlowError } from './error.js';
import { unpackValue } from './snapshot-value.js';

/** A part of a snapshot that nobody has looked at yet. */
export class SnapshotPart {
  readonly #given: unknown;
  readonly #place: string;

  constructor(given: unknown, place = '') {
    this.#given = given;
    this.#place = place;
  }

  has(key: string): boolean {
    return isContainer(this.#given) && Object.hasOwn(this.#given, key);
  }

  part(key: string): SnapshotPart {
    const place = this.#place === '' ? key : `${this.#place}.${key}`;
    if (!this.has(key)) return new SnapshotPart(undefined, place).refuse('is missing');
    return new SnapshotPart(getOwn(this.#given, key), place);
  }

  list(): readonly SnapshotPart[] {
    if (!Array.isArray(this.#given)) return this.refuse('is no list');
    const items: readonly unknown[] = this.#given;
    return items.map((item, index) => new SnapshotPart(item, `${this.#place}[${index}]`));
  }

  /** A list of two. */
  pair(): readonly [SnapshotPart, SnapshotPart] {
    const [first, second, ...rest] = this.list();
    if (first === undefined || second === undefined || rest.length > 0)
      return this.refuse('is no pair');
    return [first, second];
  }

  text(): string {
    return typeof this.#given === 'string' ? this.#given : this.refuse('is no text');
  }

  flag(): boolean {
    return typeof this.#given === 'boolean'
      ? this.#given
      : this.refuse('is neither true nor false');
  }

  /** A whole number from 0, below `end`. */
  count(end = Number.MAX_SAFE_INTEGER): number {
    const number = this.#given;
    const isCount = typeof number === 'number' && Number.isInteger(number) && number >= 0;
    return isCount && number < end ? number : this.refuse(`is no whole number below ${end}`);
  }

  /** A value of the flow. */
  value(): unknown {
    return unpackValue(this.#given, () => this.refuse('is no value'));
  }

  /** Pairs of an index below `end`, each at most once, and a value. */
  indexed(end: number): ReadonlyMap<number, unknown> {
    const values = new Map<number, unknown>();
    for (const pair of this.list()) {
      const [index, value] = pair.pair();
      if (values.has(index.count(end))) pair.refuse('comes twice');
      values.set(index.count(end), value.value());
    }
    return values;
  }

  /** Pairs of a key and a value. */
  entries(): ReadonlyMap<string, unknown> {
    return new Map(
      this.list().map((each) => {
        const [key, value] = each.pair();
        return [key.text(), value.value()];
      }),
    );
  }

  /** @throws {FlowError} `invalid-snapshot` */
  refuse(what: string): never {
    const place = this.#place === '' ? 'It' : `\`${this.#place}\``;
    throw new FlowError(
      'invalid-snapshot',
      `This is no execution that can be loaded: ${place} ${what}. Load what save() gave, into the same flow.`,
    );
  }
}

// In: JSON from anywhere. Out: its parts, each of the kind it has to be, or an error that says where it is not.
// Knows nothing of what the parts mean.

import { getOwn, isContainer } from '../internal/own.js';
import { FlowError, type FlowErrorCode } from './error.js';
import { unpackValue } from './snapshot-value.js';

/** What the whole is, for the error. */
export interface WholeKind {
  readonly code: FlowErrorCode;
  readonly what: string;
  readonly next: string;
}

const SNAPSHOT: WholeKind = {
  code: 'invalid-snapshot',
  what: 'This is no execution that can be loaded',
  next: 'Load what save() gave, into the same flow.',
};

/** A part of a snapshot, or of other JSON, that nobody has looked at yet. */
export class SnapshotPart {
  readonly #given: unknown;
  readonly #place: string;
  readonly #kind: WholeKind;

  constructor(given: unknown, place = '', kind = SNAPSHOT) {
    this.#given = given;
    this.#place = place;
    this.#kind = kind;
  }

  has(key: string): boolean {
    return isContainer(this.#given) && Object.hasOwn(this.#given, key);
  }

  part(key: string): SnapshotPart {
    const place = this.#place === '' ? key : `${this.#place}.${key}`;
    if (!this.has(key)) return this.#at(undefined, place).refuse('is missing');
    return this.#at(getOwn(this.#given, key), place);
  }

  list(): readonly SnapshotPart[] {
    if (!Array.isArray(this.#given)) return this.refuse('is no list');
    const items: readonly unknown[] = this.#given;
    return items.map((item, index) => this.#at(item, `${this.#place}[${index}]`));
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

  /** Refuses what has other keys: one written wrong would do nothing, and nobody would know. */
  only(keys: readonly string[]): void {
    if (!isContainer(this.#given) || Array.isArray(this.#given)) return this.refuse('is no object');
    const other = Object.keys(this.#given).find((key) => !keys.includes(key));
    if (other !== undefined) this.refuse(`has no \`${other}\`: it takes ${keys.join(', ')}`);
  }

  /** A text or a number. */
  key(): string | number {
    const given = this.#given;
    return typeof given === 'number' ? given : this.text();
  }

  isList(): boolean {
    return Array.isArray(this.#given);
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

  /** @throws {FlowError} `invalid-snapshot`, or what the whole says */
  refuse(what: string): never {
    const { code, what: whole, next } = this.#kind;
    const place = this.#place === '' ? 'It' : `\`${this.#place}\``;
    throw new FlowError(code, `${whole}: ${place} ${what}. ${next}`);
  }

  #at(given: unknown, place: string): SnapshotPart {
    return new SnapshotPart(given, place, this.#kind);
  }
}

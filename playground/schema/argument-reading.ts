// In: calls in a text of notation. Out: what they are given, as plain data; or what is wrong with it, with its place.
// Knows nothing of schemas.

import type { Call, Node } from './notation.js';
import { SchemaError } from './schema-error.js';

/** Reads the arguments of the calls of one text. */
export class ArgumentReading {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  argument(call: Call, index: number): Node {
    return (
      call.args[index] ?? this.fail(call.at, `${call.name} takes ${index + 1} or more arguments.`)
    );
  }

  textOf(call: Call, index: number): string {
    const node = this.argument(call, index);
    if (node.kind === 'value' && typeof node.value === 'string') return node.value;
    return this.fail(node.at, `${call.name} takes a text in quotes here.`);
  }

  numberOf(call: Call, index: number): number {
    const node = this.argument(call, index);
    if (node.kind === 'value' && typeof node.value === 'number') return node.value;
    return this.fail(node.at, `${call.name} takes a number here.`);
  }

  plainOf(call: Call, index: number): string | number | boolean | null {
    const node = this.argument(call, index);
    return node.kind === 'value'
      ? node.value
      : this.fail(node.at, `${call.name} takes a text, a number, true, false or null.`);
  }

  textsOf(call: Call, index: number): readonly [string, ...string[]] {
    const node = this.argument(call, index);
    const texts =
      node.kind === 'list'
        ? node.items.flatMap((item) =>
            item.kind === 'value' && typeof item.value === 'string' ? [item.value] : [],
          )
        : [];
    const [first, ...rest] = texts;
    if (first === undefined || node.kind !== 'list' || texts.length < node.items.length)
      return this.fail(node.at, `${call.name} takes a list of texts: ['walk', 'train']`);
    return [first, ...rest];
  }

  /** Plain data, as deep as it is written. */
  valueOf(call: Call, index: number): unknown {
    return this.#dataOf(this.argument(call, index));
  }

  #dataOf(node: Node): unknown {
    if (node.kind === 'value') return node.value;
    if (node.kind === 'list') return node.items.map((item) => this.#dataOf(item));
    if (node.kind === 'object')
      return Object.fromEntries(node.entries.map(([key, value]) => [key, this.#dataOf(value)]));
    return this.fail(node.at, 'Here a value is expected: a text, a number, a list, an object.');
  }

  fail(at: number, problem: string): never {
    throw new SchemaError(this.#text, at, problem);
  }
}

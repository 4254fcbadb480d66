// In: any value, also one that runs in a circle or throws when it is read. Out: its text, as JSON where JSON has a word for it.
// Costs what it shows: writing ends where the text is long enough, however much there is.
// Knows nothing of where the value is from.

import { getOwn } from '../internal/own.js';
import { headOf, leafText, reasonOf } from './opaque-value.js';

/** The text of a value; beyond `most` characters it is cut, and ends with `…`. Never throws. */
export function writeValue(value: unknown, most: number): string {
  const writer = new Writer(most);
  writer.write(() => value, '\n');
  return writer.text;
}

/** The same in one line, as JSON without spaces. */
export function writeLine(value: unknown, most: number): string {
  const writer = new Writer(most);
  writer.write(() => value, '');
  return writer.text;
}

class Writer {
  #text = '';
  readonly #most: number;
  /** The containers that are being written, outermost first. */
  readonly #around = new Set<object>();

  constructor(most: number) {
    this.#most = most;
  }

  get text(): string {
    return this.#isFull ? `${this.#text.slice(0, this.#most)}…` : this.#text;
  }

  get #isFull(): boolean {
    return this.#text.length > this.#most;
  }

  /** `line` begins a line where the value stands; where it is empty, there is only one. */
  write(read: () => unknown, line: string): void {
    try {
      const value = read();
      const leaf = leafText(value);
      if (leaf !== undefined) this.#text += leaf;
      else if (typeof value === 'string') this.#text += this.#quote(value);
      else if (typeof value !== 'object' || value === null) this.#text += String(value);
      else if (this.#around.has(value)) this.#text += '(circular)';
      else this.#writeContainer(value, line);
    } catch (error) {
      this.#text += `(${reasonOf(error)})`;
    }
  }

  #writeContainer(value: object, line: string): void {
    const head = headOf(value);
    const [open, close] = Array.isArray(value) || value instanceof Set ? '[]' : '{}';
    const separator = line ? ': ' : ':';
    const inner = line && `${line}  `;
    let isEmpty = true;
    this.#text += `${head}${head && ' '}${open}`;
    this.#around.add(value);
    for (const { key, read } of partsOf(value)) {
      if (this.#isFull) break;
      this.#text += `${isEmpty ? '' : ','}${inner}`;
      isEmpty = false;
      if (key) {
        this.write(key, inner);
        this.#text += separator;
      }
      this.write(read, inner);
    }
    this.#around.delete(value);
    this.#text += `${isEmpty ? '' : line}${close}`;
  }

  /** No more of it than fits. */
  #quote(text: string): string {
    return JSON.stringify(text.slice(0, Math.max(0, this.#most - this.#text.length) + 1));
  }
}

interface Part {
  readonly key?: () => unknown;
  readonly read: () => unknown;
}

function* partsOf(value: object): Generator<Part> {
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index++) yield { read: () => value[index] };
  } else if (value instanceof Map) {
    for (const [key, part] of value) yield { key: () => key, read: () => part };
  } else if (value instanceof Set) {
    for (const part of value) yield { read: () => part };
  } else {
    for (const key of Object.keys(value)) yield { key: () => key, read: () => getOwn(value, key) };
  }
}

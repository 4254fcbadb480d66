// In: the text of a notation. Out: what is written, as a tree: calls, values, lists, objects and names.
// Nothing of it is run: a call is a name with arguments, and what it stands for is decided by who reads the tree.
// Knows nothing of zod.

import { SchemaError } from './schema-error.js';
import { toTokens, type Token } from './tokens.js';

/** A name with arguments: `min(1)`. */
export interface Call {
  readonly name: string;
  readonly args: readonly Node[];
  readonly at: number;
}

export type Node =
  | {
      readonly kind: 'value';
      readonly value: string | number | boolean | null;
      readonly at: number;
    }
  | { readonly kind: 'list'; readonly items: readonly Node[]; readonly at: number }
  | {
      readonly kind: 'object';
      readonly entries: readonly (readonly [key: string, value: Node])[];
      readonly at: number;
    }
  /** What was declared before under `name`, or `z`, and the calls on it. */
  | {
      readonly kind: 'chain';
      readonly name: string;
      readonly calls: readonly Call[];
      readonly at: number;
    };

export interface Declaration {
  /** Undefined where only an expression stands. */
  readonly name: string | undefined;
  readonly node: Node;
}

const MAX_DEPTH = 40;
const MAX_NODES = 3000;

/** @throws {SchemaError} */
export function readNotation(text: string): readonly Declaration[] {
  return new Reader(text).readAll();
}

class Reader {
  readonly #text: string;
  readonly #tokens: readonly Token[];
  readonly #names = new Set(['z']);
  #next = 0;
  #depth = 0;
  #nodes = 0;

  constructor(text: string) {
    this.#text = text;
    this.#tokens = toTokens(text);
  }

  readAll(): readonly Declaration[] {
    const all: Declaration[] = [];
    while (this.#peek().kind !== 'end') {
      if (this.#takeName('import')) this.#skipImport();
      else all.push(this.#declaration());
      while (this.#takeMark(';'));
    }
    return all;
  }

  #declaration(): Declaration {
    const isExported = this.#takeName('export');
    if (!this.#takeName('const')) {
      if (isExported) this.#fail(this.#peek(), 'After export comes const.');
      return { name: undefined, node: this.#node() };
    }
    const token = this.#take('name', 'the name of the schema');
    const name = token.value;
    if (this.#names.has(name))
      this.#fail(token, `${name} is declared already: choose another name.`);
    this.#names.add(name);
    this.#expect('=');
    return { name, node: this.#node() };
  }

  #skipImport(): void {
    while (this.#peek().kind !== 'text' && this.#peek().kind !== 'end') this.#next++;
    this.#next++;
  }

  #node(): Node {
    const token = this.#peek();
    if (++this.#depth > MAX_DEPTH) this.#fail(token, `Nothing is read deeper than ${MAX_DEPTH}.`);
    if (++this.#nodes > MAX_NODES) this.#fail(token, `A schema may have ${MAX_NODES} parts.`);
    const node = this.#anyNode(token);
    this.#depth--;
    return node;
  }

  #anyNode(token: Token): Node {
    const { kind, value, at } = token;
    if (kind === 'mark' && value === '[') return { kind: 'list', items: this.#list('[', ']'), at };
    if (kind === 'mark' && value === '{') return { kind: 'object', entries: this.#entries(), at };
    this.#next++;
    if (kind === 'text') return { kind: 'value', value, at };
    if (kind === 'number') return { kind: 'value', value: Number(value), at };
    if (kind !== 'name')
      return this.#fail(token, `Here a schema or a value is expected, not ${value}.`);
    if (value === 'null') return { kind: 'value', value: null, at };
    if (value === 'true' || value === 'false')
      return { kind: 'value', value: value === 'true', at };
    return { kind: 'chain', name: value, calls: this.#calls(), at };
  }

  #calls(): readonly Call[] {
    const calls: Call[] = [];
    while (this.#takeMark('.')) {
      const { value: name, at } = this.#take('name', 'the name of a method');
      const isCalled = this.#peek().value === '(' && this.#peek().kind === 'mark';
      if (!isCalled) this.#fail(this.#peek(), `After .${name} comes “(”.`);
      calls.push({ name, args: this.#list('(', ')'), at });
    }
    return calls;
  }

  #list(open: string, close: string): readonly Node[] {
    this.#expect(open);
    const items: Node[] = [];
    while (!this.#takeMark(close)) {
      items.push(this.#node());
      if (!this.#takeMark(',') && !this.#isMark(close))
        this.#fail(this.#peek(), `Here “,” or “${close}” is expected, not ${this.#peek().value}.`);
    }
    return items;
  }

  #entries(): readonly (readonly [string, Node])[] {
    this.#expect('{');
    const entries: (readonly [string, Node])[] = [];
    while (!this.#takeMark('}')) {
      const key = this.#peek();
      if (key.kind !== 'name' && key.kind !== 'text')
        this.#fail(key, `Here the name of a field is expected, not ${key.value}.`);
      if (key.value === '__proto__') this.#fail(key, 'A field cannot be called __proto__ here.');
      this.#next++;
      this.#expect(':');
      entries.push([key.value, this.#node()]);
      if (!this.#takeMark(',') && !this.#isMark('}'))
        this.#fail(this.#peek(), `Here “,” or “}” is expected, not ${this.#peek().value}.`);
    }
    return entries;
  }

  #peek(): Token {
    return this.#tokens[this.#next] ?? { kind: 'end', value: 'the end', at: this.#text.length };
  }

  #isMark(mark: string): boolean {
    return this.#peek().kind === 'mark' && this.#peek().value === mark;
  }

  #takeMark(mark: string): boolean {
    if (!this.#isMark(mark)) return false;
    this.#next++;
    return true;
  }

  #takeName(name: string): boolean {
    if (this.#peek().kind !== 'name' || this.#peek().value !== name) return false;
    this.#next++;
    return true;
  }

  #take(kind: Token['kind'], what: string): Token {
    const token = this.#peek();
    if (token.kind !== kind) this.#fail(token, `Here ${what} is expected, not ${token.value}.`);
    this.#next++;
    return token;
  }

  #expect(mark: string): void {
    if (!this.#takeMark(mark))
      this.#fail(this.#peek(), `Here “${mark}” is expected, not ${this.#peek().value}.`);
  }

  #fail({ at }: Token, problem: string): never {
    throw new SchemaError(this.#text, at, problem);
  }
}

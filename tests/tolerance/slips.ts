// In: tables of slips. Out: one list of cases, each named by its text.
// Knows nothing of how they are read.

import type { RootExpectation } from '../../src/json/index.js';
import { slipsAround } from './slips-around.js';
import { slipsOfChoice } from './slips-of-choice.js';
import { slipsOfQuotes } from './slips-of-quotes.js';
import { slipsOfSyntax } from './slips-of-syntax.js';
import { slipsOfValues } from './slips-of-values.js';
import { writtenAround } from './written-around.js';
import { writtenTexts } from './written-texts.js';
import { writtenValues } from './written-values.js';

/**
 * What the reader expects of the root: anything, a kind, an object with `title` and `n`, a list of such, a list of texts,
 * or a scalar of a schema.
 */
type Wanted =
  | 'object'
  | 'array'
  | 'titled'
  | 'titles'
  | 'words'
  | 'number'
  | 'boolean'
  | 'text'
  | 'verdict';

export type Slips = Readonly<
  Record<string, readonly (readonly [text: string, value: unknown, wanted?: Wanted])[]>
>;

export interface Slip {
  readonly group: string;
  readonly text: string;
  readonly value: unknown;
  readonly expects: RootExpectation | undefined;
}

const expectations: Readonly<Record<Wanted, RootExpectation>> = {
  object: { kind: 'object' },
  array: { kind: 'array' },
  titled: { kind: 'object', keys: new Set(['title', 'n']) },
  titles: { kind: 'array', itemKeys: new Set(['title', 'n']) },
  words: { kind: 'array', itemKeys: new Set() },
  number: { kind: 'scalar', types: new Set(['number']) },
  boolean: { kind: 'scalar', types: new Set(['boolean']) },
  text: { kind: 'scalar', types: new Set(['string']) },
  verdict: {
    kind: 'scalar',
    types: new Set(['string']),
    texts: new Set(['approved', 'rejected', 'in progress']),
  },
};

export const slips: readonly Slip[] = [
  slipsOfSyntax,
  slipsOfValues,
  slipsOfQuotes,
  slipsAround,
  slipsOfChoice,
  writtenAround,
  writtenValues,
  writtenTexts,
].flatMap((table) =>
  Object.entries(table).flatMap(([group, rows]) =>
    rows.map(([text, value, wanted]) => ({
      group,
      text,
      value,
      expects: wanted && expectations[wanted],
    })),
  ),
);

// In: nothing. Out: what a liberty taken with a text is called, and how whoever wants to know is told of it.
// Every reader of a text tells of its own.
// Knows nothing of when one is taken.

/** What kind of liberty was taken. Documented one by one in `docs/guide/tolerance.md`. */
export type RepairKind =
  | 'comment'
  | 'concatenation'
  | 'control-character'
  | 'escape'
  | 'extra-comma'
  | 'fence'
  | 'inner-quote'
  | 'invalid-bytes'
  | 'line-mark'
  | 'literal'
  | 'missing-bracket'
  | 'missing-colon'
  | 'missing-comma'
  | 'missing-key'
  | 'missing-value'
  | 'ndjson'
  | 'number'
  | 'odd-space'
  | 'other-value'
  | 'parenthesis'
  | 'quote'
  | 'separator'
  | 'stray-bracket'
  | 'surrounding-text'
  | 'thinking'
  | 'trailing-comma'
  | 'unquoted-key'
  | 'unquoted-string';

/** A liberty that was taken, and where: `offset` counts UTF-16 code units from the start of the text. */
export interface Repair {
  readonly kind: RepairKind;
  readonly offset: number;
}

/** Told of each liberty the moment it is taken. */
export type OnRepair = (kind: RepairKind, offset: number) => void;

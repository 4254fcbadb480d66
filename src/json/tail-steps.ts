// In: nothing. Out: what each character after a mark leads to, by what was read since the mark.
// A table, so that what may follow a string is seen at one glance; the first row that fits is taken.
// Knows nothing of where the string stands, nor of the words read so far.

import { ODD_SPACE } from './word-marks.js';

/** What is read after the mark. */
export type TailStep =
  | 'mark'
  | 'gap'
  | 'comma'
  | 'word'
  | 'space'
  | 'plus'
  | 'bracket'
  | 'name'
  | 'late'
  | 'listed'
  | 'quoted'
  | 'named'
  | 'colon'
  | 'scalar'
  | 'comment'
  | 'remark'
  | 'after';

/** What a character can decide; each but `end` depends on where the string stands, or on the word before it. */
export type TailSign =
  | TailEnd
  | 'key'
  | 'line'
  | 'literal'
  | 'closer'
  | 'outside'
  | 'open'
  | 'round';

export type TailEnd = 'end' | 'text' | 'joint';

type Rows = readonly (readonly [on: RegExp, next: TailStep | TailSign])[];

const MARK: Rows = [
  [/[;；]/, 'gap'],
  [ODD_SPACE, 'gap'],
  [/[,，、]/, 'comma'],
  [/[}\]]/, 'closer'],
  [/[/#]/, 'comment'],
  [/[:=：]/, 'key'],
  [/\+/, 'plus'],
  [/\)/, 'round'],
  [/\(/, 'remark'],
  [/["'“”„‘’«]/, 'quoted'],
  [/[\p{L}\p{N}_$-]/u, 'name'],
  [/[{[]/, 'open'],
];

export const TAIL_STEPS: Readonly<Record<TailStep, Rows>> = {
  mark: MARK,
  gap: MARK,
  after: [[ODD_SPACE, 'after'], ...MARK],
  comma: [
    [/["'“‘«]/, 'listed'],
    [/[\r\n]/, 'line'],
    [/[`‹「´＂{[(\]})\d/-]/, 'end'],
    [/[\p{L}_$]/u, 'word'],
    [/#/, 'comment'],
    [/[.…,]/, 'comma'],
    [ODD_SPACE, 'comma'],
  ],
  comment: [[/./s, 'comment']],
  remark: [
    [/\)/, 'after'],
    [/[^"'“”‘’(\r\n]/, 'remark'],
  ],
  word: [
    [/[\p{L}\p{N}_$-]/u, 'word'],
    [/[:=]/, 'end'],
    [/[,\]}\r\n]/, 'literal'],
    [/[ \t]/, 'space'],
  ],
  space: [
    [/[ \t]/, 'space'],
    [/[:=]/, 'end'],
    [/["'“‘{[,\]}]/, 'literal'],
  ],
  plus: [
    [/\s/, 'plus'],
    [/["'`]/, 'joint'],
  ],
  bracket: [
    [/[ \t]/, 'bracket'],
    [/[}\]]/, 'closer'],
    [/[,\r\n]/, 'outside'],
  ],
  name: [
    [/[\p{L}\p{N}_$-]/u, 'name'],
    [/[ \t]/, 'named'],
    [/[:=：]/, 'colon'],
    [/"/, 'late'],
  ],
  late: [[/:/, 'colon']],
  listed: [
    [/["'“”‘’»]/, 'named'],
    [/[^\r\n]/, 'listed'],
  ],
  quoted: [
    [/["'“”‘’»]/, 'named'],
    [/[^\\,:：=()[\]{}\r\n]/, 'quoted'],
  ],
  named: [
    [/[ \t]/, 'named'],
    [/[:=：]/, 'colon'],
  ],
  colon: [
    [/[ \t>]/, 'colon'],
    [/["'`“„‘«{[]/, 'end'],
    [/[\p{L}\p{N}+-]/u, 'scalar'],
  ],
  scalar: [
    [/[\p{L}\p{N}.+ \t%!?’-]/u, 'scalar'],
    [/["'“‘{[,\]}\r\n]/, 'literal'],
  ],
};

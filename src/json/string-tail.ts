// In: what stands after a mark that may close a string, one character at a time. Out: whether it did.
// Only what could follow a string lets a mark close it; any other mark is text.
// Knows nothing of the string's text, nor of who reads it.

/** What stands at the end of the tail: the mark, a comma, a word after the comma, or space after that word. */
export type TailStep = 'mark' | 'comma' | 'word' | 'space' | 'plus';

/** What a character can decide; `key` ends a key and is text in a value, `joint` begins the rest of the string. */
type TailEnd = 'end' | 'key' | 'literal' | 'joint';

/** What the next character makes of it: more tail, the end of the string, its end if the word is a literal, or text. */
const TAIL_STEPS: Readonly<
  Record<TailStep, readonly (readonly [on: RegExp, next: TailStep | TailEnd])[]>
> = {
  mark: [
    [/[ \t]/, 'mark'],
    [/[,，、]/, 'comma'],
    [/[}\]\r\n]/, 'end'],
    [/[:=：]/, 'key'],
    [/\+/, 'plus'],
  ],
  comma: [
    [/[ \t]/, 'comma'],
    [/["'`“‘«‹「´＂{[(\]})\d/\r\n-]/, 'end'],
    [/[\p{L}_$]/u, 'word'],
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
  ],
  plus: [
    [/\s/, 'plus'],
    [/["'`]/, 'joint'],
  ],
};

/** Longest word that may be a key. */
export const MAX_WORD = 64;
const LITERAL = /^(?:true|false|null|none)$/i;

/** What the next character makes of the tail. */
export function nextInTail(step: TailStep, char: string): TailStep | TailEnd | 'text' {
  return TAIL_STEPS[step].find(([on]) => on.test(char))?.[1] ?? 'text';
}

/** True for a word that is a value without quotes, as Python writes it too. */
export function isLiteral(word: string): boolean {
  return LITERAL.test(word);
}

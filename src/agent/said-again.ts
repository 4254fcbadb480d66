// In: a text that stops anywhere in prose, and one that is to go on with it. Out: how much of the second was said before.
// Words said twice are a repetition where nobody would write them twice, are none where the text repeats itself anyway,
// and nobody's guess where it may be either. Knows nothing of models or JSON.

/** So far back a repetition is looked for. */
export const LOOK = 256;
/** Nobody says so much twice in a row, nor so many words. */
const LONG = 24;
const MANY_WORDS = 4;
/** Of writing that has no space between words. */
const SPACELESS =
  /\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Thai}|\p{Script=Lao}|\p{Script=Khmer}/u;
const MANY_SIGNS = 6;

/** How many characters of `text` the end of `before` has already, for each way to see it; the most first. */
export function overlapsOf(before: string, text: string): readonly number[] {
  const lengths: number[] = [];
  for (let length = Math.min(before.length, text.length, LOOK); length > 0; length--) {
    if (before.endsWith(text.slice(0, length))) lengths.push(length);
  }
  return lengths;
}

/** How much of `text` is a repetition; `undefined` where it may be one. */
export function saidAgain(before: string, text: string): number | undefined {
  const lengths = overlapsOf(before, text);
  const [length = 0] = lengths;
  const again = text.slice(0, length);
  if (!/[\p{L}\p{N}]/u.test(again)) return 0;
  const word = /[\p{L}\p{N}_]*$/u.exec(before.slice(-LOOK))?.[0].length ?? 0;
  const isInWord = word > 0 && /^[\p{L}\p{N}_]/u.test(text);
  if (isUsual(before, text, lengths)) return isInWord && length === word ? undefined : 0;
  if (SPACELESS.test(again)) return length < 2 ? 0 : length < MANY_SIGNS ? undefined : length;
  const isWhole = length === before.length || !/[\p{L}\p{N}_]{2}/u.test(around(before, length));
  // From one string of JSON to the next: rows may be alike.
  const isAcross = /(?<!\\)"/.test(again);
  if (isAcross && !isInWord) return isWhole && length >= LONG ? undefined : 0;
  if (isAcross && !(isWhole && length > word)) return 0;
  if (isInWord) return inWord(length, word, isWhole);
  if (!isWhole) return length < LONG ? 0 : length;
  const words = (again.match(/\p{L}+/gu) ?? []).length;
  if (words >= MANY_WORDS || (length >= LONG && words > 2)) return length;
  return /\p{L}/u.test(again) || length > 8 ? undefined : 0;
}

/** A word stops in its middle, and what comes begins with one: nobody writes the two as one. */
function inWord(length: number, word: number, isWhole: boolean): number | undefined {
  if (length > word) return isWhole || length > 12 ? length : undefined;
  if (length === word) return length < 6 ? undefined : length;
  if (length >= LONG) return length;
  return length < 5 ? 0 : undefined;
}

/** The characters before and behind the place where the last `length` of a text begin. */
function around(text: string, length: number): string {
  return text.slice(text.length - length - 1, text.length - length + 1);
}

/** The text repeats itself with or without what is to come. */
function isUsual(before: string, text: string, lengths: readonly number[]): boolean {
  const [length = 0, next = 0] = lengths;
  const again = text.slice(0, length);
  return (
    next * 2 >= length ||
    text.startsWith(again, length) ||
    before.slice(0, before.length - length).endsWith(again)
  );
}

// In: any text. Out: text that is safe on a terminal, its width in columns, and pieces of it that fit.
// Wide is what Unicode calls wide or shows as an emoji; a terminal that thinks otherwise is off by a column, not broken.
// Knows nothing of what the text says.

/**
 * What a terminal obeys or hides: controls of both sets, marks of direction, invisible ones, private use, halves of
 * pairs. Joiners stay, since emoji and scripts are made with them.
 */
const UNSAFE = /[\p{Cc}\p{Zl}\p{Zp}\p{Co}\p{Cs}]|(?![\u200C\u200D])\p{Cf}/gu;

/** Scripts whose letters fill two columns, and the marks and forms that go with them. */
const WIDE =
  /^[\u1100-\u115F\u2E80-\u303E\u3041-\u4DBF\u4E00-\uA4CF\uA960-\uA97F\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF01-\uFF60\uFFE0-\uFFE6\u{17000}-\u{18DFF}\u{1B000}-\u{1B2FF}\u{20000}-\u{3FFFD}]/u;
const EMOJI = /^\p{Emoji_Presentation}|\uFE0F/u;
const COMBINING = /^[\p{Mn}\p{Me}\u200C\u200D]+$/u;
const PLAIN = /^[\x20-\x7E]*$/;

const graphemes = new Intl.Segmenter();

/** Writes what is unsafe as JSON escapes it, so that JSON stays JSON and means the same. */
export function toPrintable(text: string): string {
  return text.replaceAll(UNSAFE, (char) =>
    Array.from(
      { length: char.length },
      (_, index) => `\\u${char.charCodeAt(index).toString(16).padStart(4, '0')}`,
    ).join(''),
  );
}

/** The columns that a text takes. */
export function widthOf(text: string): number {
  if (PLAIN.test(text)) return text.length;
  let width = 0;
  for (const { segment } of graphemes.segment(text)) width += widthOfGrapheme(segment);
  return width;
}

function widthOfGrapheme(grapheme: string): number {
  if (COMBINING.test(grapheme)) return 0;
  return WIDE.test(grapheme) || EMOJI.test(grapheme) ? 2 : 1;
}

/** The beginning that fits, with a mark where something is left out. */
export function cutEnd(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  return width < 1 ? '' : `${takeUpTo(width - 1, splitGraphemes(text)).join('')}…`;
}

/** The end that fits: of a path, which is told apart by how it ends. */
export function cutStart(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  if (width < 1) return '';
  return `…${takeUpTo(width - 1, splitGraphemes(text).toReversed())
    .toReversed()
    .join('')}`;
}

/** Filled up with spaces; cutting is for whoever knows which end matters. */
export function padTo(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - widthOf(text)));
}

function splitGraphemes(text: string): readonly string[] {
  return Array.from(graphemes.segment(text), ({ segment }) => segment);
}

function takeUpTo(width: number, parts: readonly string[]): readonly string[] {
  let left = width;
  const end = parts.findIndex((part) => (left -= widthOfGrapheme(part)) < 0);
  return end === -1 ? parts : parts.slice(0, end);
}

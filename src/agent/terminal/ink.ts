// In: text that a model wrote, and what a piece of it is. Out: text that is safe on a terminal, in the colour of what it is.
// Colour only repeats what is said anyway: without it nothing is lost.
// Knows nothing of events or streams.

const CODES = { key: [36, 39], bad: [31, 39], doubtful: [33, 39], aside: [2, 22] } as const;

/** What a piece of text is, where it is no value. */
export type Tone = keyof typeof CODES;

/** Paints text, or leaves it. */
export type Ink = (text: string, tone: Tone) => string;

export function createInk(hasColor: boolean): Ink {
  if (!hasColor) return (text) => text;
  return (text, tone) => {
    const [on, off] = CODES[tone];
    return `\u001B[${on}m${text}\u001B[${off}m`;
  };
}

/** https://no-color.org and the FORCE_COLOR of Node; an empty variable says nothing. */
export function wantsColor(
  env: Readonly<Record<string, string | undefined>>,
  isTerminal: boolean,
): boolean {
  const { NO_COLOR: no, FORCE_COLOR: force, TERM: term } = env;
  if (no !== undefined && no !== '') return false;
  if (force !== undefined && force !== '') return force !== '0' && force !== 'false';
  return isTerminal && term !== 'dumb';
}

/**
 * What a terminal obeys or hides: controls, marks of direction, invisible ones, private use, halves of pairs. Line ends and
 * tabs stay, and joiners, since emoji and scripts are made with them.
 */
const UNSAFE = /(?![\n\t])[\p{Cc}\p{Zl}\p{Zp}\p{Co}\p{Cs}]|(?![\u200C\u200D])\p{Cf}/gu;

/** Writes what is unsafe as JSON escapes it. A line ends with a line feed alone. */
export function toSafe(text: string): string {
  return text.replaceAll('\r', '').replaceAll(UNSAFE, (char) => {
    const units = Array.from({ length: char.length }, (_, index) => char.charCodeAt(index));
    return units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('');
  });
}

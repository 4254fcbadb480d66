// In: a word and what it means. Out: the word, in the colour of its meaning where colours are wanted.
// Whether they are, the environment says: https://no-color.org and the FORCE_COLOR of Node.
// Knows nothing of what words there are.

const CODES = { good: 32, bad: 31, doubtful: 33, busy: 36, plain: undefined } as const;

export type Tone = keyof typeof CODES;

/** Colour only repeats what the word says. */
export function paint(text: string, tone: Tone, hasColor: boolean): string {
  const code = CODES[tone];
  return hasColor && code !== undefined ? `\u001B[${code}m${text}\u001B[39m` : text;
}

/** An empty variable says nothing, as both conventions have it. */
export function wantsColor(
  env: Readonly<Record<string, string | undefined>>,
  isTerminal: boolean,
): boolean {
  const { NO_COLOR: no, FORCE_COLOR: force } = env;
  if (no !== undefined && no !== '') return false;
  if (force !== undefined && force !== '') return force !== '0' && force !== 'false';
  return isTerminal;
}

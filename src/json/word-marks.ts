// In: a character of an unquoted word, number or key, as its code. Out: what it may end or begin.
// Asked for every such character, so the frequent ones are compared first.
// Knows nothing of where the word stands.

/** What looks like nothing and is no JSON space. */
export const ODD_SPACE = /[\s\p{Cc}\p{Cf}]/u;

/** What ends a number besides space, a comma and a bracket. */
const ENDS_NUMBER = ';#)\\，、；|{[';

/** True for what may follow a number: space, a separator, a closing bracket, a backslash, or the start of a comment. */
export function isDelimiter(code: number): boolean {
  if (code <= 32 || endsWord(code)) return true;
  const char = String.fromCharCode(code);
  return ENDS_NUMBER.includes(char) || ODD_SPACE.test(char);
}

/** A comma, a closing bracket or a line break. */
export function endsWord(code: number): boolean {
  return code === 44 || code === 125 || code === 93 || code === 10 || code === 13;
}

export function endsKey(code: number): boolean {
  return endsWord(code) || isColonLike(code) || code === 123 || code === 91 || code === 34;
}

export function isColonLike(code: number): boolean {
  return code === 58 || code === 61 || code === 0xff1a;
}

/** A double or single quote, or a parenthesis. */
export function isOpener(code: number): boolean {
  return code === 34 || code === 39 || code === 40;
}

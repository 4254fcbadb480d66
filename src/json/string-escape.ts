// In: characters after a backslash in a string. Out: what they stand for (RFC 8259, section 7).
// Nothing is forgiven: what is no escape has no meaning here.
// Knows nothing of chunks, nor of the string around them.

export const BACKSLASH = 92;
export const LETTER_U = 117;

/** What the character after a backslash stands for; `undefined` when it is none of these. */
export function decodeEscape(code: number): string | undefined {
  switch (code) {
    case 34:
      return '"';
    case 47:
      return '/';
    case BACKSLASH:
      return '\\';
    case 98:
      return '\b';
    case 102:
      return '\f';
    case 110:
      return '\n';
    case 114:
      return '\r';
    case 116:
      return '\t';
    default:
      return undefined;
  }
}

/** The UTF-16 code unit that the four hex digits from `at` on write; -1 when they are not there. */
export function readUnit(text: string, at: number): number {
  if (at + 4 > text.length) return -1;
  let unit = 0;
  for (let index = at; index < at + 4; index++) {
    const digit = hexDigit(text.charCodeAt(index));
    if (digit < 0) return -1;
    unit = unit * 16 + digit;
  }
  return unit;
}

/** The value of a hex digit; -1 for any other character. */
export function hexDigit(code: number): number {
  if (code >= 48 && code <= 57) return code - 48;
  const lower = code | 32;
  return lower >= 97 && lower <= 102 ? lower - 87 : -1;
}

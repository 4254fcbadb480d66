// In: characters of a number, and the text they make. Out: whether they belong to one, end one, and make one.
// `Number` does the conversion; what it forgives and JSON does not is looked for afterwards.
// Knows nothing of where the number stands.

/** True for every character a JSON number can hold. */
export function isNumberPart(code: number): boolean {
  return isDigit(code) || code === 46 || code === 45 || code === 43 || code === 101 || code === 69;
}

/** True unless `Number` could not read the text, or forgave what JSON does not: leading zeros, a bare point. */
export function isJsonNumber(text: string, value: number): boolean {
  const first = text.charCodeAt(0) === 45 ? 1 : 0;
  const digit = text.charCodeAt(first);
  if (Number.isNaN(value) || !isDigit(digit)) return false;
  if (digit === 48 && isDigit(text.charCodeAt(first + 1))) return false;
  const point = text.indexOf('.');
  return point < 0 || isDigit(text.charCodeAt(point + 1));
}

export function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

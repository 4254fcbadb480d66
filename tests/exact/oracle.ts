// In: a text. Out: how far some JSON text begins like it, found with JSON.parse alone.
// A prefix can be completed when one of a few endings, then the closing brackets it still owes, makes JSON.parse accept.
// Knows nothing of our parser.

/** What may be missing inside the innermost container. */
const ENDINGS = [
  '',
  '0',
  ':0',
  '"":0',
  '"',
  '":0',
  'n"',
  'n":0',
  ...['0', '00', '000', '0000'].flatMap((digits) => [`${digits}"`, `${digits}":0`]),
  ...['true', 'false', 'null'].flatMap((word) =>
    Array.from(word, (_, index) => word.slice(index + 1)),
  ),
];

/** The shortest prefix no ending can complete ends after this many characters; the text's length when there is none. */
export function firstFault(text: string): number {
  // A beginning of a completable text is completable, so the border is found by halving.
  let good = 0;
  let bad = text.length + 1;
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (isCompletable(text.slice(0, middle))) good = middle;
    else bad = middle;
  }
  return good;
}

function isCompletable(prefix: string): boolean {
  const closers = owedClosers(prefix);
  return ENDINGS.some((ending) => isJson(prefix + ending + closers));
}

/** What `JSON.parse` takes. */
export function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** The brackets still open, innermost first; of no use where the prefix is no beginning of JSON anyway. */
function owedClosers(prefix: string): string {
  const open: string[] = [];
  for (const [bracket] of prefix
    .replaceAll(/"(?:[^"\\]|\\.)*(?:"|\\?$)/gs, '')
    .matchAll(/[[\]{}]/g)) {
    if (bracket === '[') open.push(']');
    else if (bracket === '{') open.push('}');
    else open.pop();
  }
  return open.toReversed().join('');
}

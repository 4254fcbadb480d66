// In: prose. Out: the parts of it that may be a scalar, one after another: what stands in quotes, and words.
// One pass: a quote looks for its other half no further than its line, and not again where there is none.
// Knows nothing of what a part means.

/** A part of prose, without the marks that end a sentence. */
export interface ProsePart {
  readonly text: string;
  readonly index: number;
  readonly isQuoted: boolean;
  /** It stands in parentheses. */
  readonly isAside: boolean;
}

/** What a fence holds. */
export interface Fenced {
  readonly text: string;
  readonly index: number;
  /** Nothing stands before the fence, and none of what follows is outside it. */
  readonly isAll: boolean;
  /** What it holds is said to be JSON. */
  readonly isJson: boolean;
}

/** What closes a quoted text, by what opens it. */
const CLOSERS: Readonly<Record<string, string>> = {
  '"': '"',
  "'": "'",
  '`': '`',
  '“': '”',
  '„': '“”',
  '«': '»',
};
/** What ends a word, and what is no part of one at its end. */
const ENDS_WORD = /[\s:=;!?()[\]{}*"“”„«»`|]/;
const TRAILING = ".,…_~'";
const FENCE = /^[ \t]*(`{3,}|~~~)([^\n`]*)\n/m;

/** Visits each part, in order. */
export function visitParts(text: string, visit: (part: ProsePart) => void): void {
  /** Up to here no double quote has another half. */
  let unclosed = 0;
  let depth = 0;
  for (let at = 0, end = 0; at < text.length; at = end) {
    const char = text.charAt(at);
    let last = 0;
    end = at + 1;
    if (char === '\n') depth = 0;
    else if (char === '(') depth++;
    else if (char === ')') depth--;
    else if (char === '`' && text.charAt(end) === '`') while (text.charAt(end) === '`') end++;
    else if (
      Object.hasOwn(CLOSERS, char) &&
      (char !== '"' || at >= unclosed) &&
      !/[\p{L}\p{N}]/u.test(text.charAt(at - 1))
    ) {
      last = closing(text, at);
      if (last < 0 && char === '"') unclosed = -last;
    }
    const isQuoted = last > 0;
    if (isQuoted) end = last;
    else if (!ENDS_WORD.test(char)) {
      while (end < text.length && !ENDS_WORD.test(text.charAt(end))) end++;
      last = end;
      while (last > at && TRAILING.includes(text.charAt(last - 1))) last--;
    }
    if (last > at) visit({ text: text.slice(at, last), index: at, isQuoted, isAside: depth > 0 });
  }
}

/** Where a quoted text ends; where it is given up, below zero, if it does not end in its line. */
function closing(text: string, at: number): number {
  const opener = text.charAt(at);
  const closers = CLOSERS[opener] ?? '';
  for (let end = at + 1; end < text.length; end++) {
    const char = text.charAt(end);
    if (closers.includes(char)) return end + 1;
    if (char === '\n' || char === opener) return -end;
    if (char === '\\' && opener === '"' && text.charAt(end + 1) !== '\n') end++;
  }
  return -text.length;
}

/** What the only fence of a text holds. */
export function findFenced(text: string): Fenced | undefined {
  const opening = FENCE.exec(text);
  if (opening === null) return undefined;
  const [line, run = '', tag = ''] = opening;
  const index = opening.index + line.length;
  const mark = run.slice(0, 3);
  const close = text.indexOf(mark, index);
  const isOpen = close < 0;
  if (!isOpen && text.includes(mark, close + run.length)) return undefined;
  const inside = isOpen ? text.slice(index) : text.slice(index, close);
  return {
    text: inside.trimEnd(),
    index,
    isAll: isOpen && opening.index === 0,
    isJson: /^\s*json/i.test(tag),
  };
}

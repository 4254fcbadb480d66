// In: Markdown as it grows. Out: the same text, cut where what follows cannot change what came before.
// A cut that is left out costs time, one too many changes the meaning: where it is not certain, there is none.
// Knows nothing of what Markdown means otherwise.

const LIST_ITEM = /^ {0,3}(?:[-+*]|\d{1,9}[.)])(?:[ \t]|$)/;
const FENCE = /^(?:`{3,}(?=[^`]*$)|~{3,})/;
/** What may go on behind an empty line, or reach further than the lines say. */
const UNCERTAIN = /^ {0,3}(?:<(?:script|pre|style|textarea|[!?])|\$\$)/i;

interface Reader {
  readonly cuts: number[];
  /** The fence that ends the code, while in code. */
  fence: string | undefined;
  hasBegun: boolean;
  isBehindSpace: boolean;
  /** An item further down may belong to what began in this block. */
  takesItems: boolean;
  isUncertain: boolean;
}

/**
 * Cuts at empty lines before a line that begins a block of its own. A text with a definition (`[1]: …`, a footnote) is
 * left whole, because any part may refer to it.
 */
export function splitBlocks(text: string): readonly string[] {
  if (text.includes(']:')) return [text];
  const reader: Reader = {
    cuts: [0],
    fence: undefined,
    hasBegun: false,
    isBehindSpace: false,
    takesItems: false,
    isUncertain: false,
  };
  let start = 0;
  while (start < text.length && !reader.isUncertain) {
    const newline = text.indexOf('\n', start);
    const end = newline < 0 ? text.length : newline;
    readLine(reader, text.slice(start, end).replace(/\r$/, ''), start);
    start = end + 1;
  }
  return reader.cuts.map((cut, index) => text.slice(cut, reader.cuts[index + 1]));
}

function readLine(reader: Reader, line: string, start: number): void {
  if (reader.fence !== undefined) {
    if (closes(line, reader.fence)) reader.fence = undefined;
    return;
  }
  if (/^[ \t]*$/.test(line)) {
    reader.isBehindSpace = true;
    return;
  }
  const isItem = LIST_ITEM.test(line);
  const isBehindBlock = reader.hasBegun && reader.isBehindSpace;
  if (isBehindBlock && /^[^ \t]/.test(line) && !(isItem && reader.takesItems)) {
    reader.cuts.push(start);
    reader.takesItems = false;
  }
  reader.hasBegun = true;
  reader.isBehindSpace = false;
  // After indented code a list is read in its own way, too.
  reader.takesItems ||= isItem || /^[ \t]/.test(line);
  reader.fence = FENCE.exec(line)?.[0];
  // Code that begins further right may be an item's or a quote's, and ends where that does, fence or not.
  const mayBeginCode = reader.fence === undefined && /```|~~~/.test(line);
  if (UNCERTAIN.test(line) || mayBeginCode) reader.isUncertain = true;
}

/** Of the same character, and at least as long. */
function closes(line: string, fence: string): boolean {
  const mark = line.trim();
  return (
    /^ {0,3}\S/.test(line) &&
    mark.length >= fence.length &&
    mark === fence.charAt(0).repeat(mark.length)
  );
}

// In: rows of a table, written to be read. Out: the cases they stand for.
// One text a line. Control pictures (␀ ␊ ␉ ␠) stand for their characters; `‸` marks the first character with
// which no JSON text can begin, or the end of a text that stops too early.
// Knows nothing of how they are read.

export interface ExactCase {
  readonly kind: string;
  readonly text: string;
}

export interface FaultyCase extends ExactCase {
  readonly code: string;
  /** Where the first character stands that no continuation can mend. */
  readonly offset: number;
}

const MARK = '‸';

/** The texts of a block, one a line. */
export function lines(block: string): string[] {
  return block
    .split('\n')
    .map((line) => line.replace(/^ {4}/, ''))
    .filter((line) => line.trim() !== '')
    .map((line) =>
      line.replaceAll(/[\u2400-\u2420]/g, (picture) =>
        String.fromCharCode(picture.charCodeAt(0) - 0x2400),
      ),
    );
}

export const accept = (kind: string, texts: readonly string[]): ExactCase[] =>
  texts.map((text) => ({ kind, text }));

/** Faults of one code; a text marked at its end stops too early, whatever the code of its neighbours. */
export const reject = (kind: string, code: string, texts: readonly string[]): FaultyCase[] =>
  texts.map((marked) => {
    const offset = marked.indexOf(MARK);
    const text = marked.replace(MARK, '');
    return { kind, text, offset, code: offset === text.length ? 'unexpected-end' : code };
  });

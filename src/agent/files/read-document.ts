// In: the text of a file, YAML or JSON. Out: its data, and where in the text each part of it is.
// JSON is YAML, so one reader does for both; aliases are bounded, tags make nothing of code.
// Knows nothing of prompts or sessions.

import { isMap, isNode, isScalar, LineCounter, parseDocument, type Document } from 'yaml';
import { kindOf } from '../../internal/kind-of.js';
import { AgentError } from '../error.js';
import { PromptFileError, type TextPlace } from './error.js';

/** Keys and indexes from the root of the file. */
export type FilePath = readonly (string | number)[];

export interface FileDocument {
  readonly data: unknown;
  /** Where a part of it is; the nearest one around it that is there. */
  placeOf(path: FilePath): TextPlace;
  /** An error at a part of it. */
  fail(path: FilePath, what: string, options?: ErrorOptions): PromptFileError;
}

/** @throws {PromptFileError} for text that is no YAML. @throws {AgentError} `invalid-option` for what is no text. */
export function readDocument(text: string): FileDocument {
  if (typeof text !== 'string')
    throw new AgentError(
      'invalid-option',
      `The file is ${kindOf(text)}. Pass its text: \`readFile\` gives it when it is told 'utf8'.`,
    );
  const lineCounter = new LineCounter();
  const placeAt = (offset: number): TextPlace => {
    const { line, col } = lineCounter.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  const document = parseDocument(text, { lineCounter, prettyErrors: false });
  const [error] = document.errors;
  if (error !== undefined) {
    const what = `The file cannot be read as YAML: ${error.code.toLowerCase().replaceAll('_', ' ')}`;
    throw new PromptFileError(what, placeAt(error.pos[0]), { cause: error });
  }
  const placeOf = (path: FilePath) => placeAt(offsetOf(document, path));
  return {
    data: toData(document, placeAt(0)),
    placeOf,
    fail: (path, what, options) => {
      const where = path.length === 0 ? 'The file' : `\`${path.join('.')}\``;
      return new PromptFileError(`${where} ${what}`, placeOf(path), options);
    },
  };
}

function toData(document: Document, place: TextPlace): unknown {
  try {
    return document.toJS();
  } catch (cause) {
    throw new PromptFileError('The file has more aliases than one would write', place, { cause });
  }
}

/** An alias may put a part of the file inside itself: who goes through it would never come to an end. */
export function goThrough<Result>(
  document: FileDocument,
  path: FilePath,
  go: () => Result,
): Result {
  try {
    return go();
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw document.fail(path, 'is nested deeper than one would write, or inside itself', { cause });
  }
}

/** Of a part with a name, where the name is. */
function offsetOf(document: Document, path: FilePath): number {
  for (let length = path.length; length > 0; length--) {
    const around = document.getIn(path.slice(0, length - 1), true) ?? document.contents;
    const name = path[length - 1];
    const pair = isMap(around) ? around.items.find(({ key }) => nameOf(key) === name) : undefined;
    const node = pair?.key ?? document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return node.range[0];
  }
  return 0;
}

function nameOf(key: unknown): string {
  return String(isScalar(key) ? key.value : key);
}

// In: the beginning of a JSON text. Out: the shortest text that JSON goes on behind in the same way.
// What is closed counts no more, so whether something fits is known without reading everything once more.
// Knows nothing of what comes behind.

import { createInstantParser, type InstantParser, type JsonLimits } from '../protocol/index.js';
import { isBeyondLimit } from './beyond-limit.js';

/** Where in the grammar a text stops. */
export interface JsonState {
  readonly text: string;
  /** It stops inside of a string. */
  readonly isString: boolean;
  /** Of the answer it is read for. */
  readonly limits: JsonLimits | undefined;
}

/** Reads each character once. Of what is no JSON the result means nothing. */
export function stateOf(text: string, limits?: JsonLimits): JsonState {
  const opened: number[] = [];
  let short = '';
  let isString = false;
  let escape = '';
  for (const char of text) {
    if (isString) {
      if (escape !== '') escape = goesOn(escape, char) ? escape + char : '';
      else if (char === '\\') escape = char;
      else if (char === '"') {
        isString = false;
        short += '""';
      }
    } else if (char === '"') isString = true;
    else if (char === '{' || char === '[') {
      opened.push(short.length);
      short += char;
    } else if (char === '}' || char === ']') short = `${short.slice(0, opened.pop() ?? 0)}""`;
    else if (char === ',') {
      const at = opened.at(-1) ?? 0;
      short = `${short.slice(0, at + 1)}${short[at] === '[' ? '""' : '"":""'},`;
    } else short += char;
  }
  return { text: isString ? `${short}"${escape}` : short, isString, limits };
}

function goesOn(escape: string, char: string): boolean {
  return escape === '\\' ? char === 'u' : escape.length < 5;
}

/** True of what may come behind, or begin what comes behind. */
export function fitsBehind({ text, limits }: JsonState, next: string): boolean {
  const { error, isComplete } = readStrictly(limits, text, next);
  // What goes beyond a limit is for the answer to say.
  if (error === undefined || isBeyondLimit(error)) return true;
  // Words may follow a whole answer; JSON that goes on says that it was none.
  return isComplete && !/^[,:\]}]/.test(`${text}${next}`.slice(error.offset));
}

/** What strict reading makes of texts, one behind the other. */
export function readStrictly(limits: JsonLimits = {}, ...texts: readonly string[]): InstantParser {
  const parser = createInstantParser({ strict: true, limits });
  for (const text of texts) parser.feed(text);
  return parser;
}

/** True of what is no beginning of JSON. What stands behind a whole value breaks nothing. */
export function isBroken(parser: InstantParser): boolean {
  return parser.error !== undefined && !parser.isComplete;
}

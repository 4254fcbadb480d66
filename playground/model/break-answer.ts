// In: an answer's text and what shall be wrong with it. Out: the text and finish reason a misbehaving model would send.
// Knows nothing of chunks, timing or connections: a model that dies is the business of whoever plays it.

import type { Fault } from '../shared/settings.js';
import { mistype } from './mistype.js';

/** What a model sent, and why it says it stopped. */
export interface ModelAnswer {
  readonly text: string;
  readonly finishReason: 'stop' | 'length';
}

const TRUNCATED_AT = 0.62;

/** What stands around the JSON, from the outside in; of what is cut off, the end never comes. */
const wrappings = {
  thinking: [
    '<think>\nThe reader wants JSON. I should begin with {"draft": true}.\n</think>\n\n',
    '',
  ],
  prose: [
    'Sure! Here is the answer you asked for, in the shape you described:\n\n',
    '\n\nLet me know if you would like anything changed.',
  ],
  fenced: ['```json\n', '\n```\n'],
} as const;

/** Spoils a clean answer the way models do. A text that is no JSON keeps the types it has. */
export function breakAnswer(text: string, faults: readonly Fault[]): ModelAnswer {
  const has = (fault: Fault) => faults.includes(fault);
  let json = has('mistyped') ? mistype(text) : text;
  if (has('unquoted')) json = dropQuotes(json);
  if (has('commas')) json = addCommas(json);
  const isCut = has('truncated');
  if (isCut) json = json.slice(0, Math.floor(json.length * TRUNCATED_AT));
  const around = (['thinking', 'prose', 'fenced'] as const)
    .filter(has)
    .map((key) => wrappings[key]);
  const before = around.map(([opening]) => opening).join('');
  const after = around.toReversed().map(([, closing]) => closing);
  return {
    text: before + json + (isCut ? '' : after.join('')),
    finishReason: isCut ? 'length' : 'stop',
  };
}

/** A text in quotes, or what closes a container with the space before it. */
const TOKEN = /"(?:[^"\\]|\\.)*"(\s*:)?|\s*[}\]]/gs;

function dropQuotes(json: string): string {
  return json.replace(TOKEN, (token, colon: string | undefined) => {
    const key = token.slice(1, token.lastIndexOf('"'));
    return colon !== undefined && /^[a-z_]\w*$/i.test(key) ? key + colon : token;
  });
}

function addCommas(json: string): string {
  return json.replace(TOKEN, (token, _, at: number) => {
    const isEnd = !token.startsWith('"') && !/[{[,]\s*$/.test(json.slice(Math.max(0, at - 20), at));
    return isEnd ? `,${token}` : token;
  });
}

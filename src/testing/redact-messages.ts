// In: the body of a response that holds messages, and rules. Out: the body, as long as before, with the answer's secrets masked.
// Messages are our frames, or the parts of an AI SDK UI message stream; each line stays where it is.
// Knows nothing of recordings.

import { maskText } from './mask.js';
import { invalid } from './recording.js';
import { redactFrames } from './redact-frames.js';
import { redactParts } from './redact-parts.js';
import type { RedactionRule } from './secrets.js';

/** A line of server-sent events that has data, or a line of JSON. */
const MESSAGE = /^(?:data: ?)?(?=["[{])(?!\[DONE\])(.*?)\r?$/gm;
/** A line that is neither a message nor what else server-sent events have; without its end it may have been cut off. */
const STRANGE = /^(?!["[{:]|data: ?(?:["[{]|\r?$)|(?:event|id|retry):|\r?$).+\n/m;

export function redactMessages(body: string, rules: readonly RedactionRule[]): string {
  if (STRANGE.test(body)) throw invalid('it has lines that are no messages of JSON.');
  const all = [...body.matchAll(MESSAGE)].map(([, message = '']) => message);
  const messages = all.filter((message, index) => isWhole(message, index === all.length - 1));
  const isOfParts = messages.some((message) => message.startsWith('{'));
  const whole = isOfParts ? redactParts(messages, rules) : redactFrames(messages, rules);
  const redacted = [...whole, ...all.slice(messages.length).map(maskText)];
  let next = 0;
  return body.replaceAll(MESSAGE, (line: string, message: string) => {
    const to = redacted[next++] ?? '';
    if (to.length !== message.length)
      throw invalid('a message in it is written in another way than JSON.stringify does.');
    return line.replace(message, () => to);
  });
}

/** The last one may have been cut off; no reader reads it, but people do. */
function isWhole(message: string, isLast: boolean): boolean {
  try {
    JSON.parse(message);
    return true;
  } catch (cause) {
    if (isLast) return false;
    throw invalid('a message in it is no JSON.', { cause });
  }
}

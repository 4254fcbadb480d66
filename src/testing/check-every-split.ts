// In: a schema, answers to it, and a number of tries. Out: nothing, or one error that a person understands at once.
// The schema is the user's: what can break a law is code in it, so it is asked anew for every split.
// Knows nothing of components or test runners.

import type { StandardSchemaV1 } from '@standard-schema/spec';
import { check, checkNames } from '../internal/usage-error.js';
import type { InstantParserOptions } from '../protocol/index.js';
import { TestingError } from './error.js';
import { findBreach, type Breach } from './laws.js';
import { readPieces } from './reading.js';
import { checkRuns, splitsOf, type CheckEverySplitOptions } from './splits-of.js';

/**
 * Checks that where an answer is cut shows nowhere: reads each text whole and in many pieces with your schema, and asks
 * of every reading the laws that can be asked of a schema (1, 3, 4, 5, 8 and 10 in ARCHITECTURE.md). The texts may be
 * anything that a model might say: valid, invalid, in a fence, cut off.
 *
 * @param subject a schema, or the options of `createInstantParser`: schema, policies, limits.
 * @throws {TestingError} `broken-law`; the message shows the law, the pieces and the first difference.
 * @throws {UsageError} `invalid-option` for no text or no runs, and what `createInstantParser` throws.
 * @example
 * import { checkEverySplit } from 'fieldwise/testing';
 * import { z } from 'zod';
 *
 * await checkEverySplit(z.object({ title: z.string() }), '{"title":"Tea for two"}');
 *
 * let calls = 0;
 * const Counted = z.object({ title: z.string().transform((title) => `${title} ${calls++}`) });
 * const error = await checkEverySplit(Counted, '{"title":"Tea"}').catch((error: Error) => error);
 * error instanceof Error && error.message.split('\n')[0]; // 'Law 1. Chunking is invisible: any split of the text gives the same completions, in the same order, and the same value.'
 */
export async function checkEverySplit<T>(
  subject: StandardSchemaV1 | InstantParserOptions<T>,
  texts: string | readonly string[],
  options: CheckEverySplitOptions = {},
): Promise<void> {
  checkNames('options', options, ['seed', 'runs']);
  checkRuns(options);
  const reading: InstantParserOptions = '~standard' in subject ? { schema: subject } : subject;
  const all = typeof texts === 'string' ? [texts] : texts;
  check(all.length > 0, 'texts', 'one text at least', texts);
  for (const text of all) {
    const whole = await readPieces(reading, [text]);
    for (const pieces of splitsOf(text, options)) {
      const breach = findBreach(whole, await readPieces(reading, pieces), reading);
      if (breach !== undefined) throw brokenLaw(breach, pieces);
    }
  }
}

const MAX_LINE = 400;

/** The law first, then the text as it was cut, then what differs. */
export function brokenLaw({ law, lines }: Breach, pieces: readonly string[]): TestingError {
  const cut = pieces.map((piece) => JSON.stringify(piece)).join(' ');
  return new TestingError(
    'broken-law',
    [law, '', `  pieces: ${shorten(cut)}`, ...lines.map((line) => `  ${shorten(line)}`)].join('\n'),
  );
}

function shorten(line: string): string {
  return line.length > MAX_LINE ? `${line.slice(0, MAX_LINE)}…` : line;
}

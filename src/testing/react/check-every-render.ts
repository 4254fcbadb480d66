// In: a component and answers to it. Out: nothing, or one error that shows where the cutting of the text shows on the page.
// Every split is rendered anew, piece by piece, and its final HTML compared with that of the whole text at once.
// Knows nothing of what the component shows.

import type { StandardSchemaV1 } from '@standard-schema/spec';
import type { ReactNode } from 'react';
import { UsageError, type StreamPolicies } from '../../protocol/index.js';
import { brokenLaw } from '../check-every-split.js';
import { splitsOf, type CheckEverySplitOptions } from '../splits-of.js';
import { renderWithStream } from './render-with-stream.js';

export interface CheckEveryRenderOptions<T = unknown> extends Pick<CheckEverySplitOptions, 'seed'> {
  /** What a model might say: whole, cut off, invalid. */
  readonly texts: string | readonly string[];
  readonly schema?: StandardSchemaV1<unknown, T>;
  readonly policies?: StreamPolicies<T>;
  /** Splits of each text, each rendered from the start. @default 25 */
  readonly runs?: number;
}

const LAW = 'Where an answer is cut must not show in the final HTML (law 1).';
const QUIET = 'Rendering an answer must not report an error to the console.';

/**
 * Checks that where an answer is cut does not show on the page in the end: renders your component over every split,
 * piece by piece, and compares its HTML with that of the text in one piece. What React or your component reports to
 * `console.error` meanwhile counts as a breach, too.
 *
 * Ids that `useId` makes are taken for the same where they stand at the same place.
 *
 * @param ui a component that reads the stream of the nearest `InstantStreamProvider`.
 * @throws {TestingError} `broken-law`; the message shows the pieces and the first difference.
 * @throws {UsageError} `invalid-option` for no text.
 * @example
 * ```tsx no-run
 * import { StructuredField } from 'fieldwise/react';
 * import { checkEveryRender } from 'fieldwise/testing/react';
 *
 * await checkEveryRender(<StructuredField path="title" as="h1" />, {
 *   schema: Report,
 *   texts: ['{"title":"Tides","score":7.5,"items":[]}', '{"title":"Ti'],
 * });
 * ```
 */
export async function checkEveryRender<T = unknown>(
  ui: ReactNode,
  { texts, seed, runs = 25, ...options }: CheckEveryRenderOptions<T>,
): Promise<void> {
  const all = typeof texts === 'string' ? [texts] : texts;
  if (all.length === 0)
    throw new UsageError('invalid-option', '`texts` takes one text at least: got none.');
  for (const text of all) {
    const whole = await renderPieces(ui, [text], options);
    for (const pieces of splitsOf(text, { seed, runs })) {
      const split = await renderPieces(ui, pieces, options);
      if (split === whole) continue;
      const from = firstDifference(whole, split);
      throw brokenLaw(
        { law: LAW, lines: [`whole: ${whole.slice(from)}`, `split: ${split.slice(from)}`] },
        pieces,
      );
    }
  }
}

/** The HTML in the end. */
async function renderPieces<T>(
  ui: ReactNode,
  pieces: readonly string[],
  options: Pick<CheckEveryRenderOptions<T>, 'schema' | 'policies'>,
): Promise<string> {
  const reports: string[] = [];
  const stopListening = listen((report) => reports.push(report));
  try {
    const view = await renderWithStream<T>(ui, { ...options, text: pieces });
    for (let piece = 0; piece < pieces.length; piece++) await view.say();
    await view.finish();
    const html = withoutIds(view.container.innerHTML);
    view.unmount();
    if (reports.length > 0) throw brokenLaw({ law: QUIET, lines: reports }, pieces);
    return html;
  } finally {
    stopListening();
  }
}

/** Hears what is reported to the console in place of it. */
function listen(hear: (report: string) => void): () => void {
  const { console } = globalThis;
  const { error } = console;
  console.error = (...words: readonly unknown[]) => hear(words.map(String).join(' '));
  return () => {
    console.error = error;
  };
}

/** Counters of `useId` go on from one rendering to the next: each id gets the number of its first appearance. */
function withoutIds(html: string): string {
  const ids = new Map<string, number>();
  return html.replaceAll(/[:«_]r_?[0-9a-z]+[:»_]/g, (id) => {
    if (!ids.has(id)) ids.set(id, ids.size);
    return `id-${ids.get(id)}`;
  });
}

/** Where it begins, with a little before it to recognise the place. */
function firstDifference(one: string, other: string): number {
  let at = 0;
  while (at < one.length && one[at] === other[at]) at++;
  return Math.max(0, at - 60);
}

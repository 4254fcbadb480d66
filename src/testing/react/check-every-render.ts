// In: a component and answers to it. Out: nothing, or one error that shows where the cutting of the text shows on the page.
// Every split is rendered anew, piece by piece, and its final HTML compared with that of the whole text at once.
// Knows nothing of what the component shows.

import type { StandardSchemaV1 } from '@standard-schema/spec';
import type { ReactNode } from 'react';
import type { InstantTransport } from '../../client/index.js';
import { check, checkNames } from '../../internal/usage-error.js';
import type { StreamPolicies } from '../../protocol/index.js';
import { brokenLaw } from '../check-every-split.js';
import { checkRuns, splitsOf, type CheckEverySplitOptions } from '../splits-of.js';
import { renderWithStream, type StreamView } from './render-with-stream.js';
import { createIdProbe, withoutIds } from './without-ids.js';

export interface CheckEveryRenderOptions<T = unknown> extends Pick<CheckEverySplitOptions, 'seed'> {
  /** What a model might say: whole, cut off, invalid. */
  readonly texts: string | readonly string[];
  readonly schema?: StandardSchemaV1<unknown, T>;
  readonly policies?: StreamPolicies<T>;
  /** What asks for the answer on a page that is given a transport and does not ask by itself: clicks its button. */
  readonly start?: ((view: StreamView) => unknown) | undefined;
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
 * What form controls show (`value`, `checked`, `selected`) is compared with it.
 *
 * @param ui a component that reads the stream of the nearest `InstantStreamProvider`; or a function that is given a
 * `transport`, for one that calls `useInstantStream` itself and submits, or is made to by `start`.
 * @throws {TestingError} `broken-law`; the message shows the pieces and the first difference.
 * @throws {UsageError} `invalid-option` for no text or no runs; `invalid-source` for a page that asks for nothing.
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
  ui: ReactNode | ((transport: InstantTransport) => ReactNode),
  options: CheckEveryRenderOptions<T>,
): Promise<void> {
  checkNames('options', options, ['texts', 'schema', 'policies', 'runs', 'seed', 'start']);
  const { texts, seed, runs = 25 } = options;
  checkRuns({ seed, runs });
  const all = typeof texts === 'string' ? [texts] : texts;
  check(all.length > 0, 'texts', 'one text at least', texts);
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

/** The HTML in the end. Whatever ends it, nothing stays on the page. */
async function renderPieces<T>(
  ui: ReactNode | ((transport: InstantTransport) => ReactNode),
  pieces: readonly string[],
  { schema, policies, start }: CheckEveryRenderOptions<T>,
): Promise<string> {
  const reports: string[] = [];
  const stopListening = listen((report) => reports.push(report));
  const { body } = document;
  const container = body.appendChild(document.createElement('div'));
  const { wrapper, firstId } = createIdProbe();
  const place = { text: pieces, container, baseElement: body, wrapper };
  let view: StreamView | undefined;
  try {
    view = await (typeof ui === 'function'
      ? renderWithStream(ui, place)
      : renderWithStream<T>(ui, {
          ...place,
          ...(schema && { schema }),
          ...(policies && { policies }),
        }));
    await start?.(view);
    for (let piece = 0; piece < pieces.length; piece++) await view.say();
    await view.finish();
    const html = withoutIds(htmlOf(container), firstId());
    view.unmount();
    if (reports.length > 0) throw brokenLaw({ law: QUIET, lines: reports }, pieces);
    return html;
  } finally {
    view?.unmount();
    container.remove();
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

/** What controls show is no attribute: their properties are written beside them, as `prop:value`. */
function htmlOf(container: HTMLElement): string {
  const copy = container.cloneNode(true) as HTMLElement; // a copy is what the original is
  const copies = copy.querySelectorAll(CONTROLS);
  for (const [index, control] of container.querySelectorAll(CONTROLS).entries())
    for (const name of PROPERTIES)
      if (name in control)
        copies[index]?.setAttribute(`prop:${name}`, String(Reflect.get(control, name)));
  return copy.innerHTML;
}

const CONTROLS = 'input, textarea, select, option';
const PROPERTIES = ['value', 'checked', 'selected'];

/** Where it begins, with a little before it to recognise the place. */
function firstDifference(one: string, other: string): number {
  let at = 0;
  while (at < one.length && one[at] === other[at]) at++;
  return Math.max(0, at - 60);
}

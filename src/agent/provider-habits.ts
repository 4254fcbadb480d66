// In: what a model is called, and whether it is given tools. Out: by which means its provider holds it to a schema.
// What is not in the table is asked natively: the AI SDK makes of that what a provider takes, and what is refused is asked in words.
// Knows nothing of requests.

import type { StructuredOutput } from './model.js';
import { calledBy } from './model-name.js';
import type { ModelName } from './observer.js';

interface Habit {
  /** Of `vendor/model`. */
  readonly of: RegExp;
  readonly means: StructuredOutput;
  /** Only where the request has tools, too. */
  readonly withTools?: true;
}

/** The first that fits counts. Why, and where it is written: docs/decisions/0026. */
const HABITS: readonly Habit[] = [
  // Older than schemas of answers, and held to the input of tools.
  { of: /^(?:openai|azure).*\/(?:gpt-3\.5|gpt-4(?:-|$)|gpt-4o-2024-05)/, means: 'tool' },
  // Takes a schema or tools, not both at once.
  { of: /\/gemini-[12]/, means: 'prompt', withTools: true },
];

export function usualMeans(model: ModelName, hasTools: boolean): StructuredOutput {
  const name = calledBy(model);
  const habit = HABITS.find(({ of, withTools }) => of.test(name) && (hasTools || !withTools));
  return habit?.means ?? 'native';
}

// In: nothing. Out: what a recipe is: a prompt and the schema of its answer, with words for the menu.
// Knows nothing of answers (they stay on the server) or views (they stay in the browser).

import type { z } from 'zod';

/** One thing to ask for. */
export interface Recipe<Id extends string = string, Schema extends z.ZodType = z.ZodType> {
  readonly id: Id;
  readonly title: string;
  /** One line for the menu: what to watch. */
  readonly summary: string;
  readonly prompt: string;
  readonly schema: Schema;
}

/** Gives a recipe its exact types. */
export function defineRecipe<const Id extends string, Schema extends z.ZodType>(
  recipe: Recipe<Id, Schema>,
) {
  return recipe;
}

// In: nothing. Out: which pages there are, and what one that asks one model asks for: a recipe, or what a reader wrote.

import type { z } from 'zod';
import type { RecipeId } from '../recipes/index.js';
import type { OWN, Own } from '../shared/own.js';
import type { WORKFLOW } from '../shared/workflow.js';

/** What is asked of one model. */
export type AskedId = RecipeId | typeof OWN;

export type PageId = AskedId | typeof WORKFLOW;

export interface Asked {
  readonly id: AskedId;
  /** Another one is another run in the cache. */
  readonly runId: string;
  readonly title: string;
  readonly schema: z.ZodType;
  /** What a reader wrote, where there is no recipe. */
  readonly own?: Own | undefined;
}

// In: nothing. Out: what one page of the playground asks for: a recipe, or what a reader wrote.

import type { z } from 'zod';
import type { RecipeId } from '../recipes/index.js';
import type { OWN, Own } from '../shared/own.js';

export type PageId = RecipeId | typeof OWN;

export interface Asked {
  readonly id: PageId;
  /** Another one is another run in the cache. */
  readonly runId: string;
  readonly title: string;
  readonly schema: z.ZodType;
  /** What a reader wrote, where there is no recipe. */
  readonly own?: Own | undefined;
}

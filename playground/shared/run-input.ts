// In: nothing. Out: what the page posts to start a run: a recipe, who answers, and the settings. Anything else is a 422.

import { z } from 'zod';
import { recipeIds } from '../recipes/index.js';
import { settingsSchema } from './settings.js';
import { sourceSchema } from './source.js';

export const runInput = settingsSchema.extend({
  recipe: z.enum(recipeIds),
  source: sourceSchema.default({ kind: 'model' }),
});

export type RunInput = z.infer<typeof runInput>;

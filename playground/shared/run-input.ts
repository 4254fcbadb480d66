// In: nothing. Out: what the page posts to start a run: a recipe and the settings. Anything else is a 422.

import { z } from 'zod';
import { recipeIds } from '../recipes/index.js';
import { settingsSchema } from './settings.js';

export const runInput = settingsSchema.extend({ recipe: z.enum(recipeIds) });

export type RunInput = z.infer<typeof runInput>;

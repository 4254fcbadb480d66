// In: nothing. Out: a comparison: a few options, each with numbers on one scale.

import { z } from 'zod';
import { defineRecipe } from '../recipe.js';

export const MAX_HOURS = 24;
export const MAX_KILOGRAMS = 200;

export const compareSchema = z.object({
  title: z.string(),
  options: z.array(
    z.object({
      name: z.string(),
      hours: z.number().min(0).max(MAX_HOURS).describe('From door to door'),
      euros: z.number().min(0),
      kilograms: z.number().min(0).max(MAX_KILOGRAMS).describe('CO₂ for one person'),
      isDirect: z.boolean(),
      verdict: z.string().describe('At most eight words'),
    }),
  ),
  best: z.string().describe('The name of the option you would take'),
  because: z.string().describe('One sentence'),
});

export const compare = defineRecipe({
  id: 'compare',
  title: 'A comparison',
  summary: 'A table and its chart',
  prompt: 'Compare four ways to get from Paris to Barcelona, for one person with a suitcase.',
  schema: compareSchema,
});

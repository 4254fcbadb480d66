// In: nothing. Out: the smallest useful answer: a title and two bullet points.

import { z } from 'zod';
import { defineRecipe } from '../recipe.js';

export const briefSchema = z.object({
  title: z.string().describe('A headline of at most eight words'),
  points: z.array(z.string()).length(2).describe('Two bullet points, one sentence each'),
});

export const brief = defineRecipe({
  id: 'brief',
  title: 'A title and two points',
  summary: 'Three strings',
  prompt: 'Why do tides come twice a day? Give me a title and two bullet points.',
  schema: briefSchema,
});

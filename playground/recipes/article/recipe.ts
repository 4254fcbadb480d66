// In: nothing. Out: a long article: text that grows for a while.

import { z } from 'zod';
import { defineRecipe } from '../recipe.js';

export const articleSchema = z.object({
  kicker: z.string().describe('Two or three words above the title'),
  title: z.string(),
  standfirst: z.string().describe('One sentence that makes the reader stay'),
  minutes: z.number().int().describe('Reading time'),
  sections: z.array(z.object({ heading: z.string(), paragraphs: z.array(z.string()) })),
  quote: z.string().describe('One sentence to pull out'),
  tags: z.array(z.string()),
});

export const article = defineRecipe({
  id: 'article',
  title: 'A long article',
  summary: 'Paragraphs that grow',
  prompt:
    'Write a calm, exact article for curious readers about how lighthouses learned to speak to each other.',
  schema: articleSchema,
});

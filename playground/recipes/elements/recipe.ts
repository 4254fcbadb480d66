// In: nothing. Out: a list of fifty items, each a small object.

import { z } from 'zod';
import { defineRecipe } from '../recipe.js';

export const families = [
  'nonmetal',
  'noble-gas',
  'alkali',
  'alkaline-earth',
  'metalloid',
  'halogen',
  'transition',
  'post-transition',
] as const;

export const elementSchema = z.object({
  number: z.number().int(),
  symbol: z.string(),
  name: z.string(),
  mass: z.number().describe('Standard atomic weight, two decimals'),
  family: z.enum(families),
});

export const elementsSchema = z.object({
  title: z.string(),
  elements: z.array(elementSchema).describe('Fifty, in order'),
});

export const elements = defineRecipe({
  id: 'elements',
  title: 'A list of fifty',
  summary: 'Objects, one by one',
  prompt: 'List the first fifty chemical elements with their atomic weights and families.',
  schema: elementsSchema,
});

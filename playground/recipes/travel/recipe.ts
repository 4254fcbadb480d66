// In: nothing. Out: a travel plan: lists inside lists, with times, enums and money.

import { z } from 'zod';
import { defineRecipe } from '../recipe.js';

export const stopSchema = z.object({
  time: z.string().describe('24-hour clock, like 09:30'),
  place: z.string(),
  how: z.enum(['walk', 'tram', 'metro', 'train', 'ferry']).describe('How to get there'),
  note: z.string().describe('Why it is worth it, one sentence'),
});

export const daySchema = z.object({
  title: z.string(),
  stops: z.array(stopSchema),
  dinner: z.object({ dish: z.string(), place: z.string() }),
});

export const travelSchema = z.object({
  destination: z.string(),
  season: z.string(),
  summary: z.string().describe('Two sentences'),
  budgetPerDay: z.number().describe('Euros, without the hotel'),
  days: z.array(daySchema).describe('Three days'),
  pack: z.array(z.string()).describe('What to bring'),
});

export const travel = defineRecipe({
  id: 'travel',
  title: 'A travel plan',
  summary: 'Days and stops, nested',
  prompt: 'Plan three slow days in Lisbon in late September for two people who like to walk.',
  schema: travelSchema,
});

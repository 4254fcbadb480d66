// In: nothing. Out: a product sheet: numbers, enums, booleans, nulls and small lists.

import { z } from 'zod';
import { defineRecipe } from '../recipe.js';

export const productSchema = z.object({
  name: z.string(),
  tagline: z.string(),
  price: z.object({ amount: z.number(), currency: z.enum(['EUR', 'USD', 'GBP']) }),
  availability: z.enum(['in-stock', 'low-stock', 'pre-order', 'sold-out']),
  rating: z.object({ score: z.number().min(0).max(5), reviews: z.number().int() }),
  colours: z.array(z.object({ name: z.string(), hex: z.string() })),
  weightGrams: z.number(),
  batteryHours: z.number(),
  noiseCancelling: z.boolean(),
  waterRating: z.enum(['IPX2', 'IPX4', 'IPX7']).nullable(),
  driverMillimetres: z.number(),
  frequencyHz: z.object({ low: z.number(), high: z.number() }),
  warrantyYears: z.number(),
  replaces: z.string().nullable().describe('The model it replaces, or null'),
  pros: z.array(z.string()),
  cons: z.array(z.string()),
});

export const product = defineRecipe({
  id: 'product',
  title: 'A product sheet',
  summary: 'Numbers, enums, nulls',
  prompt: 'Write the product sheet of headphones made for long train journeys.',
  schema: productSchema,
});

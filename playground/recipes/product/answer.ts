// In: nothing. Out: the recorded answer to the product recipe.

import type { z } from 'zod';
import type { productSchema } from './recipe.js';

const answer: z.infer<typeof productSchema> = {
  name: 'Meridian One',
  tagline: 'Over-ear headphones for the long way home.',
  price: { amount: 329.95, currency: 'EUR' },
  availability: 'low-stock',
  rating: { score: 4.6, reviews: 1284 },
  colours: [
    { name: 'Graphite', hex: '#3b4043' },
    { name: 'Sea glass', hex: '#9dbdb4' },
    { name: 'Oat', hex: '#d9cfbd' },
    { name: 'Brick', hex: '#a4553f' },
  ],
  weightGrams: 268,
  batteryHours: 42.5,
  noiseCancelling: true,
  waterRating: null,
  driverMillimetres: 40,
  frequencyHz: { low: 8, high: 40000 },
  warrantyYears: 3,
  replaces: null,
  pros: [
    'Quietest in its class below 200 Hz, where trains live',
    'Cushions and battery can be replaced with one screw',
    'Plays wired with the battery empty',
  ],
  cons: ['No water rating', 'The case is larger than it needs to be'],
};

export const productAnswer = JSON.stringify(answer, null, 2);

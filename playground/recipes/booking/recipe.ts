// In: nothing. Out: a form that the model fills in from what a person said.

import { z } from 'zod';
import { defineRecipe } from '../recipe.js';

export const bookingSchema = z.object({
  name: z.string(),
  email: z.email(),
  arrival: z.iso.date(),
  nights: z.int().min(1).max(30),
  room: z.enum(['single', 'double', 'family']),
  breakfast: z.boolean(),
  wishes: z.string().describe('What they asked for beside the room, in their own words'),
});

export const booking = defineRecipe({
  id: 'booking',
  title: 'A form, filled in',
  summary: 'Inputs you may overrule',
  prompt:
    'Fill in the booking form from this mail: “Hello, it’s Noor Haddad (noor@example.org). We are three, arriving on 2 October 2026 for four nights. Breakfast would be lovely. Could we have a quiet room, and a cot?”',
  schema: bookingSchema,
});

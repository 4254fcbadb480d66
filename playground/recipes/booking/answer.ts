// In: nothing. Out: the recorded answer to the booking recipe.

import type { z } from 'zod';
import type { bookingSchema } from './recipe.js';

const answer: z.infer<typeof bookingSchema> = {
  name: 'Noor Haddad',
  email: 'noor@example.org',
  arrival: '2026-10-02',
  nights: 4,
  room: 'family',
  breakfast: true,
  wishes: 'A quiet room, if there is one, and a cot.',
};

export const bookingAnswer = JSON.stringify(answer, null, 2);

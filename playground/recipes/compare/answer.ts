// In: nothing. Out: the recorded answer to the comparison recipe.

import type { z } from 'zod';
import type { compareSchema } from './recipe.js';

const answer: z.infer<typeof compareSchema> = {
  title: 'Paris to Barcelona, four ways',
  options: [
    {
      name: 'High-speed train',
      hours: 7.5,
      euros: 119,
      kilograms: 4.2,
      isDirect: true,
      verdict: 'Sea on the left after Narbonne',
    },
    {
      name: 'Plane',
      hours: 5.5,
      euros: 96,
      kilograms: 152,
      isDirect: true,
      verdict: 'Quick, and mostly queues',
    },
    {
      name: 'Night bus',
      hours: 15,
      euros: 48,
      kilograms: 27,
      isDirect: true,
      verdict: 'Cheap, if you sleep anywhere',
    },
    {
      name: 'Car',
      hours: 11,
      euros: 187,
      kilograms: 178,
      isDirect: false,
      verdict: 'Only with three friends',
    },
  ],
  best: 'High-speed train',
  because: 'It costs two hours more than flying, and a fortieth of the carbon.',
};

export const compareAnswer = JSON.stringify(answer, null, 2);

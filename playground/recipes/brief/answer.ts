// In: nothing. Out: the recorded answer to the brief recipe.

import type { z } from 'zod';
import type { briefSchema } from './recipe.js';

const answer: z.infer<typeof briefSchema> = {
  title: 'Two bulges, one turning planet',
  points: [
    'The Moon pulls hardest on the water beneath it and least on the water on the far side, so the sea stretches into a bulge at both ends.',
    'Earth turns through both bulges in a little under twenty-five hours, which is why high water comes twice, and about fifty minutes later each day.',
  ],
};

export const briefAnswer = JSON.stringify(answer, null, 2);

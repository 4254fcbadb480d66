// In: nothing. Out: what a reader asks for on their own: a prompt, and the schema of the answer in zod notation.
// Knows nothing of how notation is read.

import { z } from 'zod';

/** The page that has no recipe. */
export const OWN = 'own';

export const MAX_PROMPT = 2000;

export const ownSchema = z.object({
  prompt: z.string().min(1).max(MAX_PROMPT),
  notation: z.string().max(20_000),
});

export type Own = z.infer<typeof ownSchema>;

export const firstOwn: Own = {
  prompt: 'Suggest a walk for a rainy Sunday, with three stops.',
  notation: `const Stop = z.object({
  name: z.string(),
  kind: z.enum(['museum', 'café', 'view']),
  minutes: z.int().min(10).max(90),
});

z.object({
  title: z.string().max(60).describe('At most six words'),
  indoors: z.boolean(),
  stops: z.array(Stop).length(3),
  advice: z.string().nullable(),
})
`,
};

// In: nothing. Out: what a spec may ask of the model of these pages, as it travels.
// Knows nothing of models or pages.

import { z } from 'zod';

/** What the model says about one topic. */
export const Script = z.object({
  /** The answer: cut into pieces of `chunkSize`, or the pieces themselves. */
  text: z.union([z.string(), z.array(z.string())]),
  chunkSize: z.number().int().default(4),
  /** Says nothing unless told to, piece by piece: POST /api/say. */
  isHeld: z.boolean().default(false),
  /** Fails after so many pieces. */
  failAfter: z.number().int().optional(),
});

export type ScriptInput = z.input<typeof Script>;

/** What the model knows of one call: whoever asked may have `aborted` it. */
export interface CallReport {
  readonly sent: number;
  readonly status: 'running' | 'finished' | 'failed' | 'aborted';
}

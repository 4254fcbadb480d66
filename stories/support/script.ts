// In: nothing. Out: what a story's run does: what the model says, how fast, and how it ends. Also the controls for it.
// The script is the input of the run, so turning a control starts another run.
// Knows nothing of components.

import type { ArgTypes } from '@storybook/react-vite';
import { z } from 'zod';

export const Script = z.object({
  text: z.string(),
  delayMs: z.number().min(0).max(1000),
  chunkSize: z.number().int().min(1).max(200),
  ending: z.enum(['complete', 'truncated', 'error', 'retried']),
  pauseAfter: z.number().optional(),
  /** What the model says when one field is asked for anew; the same again unless said. */
  again: z.string().optional(),
});

/** What the model says, and how. */
export type Script = z.infer<typeof Script>;

/** The part of a script that a reader of the stories may change. */
export type Pace = Omit<Script, 'text' | 'again'>;

/** How stories run unless they say otherwise. */
export const calmly: Pace = { delayMs: 30, chunkSize: 4, ending: 'complete' };

const category = 'The run';

export const paceControls: Partial<ArgTypes<Pace>> = {
  delayMs: {
    name: 'delay between chunks',
    description: 'Milliseconds the scripted model waits before each piece of text.',
    control: { type: 'range', min: 0, max: 400, step: 10 },
    table: { category },
  },
  chunkSize: {
    name: 'chunk size',
    description:
      'Characters per piece of text. Where the cuts fall changes nothing but the rhythm.',
    control: { type: 'range', min: 1, max: 60, step: 1 },
    table: { category },
  },
  ending: {
    description:
      'Whether the model finishes, runs out of tokens half-way, fails half-way, or fails and is asked again.',
    control: 'inline-radio',
    options: ['complete', 'truncated', 'error', 'retried'],
    table: { category },
  },
  pauseAfter: {
    name: 'pause after',
    description: 'Characters after which the model falls silent, to look at a state at leisure.',
    control: { type: 'number', min: 0 },
    table: { category },
  },
};

// In: nothing. Out: what each answer of the workflow looks like, and what a person may say.
// Shared by the flow, which asks by them, and the page, which shows them.

import { z } from 'zod';

export const Task = z.object({
  title: z.string().describe('At most six words, unlike any other title'),
  why: z.string().describe('What it will tell us, in one sentence'),
});

export const Plan = z.object({
  title: z.string().describe('A title for the report'),
  tasks: z.array(Task).min(3).max(6).describe('What to find out, each on its own'),
  risk: z.string().describe('What could make the whole plan wrong, in two sentences'),
});

export const Finding = z.object({
  headline: z.string().describe('The finding in at most ten words'),
  detail: z.string().describe('Two or three sentences'),
  certainty: z.enum(['sure', 'likely', 'open']),
});

export const Report = z.object({
  summary: z.string().describe('Three sentences'),
  sections: z
    .array(z.object({ heading: z.string(), text: z.string() }))
    .min(2)
    .max(4),
  next: z.array(z.string()).min(2).max(4).describe('What to do next, one step each'),
});

/** What a person says before the report is written. */
export const Decision = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('approve') }),
  z.object({ kind: z.literal('change'), title: z.string().trim().min(1).max(120) }),
  z.object({ kind: z.literal('refuse') }),
]);

/** What the flow ends with. */
export const Outcome = z.object({
  title: z.string(),
  decision: z.enum(['approve', 'change', 'refuse']),
  report: Report.nullable(),
});

export type Task = z.infer<typeof Task>;
export type Plan = z.infer<typeof Plan>;
export type Finding = z.infer<typeof Finding>;
export type Decision = z.infer<typeof Decision>;
export type Outcome = z.infer<typeof Outcome>;

/** What a person is shown. */
export interface Question {
  readonly title: string;
  /** How many tasks the plan has, and how many of them came to something. */
  readonly planned: number;
  readonly found: number;
}

/** How many tasks are worked on at once. */
export const AT_ONCE = 3;

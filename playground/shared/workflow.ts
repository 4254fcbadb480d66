// In: nothing. Out: what a reader chooses of the workflow: the topic, whether a task fails, and what becomes of the rest then.
// Knows nothing of the flow.

import { z } from 'zod';

/** The page of the workflow. */
export const WORKFLOW = 'workflow';

export const MAX_TOPIC = 300;

/** What becomes of the rest when a task fails: the `onError` of an execution. */
export const policies = {
  cancel: { label: 'End all of it', hint: 'onError: ‘cancel’: the tasks beside it end, too' },
  continue: { label: 'Go on without', hint: 'onError: ‘continue’: only its own branch ends' },
} as const;

export type Policy = keyof typeof policies;

export const workflowSchema = z.object({
  topic: z.string().trim().min(1, 'A topic.').max(MAX_TOPIC),
  /** Whether the model of the second task dies in the middle of its answer. */
  fails: z.boolean(),
  policy: z.enum(Object.keys(policies) as Policy[]),
});

export type Workflow = z.infer<typeof workflowSchema>;

export const firstWorkflow: Workflow = {
  topic: 'Can a village bakery run its ovens on solar power?',
  fails: false,
  policy: 'continue',
};

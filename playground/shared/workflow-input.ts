// In: nothing. Out: what the page posts to start the workflow: what was chosen of it, who answers, and the settings.
// For the server: the page knows the type of it alone.

import type { z } from 'zod';
import { settingsSchema } from './settings.js';
import { sourceSchema } from './source.js';
import { workflowSchema } from './workflow.js';

export const workflowInput = settingsSchema.extend({
  ...workflowSchema.shape,
  source: sourceSchema.default({ kind: 'model' }),
});

export type WorkflowInput = z.infer<typeof workflowInput>;

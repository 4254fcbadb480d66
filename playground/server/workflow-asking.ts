// In: what a reader chose, and the playground's own endpoint. Out: who is asked at each step of one execution.
// Knows nothing of what leads to what.

import { createAgent } from 'fieldwise/agent';
import { createSayingModel } from '../model/said-text.js';
import { sampleAnswer } from '../model/sample-answer.js';
import type { WorkflowInput } from '../shared/workflow-input.js';
import type { Ask } from '../workflow/flow.js';
import { recordedAnswer } from '../workflow/recorded.js';
import { Finding, Plan, Report } from '../workflow/schemas.js';
import { chooseModel } from './answering-model.js';
import type { Endpoint } from './endpoint.js';

const schemas = { plan: Plan, find: Finding, report: Report } as const;

/** Of the tasks, in the order they begin. */
const FAILING = 2;

export function createAsk(endpoint: Endpoint, input: WorkflowInput, headers: Headers): Ask {
  const { source, fails, ...settings } = input;
  let begun = 0;
  return (step, prompt) => {
    const schema = schemas[step];
    if (step === 'find') begun += 1;
    const dies = fails && step === 'find' && begun === FAILING;
    const recorded = recordedAnswer(prompt);
    const isRecorded = recorded !== undefined;
    const asking = { settings, source, schema, isRecorded, isCorrected: false, headers };
    const model = dies
      ? createSayingModel(recorded ?? sampleAnswer(schema), { ...settings, faults: ['dropped'] })
      : chooseModel(endpoint, asking);
    return createAgent({ model }).input(prompt);
  };
}

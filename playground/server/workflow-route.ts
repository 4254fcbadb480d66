// In: a model endpoint. Out: the workflow's route: it is started, a person answers, and what stands in it, written as any user would.
// Knows nothing of the stand-in, of Node or of Vite.

import { FlowError } from 'fieldwise/flow';
import { createInstantRoute, createInterruptRoute } from 'fieldwise/server';
import { workflowInput } from '../shared/workflow-input.js';
import { createResearchFlow } from '../workflow/flow.js';
import { Outcome } from '../workflow/schemas.js';
import type { Endpoint } from './endpoint.js';
import { createAsk } from './workflow-asking.js';

export function createWorkflowRoute(endpoint: Endpoint) {
  const flow = createResearchFlow();
  const onError = (error: unknown) => console.error('[playground]', error);

  const { POST } = createInstantRoute({
    input: workflowInput,
    output: Outcome,
    timeoutMs: 3_600_000, // a person takes longer than a model
    run({ input, signal, request: { headers } }) {
      const { topic, policy } = input;
      const resources = { ask: createAsk(endpoint, input, headers), policy };
      const execution = flow.createExecution({ signal, onError: policy, resources });
      const events = execution.instants({ signals: ['task'], progress: true });
      // What fails is told at the end of the events.
      void execution.start(topic);
      return withReason(events);
    },
    onError,
  });

  const { PATCH } = createInterruptRoute(
    async ({ executionId, interruptId, answer }) => {
      const execution = flow.executions.get(executionId);
      if (execution === undefined) return false;
      await execution.continueWith(interruptId, answer);
      return true;
    },
    { onError },
  );

  /** For the drawing. */
  const GET = () => Response.json(flow.describe());

  return { POST, PATCH, GET };
}

/** Which step failed is nothing the route tells; why its model did is. */
async function* withReason<E>(events: AsyncIterable<E>): AsyncGenerator<E, void, undefined> {
  try {
    yield* events;
  } catch (error) {
    throw reasonOf(error);
  }
}

function reasonOf(error: unknown): unknown {
  return error instanceof FlowError && error.cause !== undefined ? reasonOf(error.cause) : error;
}

// In: how fast models speak. Out: a `fetch` that is a whole server with a flow: a plan, its tasks side by side, a person, a report.
// Everything happens in the page's memory; no request leaves it.
// Knows nothing of components.

import { createAgent } from 'fieldwise/agent';
import { createTriggerFlow, type DataOf } from 'fieldwise/flow';
import { createInstantRoute, createInterruptRoute } from 'fieldwise/server';
import { createScriptedModel } from 'fieldwise/testing';
import { z } from 'zod';
import type { Pace } from './script.js';

/** How fast the models speak. */
export type FlowPace = Pick<Pace, 'delayMs' | 'chunkSize'>;

const Task = z.object({ id: z.number(), text: z.string() });
export const Plan = z.object({ title: z.string(), tasks: z.array(Task) });
export const Note = z.object({ text: z.string() });
export const Report = z.object({ title: z.string(), summary: z.string() });

const PLAN: z.infer<typeof Plan> = {
  title: 'A day at the sea',
  tasks: [
    { id: 1, text: 'Look up the tides' },
    { id: 2, text: 'Find a train' },
    { id: 3, text: 'Pack a picnic' },
  ],
};
const NOTES: Readonly<Record<number, string>> = {
  1: 'High water is at noon; the beach is widest at six in the evening.',
  2: 'The 8:12 is direct, the 17:40 brings everybody home.',
  3: 'Bread, cheese, tomatoes, a thermos of tea and a blanket.',
};

export function createReportFlow({ delayMs, chunkSize }: FlowPace) {
  const say = (value: unknown) =>
    createAgent({
      model: createScriptedModel({ text: JSON.stringify(value), delayMs, chunkSize }),
    });
  const flow = createTriggerFlow<{
    input: string;
    events: { task: z.infer<typeof Task> };
    state: { notes: readonly string[] };
    interrupts: { approve: { payload: readonly string[]; answer: boolean } };
    result: z.infer<typeof Report>;
  }>({ name: 'report', contract: { interrupts: { approve: z.boolean() } } });

  const plan = flow.chunk(
    'plan',
    async ({ value, emitFields, showFields, signal }) => {
      const response = say(PLAN).input(value).output(Plan).getResponse({ signal });
      await Promise.all([
        showFields(response, { lane: 'plan' }),
        emitFields(response, { 'tasks[*]': 'task' }, { concurrency: 3 }),
      ]);
    },
    { emits: ['task'] },
  );
  const approve = flow.chunk('approve', ({ state, pauseFor }: DataOf<typeof flow, void>) =>
    pauseFor('approve', state.get('notes') ?? []),
  );
  const write = flow.chunk('write', ({ value, state }: DataOf<typeof flow, boolean>) => ({
    title: value ? 'The day is planned' : 'Another day',
    summary: value ? (state.get('notes') ?? []).join(' ') : 'The plan was dropped.',
  }));
  flow.to(plan).to(approve).to(write).end();
  flow.when('task').to(
    flow.chunk(
      'work',
      async ({ value, showFields, state, signal }: DataOf<typeof flow, z.infer<typeof Task>>) => {
        const response = say({ text: NOTES[value.id] })
          .input(value.text)
          .output(Note)
          .getResponse({ signal });
        await showFields(response, { lane: `task ${value.id}` });
        state.append('notes', (await response.getData()).text);
      },
    ),
  );
  return flow;
}

/** What stands in it and what leads to what: data, which a server would hand to the page. */
export const reportDrawing = createReportFlow({ delayMs: 0, chunkSize: 1 }).describe();

export type ReportFlow = ReturnType<typeof createReportFlow>;

export function flowFetch(pace: FlowPace): typeof fetch {
  const flow = createReportFlow(pace);
  const { POST } = createInstantRoute({
    input: z.string(),
    output: Report,
    onError: () => {},
    run({ input, signal }) {
      const execution = flow.createExecution({ signal });
      const events = execution.instants({ signals: ['task'], progress: true });
      void execution.start(input);
      return events;
    },
  });
  const { PATCH } = createInterruptRoute(async ({ executionId, interruptId, answer }) => {
    const execution = flow.executions.get(executionId);
    if (execution === undefined) return false;
    await execution.continueWith(interruptId, answer);
    return true;
  });
  return (url, init) => {
    const request = new Request(
      new URL(url instanceof Request ? url.url : url, location.origin),
      init,
    );
    return request.method === 'PATCH' ? PATCH(request) : POST(request);
  };
}

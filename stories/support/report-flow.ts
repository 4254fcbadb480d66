// In: how fast models speak, and what goes wrong. Out: a flow: a plan, its tasks side by side, a person who approves, a report.
// The models are scripted: what they say is written here.
// Knows nothing of servers or components.

import { createAgent } from 'fieldwise/agent';
import { createTriggerFlow, FlowError, type DataOf } from 'fieldwise/flow';
import { z } from 'zod';
import type { Delivery } from './delivery.js';
import { flowFetch, type ServedFlow } from './flow-fetch.js';
import { deliverLines, scriptedVoice, type Line, type Voice } from './report-voice.js';
import type { Pace } from './script.js';

/** How fast the models speak, and what goes wrong. */
export interface FlowPace extends Pick<Pace, 'delayMs' | 'chunkSize'> {
  /**
   * `task`: the model of one task fails, and the flow goes on without it. `plan`: the model of the plan fails, and the flow
   * with it. `stall`: the report waits for a permission that nobody gives.
   */
  readonly trouble: 'none' | 'task' | 'plan' | 'stall';
}

const Task = z.object({ id: z.number(), text: z.string() });
export const Plan = z.object({ title: z.string(), tasks: z.array(Task) });
export const Note = z.object({ text: z.string() });
export const Report = z.object({ title: z.string(), summary: z.string() });
type Task = z.infer<typeof Task>;

interface Permission {
  readonly event: { readonly approved: boolean; readonly permitted: boolean };
}

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

const planLine = (trouble: FlowPace['trouble']): Line => ({
  name: 'plan',
  value: PLAN,
  cutAfter: trouble === 'plan' ? 'tasks' : undefined,
});

const taskLine = ({ id, text }: Task, trouble: FlowPace['trouble']): Line => ({
  name: `task ${id}`,
  value: { text: NOTES[id] },
  cutAfter: trouble === 'task' && id === 2 ? 'direct' : undefined,
  after: { name: 'plan', text },
});

export function createReportFlow({ trouble }: Pick<FlowPace, 'trouble'>, voice: Voice) {
  const say = (line: Line) => createAgent({ model: voice(line) });
  const flow = createTriggerFlow<{
    input: string;
    events: { task: Task; approved: boolean; permitted: boolean };
    stream: string;
    state: { notes: readonly string[] };
    interrupts: { approve: { payload: readonly string[]; answer: boolean } };
    lanes: { plan: z.infer<typeof Plan>; [task: `task ${number}`]: z.infer<typeof Note> };
    result: z.infer<typeof Report>;
  }>({ name: 'report', contract: { interrupts: { approve: z.boolean() } } });

  const plan = flow.chunk(
    'plan',
    async ({ value, emitFields, showFields, signal }) => {
      const request = say(planLine(trouble)).input(value).output(Plan);
      const response = request.getResponse({ signal, maxRetries: 0 });
      await Promise.all([
        showFields(response, { lane: 'plan' }),
        emitFields(response, { 'tasks[*]': 'task' }, { concurrency: 3 }),
      ]);
    },
    { emits: ['task'] },
  );
  const work = flow.chunk(
    'work',
    async ({ value, showFields, putIntoStream, state, signal }: DataOf<typeof flow, Task>) => {
      await putIntoStream(value.text);
      const request = say(taskLine(value, trouble)).input(value.text).output(Note);
      const response = request.getResponse({ signal, maxRetries: 0 });
      try {
        await showFields(response, { lane: `task ${value.id}` });
        state.append('notes', (await response.getData()).text);
      } catch {
        state.append('notes', `Nothing came of “${value.text}”.`);
      }
    },
  );
  const approve = flow.chunk('approve', ({ state, pauseFor }: DataOf<typeof flow, void>) =>
    pauseFor('approve', state.get('notes') ?? []),
  );
  const write = flow.chunk('write', ({ value, state }: DataOf<typeof flow, boolean>) => ({
    title: value ? 'The day is planned' : 'Another day',
    summary: value ? (state.get('notes') ?? []).join(' ') : 'The plan was dropped.',
  }));
  const approved = flow.to(plan).to(approve);
  if (trouble === 'stall') {
    approved.to(
      flow.chunk(
        'ask the mayor',
        ({ value, emit }: DataOf<typeof flow, boolean>) => emit('approved', value),
        { emits: ['approved'] },
      ),
    );
    const agree = flow.chunk('agree', ({ value: { event } }: DataOf<typeof flow, Permission>) => {
      return event.approved && event.permitted;
    });
    flow.when(['approved', 'permitted']).to(agree).to(write).end();
  } else approved.to(write).end();
  flow.when('task').to(work);
  return flow;
}

export type ReportFlow = ReturnType<typeof createReportFlow>;

/** What stands in it and what leads to what: data, which a server would hand to the page. */
export const drawReport = (trouble: FlowPace['trouble']) =>
  createReportFlow({ trouble }, scriptedVoice({ delayMs: 0, chunkSize: 1 })).describe();

/** With a delivery, its models speak piece by piece as a reader of the stories wants it, not at their pace. */
export function reportFetch(pace: FlowPace, delivery?: Delivery): typeof fetch {
  const { trouble } = pace;
  const lines = [planLine(trouble), ...PLAN.tasks.map((task) => taskLine(task, trouble))];
  let voice = scriptedVoice(pace);
  const flow = createReportFlow(pace, (line) => voice(line));
  const served: ServedFlow<z.infer<typeof Report>> = {
    output: Report,
    async *run(input, signal) {
      if (delivery) voice = deliverLines(lines, delivery);
      const execution = flow.createExecution({ signal });
      const events = execution.instants({ signals: ['task'], progress: true });
      // What fails is told at the end of the events.
      execution.start(input).catch(() => undefined);
      try {
        yield* events;
      } catch (error) {
        // Its words name chunks and events, which these readers may know.
        if (!(error instanceof FlowError)) throw error;
        yield { type: 'error', code: error.code, message: error.message };
      }
    },
    async answer({ executionId, interruptId, answer }) {
      const execution = flow.executions.get(executionId);
      if (execution === undefined) return false;
      await execution.continueWith(interruptId, answer);
      return true;
    },
  };
  return flowFetch(served, delivery);
}

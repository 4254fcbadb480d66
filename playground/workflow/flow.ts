// In: a topic, and models to ask. Out: a report, once a person lets it be written; tasks begin while the plan is being written.
// Knows nothing of who answers, of servers or of pages.

import type { AgentRequest } from 'fieldwise/agent';
import { createTriggerFlow, type DataOf } from 'fieldwise/flow';
import type { Policy } from '../shared/workflow.js';
import { lanes } from './lanes.js';
import { findPrompt, planPrompt, reportPrompt } from './prompts.js';
import { AT_ONCE, Decision, Finding, Outcome, Plan, Report } from './schemas.js';
import type { Question, Task } from './schemas.js';

/** Asks a model for one of the steps. */
export type Ask = (step: 'plan' | 'find' | 'report', prompt: string) => AgentRequest;

export function createResearchFlow() {
  const flow = createTriggerFlow<{
    input: string;
    events: { task: Task };
    stream: { title: string };
    state: { topic: string; title: string; findings: readonly Finding[] };
    interrupts: { approve: { payload: Question; answer: Decision } };
    resources: { ask: Ask; policy: Policy };
    result: Outcome;
  }>({ name: 'research', contract: { interrupts: { approve: Decision }, result: Outcome } });
  type Data<V> = DataOf<typeof flow, V>;

  const plan = flow.chunk(
    'plan',
    async ({ value: topic, requireResource, showFields, emitFields, state, signal }) => {
      state.set('topic', topic);
      const request = requireResource('ask')('plan', planPrompt(topic)).output(Plan);
      const response = request.getResponse({ signal });
      // Ends when all the tasks are over. Where the others go on without one that failed, the plan does, too.
      const tasks = emitFields(response, { 'tasks[*]': 'task' }, { concurrency: AT_ONCE });
      const goesOn = requireResource('policy') === 'continue';
      await Promise.all([
        showFields(response, { lane: lanes.plan }),
        goesOn ? tasks.catch(() => undefined) : tasks,
      ]);
      return response.getData();
    },
    { emits: ['task'] },
  );

  const find = flow.chunk(
    'find',
    async ({ value: task, requireResource, showFields, state, signal }: Data<Task>) => {
      const prompt = findPrompt(state.get('topic') ?? '', task);
      const request = requireResource('ask')('find', prompt).output(Finding);
      const response = request.getResponse({ signal });
      await showFields(response, { lane: lanes.finding(task.title) });
      state.append('findings', await response.getData());
    },
  );

  const approve = flow.chunk('approve', ({ value, state, pauseFor }: Data<Plan>) => {
    const { title, tasks } = value;
    state.set('title', title);
    const findings = state.get('findings') ?? [];
    return pauseFor('approve', { title, planned: tasks.length, found: findings.length });
  });

  const report = flow.chunk(
    'report',
    async ({
      value,
      requireResource,
      showFields,
      putIntoStream,
      state,
      signal,
    }: Data<Decision>) => {
      const title = value.kind === 'change' ? value.title : (state.get('title') ?? '');
      if (value.kind === 'refuse') return { title, decision: value.kind, report: null };
      await putIntoStream({ title });
      const prompt = reportPrompt(state.get('topic') ?? '', title, state.get('findings') ?? []);
      const request = requireResource('ask')('report', prompt).output(Report);
      const response = request.getResponse({ signal });
      await showFields(response, { lane: lanes.report });
      return { title, decision: value.kind, report: await response.getData() };
    },
  );

  flow.to(plan).to(approve).to(report).end();
  flow.when('task').to(find);
  return flow;
}

export type ResearchFlow = ReturnType<typeof createResearchFlow>;

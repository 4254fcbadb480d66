// In: nothing. Out: a realistic flow: a plan, its tasks side by side, a choice, a loop, a report.
// Compiled and never run: what the compiler does for it is counted, and has a ceiling.
// Knows nothing of how the types are made.

import { createTriggerFlow, type DataOf } from '../../src/flow/index.js';
import type { InstantEvent } from '../../src/protocol/index.js';

interface Task {
  readonly id: number;
  readonly kind: 'search' | 'write';
  readonly text: string;
}

interface Plan {
  readonly title: string;
  readonly tasks: readonly Task[];
}

declare const plan: AsyncIterable<InstantEvent<Plan>>;

export const flow = createTriggerFlow<{
  input: string;
  events: { task: Task; again: Task; noted: string };
  stream: { title: string } | { done: number };
  state: { done: readonly number[] };
  resources: { search: (text: string) => Promise<string> };
  result: string;
}>();

const search = flow.chunk('search', async ({ value, requireResource }: DataOf<typeof flow, Task>) =>
  requireResource('search')(value.text),
);

flow
  .to(({ emitFields }) => emitFields(plan, { 'tasks[*]': 'task' }))
  .sideBranch(({ streamFields }) => streamFields(plan, { title: (title) => ({ title }) }))
  .to(({ state }) => [...(state.get('done') ?? [])])
  .forEach({ concurrency: 2 })
  .batch({ number: ({ value }) => value + 1, text: ({ value }) => `${value}` })
  .to(({ value }) => `${value.number} ${value.text}`)
  .endForEach()
  .to(({ value }) => value.join())
  .end();

flow
  .when(['task', 'again'], 'simpleOr')
  .match()
  .case((value) => value.kind === 'search')
  .to(search)
  .caseElse()
  .to(({ value }) => value.text)
  .endMatch()
  .to(async ({ value, emitNowait, putIntoStream, state }) => {
    state.append('done', value.length);
    await putIntoStream({ done: value.length });
    emitNowait('noted', value);
  });

flow
  .when({ event: ['noted'], chunk: [search], state: ['done'] })
  .to(({ value }) => [value.event.noted, value.chunk.search, value.state.done])
  .collect('all', 'notes');

// Plans a day: tasks are worked on while the plan is still being written, you approve, and a report is made: npm run flow
// No key is needed: scripted models answer, each at its own pace.

import process from 'node:process';
import { createInterface } from 'node:readline/promises';
import { createAgent } from 'fieldwise/agent';
import { createTriggerFlow, FlowError } from 'fieldwise/flow';
import { createScriptedModel } from 'fieldwise/testing';
import { z } from 'zod';

const Plan = z.object({ title: z.string(), tasks: z.array(z.string()) });
const Note = z.object({ text: z.string() });

const NOTES: Readonly<Record<string, string>> = {
  'Look up the tides': 'High water is at noon.',
  'Find a train': 'The 8:12 is direct.',
  'Pack a picnic': 'Bread, cheese and a thermos of tea.',
};
const PLAN = { title: 'A day at the sea', tasks: Object.keys(NOTES) };

/** An agent that says one thing, a few characters at a time. */
const saying = (value: unknown) =>
  createAgent({
    model: createScriptedModel({ text: JSON.stringify(value), chunkSize: 4, delayMs: 10 }),
  });

const flow = createTriggerFlow<{
  input: string;
  events: { task: string };
  stream: string;
  state: { notes: readonly string[] };
  interrupts: { approve: { payload: readonly string[]; answer: boolean } };
  result: string;
}>({ name: 'day', contract: { interrupts: { approve: z.boolean() } } });

const plan = flow.chunk('plan', async ({ value, emitFields, putIntoStream, signal }) => {
  const response = saying(PLAN).input(value).output(Plan).getResponse({ signal });
  const tellWhenWhole = async () => {
    const { tasks } = await response.getData();
    await putIntoStream(`The plan is written: ${tasks.length} tasks.`);
  };
  await Promise.all([
    emitFields(response, { 'tasks[*]': 'task' }, { concurrency: 3 }),
    tellWhenWhole(),
  ]);
});

flow
  .to(plan)
  .to(({ state, pauseFor }) => pauseFor('approve', state.get('notes') ?? []))
  .to(({ value, state }) =>
    value ? `Settled. ${(state.get('notes') ?? []).join(' ')}` : 'Another day, then.',
  )
  .end();

flow.when('task').to(async ({ value, putIntoStream, state, signal }) => {
  await putIntoStream(`Begun: ${value}`);
  const response = saying({ text: NOTES[value] }).input(value).output(Note).getResponse({ signal });
  const { text } = await response.getData();
  state.append('notes', text);
  await putIntoStream(`Done: ${value}. ${text}`);
});

const leaving = new AbortController();
process.once('SIGINT', () => leaving.abort());
const { signal } = leaving;

/** What a person says to it; nothing is a no. */
async function ask(question: string): Promise<boolean> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr, signal });
  terminal.setPrompt(question);
  terminal.prompt();
  for await (const line of terminal) return line.trim().toLowerCase().startsWith('y');
  return false;
}

const execution = flow.createExecution({ signal });
try {
  const result = execution.start(process.argv.slice(2).join(' ') || 'A day at the sea');
  for await (const item of execution.getRuntimeStream()) {
    if (typeof item === 'string') process.stdout.write(`${item}\n`);
    else if (item.action === 'pause') {
      const { interrupt } = item;
      const isWanted = await ask(`Go on with ${interrupt.payload.length} notes? [y/n] `);
      await execution.continueWith(interrupt, isWanted);
    }
  }
  process.stdout.write(`${await result}\n`);
} catch (error) {
  if (!(error instanceof FlowError) && !signal.aborted) throw error;
  process.stderr.write(error instanceof FlowError ? `${error.code}: ${error.message}\n` : '\n');
  process.exitCode = 1;
}

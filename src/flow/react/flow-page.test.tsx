import { act, screen, waitFor } from '@testing-library/react';
import { createAgent } from 'fieldwise/agent';
import { createTriggerFlow } from 'fieldwise/flow';
import { InstantStreamProvider, useInstantStream } from 'fieldwise/react';
import { createInstantRoute, createInterruptRoute } from 'fieldwise/server';
import { createScriptedModel } from 'fieldwise/testing';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { gate } from '../../../tests/support/gate.js';
import { renderWithCache } from '../../../tests/support/react-harness.js';
import { serve, type Served } from '../../../tests/support/serve.js';
import { createFlowHooks, Lane, useFlowStatus, useLanes } from './index.js';

const Plan = z.object({ title: z.string(), tasks: z.array(z.string()) });
const Report = z.object({ title: z.string(), notes: z.array(z.string()) });

const createEmptyFlow = () =>
  createTriggerFlow<{
    input: { topic: string };
    events: { task: string };
    state: { notes: readonly string[] };
    interrupts: { approve: { payload: readonly string[]; answer: boolean } };
    lanes: { plan: z.infer<typeof Plan>; [task: `task ${string}`]: { readonly text: string } };
    result: z.infer<typeof Report>;
  }>({ contract: { interrupts: { approve: z.boolean() } } });

/** A plan, its tasks side by side, a person who approves, a report. */
function createFlow() {
  const flow = createEmptyFlow();
  const planner = createAgent({
    model: createScriptedModel({ text: '{"title":"Trip","tasks":["pack","book"]}', chunkSize: 5 }),
  });
  const plan = flow.chunk('plan', async ({ value, emitFields, showFields, signal }) => {
    const response = planner.input(value.topic).output(Plan).getResponse({ signal });
    await Promise.all([
      showFields(response, { lane: 'plan' }),
      emitFields(response, { 'tasks[*]': 'task' }),
    ]);
  });
  flow
    .to(plan)
    .to(({ state, pauseFor }) => pauseFor('approve', state.get('notes') ?? []))
    .to(({ value, state }) => ({
      title: value ? 'Approved' : 'Dropped',
      notes: [...(state.get('notes') ?? [])],
    }))
    .end();
  flow.when('task').to(async ({ value, showFields, state, signal }) => {
    const model = createScriptedModel({
      text: JSON.stringify({ text: `${value}!` }),
      chunkSize: 4,
    });
    const Note = z.object({ text: z.string() });
    const response = createAgent({ model }).input(value).output(Note).getResponse({ signal });
    await showFields(response, { lane: `task ${value}` });
    state.append('notes', (await response.getData()).text);
  });
  return flow;
}

type Flow = ReturnType<typeof createFlow>;
type Execution = ReturnType<Flow['createExecution']>;
const { StructuredField, useInterrupt, useSignals } = createFlowHooks<Flow>();

const PATIENCE = { timeout: 20_000 };

let served: Served | undefined;
afterEach(() => served?.close());

async function serveFlow(create: () => Flow = createFlow) {
  const running = new Map<string, Execution>();
  const onError = vi.fn<(error: unknown) => void>();
  const { POST } = createInstantRoute({
    input: z.object({ topic: z.string() }),
    output: Report,
    onError,
    run({ input, signal }) {
      const execution = create().createExecution({ signal });
      const events = execution.instants({ signals: ['task'], progress: true });
      running.set(execution.id, execution);
      void execution.start(input).catch(() => undefined);
      return events;
    },
  });
  const { PATCH } = createInterruptRoute(async ({ executionId, interruptId, answer }) => {
    const execution = running.get(executionId);
    if (execution === undefined) return false;
    await execution.continueWith(interruptId, answer);
    return true;
  });
  served = await serve((request) => (request.method === 'PATCH' ? PATCH(request) : POST(request)));
  return { api: served.url, running, onError };
}

function Approval() {
  const asked = useInterrupt('approve');
  if (asked === undefined) return null;
  const { interrupt, answer, error } = asked;
  return (
    <>
      <output data-testid="error">{error?.code}</output>
      <button onClick={() => void answer(true)}>{interrupt.payload.toSorted().join(' ')}</button>
      <button onClick={() => void answer('maybe' as never)}>Maybe</button>
    </>
  );
}

function Tasks() {
  const tasks = useSignals('task');
  return (
    <>
      <i data-testid="tasks">{tasks.join()}</i>
      <i data-testid="lanes">{useLanes().toSorted().join()}</i>
      {tasks.map((task) => (
        <StructuredField
          key={task}
          lane={`task ${task}`}
          path="text"
          data-testid={`task ${task}`}
        />
      ))}
    </>
  );
}

function Page({ api }: { readonly api: string }) {
  const report = useInstantStream({ api, schema: Report, input: { topic: 'x' }, id: 'page' });
  return (
    <InstantStreamProvider stream={report}>
      <Lane name="plan" schema={Plan}>
        <StructuredField path="title" data-testid="plan" />
      </Lane>
      <Tasks />
      <Approval />
      <StructuredField path="title" data-testid="title" />
      <Status />
    </InstantStreamProvider>
  );
}

function Status() {
  const { status, chunks } = useFlowStatus();
  const plan = chunks.find(({ chunk }) => chunk === 'plan');
  return <i data-testid="status">{`${status} ${plan?.done}`}</i>;
}

const text = (id: string) => screen.getByTestId(id).textContent;

test('a flow on a page over HTTP: a plan, its tasks side by side, a person, a report', async () => {
  const { api, running, onError } = await serveFlow();
  renderWithCache(<Page api={api} />, { isStrict: true });
  await waitFor(() => expect(screen.getByText('book! pack!')).toBeTruthy(), PATIENCE);
  expect(running.size).toBe(1);
  expect(text('plan')).toBe('Trip');
  expect([text('task pack'), text('task book')]).toEqual(['pack!', 'book!']);
  expect(text('tasks')).toBe('pack,book');
  expect(text('lanes')).toBe('plan,task book,task pack');
  expect(text('status')).toBe('waiting 1');
  expect(text('title')).toBe('');

  act(() => screen.getByText('Maybe').click());
  await waitFor(() => expect(text('error')).toBe('invalid-answer'), PATIENCE);
  act(() => screen.getByText('book! pack!').click());
  await waitFor(() => expect(text('title')).toBe('Approved'), PATIENCE);
  await waitFor(() => expect(text('status')).toBe('complete 1'), PATIENCE);
  expect(screen.queryByText('Maybe')).toBeNull();
  expect(onError).not.toHaveBeenCalled();
});

test('a page that leaves cancels the execution', async () => {
  const { api, running } = await serveFlow();
  const { unmount } = renderWithCache(<Page api={api} />);
  await waitFor(() => expect(screen.getByText('Maybe')).toBeTruthy(), PATIENCE);
  unmount();
  const [execution] = running.values();
  await waitFor(() => expect(execution?.status).toBe('cancelled'), PATIENCE);
});

describe('A page whose flow comes to another end while a person is asked', () => {
  const shown = async () => {
    const end = gate();
    const create = () => {
      const flow = createEmptyFlow();
      flow.to(async ({ showFields, signal }) => {
        const model = createScriptedModel({
          text: '{"title":"Trip","tasks":[]}',
          faults: [{ after: '"Tr', kind: 'stall' }],
        });
        const response = createAgent({ model }).input('x').output(Plan).getResponse({ signal });
        await showFields(response, { lane: 'plan' });
      });
      flow.to(async () => {
        await end.waitFor;
        throw new Error('no network');
      });
      flow
        .to(({ pauseFor }) => pauseFor('approve', ['Go?']))
        .to(() => ({ title: 'Approved', notes: [] }))
        .end();
      return flow;
    };
    const { api, running } = await serveFlow(create);
    renderWithCache(<Page api={api} />);
    await waitFor(() => expect(screen.getByText('Go?')).toBeTruthy(), PATIENCE);
    await waitFor(() => expect(text('plan')).toBe('Tr'), PATIENCE);
    return { end, running };
  };
  const status = () => text('status').split(' ')[0];
  const plan = () => screen.getByTestId('plan').dataset['status'];

  test('asks nothing any more when a chunk failed, and its lanes are stopped', async () => {
    const { end } = await shown();
    end.open();
    await waitFor(() => expect(status()).toBe('error'), PATIENCE);
    expect(screen.queryByText('Go?')).toBeNull();
    await waitFor(() => expect(plan()).toBe('incomplete'), PATIENCE);
  });

  test('asks nothing any more when it was cancelled', async () => {
    const { running } = await shown();
    const [execution] = running.values();
    execution?.cancel('not needed');
    await waitFor(() => expect(status()).toBe('stopped'), PATIENCE);
    expect(screen.queryByText('Go?')).toBeNull();
    await waitFor(() => expect(plan()).toBe('incomplete'), PATIENCE);
  });
});

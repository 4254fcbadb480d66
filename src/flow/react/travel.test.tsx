import { screen } from '@testing-library/react';
import type { InstantEvent, InstantEventInput } from 'fieldwise';
import type { InterruptAnswer } from 'fieldwise/client';
import { useField } from 'fieldwise/react';
import { beforeAll, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { asks, END, inLane, setUpFlow, signal, textOf } from '../../../tests/support/flow-stage.js';
import { after } from '../../../tests/support/react-harness.js';
import {
  StructuredField,
  useFlowStatus,
  useInterrupt,
  useItems,
  useLane,
  useLanes,
  useSignal,
  useSignals,
} from './index.js';

// Loaded with the first fact; here it is there when a test begins.
beforeAll(() => import('../../client/beside-facts.js'));

const PATIENCE = { timeout: 20_000 };

const answer = vi.fn<(given: InterruptAnswer) => Promise<void>>(() => Promise.resolve());
const rings = vi.fn<(value: unknown) => void>();

const step = (chunk: string, active: number, done: number): InstantEvent => ({
  type: 'progress',
  chunk,
  phase: active > 0 ? 'begin' : 'end',
  active,
  waiting: 0,
  done,
  failed: 0,
});

const Plan = z.object({ title: z.string().transform((title) => title.toUpperCase()) });

function Board() {
  useSignal('task', rings);
  const { status, chunks } = useFlowStatus();
  const asked = useInterrupt<string, string>('approve');
  const plan = useLane('plan', { schema: Plan });
  const planStatus = useField('title', plan).status;
  return (
    <>
      <i data-testid="lanes">{useLanes().join()}</i>
      <i data-testid="signals">{useSignals('task').join()}</i>
      <i data-testid="items">{useItems().join()}</i>
      <i data-testid="flow">
        {[status, ...chunks.map(({ chunk, done }) => `${chunk} ${done}`)].join()}
      </i>
      <button data-testid="asked" onClick={() => void asked?.answer('yes')}>
        {asked ? asked.interrupt.payload : 'nothing'}
      </button>
      <i data-testid="status">{planStatus}</i>
      <StructuredField lane="plan" path="title" data-testid="plan" pending="…" />
      <StructuredField lane="late" path="title" data-testid="late" pending="…" />
    </>
  );
}

const IDS = ['lanes', 'signals', 'items', 'flow', 'asked', 'status', 'plan', 'late'] as const;

/** What the page shows. */
const board = () => Object.fromEntries(IDS.map((id) => [id, textOf(id)]));

/** As the devtools keep it: of growth the pieces, without the text so far. */
function short(event: InstantEvent): InstantEventInput {
  if (event.type !== 'lane' || event.event.type !== 'delta') return event;
  const { path, delta } = event.event;
  return { type: 'lane', lane: event.lane, event: { type: 'delta', path, delta } };
}

async function setUp() {
  answer.mockClear();
  rings.mockClear();
  const flow = setUpFlow(<Board />, { answer, isStrict: true });
  const { run } = flow.stream();
  const { travel } = run;
  if (!travel) throw new Error('It is there while an application is developed.');
  const events: InstantEventInput[] = [];
  run.onEvent((event) => void events.push(short(event)));
  /** What was on the page after so many events. */
  const seen = new Map<number, ReturnType<typeof board>>();
  const note = () => void seen.set(events.length, board());
  const go = (count: number) => after(() => travel.show(events.slice(0, count)));
  const leave = () => after(() => travel.leave());
  await flow.submit();
  return { ...flow, run, travel, events, seen, note, go, leave };
}

test('a flow is shown as it was after each of its events, and as it is again', async () => {
  const { send, write, seen, note, go, leave } = await setUp();
  const plan = write('plan');
  await plan('{"title":"Tr');
  note();
  await send(step('plan', 1, 0), signal('task', 1));
  note();
  await plan('ip"}');
  note();
  await send(inLane('plan', END), step('plan', 0, 1), { type: 'item', value: 'x' });
  note();
  await send(asks('1'));
  note();
  await send(asks('1', 'Go?', 'resume'), signal('task', 2));
  await write('late')('{"title":"Late"');
  note();
  const now = board();
  expect(now).toMatchObject({ lanes: 'plan,late', signals: '1,2', plan: 'TRIP', late: 'Late' });
  const past = [...seen].slice(0, -1);
  for (const [count, was] of [...past, ...past.toReversed()]) {
    await go(count);
    expect(board(), `after ${count} events`).toEqual(was);
  }
  await leave();
  expect(board()).toEqual(now);
});

test('before the first event nothing is told, and no lane has begun', async () => {
  const { send, write, go, leave } = await setUp();
  await write('plan')('{"title":"Trip"');
  await send(signal('task', 1), asks('1'));
  await go(0);
  expect(board()).toEqual({
    lanes: '',
    signals: '',
    items: '',
    flow: 'connecting',
    asked: 'nothing',
    status: 'pending',
    plan: '…',
    late: '…',
  });
  await leave();
  expect(board()).toMatchObject({ signals: '1', asked: 'Go?', plan: 'TRIP' });
});

test('the flow goes on behind it: handlers hear of everything once, when it happens', async () => {
  const { send, write, events, go, leave, run } = await setUp();
  await send(signal('task', 1));
  const count = events.length;
  await go(count);
  await send(signal('task', 2));
  await write('late')('{"title":"Late"');
  expect(rings.mock.calls.map(([value]) => value)).toEqual([1, 2]);
  expect([textOf('signals'), textOf('lanes'), textOf('late')]).toEqual(['1', '', '…']);
  expect(run.beside.getSnapshot()).toMatchObject({ lanes: ['late'] });
  await go(0);
  await go(count);
  await leave();
  expect(rings.mock.calls.map(([value]) => value)).toEqual([1, 2]);
  expect([textOf('signals'), textOf('lanes'), textOf('late')]).toEqual(['1,2', 'late', 'Late']);
});

test('a lane that ended and began anew is shown as either', async () => {
  const { send, write, events, go, leave } = await setUp();
  await write('late')('{"title":"One"}');
  await send(inLane('late', END));
  const count = events.length;
  await write('late')('{"title":"Two');
  await go(count);
  expect([textOf('late'), screen.getByTestId('late').dataset['status']]).toEqual([
    'One',
    'complete',
  ]);
  await leave();
  expect([textOf('late'), screen.getByTestId('late').dataset['status']]).toEqual([
    'Two',
    'streaming',
  ]);
});

test('what is mounted in the past is shown the past', async () => {
  const { write, events, show, go, leave } = await setUp();
  const draft = write('draft');
  await draft('{"title":"Dr');
  const count = events.length;
  await draft('aft"');
  await go(count);
  await show(<StructuredField lane="draft" path="title" data-testid="draft" pending="…" />);
  expect(textOf('draft')).toBe('Dr');
  await leave();
  expect(textOf('draft')).toBe('Draft');
});

test('an answer is of the present: it leads back, and is sent where the question is still open', async () => {
  const { send, events, go, travel } = await setUp();
  const press = () => after(() => screen.getByTestId('asked').click());
  await send(asks('1'));
  const count = events.length;
  await send(signal('task', 1));
  await go(count);
  await press();
  expect(travel.isAway()).toBe(false);
  const given = { executionId: 'e', interruptId: '1', answer: 'yes' };
  // What sends it is loaded first.
  await vi.waitFor(() => expect(answer).toHaveBeenCalledExactlyOnceWith(given), PATIENCE);
  await send(asks('1', 'Go?', 'resume'));
  await go(count);
  expect(textOf('asked')).toBe('Go?');
  await press();
  expect([travel.isAway(), textOf('asked')]).toEqual([false, 'nothing']);
  expect(answer).toHaveBeenCalledTimes(1);
});

test('a submit leads back, and its flow is shown from its beginning', async () => {
  const { send, write, submit, go, travel } = await setUp();
  await write('plan')('{"title":"Trip"');
  await send(signal('task', 1));
  await go(1);
  await submit();
  expect(travel.isAway()).toBe(false);
  expect([textOf('signals'), textOf('plan')]).toEqual(['', '…']);
  await write('plan')('{"title":"Other"');
  expect(textOf('plan')).toBe('OTHER');
});

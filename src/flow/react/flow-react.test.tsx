import { screen } from '@testing-library/react';
import * as React from 'react';
import { StrictMode, useState } from 'react';
import type { InstantEvent } from 'fieldwise';
import type { InterruptAnswer } from 'fieldwise/client';
import { StructuredField, useField } from 'fieldwise/react';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import {
  asks,
  END,
  inLane,
  setUpFlow as setUp,
  signal,
  textOf,
} from '../../../tests/support/flow-stage.js';
import { after, settle } from '../../../tests/support/react-harness.js';
import {
  Lane,
  useFlowStatus,
  useInterrupt,
  useInterrupts,
  useItems,
  useLane,
  useLanes,
  useSignal,
  useSignals,
} from './index.js';

// Loaded with the first fact; here it is there when a test begins.
beforeAll(() => import('../../client/beside-facts.js'));

describe('A lane', () => {
  const shown = (
    <>
      <Lane name="plan">
        <StructuredField path="title" data-testid="plan" pending="…" />
      </Lane>
      <StructuredField path="title" data-testid="root" pending="…" />
    </>
  );

  test('shows its answer as it grows, beside the result', async () => {
    const { submit, write, end, send } = setUp(shown);
    expect(textOf('plan')).toBe('…');
    await submit();
    const plan = write('plan');
    await plan('{"title":"Tr');
    expect(textOf('plan')).toBe('Tr');
    expect(screen.getByTestId('plan').dataset['status']).toBe('streaming');
    await plan('ip"}');
    await send(inLane('plan', END));
    expect(screen.getByTestId('plan').dataset['status']).toBe('complete');
    expect(textOf('root')).toBe('…');
    await end();
    expect(textOf('root')).toBe('Report');
    expect(textOf('plan')).toBe('Trip');
  });

  test('is shown as it is to a component that comes late, and goes on from there', async () => {
    const { submit, write, show } = setUp(null);
    await submit();
    const plan = write('plan');
    await plan('{"title":"Tr');
    await show(shown);
    expect(textOf('plan')).toBe('Tr');
    await plan('ip"}');
    expect(textOf('plan')).toBe('Trip');
  });

  test('is whole for who comes when it has ended', async () => {
    const { submit, write, send, end, show } = setUp(null);
    await submit();
    await write('plan')('{"title":"Trip"}');
    await send(inLane('plan', END));
    await end();
    await show(shown);
    expect(textOf('plan')).toBe('Trip');
    expect(screen.getByTestId('plan').dataset['status']).toBe('complete');
  });

  test('wakes the field that changed, and nothing else', async () => {
    const note = vi.fn<(name: string) => void>();
    function Field({ path }: { readonly path: 'title' | 'note' }) {
      note(path);
      return <>{useField(path, useLane<{ title: string; note: string }>('plan')).value}</>;
    }
    function Both() {
      note('page');
      return [<Field key="a" path="title" />, <Field key="b" path="note" />];
    }
    const { submit, write } = setUp(<Both />);
    await submit();
    const plan = write('plan');
    await plan('{"note":"x","title":"T');
    note.mockClear();
    for (const text of ['r', 'i', 'p']) await plan(text);
    expect(note.mock.calls).toEqual([['title'], ['title'], ['title']]);
  });

  test('stops with its flow, and begins anew with the next run', async () => {
    const { submit, write, stream } = setUp(shown);
    await submit();
    await write('plan')('{"title":"Tr');
    await after(() => stream().stop());
    expect(screen.getByTestId('plan').dataset['status']).toBe('incomplete');
    expect(textOf('plan')).toBe('Tr');
    await submit();
    expect(textOf('plan')).toBe('…');
    await write('plan')('{"title":"Other"');
    expect(textOf('plan')).toBe('Other');
  });

  test('begins anew when it is used again after its end, and with another attempt', async () => {
    const { submit, write, send } = setUp(shown);
    await submit();
    await write('plan')('{"title":"One"}');
    await send(inLane('plan', END));
    await write('plan')('{"title":"Two');
    expect(textOf('plan')).toBe('Two');
    await send(inLane('plan', { type: 'attempt', attempt: 2, reason: 'missing-keys' }));
    expect(textOf('plan')).toBe('…');
    await write('plan')('{"title":"Three"}');
    expect(textOf('plan')).toBe('Three');
  });

  test('is checked by its schema, also by one that comes late', async () => {
    const Plan = z.object({ title: z.string().max(3) });
    function Checked() {
      const lane = useLane('plan', { schema: Plan });
      const { status, issues } = useField('title', lane);
      return <i data-testid="checked">{`${status} ${issues.length}`}</i>;
    }
    const { submit, write, show } = setUp(shown);
    await submit();
    await write('plan')('{"title":"Trip"');
    expect(screen.getByTestId('plan').dataset['status']).toBe('complete');
    await show(<Checked />);
    expect(textOf('checked')).toBe('invalid 1');
  });

  test('is listed with the others, and knows its flow from inside', async () => {
    function Names() {
      return <i data-testid="names">{useLanes().join()}</i>;
    }
    function Tasks() {
      return <i data-testid="tasks">{useSignals('task').join()}</i>;
    }
    const { submit, send, write } = setUp(
      <>
        <Names />
        <Lane name="b">
          <Tasks />
          <Lane name="a">
            <StructuredField path="title" data-testid="inner" />
          </Lane>
        </Lane>
      </>,
    );
    await submit();
    await send(inLane('b', END), signal('task', 1));
    await write('a')('{"title":"A"}');
    expect(textOf('names')).toBe('b,a');
    expect(textOf('tasks')).toBe('1');
    expect(textOf('inner')).toBe('A');
  });
});

describe('useSignal', () => {
  test('tells of each signal once, in order, whatever renders', async () => {
    const told: string[] = [];
    const note = vi.fn<() => void>();
    function Listener() {
      note();
      const [count, setCount] = useState(0);
      useSignal<string>('task', (value) => {
        told.push(`${value} ${count}`);
        if (value === 'b') setCount((before) => before + 1);
      });
      return null;
    }
    const { submit, send, show } = setUp(<Listener />, { isStrict: true });
    await submit();
    note.mockClear();
    await send(signal('task', 'a'), signal('other', 'x'));
    expect(note).not.toHaveBeenCalled();
    await send(signal('task', 'b'), signal('task', 'c'));
    await show(<Listener />);
    await send(signal('task', 'd'));
    expect(told.map((each) => each[0])).toEqual(['a', 'b', 'c', 'd']);
    // The handler is that of the latest render.
    expect(told.at(-1)).toBe('d 1');
  });

  test('tells a late component of what comes, or of all of the run if it asks', async () => {
    const now: unknown[] = [];
    const all: unknown[] = [];
    function Late() {
      useSignal('task', (value) => now.push(value));
      useSignal('task', (value) => all.push(value), { from: 'start' });
      return null;
    }
    const { submit, send, show } = setUp(null, { isStrict: true });
    await submit();
    await send(signal('task', 1), signal('task', 2));
    await show(
      <StrictMode>
        <Late />
      </StrictMode>,
    );
    await send(signal('task', 3));
    expect([now, all]).toEqual([[3], [1, 2, 3]]);
    await submit();
    await send(signal('task', 4));
    expect([now, all]).toEqual([
      [3, 4],
      [1, 2, 3, 4],
    ]);
  });

  test('tells two components of one execution of each signal once each', async () => {
    const told: string[] = [];
    function Listener({ id }: { readonly id: string }) {
      useSignal('task', (value) => told.push(`${id}${String(value)}`));
      return null;
    }
    const { submit, send } = setUp([<Listener key="a" id="a" />, <Listener key="b" id="b" />], {
      isStrict: true,
    });
    await submit();
    await send(signal('task', 1), signal('task', 2));
    expect(told.toSorted()).toEqual(['a1', 'a2', 'b1', 'b2']);
  });

  // Of React 19.
  test.skipIf(React.Activity === undefined)(
    'tells a component that was hidden of what it missed, also of another run',
    async () => {
      const told: unknown[] = [];
      function Listener() {
        useSignal('task', (value) => told.push(value));
        return null;
      }
      const shown = (mode: 'visible' | 'hidden') => (
        <React.Activity mode={mode}>
          <Listener />
        </React.Activity>
      );
      const { submit, send, show } = setUp(shown('visible'));
      await submit();
      await send(signal('task', 'a'), signal('task', 'b'));
      await show(shown('hidden'));
      await send(signal('task', 'c'));
      expect(told).toEqual(['a', 'b']);
      await show(shown('visible'));
      expect(told).toEqual(['a', 'b', 'c']);
      await show(shown('hidden'));
      await submit();
      await send(...['d', 'e', 'f', 'g'].map((value) => signal('task', value)));
      await show(shown('visible'));
      expect(told).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'g']);
    },
  );

  test('goes on after a handler that throws', async () => {
    const report = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const told: unknown[] = [];
    function Listener() {
      useSignal('task', (value) => {
        told.push(value);
        throw new Error('no');
      });
      return null;
    }
    const { submit, send } = setUp(<Listener />);
    await submit();
    await send(signal('task', 1), signal('task', 2));
    expect(told).toEqual([1, 2]);
    expect(report).toHaveBeenCalledTimes(2);
    report.mockRestore();
  });
});

describe('Lists', () => {
  test('have all signals of a name, and all items', async () => {
    function Lists() {
      const tasks = useSignals<{ id: number }>('task');
      return <i data-testid="lists">{[...tasks.map(({ id }) => id), ...useItems()].join()}</i>;
    }
    const { submit, send } = setUp(<Lists />);
    await submit();
    await send(signal('task', { id: 1 }), { type: 'item', value: 'x' }, signal('task', { id: 2 }));
    expect(textOf('lists')).toBe('1,2,x');
    await submit();
    expect(textOf('lists')).toBe('');
  });
});

describe('useInterrupt', () => {
  function Approval() {
    const asked = useInterrupt<string, boolean>('approve');
    const count = useInterrupts().length;
    if (asked === undefined) return <i data-testid="asked">nothing</i>;
    const { interrupt, answer, isAnswering, error } = asked;
    return (
      <button data-testid="asked" onClick={() => void answer(true)}>
        {`${count} ${interrupt.payload} ${isAnswering} ${error?.code ?? ''}`}
      </button>
    );
  }
  const press = () => after(() => screen.getByTestId('asked').click());

  test('asks, sends the answer by the transport, and is gone when the stream says so', async () => {
    const answer = vi.fn<(given: InterruptAnswer) => Promise<void>>(() => Promise.resolve());
    const { submit, send } = setUp(<Approval />, { answer });
    await submit();
    expect(textOf('asked')).toBe('nothing');
    await send(asks('1'), asks('2', 'And?'));
    expect(textOf('asked')).toBe('2 Go? false ');
    await press();
    expect(answer).toHaveBeenCalledExactlyOnceWith({
      executionId: 'e',
      interruptId: '1',
      answer: true,
    });
    expect(textOf('asked')).toBe('2 Go? true ');
    const first = asks('1');
    await send({ ...(first as Extract<InstantEvent, { type: 'interrupt' }>), action: 'resume' });
    expect(textOf('asked')).toBe('1 And? false ');
  });

  test('says why an answer was not taken, and stays open', async () => {
    const answer = vi.fn<(given: InterruptAnswer) => Promise<void>>(() =>
      Promise.reject(new Error('offline')),
    );
    const { submit, send } = setUp(<Approval />, { answer });
    await submit();
    await send(asks('1'));
    await press();
    expect(textOf('asked')).toBe('1 Go? false connection-failed');
  });

  test('answers by a function of its own, and asks nothing once the flow is over', async () => {
    const own = vi.fn<(given: InterruptAnswer) => Promise<void>>(() => Promise.resolve());
    function Own() {
      const asked = useInterrupt('approve', { answer: own });
      return (
        <button data-testid="asked" onClick={() => void asked?.answer('yes')}>
          {asked?.interrupt.id}
        </button>
      );
    }
    const { submit, send, end } = setUp(<Own />);
    await submit();
    await send(asks('1'));
    await press();
    expect(own).toHaveBeenCalledExactlyOnceWith({
      executionId: 'e',
      interruptId: '1',
      answer: 'yes',
    });
    await end();
    expect(textOf('asked')).toBe('');
  });
});

describe('useFlowStatus', () => {
  test('says where the flow and its chunks are', async () => {
    function Status() {
      const { status, chunks } = useFlowStatus();
      const texts = chunks.map(({ chunk, active, done }) => `${chunk} ${active}/${done}`);
      return <i data-testid="status">{[status, ...texts].join()}</i>;
    }
    const { submit, send, end } = setUp(<Status />);
    expect(textOf('status')).toBe('idle');
    await submit();
    expect(textOf('status')).toBe('connecting');
    const step = { type: 'progress', chunk: 'ask', failed: 0 } as const;
    await send({ ...step, phase: 'begin', active: 1, waiting: 0, done: 0 });
    expect(textOf('status')).toBe('streaming,ask 1/0');
    await send({ ...step, phase: 'wait', active: 0, waiting: 1, done: 0 }, asks('1'));
    expect(textOf('status')).toBe('waiting,ask 0/0');
    await end();
    await settle();
    expect(textOf('status')).toBe('complete,ask 0/0');
  });
});

import { screen } from '@testing-library/react';
import type { FactSource, InstantEvent } from 'fieldwise';
import { StructuredField, useField } from 'fieldwise/react';
import { Profiler } from 'react';
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

describe('Where what is told comes from', () => {
  const within = [{ id: '2', name: 'research' }];

  test('is told beside values, to who asks, and changes nothing for others', async () => {
    let renders = 0;
    const pathOf = ({ chunk, within = [] }: FactSource) =>
      [...within.map(({ name }) => name), chunk].join('/');
    function Plain() {
      return (
        <i data-testid="plain">{[...useLanes(), ...useSignals('task'), ...useItems()].join()}</i>
      );
    }
    function Sources() {
      const tasks = useSignals<number>('task', { withSource: true });
      const items = useItems<string>({ withSource: true });
      const lanes = useLanes({ withSource: true });
      const texts = [
        ...tasks.map((task) => `${task.value} ${pathOf(task)} ${task.signalId}`),
        ...items.map((item) => `${item.value} ${pathOf(item)}`),
        ...lanes.map((lane) => `${lane.lane} ${pathOf(lane)}`),
      ];
      return <i data-testid="sources">{texts.join()}</i>;
    }
    const heard: string[] = [];
    function Ear() {
      useSignal<number>('task', (value, event) => heard.push(`${value} ${pathOf(event)}`));
      return null;
    }
    const { submit, send } = setUp(
      <>
        <Profiler id="plain" onRender={() => renders++}>
          <Plain />
        </Profiler>
        <Sources />
        <Ear />
      </>,
    );
    await submit();
    const by = { chunk: 'write', within };
    await send(
      { ...signal('task', 1), ...by, signalId: 4 } as InstantEvent,
      { type: 'item', value: 'x', ...by },
      { ...inLane('plan', END), ...by },
    );
    expect(textOf('plain')).toBe('plan,1,x');
    expect(textOf('sources')).toBe('1 research/write 4,x research/write,plan research/write');
    expect(heard).toEqual(['1 research/write']);
    const before = renders;
    await send({ ...inLane('plan', END), chunk: 'plan' } as InstantEvent);
    expect(textOf('sources')).toContain('plan plan');
    expect(renders).toBe(before);
  });

  test('keeps chunks of one name apart in the status', async () => {
    function Status() {
      const texts = useFlowStatus().chunks.map(
        ({ chunk, within: flows = [], active }) =>
          `${flows.map(({ id }) => id).join()} ${chunk} ${active}`,
      );
      return <i data-testid="status">{texts.join()}</i>;
    }
    const { submit, send } = setUp(<Status />);
    await submit();
    const step = {
      type: 'progress',
      chunk: 'write',
      phase: 'begin',
      waiting: 0,
      done: 0,
      failed: 0,
    } as const;
    await send({ ...step, active: 1 }, { ...step, within, active: 2 });
    expect(textOf('status')).toBe(' write 1,2 write 2');
  });

  test.each([1, 'yes', null])('refuses withSource: %o', (withSource) => {
    const quiet = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const options = { withSource } as never;
    function Items() {
      return <i>{useItems(options).length}</i>;
    }
    function Lanes() {
      return <i>{useLanes(options).length}</i>;
    }
    function Signals() {
      return <i>{useSignals('task', options).length}</i>;
    }
    for (const Wrong of [Items, Lanes, Signals]) {
      expect(() => setUp(<Wrong />)).toThrow('`withSource` takes true or false');
    }
    quiet.mockRestore();
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

import { screen } from '@testing-library/react';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import type { InstantEvent } from 'fieldwise';
import { setUpFlow } from '../../../tests/support/flow-stage.js';
import { after } from '../../../tests/support/react-harness.js';
import { createTriggerFlow } from '../create-trigger-flow.js';
import { FlowGraph } from './index.js';

// Loaded with the first fact; here it is there when a test begins.
beforeAll(() => import('../../client/beside-facts.js'));

const drawing = {
  nodes: [
    { id: 'start', kind: 'start', name: 'start' },
    { id: '1', kind: 'chunk', name: 'plan' },
    { id: '2', kind: 'chunk', name: 'ask' },
  ],
  edges: [
    { from: 'start', to: '1' },
    { from: '1', to: '2', label: 'big' },
  ],
};

type Counts = { readonly [K in 'active' | 'waiting' | 'done' | 'failed']?: number };

function step(chunk: string, counts: Counts): InstantEvent {
  const none = { active: 0, waiting: 0, done: 0, failed: 0 };
  return { type: 'progress', chunk, phase: 'begin', ...none, ...counts };
}

const stateOf = (name: string) =>
  document.querySelector(`[data-node="${name}"]`)?.getAttribute('data-state');
const stateOfBox = (name: string) =>
  document.querySelector(`[data-group="${name}"]`)?.getAttribute('data-state');
const listed = () => screen.getAllByRole('listitem').map(({ textContent }) => textContent);
const announced = () => document.querySelector('[aria-live=polite]')?.textContent;

describe('FlowGraph', () => {
  test('marks what runs, waits, failed and is done, also for who does not see it', async () => {
    const { submit, send } = setUpFlow(
      <FlowGraph flow={drawing} label="Report" states={{ done: 'over' }} />,
    );
    expect(screen.getByRole('figure', { name: 'Report' })).toBeTruthy();
    expect(listed()).toEqual(['start', 'plan: idle', 'ask: idle']);
    expect(document.querySelector('[data-edge="big"] text')?.textContent).toBe('big');
    await submit();
    await send(step('plan', { active: 1 }));
    expect([stateOf('plan'), stateOf('ask')]).toEqual(['active', 'idle']);
    expect(announced()).toBe('plan: active');
    await send(step('plan', { done: 1 }), step('ask', { waiting: 1 }));
    expect([stateOf('start'), stateOf('plan'), stateOf('ask')]).toEqual([
      'idle',
      'done',
      'waiting',
    ]);
    expect(listed()).toEqual(['start', 'plan: over', 'ask: waiting']);
    expect(announced()).toBe('ask: waiting');
    await send(step('ask', { failed: 1 }));
    expect([stateOf('ask'), announced()]).toEqual(['failed', 'ask: failed']);
  });

  test('shows nothing at work once the run is over', async () => {
    const { submit, send, stream } = setUpFlow(<FlowGraph flow={drawing} />);
    await submit();
    await send(step('plan', { active: 1, done: 2 }), step('ask', { waiting: 1 }));
    await after(() => stream().stop());
    expect([stateOf('plan'), stateOf('ask')]).toEqual(['stopped', 'stopped']);
    await submit();
    expect([stateOf('plan'), stateOf('ask')]).toEqual(['idle', 'idle']);
  });

  test('lights a flow within the flow, and what is in it, while one of its chunks runs', async () => {
    const inner = createTriggerFlow<{ input: number; result: number }>({ name: 'doubling' });
    inner
      .to(inner.chunk('check', ({ value }) => value))
      .to(inner.chunk('double', ({ value }) => value * 2))
      .end();
    const flow = createTriggerFlow<{ input: number; result: number }>({ name: 'outer' });
    flow
      .to(flow.chunk('prepare', ({ value }) => value))
      .batch({ one: flow.chunk('one', ({ value }) => value) })
      .to(({ value }) => value.one)
      .toSubFlow(inner)
      .end();
    const { submit, send } = setUpFlow(<FlowGraph flow={flow.describe()} />);
    const box = document.querySelector('[data-group="doubling"]');
    expect(box?.getAttribute('data-kind')).toBe('subFlow');
    expect(listed()).toContain('doubling / double: idle');
    await submit();
    await send(step('check', { active: 1 }));
    const inside = ['doubling', 'check', 'double', 'prepare'].map(stateOf);
    expect(inside).toEqual(['active', 'active', 'idle', 'idle']);
    expect([stateOfBox('doubling'), announced()]).toEqual(['active', 'doubling / check: active']);
    expect(listed()).toContain('doubling: active');
    await send(step('check', { done: 1 }), step('double', { failed: 1 }));
    expect([stateOfBox('doubling'), stateOf('doubling')]).toEqual(['failed', 'failed']);
    await send(step('double', { done: 1 }));
    expect(stateOfBox('doubling')).toBe('done');
    const batch = [...document.querySelectorAll('[data-group]')].find(
      (group) => group.getAttribute('data-kind') === 'batch',
    );
    expect(batch?.getAttribute('data-state')).toBe('idle');
  });

  test('lights what runs of two flows with chunks of one name, and not what has that name elsewhere', async () => {
    const writing = (name: string) => {
      const inner = createTriggerFlow<{ input: number; stream: never; result: number }>({ name });
      inner.to(inner.chunk('write', ({ value }) => value)).end();
      return inner;
    };
    const long = writing('long');
    const flow = createTriggerFlow<{ input: number; result: number }>({ name: 'letters' });
    flow
      .to(flow.chunk('write', ({ value }) => value))
      .ifCondition((value) => value > 1)
      .to(long)
      .elseCondition()
      .to(writing('short'))
      .endCondition()
      .to(long)
      .end();
    const drawing = flow.describe();
    const [first, short, last] = drawing.groups.filter(({ kind }) => kind === 'subFlow');
    const { submit, send } = setUpFlow(<FlowGraph flow={drawing} />);
    const stateAt = (id = '') =>
      document.querySelector(`[data-id="${id}"]`)?.getAttribute('data-state');
    const writesIn = (id = '') => stateAt(drawing.nodes.find((node) => node.id === `${id}/1`)?.id);
    await submit();
    const execution = flow.createExecution();
    const told: InstantEvent[] = [];
    const events = execution.instants({ progress: true });
    void execution.start(5);
    for await (const event of events) if (event.type === 'progress') told.push(event);
    const boxOf = (event: InstantEvent) =>
      event.type === 'progress' ? event.within?.at(-1)?.id : undefined;
    const states = () => [first, short, last].map((group) => writesIn(group?.id));
    await send(...told.filter((event) => boxOf(event) === undefined));
    expect(states()).toEqual(['idle', 'idle', 'idle']);
    expect(stateAt('1')).toBe('done');
    const [begin, ...rest] = told.filter((event) => boxOf(event) === first?.id);
    if (begin === undefined) throw new Error('The first one runs.');
    await send(begin);
    expect(states()).toEqual(['active', 'idle', 'idle']);
    expect(listed().filter((text) => text?.endsWith('long: active'))).toHaveLength(1);
    expect(announced()).toMatch(/^match-\d+ \/ long \/ write: active$/);
    await send(...rest, ...told.filter((event) => boxOf(event) === last?.id));
    expect(states()).toEqual(['done', 'idle', 'done']);
  });

  test('tells things of one name apart by a number, for who does not see where they are', async () => {
    const inner = createTriggerFlow<{ input: number; stream: never; result: number }>({
      name: 'report',
    });
    inner.to(inner.chunk('write', ({ value }) => value)).end();
    const flow = createTriggerFlow<{ input: number; result: number }>({ name: 'reports' });
    flow.to(inner).to(inner).end();
    const { submit, send } = setUpFlow(<FlowGraph flow={flow.describe()} />);
    await submit();
    const last = [{ id: '2', name: 'report' }];
    await send({ ...step('write', { active: 1 }), within: last } as InstantEvent);
    expect(listed()).toEqual([
      'start',
      'report: idle',
      'report / write: idle',
      'report (2): active',
      'report / write (2): active',
      'end',
    ]);
    expect(announced()).toBe('report / write (2): active');
  });

  test('shows a flow that runs itself at work where it does, and knows chunks by name where it is not told more', async () => {
    const flow = createTriggerFlow<{ input: number; result: number }>({ name: 'deep' });
    flow
      .to(flow.chunk('count', ({ value }) => value - 1))
      .toSubFlow(flow)
      .end();
    const { submit, send } = setUpFlow(<FlowGraph flow={flow.describe()} />);
    await submit();
    const within = [{ id: '2', name: 'deep' }];
    await send(step('count', { active: 1 }), { ...step('count', { done: 1 }), within } as never);
    expect([stateOf('count'), stateOf('deep')]).toEqual(['active', 'done']);
    expect(listed()).toContain('deep: done');
    await send({ ...step('unknown', { active: 1 }), within: [{ id: '9', name: 'gone' }] } as never);
    expect(stateOf('deep')).toBe('done');
  });

  test('can be scrolled by keyboard, and refuses what is no drawing', () => {
    setUpFlow(<FlowGraph flow={drawing} label="Report" />);
    const figure = screen.getByRole('figure', { name: 'Report' });
    figure.focus();
    expect(document.activeElement).toBe(figure);
    const quiet = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    for (const wrong of [undefined, null, {}, { nodes: [], edges: 1 }]) {
      expect(() => setUpFlow(<FlowGraph flow={wrong as never} />)).toThrow(
        '`flow` takes what flow.describe() gives',
      );
    }
    quiet.mockRestore();
  });
});

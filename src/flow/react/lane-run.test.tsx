import { screen } from '@testing-library/react';
import { createInstantRun, type InstantRun } from 'fieldwise/client';
import { beforeAll, describe, expect, test } from 'vitest';
import { END, inLane, setUpFlow, textOf } from '../../../tests/support/flow-stage.js';
import { createManualTransport } from '../../../tests/support/manual-transport.js';
import { after, nextTask } from '../../../tests/support/react-harness.js';
import type { StreamSource } from '../../react/index.js';
import { StructuredText, useLane, useLanes } from './index.js';
import { findLane } from './lane-run.js';

// Loaded with the first fact; here it is there when a test begins.
beforeAll(() => import('../../client/beside-facts.js'));

describe('A lane on a page', () => {
  function setUp() {
    const shown: StreamSource[] = [];
    function Shown({ name }: { readonly name: string }) {
      const lane = useLane(name);
      if (!shown.includes(lane)) shown.push(lane);
      return <StructuredText stream={lane} path="text" data-testid={name} />;
    }
    const Every = () => useLanes().map((name) => <Shown key={name} name={name} />);
    const flow = setUpFlow(<Every />, { isStrict: true });
    const run = async (name: string, text: string) => {
      await flow.submit();
      await flow.write(name)(JSON.stringify({ text }));
      await flow.send(inLane(name, END));
    };
    return { ...flow, run, shown };
  }

  test('that no component shows any more hears nothing of later runs', async () => {
    const { run, end, shown } = setUp();
    await run('first', 'one');
    await end();
    const [first] = shown;
    await run('second', 'two');
    let heard = 0;
    first?.run.subscribe(() => heard++);
    await end();
    await run('third', 'three');
    await end();
    expect(screen.queryByTestId('first')).toBeNull();
    expect(textOf('third')).toBe('three');
    expect(heard).toBe(0);
  });

  test('is shown anew under a name that an earlier run had', async () => {
    const { run, end, shown } = setUp();
    await run('draft', 'one');
    await end();
    await run('draft', 'two');
    expect(textOf('draft')).toBe('two');
    await end();
    expect(textOf('draft')).toBe('two');
    expect(shown.length).toBeGreaterThan(0);
  });

  test('that is hidden and shown again has what came meanwhile', async () => {
    const one = <p />;
    const lane = <Titled />;
    function Titled() {
      return <StructuredText stream={useLane('plan')} path="title" data-testid="plan" />;
    }
    const { submit, write, show } = setUpFlow(lane);
    await submit();
    const plan = write('plan');
    await plan('{"title":"Tr');
    expect(textOf('plan')).toBe('Tr');
    await show(one);
    await plan('ip');
    await show(lane);
    expect(textOf('plan')).toBe('Trip');
    await plan('s"}');
    expect(textOf('plan')).toBe('Trips');
  });
});

describe('A lane', () => {
  const titleOf = (lane: StreamSource) => lane.run.getField('text').value;

  async function setUp() {
    const manual = createManualTransport<string>();
    const run = createInstantRun<unknown, string>({ transport: manual, scheduler: nextTask });
    const begin = async (text: string) => {
      await after(() => void run.submit('x'));
      await after(() => {
        manual.last.send(
          inLane('a', { type: 'done', path: 'text', value: text, isComplete: true } as never),
        );
      });
    };
    const end = () =>
      after(() => {
        manual.last.push('{}');
        manual.last.end();
      });
    return { run: run as unknown as InstantRun<unknown, never>, begin, end };
  }

  test('that was rendered and never shown is kept for its run, and let go with the next', async () => {
    const { run, begin, end } = await setUp();
    await begin('one');
    const lane = findLane(run, 'a', undefined);
    expect(findLane(run, 'a', undefined)).toBe(lane);
    await end();
    expect(findLane(run, 'a', undefined)).toBe(lane);
    await begin('two');
    let heard = 0;
    lane.run.subscribe(() => heard++);
    await end();
    expect(heard).toBe(0);
    expect(titleOf(findLane(run, 'a', undefined))).toBe('two');
  });

  test('that is held again has what came meanwhile, and follows on', async () => {
    const { run, begin, end } = await setUp();
    await begin('one');
    const lane = findLane(run, 'a', undefined);
    await after(lane.hold());
    await end();
    await begin('two');
    expect(titleOf(lane)).toBe('one');
    const release = lane.hold();
    expect(titleOf(lane)).toBe('two');
    await begin('three');
    expect(titleOf(lane)).toBe('three');
    expect(findLane(run, 'a', undefined)).toBe(lane);
    release();
  });
});

import { afterEach, describe, expect, test, vi } from 'vitest';
import { createManualTransport } from '../../tests/support/manual-transport.js';
import type { InstantEvent } from '../protocol/index.js';
import { createInstantRun } from './index.js';

const soon = () => new Promise((resolve) => setTimeout(resolve));

async function setUp() {
  const transport = createManualTransport<string>();
  const run = createInstantRun<unknown, string>({ transport, scheduler: 'sync' });
  const events: InstantEvent[] = [];
  run.onEvent((event) => void events.push(event));
  const submitted = run.submit('tides');
  await soon();
  transport.last.push('{"title":"Ti');
  transport.last.push('des","score":7,');
  await soon();
  const { travel } = run;
  if (!travel) throw new Error('It is there while an application is developed.');
  return { transport, run, events, submitted, travel };
}

afterEach(() => vi.unstubAllEnvs());

describe('while a run is shown as it was', () => {
  test('its snapshot and fields are those after so many events, and their listeners are told', async () => {
    const { run, events, travel } = await setUp();
    const told = vi.fn<() => void>();
    run.subscribeField('title', told);
    travel.show(events.slice(0, 3));
    expect(run.getSnapshot()).toMatchObject({
      status: 'streaming',
      partial: { title: 'Ti' },
      progress: { fields: 0, characters: 2 },
    });
    expect(run.getField('title')).toMatchObject({ value: 'Ti', isStreaming: true });
    expect(run.getField('score')).toMatchObject({ value: undefined, isPending: true });
    expect(told).toHaveBeenCalledTimes(1);
    travel.show([]);
    expect(run.getSnapshot()).toMatchObject({ status: 'connecting', partial: undefined });
    travel.leave();
    expect(run.getField('title')).toMatchObject({ value: 'Tides', isComplete: true });
    expect(told).toHaveBeenCalledTimes(3);
  });

  test('a field that was the same is the same object, and its listeners are left alone', async () => {
    const { run, events, travel } = await setUp();
    const told = vi.fn<() => void>();
    run.subscribeField('title', told);
    const before = run.getField('title');
    const closed = events.findIndex(({ type, path }) => type === 'done' && path === 'title');
    travel.show(events.slice(0, closed + 1));
    expect(run.getField('title')).toBe(before);
    expect(told).not.toHaveBeenCalled();
  });

  test('it goes on behind that and loses nothing', async () => {
    const { transport, run, events, submitted, travel } = await setUp();
    travel.show(events.slice(0, 3));
    transport.last.push('"note":"x"}');
    transport.last.end();
    const { status, data } = await submitted;
    expect([status, data]).toEqual(['complete', { title: 'Tides', score: 7, note: 'x' }]);
    expect(run.getSnapshot().partial).toEqual({ title: 'Ti' });
    expect(travel.getLive().status).toBe('complete');
    travel.leave();
    expect(run.getSnapshot()).toBe(travel.getLive());
    expect(run.getField('note').value).toBe('x');
  });

  test.each(['stop', 'reset', 'retry', 'submit'] as const)('%s leaves first', async (name) => {
    const { run, events, travel } = await setUp();
    travel.show(events.slice(0, 3));
    void run[name]('other');
    expect(travel.isAway()).toBe(false);
    const statuses = { stop: 'stopped', reset: 'idle', retry: 'connecting', submit: 'connecting' };
    expect(run.getSnapshot().status).toBe(statuses[name]);
    run.reset();
  });

  test('what is told beside the answer is shown as it was, and the run’s own is as it is', async () => {
    const { transport, run, events, travel } = await setUp();
    const told = vi.fn<() => void>();
    travel.beside.subscribe(told);
    const signal = (value: number) => transport.last.send({ type: 'signal', name: 'task', value });
    const shown = () => travel.beside.getSnapshot().signals.get('task')?.values ?? [];
    signal(1);
    // What keeps it is loaded with the first.
    await vi.waitFor(() => expect(shown()).toEqual([1]));
    const count = events.length;
    signal(2);
    await vi.waitFor(() => expect(shown()).toEqual([1, 2]));
    travel.show(events.slice(0, count));
    expect(shown()).toEqual([1]);
    expect(run.beside.getSnapshot().signals.get('task')?.values).toEqual([1, 2]);
    told.mockClear();
    signal(3);
    await soon();
    expect(told).not.toHaveBeenCalled();
    travel.leave();
    expect(told).toHaveBeenCalledTimes(1);
    expect(shown()).toEqual([1, 2, 3]);
  });
});

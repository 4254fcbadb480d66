import { QueryClient } from '@tanstack/react-query';
import { describe, expect, test } from 'vitest';
import { createManualTransport } from '../../tests/support/manual-transport.js';
import { createInstantRun } from '../client/index.js';
import { instantStreamOptions } from '../react/index.js';
import { createRunList } from './run-list.js';
import { createRunRecorder } from './run-recorder.js';

const transport = createManualTransport<string>();
const tick = () => new Promise((resolve) => setTimeout(resolve));

function ask(client: QueryClient, id: string) {
  const options = instantStreamOptions({ transport, id, input: 'tides' });
  return client.prefetchQuery(options);
}

const labelsOf = (list: ReturnType<typeof createRunList>) =>
  list.getRecorders().map(({ label }) => label);

describe('the list of runs', () => {
  test('has those that are in the cache, and each that comes', async () => {
    const client = new QueryClient();
    void ask(client, 'first');
    await tick();
    const list = createRunList();
    const leave = list.watch(client);
    expect(labelsOf(list)).toEqual(['first · tides']);
    let told = 0;
    list.subscribe(() => (told += 1));
    void ask(client, 'second');
    await tick();
    expect(labelsOf(list)).toEqual(['first · tides', 'second · tides']);
    expect(told).toBe(1);
    leave();
    void ask(client, 'third');
    await tick();
    expect(labelsOf(list)).toHaveLength(2);
    list.stop();
    expect(labelsOf(list)).toEqual([]);
  });

  test('keeps what was recorded of a run that left the cache, until it is cleared', async () => {
    const client = new QueryClient();
    const list = createRunList();
    list.watch(client);
    void ask(client, 'gone');
    await tick();
    transport.last.push('{"a":"x');
    await tick();
    client.clear();
    await tick();
    const [recorder] = list.getRecorders();
    expect(recorder?.records.at(-1)).toMatchObject({ eventCount: 3, isRunning: false });
    list.clear();
    expect(labelsOf(list)).toEqual([]);
  });

  test('has runs that were given, for as long as they are', () => {
    const [one, two] = [createInstantRun({ transport }), createInstantRun({ transport })];
    const list = createRunList();
    list.give({ one, two });
    const [first] = list.getRecorders();
    list.give({ one });
    expect(labelsOf(list)).toEqual(['one']);
    expect(list.getRecorders()[0]).toBe(first);
    list.stop();
  });

  test('has replays until they are over and it is cleared', async () => {
    const run = createInstantRun({ transport });
    const list = createRunList();
    list.add(createRunRecorder(run, { label: 'replay' }));
    void run.submit('x');
    list.clear();
    expect(labelsOf(list)).toEqual(['replay']);
    run.stop();
    list.clear();
    expect(labelsOf(list)).toEqual([]);
  });
});

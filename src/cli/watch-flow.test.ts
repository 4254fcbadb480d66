import { afterEach, expect, test } from 'vitest';
import { z } from 'zod';
import { maskTimes, runCli } from '../../tests/support/run-cli.js';
import { serve, type Served } from '../../tests/support/serve.js';
import type { InstantEventInput } from '../protocol/index.js';
import { createInstantRoute } from '../server/index.js';

let served: Served | undefined;

afterEach(async () => {
  await served?.close();
  served = undefined;
});

/** What a route prints that tells these. */
async function watch(events: readonly InstantEventInput[], ...flags: string[]) {
  const { POST } = createInstantRoute({
    input: z.object({}),
    output: z.unknown(),
    async *run() {
      yield* events;
    },
  });
  served = await serve((request) => POST(request));
  const { stdout, code } = await runCli(['watch', served.url, '--input', '{}', ...flags]);
  return { lines: maskTimes(stdout).split('\n'), stdout, code };
}

const inLane = (lane: string, event: InstantEventInput): InstantEventInput => ({
  type: 'lane',
  lane,
  event,
});

const flow: readonly InstantEventInput[] = [
  inLane('plan', { type: 'start', path: '', kind: 'object' }),
  inLane('task 1', { type: 'start', path: '', kind: 'string' }),
  inLane('plan', { type: 'done', path: 'title', value: 'Sea' }),
  inLane('task 1', { type: 'delta', path: '', delta: 'High ' }),
  inLane('plan', { type: 'done', path: '', value: { title: 'Sea' } }),
  inLane('plan', { type: 'end', outcome: 'complete', incomplete: [] }),
  inLane('task 1', { type: 'delta', path: '', delta: 'water' }),
  inLane('task 1', { type: 'error', code: 'model-failed', message: 'It broke.' }),
  { type: 'done', path: '', value: 'Planned' },
];

test('a flow is told with the answers in its lanes, each by its name, and how a lane failed', async () => {
  const { lines, code } = await watch(flow);
  expect(lines).toEqual([
    '  #.###s  done     plan: title     "Sea"',
    '  #.###s  done     plan            {1 key}',
    '  #.###s  error    task 1          model-failed: It broke.',
    '  #.###s  done     (root)          "Planned"',
    '  #.###s  cut off  task 1          "High water"',
    expect.stringMatching(/^complete .*; 3 done, 0 invalid, 0 missing, 1 cut off; /),
    '',
  ]);
  expect(code).toBe(0);
});

test('as JSON a lane has a line for what is whole, and with --events for what grew, without repeating it', async () => {
  const short = await watch(flow, '--json');
  expect(short.lines.filter((line) => line.includes('"delta"'))).toEqual([]);
  expect(short.lines.filter((line) => line.includes('"lane":"plan"'))).toHaveLength(3);
  await served?.close();
  const { stdout } = await watch(flow, '--json', '--events');
  const deltas = stdout.split('\n').filter((line) => line.includes('"delta"'));
  expect(deltas.map((line) => (JSON.parse(line) as { event: unknown }).event)).toEqual([
    { type: 'delta', path: '', delta: 'High ' },
    { type: 'delta', path: '', delta: 'water' },
  ]);
});

test('of an attempt that was withdrawn nothing is counted', async () => {
  const { lines } = await watch([
    { type: 'start', path: '', kind: 'object' },
    { type: 'done', path: 'draft', value: 'Te' },
    { type: 'attempt', attempt: 2, reason: 'invalid-output' },
    { type: 'start', path: '', kind: 'object' },
    { type: 'done', path: 'title', value: 'Tea' },
    { type: 'done', path: '', value: { title: 'Tea' } },
  ]);
  expect(lines.at(-2)).toMatch(/^complete .*; 2 done, 0 invalid, 0 missing; /);
});

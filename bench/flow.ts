// In: --quick. Out: bench/results/flow: what work on an answer's items saves while the model writes, and what a flow costs.
// The first by the clock, since a paced model makes it: the neighbours are a small part. The second in CPU time.
// Knows nothing of how a flow works.

import { z } from 'zod';
import { createAgent } from '../src/agent/index.js';
import { createTriggerFlow } from '../src/flow/index.js';
import { createScriptedModel } from '../src/testing/index.js';
import { cpuMs, exponent, median } from './measure.js';
import { figure, publish, table } from './results.js';

const isQuick = process.argv.includes('--quick');

const Plan = z.object({ title: z.string(), tasks: z.array(z.object({ text: z.string() })) });
type Task = z.infer<typeof Plan>['tasks'][number];

const TASKS = 8;
const TOKEN_MS = 20;
const FIRST_TOKEN_MS = 400;
const WORK_MS = 500;
const AT_ONCE = 4;

const text = JSON.stringify({
  title: 'A trip by train',
  tasks: Array.from({ length: TASKS }, (_, index) => ({
    text: `Find out what part ${index + 1} of the trip needs, and write it down`,
  })),
});

const wait = (ms: number) => new Promise<void>((resolve) => void setTimeout(resolve, ms));

function ask() {
  const delayMs = (_: string, index: number) => (index === 0 ? FIRST_TOKEN_MS : TOKEN_MS);
  const model = createScriptedModel({ text, split: { tokens: true }, delayMs });
  return createAgent({ model }).input('Plan a trip').output(Plan).getResponse();
}

/** Each begins work on the items in its way and resolves when all of it is over. `begin` is called with each item. */
const WAYS: Readonly<Record<string, (begin: () => void) => Promise<unknown>>> = {
  'the answer alone': () => ask().getData(),
  'a flow with emitFields, 4 at once': (begin) => {
    const flow = createTriggerFlow<{ events: { task: Task } }>();
    flow.to(({ emitFields }) =>
      emitFields(ask(), { 'tasks[*]': 'task' }, { concurrency: AT_ONCE }),
    );
    flow.when('task').to(() => {
      begin();
      return wait(WORK_MS);
    });
    return flow.start();
  },
  'the answer, then its items, 4 at once': async (begin) => {
    const { tasks } = await ask().getData();
    const flow = createTriggerFlow<{ input: readonly Task[] }>();
    flow
      .forEach({ concurrency: AT_ONCE })
      .to(() => {
        begin();
        return wait(WORK_MS);
      })
      .endForEach();
    await flow.start(tasks);
  },
  'the answer, then its items, one by one': async (begin) => {
    for (const _ of (await ask().getData()).tasks) {
      begin();
      await wait(WORK_MS);
    }
  },
};

interface Timed {
  readonly firstMs: number;
  readonly totalMs: number;
}

async function timed(way: (begin: () => void) => Promise<unknown>): Promise<Timed> {
  const from = performance.now();
  let firstMs = Number.NaN;
  await way(() => {
    if (Number.isNaN(firstMs)) firstMs = performance.now() - from;
  });
  return { firstMs, totalMs: performance.now() - from };
}

async function measureBridge(rounds: number) {
  const times = new Map<string, Timed[]>(Object.keys(WAYS).map((name) => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, way] of Object.entries(WAYS)) times.get(name)?.push(await timed(way));
  }
  return Object.fromEntries(
    [...times].map(([name, all]) => [
      name,
      {
        firstMs: median(all.map(({ firstMs }) => firstMs)),
        totalMs: median(all.map(({ totalMs }) => totalMs)),
      },
    ]),
  );
}

/** Does nothing, so many times. */
const COSTS: Readonly<
  Record<
    string,
    { readonly sizes: readonly number[]; readonly run: (size: number) => Promise<unknown> }
  >
> = {
  'an async function, awaited': {
    sizes: [10_000, 30_000, 100_000],
    run: async (size) => {
      const nothing = async (value: number) => value;
      for (let index = 0; index < size; index += 1) await nothing(index);
    },
  },
  'items of a forEach': { sizes: [1_000, 3_000, 10_000], run: (size) => runItems(size, 64) },
  'items of a forEach, 8 at once': {
    sizes: [1_000, 3_000, 10_000],
    run: (size) => runItems(size, 8),
  },
  'emitNowait, from one chunk': {
    sizes: [10_000, 30_000, 100_000],
    run: (size) => runEmits(size, false),
  },
  'emit, each awaited': { sizes: [10_000, 30_000, 100_000], run: (size) => runEmits(size, true) },
  'turns of a loop by emitNowait': { sizes: [10_000, 30_000, 100_000], run: runTurns },
};

function runItems(size: number, concurrency: number): Promise<unknown> {
  const flow = createTriggerFlow<{ input: readonly number[]; result: readonly number[] }>();
  flow
    .forEach({ concurrency })
    .to(({ value }) => value)
    .endForEach()
    .end();
  return flow.start(Array.from({ length: size }, (_, index) => index));
}

function runEmits(size: number, isAwaited: boolean): Promise<unknown> {
  const flow = createTriggerFlow<{ input: number; events: { one: number } }>();
  flow.to(async ({ value, emit, emitNowait }) => {
    for (let index = 0; index < value; index += 1) {
      if (isAwaited) await emit('one', index);
      else emitNowait('one', index);
    }
  });
  flow.when('one').to(({ value }) => value);
  return flow.start(size);
}

function runTurns(size: number): Promise<unknown> {
  const flow = createTriggerFlow<{ input: number; events: { turn: number }; result: number }>();
  const turn = flow.chunk('turn', ({ value, emitNowait, setResult }) => {
    if (value > 0) emitNowait('turn', value - 1);
    else setResult(value);
  });
  flow.to(turn);
  flow.when('turn').to(turn);
  return flow.start(size);
}

async function measureCosts(rounds: number) {
  for (const { sizes, run } of Object.values(COSTS)) await run(sizes[0] ?? 1);
  const costs = new Map<string, number[]>();
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, { sizes, run }] of Object.entries(COSTS)) {
      for (const size of sizes) {
        await globalThis.gc?.({ type: 'minor', execution: 'async' });
        const key = `${name} ${size}`;
        costs.set(key, [...(costs.get(key) ?? []), await cpuMs(() => run(size))]);
      }
    }
  }
  return Object.fromEntries(
    Object.entries(COSTS).map(([name, { sizes }]) => {
      const points = sizes.map((size) => ({
        size,
        cost: median(costs.get(`${name} ${size}`) ?? []),
      }));
      return [name, { points, exponent: exponent(points) }];
    }),
  );
}

const bridge = await measureBridge(isQuick ? 1 : 7);
const costs = await measureCosts(isQuick ? 3 : 15);

const sequentialMs = bridge['the answer, then its items, 4 at once']?.totalMs ?? Number.NaN;
publish({
  name: 'flow',
  title: 'Flows',
  isQuick,
  data: {
    tasks: TASKS,
    tokenMs: TOKEN_MS,
    firstTokenMs: FIRST_TOKEN_MS,
    workMs: WORK_MS,
    bridge,
    costs,
  },
  sections: [
    {
      title: 'Work on the items of an answer',
      text: `A plan of ${TASKS} tasks from a model that begins after ${FIRST_TOKEN_MS} ms and writes a token every ${TOKEN_MS} ms; work on each takes ${WORK_MS} ms. By the clock, medians.\n\n${table(
        ['', 'first item begins', 'all is over', 'beside the answer first'],
        Object.entries(bridge).map(([name, { firstMs, totalMs }]) => [
          name,
          Number.isNaN(firstMs) ? '–' : `${figure(firstMs)} ms`,
          `${figure(totalMs)} ms`,
          `× ${figure(totalMs / sequentialMs)}`,
        ]),
      )}`,
    },
    {
      title: 'What it costs to do nothing',
      text: `CPU time of the process, medians. The exponent is the slope on a log-log scale: 1 is linear.\n\n${table(
        ['', 'so many', 'all of it', 'each', 'exponent'],
        Object.entries(costs).map(([name, { points, exponent: slope }]) => {
          const { size, cost } = points.at(-1) ?? { size: 0, cost: Number.NaN };
          return [
            name,
            size.toLocaleString('en-US'),
            `${figure(cost)} ms`,
            `${figure((cost * 1_000) / size)} µs`,
            figure(slope),
          ];
        }),
      )}`,
    },
  ],
});

// In: --quick. Out: bench/results/agent: what the agent's core adds to a call of a model, beside the AI SDK and the provider alone.
// Each contestant has a process of its own, and they take turns; the server they talk to is one more process.
// Knows nothing of how they read.

import { AGENT_CONTESTANTS, ANSWERS, FLOOR } from './agent-contestants.js';
import {
  createWorker,
  isWorker,
  obey,
  type Task,
  type Turn,
  type Worker,
} from './agent-process.js';
import { MANNERS, SHARED, type Manner, type Shared } from './agent-readers.js';
import { median } from './measure.js';
import { figure, publish, table } from './results.js';

const isQuick = process.argv.includes('--quick');
const ROUNDS = isQuick ? 2 : 9;
const PROCESSES = isQuick ? 1 : 3;
/** Of CPU; whoever needs more to share an answer is stopped. */
const CAP_MS = isQuick ? 1000 : 20_000;
const LIMITS = { warmUpMs: isQuick ? 100 : 1500, turnMs: isQuick ? 20 : 150 };

interface Cost {
  /** CPU of one answer, per 1,000 chunks. */
  readonly msPerThousand: number;
  readonly overFloor: number;
  readonly firstFieldMs: number;
}

/** One process for each contestant; they take turns, and each round is compared within itself. */
async function takeTurns(tasks: readonly Task[]): Promise<readonly (readonly Turn[])[]> {
  const workers: Worker[] = tasks.map(createWorker);
  const turns = tasks.map((): Turn[] => []);
  try {
    for (const [index, worker] of workers.entries()) {
      const task = tasks[index];
      if (task !== undefined) await worker.begin(task);
    }
    for (let round = 0; round < ROUNDS; round++)
      for (const [index, worker] of workers.entries()) turns[index]?.push(await worker.takeTurn());
  } finally {
    for (const worker of workers) worker.close();
  }
  return turns;
}

async function compare(answer: string, url: string | undefined): Promise<Costs> {
  const tasks = AGENT_CONTESTANTS.map(({ name }) => ({ contestant: name, answer, url, ...LIMITS }));
  const thousands = (ANSWERS[answer]?.length ?? 0) / 1000;
  const runs: (readonly (readonly Turn[])[])[] = [];
  for (let run = 0; run < PROCESSES; run++) runs.push(await takeTurns(tasks));
  const floor = AGENT_CONTESTANTS.findIndex(({ name }) => name === FLOOR);
  const over = (index: number, pick: (turn: Turn, floor: Turn) => number) =>
    median(
      runs.map((turns) =>
        median(
          (turns[index] ?? []).flatMap((turn, round) => {
            const least = turns[floor]?.[round];
            return least === undefined ? [] : [pick(turn, least)];
          }),
        ),
      ),
    );
  return Object.fromEntries(
    AGENT_CONTESTANTS.map(({ name }, index) => [
      name,
      {
        msPerThousand: over(index, ({ ms }) => ms / thousands),
        overFloor: over(index, ({ ms }, least) => ms / least.ms),
        firstFieldMs: over(index, ({ firstFieldMs }) => firstFieldMs),
      },
    ]),
  );
}

type Costs = Readonly<Record<string, Cost>>;

/** Every answer in every place. */
async function followAnswers(): Promise<Readonly<Record<string, Costs>>> {
  const server = createWorker();
  const places = { 'in process': undefined, 'over HTTP': await server.serve() };
  const found: Record<string, Costs> = {};
  for (const [place, url] of Object.entries(places)) {
    for (const answer of Object.keys(ANSWERS)) {
      process.stderr.write(`${answer}, ${place}\n`);
      found[`${answer}, ${place}`] = await compare(answer, url);
    }
  }
  server.close();
  return found;
}

/** Every way to share an answer, by turns, each time in a process that did nothing else. */
async function shareAnswers(manner: Manner): Promise<Readonly<Record<string, Shared>>> {
  const taken = new Map(Object.keys(SHARED).map((name) => [name, [] as Shared[]]));
  for (let round = 0; round < (isQuick ? 1 : 5); round++) {
    for (const [name, costs] of taken) {
      process.stderr.write(`A hundred readers, ${manner}: ${name}\n`);
      const worker = createWorker();
      costs.push(await worker.share(name, manner, CAP_MS));
      worker.close();
    }
  }
  return Object.fromEntries(
    [...taken].map(([name, costs]) => {
      const of = (pick: (cost: Shared) => number) => median(costs.map(pick));
      const ms = of((cost) => cost.ms);
      const peakBytes = of((cost) => cost.peakBytes);
      const isStopped = costs.some((cost) => cost.isStopped);
      return [name, { ms, peakBytes, items: of(({ items }) => items), isStopped }];
    }),
  );
}

async function main(): Promise<void> {
  const answers = await followAnswers();
  const shared: Record<string, Readonly<Record<string, Shared>>> = {};
  for (const manner of MANNERS) shared[manner] = await shareAnswers(manner);
  const rows = (found: object, cells: (cost: never) => readonly string[]) =>
    Object.entries(found as Record<string, object>).flatMap(([what, costs]) =>
      Object.entries(costs).map(([name, cost]) => [`${what}: ${name}`, ...cells(cost as never)]),
    );
  publish({
    name: 'agent',
    title: 'The agent’s core beside a call of the provider',
    isQuick,
    data: { rounds: ROUNDS, processes: PROCESSES, answers, shared },
    sections: [
      {
        title:
          'CPU milliseconds per 1,000 chunks, ratio to the floor, milliseconds to the first field',
        text: table(
          ['', 'CPU, ms', '× floor', 'first field, ms'],
          rows(answers, ({ msPerThousand, overFloor, firstFieldMs }: Cost) =>
            [msPerThousand, overFloor, firstFieldMs].map(figure),
          ),
        ),
      },
      {
        title:
          'A hundred readers of 1 MB: CPU milliseconds, most heap in use, items of the last reader',
        text: table(
          ['', 'CPU, ms', 'MB', 'items'],
          rows(shared, ({ ms, peakBytes, items, isStopped }: Shared) => [
            `${isStopped ? '> ' : ''}${figure(ms)}`,
            figure(peakBytes / 1e6),
            items.toLocaleString('en-US'),
          ]),
        ),
      },
    ],
  });
}

if (isWorker) obey();
else await main();

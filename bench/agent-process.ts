// In: orders. Out: their answers, from a process of its own: one contestant, or the server they all talk to.
// What an engine learns of one contestant, and its garbage, are no other one's cost; nor is the server's work.
// Knows nothing of rounds or tables.

import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { isDeepStrictEqual } from 'node:util';
import { AGENT_CONTESTANTS, ANSWERS } from './agent-contestants.js';
import { createHttpModel, createInProcessModel, serveAnswers } from './agent-models.js';
import { share, type Manner, type Shared } from './agent-readers.js';
import { cpuMs, cpuNow, median } from './measure.js';

/** What one contestant is to read in this process. */
export interface Task {
  readonly contestant: string;
  readonly answer: string;
  /** Where the server is; without it the model is in the process. */
  readonly url?: string | undefined;
  readonly warmUpMs: number;
  readonly turnMs: number;
}

/** What one reading cost, in the mean of a turn. */
export interface Turn {
  readonly ms: number;
  readonly firstFieldMs: number;
}

type Order =
  | 'serve'
  | 'turn'
  | { readonly task: Task }
  | { readonly share: string; readonly manner: Manner; readonly capMs: number };

/** True in a process that another one started. */
export const isWorker = process.send !== undefined;

export interface Worker {
  serve(): Promise<string>;
  begin(task: Task): Promise<void>;
  takeTurn(): Promise<Turn>;
  share(name: string, manner: Manner, capMs: number): Promise<Shared>;
  close(): void;
}

export function createWorker(): Worker {
  const [, program = ''] = process.argv;
  const child = fork(program, { stdio: 'inherit' });
  return {
    serve: () => ask(child, 'serve') as Promise<string>,
    begin: async (task) => void (await ask(child, { task })),
    takeTurn: () => ask(child, 'turn') as Promise<Turn>,
    share: (name, manner, capMs) => ask(child, { share: name, manner, capMs }) as Promise<Shared>,
    close: () => child.disconnect(),
  };
}

async function ask(child: ChildProcess, order: Order): Promise<unknown> {
  const left = new AbortController();
  const { signal } = left;
  const gone = once(child, 'exit', { signal }).then(([code]) => {
    throw new Error(`A process left with code ${String(code)}.`);
  });
  gone.catch(() => undefined);
  child.send(order);
  try {
    const [answer] = await Promise.race([once(child, 'message', { signal }), gone]);
    return answer;
  } finally {
    left.abort();
  }
}

/** Obeys until whoever started this process lets go of it. */
export function obey(): void {
  let turn = (): Promise<Turn> => Promise.reject(new Error('There is nothing to take turns at.'));
  const follow = async (order: Order): Promise<unknown> => {
    if (order === 'serve') {
      process.once('disconnect', () => process.exit());
      return serveAnswers(ANSWERS);
    }
    if (order === 'turn') return turn();
    if ('share' in order) return share(order.share, order.manner, order.capMs);
    turn = await begin(order.task);
    return 'begun';
  };
  process.on('message', (order: Order) => {
    // What goes wrong ends this process, and whoever asked is told so by its end.
    void follow(order).then((answer) => process.send?.(answer));
  });
}

/** Reads once to see that the value is right, then until the code is warm. */
async function begin(task: Task): Promise<() => Promise<Turn>> {
  const { answer, url, warmUpMs, turnMs } = task;
  const contestant = AGENT_CONTESTANTS.find(({ name }) => name === task.contestant);
  const chunks = ANSWERS[answer];
  if (contestant === undefined || chunks === undefined) throw new RangeError('Nothing to read.');
  const model = url === undefined ? createInProcessModel(chunks) : createHttpModel(url, answer);
  const whole = JSON.parse(chunks.join('')) as { readonly title: string };
  const { value } = await contestant.read(model, whole.title);
  if (!isDeepStrictEqual(value, whole)) throw new Error(`${contestant.name}: a different value`);
  const from = cpuNow();
  let readings = 0;
  do {
    await contestant.read(model, whole.title);
    readings++;
  } while (cpuNow() - from < warmUpMs);
  const repeats = Math.max(1, Math.round((turnMs * readings) / (cpuNow() - from)));
  return async () => {
    await globalThis.gc?.({ type: 'minor', execution: 'async' });
    const firsts: number[] = [];
    const ms = await cpuMs(async () => {
      for (let repeat = 0; repeat < repeats; repeat++)
        firsts.push((await contestant.read(model, whole.title)).firstFieldMs);
    });
    return { ms: ms / repeats, firstFieldMs: median(firsts) };
  };
}

// In: orders: a text to try, then turns to take. Out: their answers, from a process that only one contestant uses.
// What an engine learns of one contestant's values, and the garbage of its readings, are no other one's cost.
// Knows nothing of who else is measured.

import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { CONTESTANTS } from './contestants.js';
import { cut, type Chunking } from './corpora.js';
import { schemaOf } from './schemas.js';
import { tryOut, type Stop, type TurnOptions, type Turns } from './turns.js';

/** What to read, and how it is cut; the schema goes by the text's name. */
export interface Reading {
  readonly name: string;
  readonly text: string;
  readonly chunking: Chunking;
}

interface Trial extends Reading {
  readonly contestant: string;
  readonly options: TurnOptions;
}

type Order = { readonly trial: Trial } | 'turn';

type Answer = { readonly stop: Stop | undefined } | { readonly ms: number };

/** A process in which one contestant reads. */
export interface Reader {
  readonly try: (reading: Reading) => Promise<Stop | undefined>;
  /** CPU of one reading of what was tried last, in milliseconds. */
  readonly takeTurn: () => Promise<number>;
  readonly close: () => void;
}

/** True in a process that another one started to have a contestant read in. */
export const isReader = process.send !== undefined;

/** Starts a process for a contestant: the same program, which finds by {@link isReader} what it is there for. */
export function createReader(contestant: string, options: TurnOptions): Reader {
  const [, program = ''] = process.argv;
  const child = fork(program, { stdio: 'inherit' });
  return {
    async try(reading) {
      const answer = await ask(child, { trial: { ...reading, contestant, options } });
      return 'stop' in answer ? answer.stop : undefined;
    },
    async takeTurn() {
      const answer = await ask(child, 'turn');
      return 'ms' in answer ? answer.ms : Number.NaN;
    },
    close: () => child.disconnect(),
  };
}

async function ask(child: ChildProcess, order: Order): Promise<Answer> {
  const left = new AbortController();
  const gone = once(child, 'exit', { signal: left.signal }).then(([code]) => {
    throw new Error(`A reader left with code ${String(code)}.`);
  });
  gone.catch(() => undefined);
  child.send(order);
  try {
    const [answer] = await Promise.race([once(child, 'message', { signal: left.signal }), gone]);
    return answer as Answer;
  } finally {
    left.abort();
  }
}

/** Obeys until whoever started this process lets go of it. */
export function obey(): void {
  let turns: Turns | undefined;
  const follow = async (order: Order): Promise<Answer> => {
    if (order === 'turn') return { ms: (await turns?.take()) ?? Number.NaN };
    turns = await begin(order.trial);
    return { stop: turns.stop };
  };
  process.on('message', (order: Order) => {
    // What goes wrong ends this process, and whoever asked is told so by its end.
    void follow(order).then((answer) => process.send?.(answer));
  });
}

function begin({ contestant, name, text, chunking, options }: Trial): Promise<Turns> {
  const found = CONTESTANTS.find((one) => one.name === contestant);
  if (found === undefined) throw new RangeError(`There is no contestant called ${contestant}.`);
  const chunks = cut(text, chunking);
  return tryOut(found, { whole: text, chunks, schema: schemaOf(name) }, options);
}

// In: nothing. Out: what a hundred readers of one answer of a megabyte cost, for each way to share an answer.
// All read along, or all but one wait until that one has read it all: then what waits has to be kept somewhere.
// Knows nothing of tables.

import { streamText } from 'ai';
import { createAgent } from '../src/agent/index.js';
import { Answer } from './agent-contestants.js';
import { createInProcessModel } from './agent-models.js';
import { cut, report } from './corpora.js';
import { cpuMs, cpuNow, settleHeap } from './measure.js';

const READERS = 100;
const TEXT = report(1_000_000);

/** Opens readers of one answer, none of which has read anything. */
type Open = (
  model: ReturnType<typeof createInProcessModel>,
) => Promise<readonly AsyncIterator<unknown>[]>;

const many = <T>(open: () => T): readonly T[] => Array.from({ length: READERS }, open);

/** The floor: the provider's stream, split by the platform as often as it is read. */
const openTees: Open = async (model) => {
  const { stream } = await model.doStream({
    prompt: [{ role: 'user', content: [{ type: 'text', text: 'Write it.' }] }],
  });
  let rest: ReadableStream<unknown> = stream;
  const readers: AsyncIterator<unknown>[] = [];
  while (readers.length < READERS - 1) {
    const [one, other] = rest.tee();
    readers.push(one[Symbol.asyncIterator]());
    rest = other;
  }
  return [...readers, rest[Symbol.asyncIterator]()];
};

const openAgent = (type: 'instant' | 'delta'): Open => {
  return (model) => {
    const response = createAgent({ model }).input('Write it.').output(Answer).getResponse();
    return Promise.resolve(
      many(() =>
        type === 'instant'
          ? response.getAsyncGenerator({ type })
          : response.getAsyncGenerator({ type }),
      ),
    );
  };
};

const openSdk: Open = (model) => {
  const result = streamText({ model, prompt: 'Write it.' });
  return Promise.resolve(many(() => result.textStream[Symbol.asyncIterator]()));
};

export const SHARED: Readonly<Record<string, Open>> = {
  'the provider’s stream, tee()': openTees,
  'fieldwise, text': openAgent('delta'),
  'fieldwise, events': openAgent('instant'),
  'AI SDK streamText, textStream': openSdk,
};

export const MANNERS = ['together', 'one first'] as const;
export type Manner = (typeof MANNERS)[number];

export interface Shared {
  readonly ms: number;
  /** The most heap in use at any of a number of moments, over what was in use before. */
  readonly peakBytes: number;
  /** Items that the last reader got. */
  readonly items: number;
  /** It took too long, and not everything was read. */
  readonly isStopped: boolean;
}

async function drain(reader: AsyncIterator<unknown>, isExpired: () => boolean): Promise<number> {
  let items = 0;
  while (!isExpired() && (await reader.next()).done !== true) items++;
  return items;
}

/** Stops when it has cost `capMs` of CPU. */
export async function share(name: string, manner: Manner, capMs: number): Promise<Shared> {
  const open = SHARED[name];
  if (open === undefined) throw new RangeError(`Nothing is shared by ${name}.`);
  const chunks = cut(TEXT, { size: 64 });
  let peak = 0;
  let pulls = 0;
  let isOver = false;
  const end = cpuNow() + capMs;
  // Asked now and then: asking costs as much as reading.
  const note = () => {
    peak = Math.max(peak, process.memoryUsage().heapUsed);
    isOver ||= cpuNow() > end;
  };
  const model = createInProcessModel(chunks, () => {
    if (pulls++ % 64 === 0) note();
  });
  const isExpired = () => isOver;
  const before = await settleHeap();
  let items = 0;
  let isStopped = false;
  const ms = await cpuMs(async () => {
    const [first, ...others] = await open(model);
    const waiting = manner === 'together' ? undefined : others.map((reader) => reader.next());
    if (first === undefined) throw new RangeError('Nobody reads.');
    const reading = drain(first, isExpired);
    if (waiting !== undefined) {
      await reading;
      note();
      await Promise.all(waiting);
    }
    const counts = await Promise.all(others.map((reader) => drain(reader, isExpired)));
    await reading;
    isStopped = isOver;
    note();
    items = counts.at(-1) ?? 0;
  });
  return { ms, peakBytes: Math.max(0, peak - before), items, isStopped };
}

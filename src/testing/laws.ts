// In: two readings of one answer, one of it cut. Out: the first law that does not hold, and where.
// The numbers are those of ARCHITECTURE.md; the laws that any schema can be asked about.
// Knows nothing of how a breach is told.

import {
  asWritten,
  createFrameDecoder,
  createFrameEncoder,
  createSchemaReader,
  createSnapshot,
  type FieldEvent,
  type InstantEvent,
  type InstantEventInput,
  isFieldEvent,
  reduceInstants,
} from '../protocol/index.js';
import { factsOf, toldIn, type Reading, type ReadingOptions } from './reading.js';
import { showValue } from './show-value.js';

/** A law that does not hold, and the first difference, a line each. */
export interface Breach {
  readonly law: string;
  readonly lines: readonly string[];
}

const LAWS = {
  1: 'Law 1. Chunking is invisible: any split of the text gives the same completions, in the same order, and the same value.',
  3: 'Law 3. Strings only grow: what is shown of one is the beginning of what it becomes.',
  4: 'Law 4. A field is done once, when the grammar closes it: children before parents, the root last.',
  5: 'Law 5. Exactly one path from the root is open at any time.',
  8: 'Law 8. Decoding what was encoded gives it back.',
  10: 'Law 10. A reader that starts late sees what an early one saw.',
} as const;

/** Looks for the first law that a cut answer breaks. */
export function findBreach(
  whole: Reading,
  split: Reading,
  options: ReadingOptions,
): Breach | undefined {
  return (
    compare(1, ['whole', factsOf(toldIn(whole))], ['split', factsOf(toldIn(split))]) ??
    compare(1, ['whole', [valueOf(whole)]], ['split', [valueOf(split)]]) ??
    (isSettled(split, options)
      ? compare(1, ['told', [shownBy(split)]], ['value', [valueOf(split)]])
      : undefined) ??
    findInGrowth(split) ??
    findInWritten(split) ??
    findOnWire(split, options)
  );
}

/** What becomes of the answer: the schema's word where there is one, what was written otherwise. */
function valueOf({ output, value }: Reading): string {
  return showValue(output?.status === 'valid' ? output.value : value);
}

/** Of an answer that does not fit its schema the parts are told as the schema has them, and the whole as written. */
function isSettled({ output }: Reading, { schema }: ReadingOptions): boolean {
  return schema === undefined || output?.status === 'valid';
}

/** What whoever listens has in the end. */
function shownBy(reading: Reading): string {
  return showValue(reduceInstants(createSnapshot(), toldIn(reading)).value);
}

function compare(
  law: keyof typeof LAWS,
  [oneName, one]: readonly [string, readonly string[]],
  [otherName, other]: readonly [string, readonly string[]],
): Breach | undefined {
  const at = one.findIndex((line, index) => line !== other[index]);
  const index = at === -1 && other.length > one.length ? one.length : at;
  if (index === -1) return undefined;
  const lines = [
    `${oneName}: ${one[index] ?? 'nothing more'}`,
    `${otherName}: ${other[index] ?? 'nothing more'}`,
  ];
  return { law: LAWS[law], lines };
}

function broken(law: keyof typeof LAWS, event: FieldEvent, what: string): Breach {
  return { law: LAWS[law], lines: [`${event.type} ${event.path || 'of the root'}: ${what}`] };
}

/** What listeners are told of texts: each delta goes on where the one before ended. */
function findInGrowth(reading: Reading): Breach | undefined {
  let text = '';
  for (const event of toldIn(reading)) {
    if (!isFieldEvent(event)) continue;
    if (event.type !== 'delta') text = '';
    else {
      text += event.delta;
      if (event.value !== text)
        return broken(3, event, `the deltas are ${text}, the value is ${event.value}`);
    }
  }
  return undefined;
}

/** What the grammar told, whatever a schema made of it. */
function findInWritten({ batches }: Reading): Breach | undefined {
  const open: FieldEvent[] = [];
  const done = new Set<string>();
  let text = '';
  for (const event of asWritten(batches.flat()) as readonly InstantEvent[]) {
    if (!isFieldEvent(event)) continue;
    const breach = follow(event, open, done) ?? growth(event, text);
    if (breach !== undefined) return breach;
    text = event.type === 'delta' ? event.value : '';
  }
  return undefined;
}

/** Of a string that is held back not every delta is told, but none is told of another string. */
function growth(event: FieldEvent, text: string): Breach | undefined {
  const isText = event.type === 'delta' || event.type === 'done';
  if (!isText || typeof event.value !== 'string' || event.value.startsWith(text)) return undefined;
  return broken(3, event, `it was ${text} and is ${event.value}`);
}

function follow(event: FieldEvent, open: FieldEvent[], done: Set<string>): Breach | undefined {
  const { type, path, segments } = event;
  if (type === 'replaced') {
    if (segments.length === 0) open.length = 0;
    for (const each of done) if (each.startsWith(path)) done.delete(each);
  } else if (done.has(path)) return broken(4, event, 'it was done before');
  const isOpenOne = open.at(-1)?.path === path && open.length === segments.length + 1;
  if (type === 'done') done.add(path);
  if (type === 'delta' || (type === 'done' && isOpenOne)) {
    if (type === 'done') open.pop();
    return isOpenOne ? undefined : broken(5, event, 'another path is open');
  }
  if (segments.length !== open.length)
    return broken(5, event, `open is ${open.at(-1)?.path ?? 'nothing'}`);
  if (type === 'start') open.push(event);
  return undefined;
}

/** The same answer at the other end of the wire, and for a reader who comes when all has been told. */
function findOnWire({ batches }: Reading, options: ReadingOptions): Breach | undefined {
  const told = batches.flat();
  const encoder = createFrameEncoder();
  const decoder = createFrameDecoder();
  const received = batches
    .map((batch) => encoder.encode(batch))
    .filter((frame) => frame !== '')
    .flatMap((frame) => decoder.decode(frame));
  return (
    compareKnown(8, ['sent', asWritten(told)], ['received', received]) ??
    compareKnown(8, ['sent', told], ['received', readAgain(received, options)]) ??
    compareKnown(10, ['early', told], ['late', readAgain(told, options)])
  );
}

type Told = readonly [string, readonly InstantEventInput[]];

/**
 * By the facts; where one was withdrawn, by what is known in the end. What is withdrawn within one flush need not travel:
 * the other end never had it.
 */
function compareKnown(law: keyof typeof LAWS, one: Told, other: Told): Breach | undefined {
  const isWithdrawn = [...one[1], ...other[1]].some(({ type }) => type === 'replaced');
  const known = ([name, events]: Told): readonly [string, readonly string[]] => [
    name,
    isWithdrawn ? [showValue(reduceInstants(createSnapshot(), events).value)] : factsOf(events),
  ];
  return compare(law, known(one), known(other));
}

function readAgain(
  events: readonly InstantEvent[],
  { schema, policies }: ReadingOptions,
): readonly InstantEvent[] {
  return createSchemaReader({ schema, policies }).read(events);
}

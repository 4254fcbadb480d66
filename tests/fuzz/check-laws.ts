// In: a text, how it is cut and how it is read. Out: the first law that reading breaks, in words.
// Asks only what holds for every text: nothing but typed errors, no trace of the chunking, no silent change.
// Knows nothing of where the text comes from.

import { isDeepStrictEqual } from 'node:util';
import {
  createFrameDecoder,
  createFrameEncoder,
  createInstantParser,
  createSnapshot,
  type DuplicateKeys,
  type FieldEvent,
  type InstantEvent,
  InstantParseError,
  type InstantParser,
  isFieldEvent,
  type JsonLimits,
  reduceInstants,
} from '../../src/index.js';
import { cut } from '../laws/arbitraries.js';
import { parseNatively } from '../laws/parse-natively.js';

/** How a text is read; plain data, so that a finding can be kept in a file. */
export interface Reading {
  readonly strict?: boolean;
  readonly duplicateKeys?: DuplicateKeys;
  readonly expects?: 'array' | 'object' | 'title';
  readonly limits?: JsonLimits;
}

export interface FuzzCase extends Reading {
  readonly text: string;
  /** Chunk sizes, used in turn. */
  readonly sizes: readonly number[];
}

/** A law that does not hold for some text. */
class Broken extends Error {
  override readonly name = 'Broken';
}

function hold(isTrue: boolean, law: string): void {
  if (!isTrue) throw new Broken(law);
}

/** What is wrong with the reading of this text; `undefined` when every law holds. */
export function findBroken(one: FuzzCase): string | undefined {
  try {
    checkLaws(one);
    return undefined;
  } catch (error) {
    if (error instanceof Broken) return error.message;
    const { stack = '' } = error instanceof Error ? error : {};
    const [where = ''] = /\n +at [\w.# ]+/.exec(stack) ?? [];
    return `throws ${String(error)}${where.replace(/\s+/, ' ')}`;
  }
}

interface Read {
  readonly events: readonly InstantEvent[];
  readonly parser: InstantParser;
}

const EXPECTATIONS = {
  array: { kind: 'array' },
  object: { kind: 'object' },
  title: { kind: 'object', keys: new Set(['title']) },
} as const;

function read(chunks: readonly string[], reading: Reading): Read {
  const { expects, ...options } = reading;
  const parser = createInstantParser({
    ...options,
    expects: expects && EXPECTATIONS[expects],
  });
  const events = chunks.flatMap((chunk) => [...parser.feed(chunk)]);
  events.push(...parser.end());
  hold(parser.feed('[1]').length === 0 && parser.end().length === 0, 'over is over');
  return { events, parser };
}

function checkLaws({ text, sizes, ...reading }: FuzzCase): void {
  const whole = read([text], reading);
  checkReading(whole);
  for (const cuts of [[1], sizes]) {
    const split = read(cut(text, cuts), reading);
    checkReading(split);
    checkSame(whole, split);
  }
  if (reading.strict === true && !/-exceeded$|^duplicate-key$/.test(whole.parser.error?.code ?? ''))
    checkNative(text, whole.parser, reading);
}

function checkReading({ events, parser }: Read): void {
  const last = events.at(-1);
  const { error } = parser;
  hold(error === undefined || error instanceof InstantParseError, 'errors are typed');
  hold(last?.type === (error === undefined ? 'end' : 'error'), 'one terminal event ends a run');
  const terminals = events.filter(({ type }) => type === 'end' || type === 'error');
  hold(terminals.length === 1, 'exactly one terminal event');
  const open = followOpenPath(events.filter((event) => isFieldEvent(event)));
  if (last?.type === 'end') hold(isDeepStrictEqual(last.incomplete, open), 'incomplete is open');
  const { value } = reduceInstants(createSnapshot(), events);
  hold(isDeepStrictEqual(value, parser.value), 'the events tell the value');
  const decoded = createFrameDecoder().decode(createFrameEncoder().encode(events));
  const carried = reduceInstants(createSnapshot(), decoded).value;
  hold(isDeepStrictEqual(asJson(carried), asJson(value)), 'frames carry the value');
}

/** What JSON can write of a value: it has no word for -0 nor for the infinity that 1e999 is. */
function asJson(value: unknown): unknown {
  return value === undefined ? undefined : parseNatively(JSON.stringify(value));
}

/** One root-to-leaf path is open at a time, and what is done changes only after an event that says so. */
function followOpenPath(events: readonly FieldEvent[]): readonly string[] {
  const open: FieldEvent[] = [];
  const done = new Set<string>();
  for (const event of events) {
    const { type, path, segments } = event;
    if (type === 'replaced') {
      if (segments.length === 0) open.length = 0;
      for (const each of done) if (each.startsWith(path)) done.delete(each);
    } else hold(!done.has(path), 'what is done changes only after replaced');
    const isOpenOne = open.at(-1)?.path === path && open.length === segments.length + 1;
    if (type === 'delta' || (type === 'done' && isOpenOne)) {
      hold(isOpenOne, 'deltas concern the open path');
      if (type === 'done') open.pop();
    } else {
      hold(segments.length === open.length, 'one path is open');
      hold(isDeepStrictEqual(segments.slice(0, -1), open.at(-1)?.segments ?? []), 'a path grows');
      if (type === 'start') open.push(event);
    }
    if (type === 'done') done.add(path);
  }
  return open.map(({ path }) => path);
}

function checkSame(whole: Read, split: Read): void {
  hold(isDeepStrictEqual(split.parser.value, whole.parser.value), 'chunking: same value');
  hold(isDeepStrictEqual(split.events.at(-1), whole.events.at(-1)), 'chunking: same ending');
  hold(isDeepStrictEqual(split.parser.repairs, whole.parser.repairs), 'chunking: same repairs');
  hold(
    isDeepStrictEqual(joinDeltas(split.events), joinDeltas(whole.events)),
    'chunking: same facts',
  );
}

/** What was said of fields, deltas joined. */
function joinDeltas(events: readonly InstantEvent[]): readonly unknown[] {
  const facts: unknown[] = [];
  let text = '';
  for (const event of events) {
    if (!isFieldEvent(event)) continue;
    if (event.type === 'delta') {
      text += event.delta;
      hold(event.value === text, 'deltas add up to their value');
      continue;
    }
    if (event.type === 'done' && typeof event.value === 'string')
      hold(event.value === text || event.value.length === 0, 'deltas add up to the string');
    facts.push([event.type, event.path, event.type === 'done' ? event.value : undefined]);
    text = '';
  }
  return [...facts, text];
}

function checkNative(text: string, parser: InstantParser, { duplicateKeys }: Reading): void {
  let native: { readonly value: unknown } | undefined;
  try {
    native = { value: parseNatively(text) };
  } catch {
    native = undefined;
  }
  hold(
    (native !== undefined) === (parser.error === undefined),
    'strict accepts what JSON.parse does',
  );
  if (native !== undefined && duplicateKeys !== 'first')
    hold(isDeepStrictEqual(parser.value, native.value), 'strict reads what JSON.parse reads');
}

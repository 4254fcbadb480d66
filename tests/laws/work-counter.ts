// In: jobs, as worker data: a text cut into chunks and who reads it. Out: how much work each reading was, by counting.
// Counts what V8's own block counters saw (every block of our code entered) plus the characters and elements that
// built-in functions touched on our behalf. No clock, and nothing in the library is changed or hooked.
// Runs bundled, in a worker of its own: block counters and patched built-ins stay in there.

import { Session } from 'node:inspector';
import { parentPort, workerData } from 'node:worker_threads';
import { parse } from 'partial-json';
import {
  createInstantParser,
  createSnapshot,
  type DuplicateKeys,
  type InstantParserOptions,
  reduceInstants,
  type RootExpectation,
} from '../../src/index.js';
import { SCHEMAS } from './work-schemas.js';

/** Who reads: our parser in either mode, alone or with a snapshot; or one that parses its whole prefix again with every chunk. */
export type Reader = 'strict' | 'tolerant' | 'with a snapshot' | 'prefix again';

export interface WorkJob {
  readonly reader: Reader;
  readonly chunks: readonly string[];
  readonly expects?: RootExpectation;
  readonly duplicateKeys?: DuplicateKeys;
  /** The name of a schema to read with. */
  readonly schema?: string;
}

export interface Work {
  /** Blocks entered plus characters and elements touched by built-ins, over the whole reading. */
  readonly total: number;
  /** The most characters and elements that built-ins touched during one `feed`. */
  readonly mostPerFeed: number;
}

let touched = 0;

type Count = (
  subject: { readonly length: number },
  args: readonly unknown[],
  result: unknown,
) => number;

/** Replaces a built-in by itself plus a count of what the call had to look at. */
function count(owner: object, names: readonly PropertyKey[], cost: Count): void {
  for (const name of names) {
    const original = Reflect.get(owner, name) as (...args: unknown[]) => unknown;
    const counted = function (this: { readonly length: number }, ...args: unknown[]): unknown {
      const result = Reflect.apply(original, this, args);
      touched += cost(this, args, result);
      return result;
    };
    Reflect.defineProperty(owner, name, { value: counted, configurable: true, writable: true });
  }
}

const all: Count = (subject) => subject.length;
const lengthOf = (value: unknown): number =>
  typeof value === 'string' || Array.isArray(value) ? value.length : 1;
const made: Count = (_, __, result) => lengthOf(result);
const found: Count = (subject, args, result) => {
  const from = Number(args[1] ?? 0);
  return typeof result === 'number' && result >= 0 ? result - from + 1 : subject.length - from;
};

function countBuiltIns(): void {
  count(String.prototype, ['charCodeAt', 'codePointAt', 'charAt', 'at'], () => 1);
  count(String.prototype, ['slice', 'substring', 'substr', 'concat', 'repeat'], made);
  count(String.prototype, ['padStart', 'padEnd', 'replace', 'replaceAll', 'toLowerCase'], all);
  count(
    String.prototype,
    ['trim', 'trimStart', 'trimEnd', 'split', 'match', 'search', 'normalize'],
    all,
  );
  count(String.prototype, ['lastIndexOf', 'includes', Symbol.iterator], all);
  count(String.prototype, ['indexOf'], found);
  count(String.prototype, ['startsWith', 'endsWith'], (_, args) => lengthOf(args[0]));
  count(
    Array.prototype,
    ['concat', 'join', 'map', 'filter', 'reverse', 'toReversed', 'includes'],
    all,
  );
  count(
    Array.prototype,
    ['indexOf', 'find', 'findLast', 'every', 'some', 'forEach', 'reduce'],
    all,
  );
  count(
    Array.prototype,
    ['flat', 'flatMap', 'fill', 'splice', 'shift', 'unshift', Symbol.iterator],
    all,
  );
  count(Array.prototype, ['slice'], made);
  count(Object, ['keys', 'values', 'entries'], made);
  count(JSON, ['parse'], (_, args) => lengthOf(args[0]));
  count(JSON, ['stringify'], made);
  // `test`, `replace` and `split` go through `exec`, which may look at everything unless it is sticky and matches.
  count(RegExp.prototype, ['exec'], (regexp, [text], result) =>
    Array.isArray(result) && 'sticky' in regexp && regexp.sticky === true
      ? lengthOf(result[0])
      : lengthOf(text),
  );
}

function optionsFor(schema: string | undefined): Pick<InstantParserOptions, 'schema' | 'policies'> {
  const found = schema === undefined ? undefined : SCHEMAS[schema];
  if (found === undefined) return {};
  return { schema: found.schema, ...(found.policies && { policies: found.policies }) };
}

function read({ reader, chunks, expects, duplicateKeys = 'last', schema }: WorkJob): number {
  let mostPerFeed = 0;
  let before = touched;
  const fed = (): void => {
    if (touched - before > mostPerFeed) mostPerFeed = touched - before;
    before = touched;
  };
  if (reader === 'prefix again') {
    let text = '';
    for (let index = 0; index < chunks.length; index += 1) {
      text += chunks[index] ?? '';
      parse(text);
      fed();
    }
    return mostPerFeed;
  }
  const parser = createInstantParser({
    strict: reader === 'strict',
    duplicateKeys,
    ...(expects && { expects }),
    ...optionsFor(schema),
    limits: { maxDepth: 1_000_000, maxKeyLength: 1_000_000, maxPending: 1_000_000 },
  });
  // Checking the options is no feed's work.
  before = touched;
  let snapshot = createSnapshot();
  for (let index = 0; index < chunks.length; index += 1) {
    const events = parser.feed(chunks[index] ?? '');
    if (reader === 'with a snapshot') snapshot = reduceInstants(snapshot, events);
    fed();
  }
  parser.end();
  return mostPerFeed;
}

interface Coverage {
  readonly result: readonly {
    readonly url: string;
    readonly functions: readonly { readonly ranges: readonly { readonly count: number }[] }[];
  }[];
}

/** Blocks entered since the last call; V8 starts over each time. */
async function takeBlocks(session: Session): Promise<number> {
  const coverage = await new Promise<Coverage>((resolve, reject) => {
    session.post('Profiler.takePreciseCoverage', (error, result) =>
      error === null ? resolve(result) : reject(error),
    );
  });
  let blocks = 0;
  for (const script of coverage.result) {
    if (!script.url.includes('worker eval')) continue;
    for (const { ranges } of script.functions) for (const range of ranges) blocks += range.count;
  }
  return blocks;
}

async function countAll(jobs: readonly WorkJob[]): Promise<Work[]> {
  const session = new Session();
  session.connect();
  session.post('Profiler.enable');
  session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
  countBuiltIns();
  const found: Work[] = [];
  for (let index = 0; index < jobs.length; index += 1) {
    const job = jobs[index];
    if (job === undefined) continue;
    await takeBlocks(session);
    touched = 0;
    const mostPerFeed = read(job);
    const builtIn = touched;
    found.push({ total: (await takeBlocks(session)) + builtIn, mostPerFeed });
  }
  session.disconnect();
  return found;
}

// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker's port takes none.
void countAll(workerData as readonly WorkJob[]).then((works) => parentPort?.postMessage(works));

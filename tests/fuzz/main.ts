// In: --minutes=10, --seed=1. Out: what breaks a law, shrunk, as files in tests/fuzz/corpus; exit code 1 when there is any.
// Starts from the texts the tests know, keeps every mutation that enters a new block of our code, and goes on from there.

import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { createRandom } from '../../bench/corpora.js';
import { createInstantParser } from '../../src/index.js';
import { acceptedCases } from '../exact/accepted-cases.js';
import { rejectedCases } from '../exact/rejected-cases.js';
import { cut } from '../laws/arbitraries.js';
import { breakages, documents } from '../tolerance/breakages.js';
import { hostileCorpus } from '../tolerance/corpus.js';
import { slips } from '../tolerance/slips.js';
import { findBroken, type FuzzCase } from './check-laws.js';
import { Coverage } from './coverage.js';
import { invent, mutate, wayToRead } from './mutate.js';
import { shrink } from './shrink.js';

const flag = (name: string, usual: number): number => {
  const at = process.argv.findIndex((arg) => arg === `--${name}` || arg.startsWith(`--${name}=`));
  if (at < 0) return usual;
  return Number(process.argv[at]?.split('=')[1] ?? process.argv[at + 1]);
};

const minutes = flag('minutes', 10);
const seed = flag('seed', Date.now() % 1_000_000);
const CORPUS = resolve('tests/fuzz/corpus');

/** Blocks of our own code that one character may enter; a runaway loop enters thousands. */
const MAX_WORK_PER_CHARACTER = 4000;
const BASE_WORK = 60_000;

const random = createRandom(seed);
const pool = [
  ...[...hostileCorpus, ...slips].map(({ text }) => text),
  ...documents.flatMap((document) => breakages(document).map(([, text]) => text)),
  ...acceptedCases.map(({ text }) => text),
  ...rejectedCases.map(({ text }) => text),
].filter((text) => text.length < 600);

const coverage = new Coverage((url) => url.startsWith('file:') && url.endsWith('/fuzz.mjs'));
const found = new Map<string, FuzzCase>();
const deadline = Date.now() + minutes * 60_000;
let tried = 0;
let reported = Date.now();

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** True when sixteen times the text is more than twice the work on a character. */
function growsTooFast({ text, strict }: FuzzCase): boolean {
  const [few = 0, many = 0] = [16, 256].map((copies) => {
    const parser = createInstantParser({
      strict: strict === true,
      limits: { maxDepth: 1e6, maxKeyLength: 1e6, maxPending: 1e6 },
    });
    coverage.take();
    for (const chunk of cut(text.repeat(copies), [7])) parser.feed(chunk);
    parser.end();
    return coverage.take().work / copies;
  });
  return many > 2 * few;
}

function examine(one: FuzzCase, isMutant: boolean): void {
  tried++;
  const broken = findBroken(one);
  const { fresh, work } = coverage.take();
  if (fresh > 0 && isMutant) pool.push(one.text);
  const isRunaway = work > BASE_WORK + MAX_WORK_PER_CHARACTER * one.text.length;
  const isSteep = tried % 64 === 0 && one.text.length > 0 && growsTooFast(one);
  const law = broken ?? (isRunaway || isSteep ? 'work stays in proportion' : undefined);
  if (law === undefined || found.has(law)) return;
  const small = broken === undefined ? one : shrink(one, broken);
  found.set(law, small);
  coverage.take();
  const text = `${JSON.stringify({ law, ...small }, null, 2)}\n`;
  const name = createHash('sha256').update(text).digest('hex').slice(0, 12);
  writeFileSync(resolve(CORPUS, `${name}.json`), text);
  say(`found: ${law}\n${text}`);
}

say(`seed ${seed}, ${minutes} minutes, ${pool.length} texts to begin with`);
for (const text of pool.slice()) examine({ text, ...wayToRead(random) }, false);
while (Date.now() < deadline) {
  const text = random() < 0.1 ? invent(random) : mutate(random, pool);
  examine({ text, ...wayToRead(random) }, true);
  if (Date.now() - reported > 30_000) {
    reported = Date.now();
    say(`${tried} tried, ${pool.length} in the pool, ${coverage.size} blocks, ${found.size} found`);
  }
}
say(`${tried} tried, ${pool.length} in the pool, ${coverage.size} blocks, ${found.size} found`);
process.exitCode = found.size > 0 ? 1 : 0;

import { expect, test, vi } from 'vitest';
import { countWork, type Reader, type WorkJob } from './count-work.js';
import { SCHEMAS } from './work-schemas.js';
import { FORGIVEN, SEEMING } from './work-shapes-forgiven.js';
import { LIBERTIES, many, SHAPES, type Shapes, TRIALS } from './work-shapes.js';

const LAW =
  'Law 6. Total work is linear in the text, whatever the chunking; `feed` never rescans a prefix.';

// Counting blocks makes reading slow; how slow says nothing.
vi.setConfig({ testTimeout: 180_000 });

const SIZES = [2_000, 32_000];
/** Characters per chunk; the last one is the whole text at once. */
const CHUNKS = [1, 4, 64, Number.POSITIVE_INFINITY];

function cut(text: string, size: number): string[] {
  if (size > text.length) return [text];
  return Array.from({ length: Math.ceil(text.length / size) }, (_, at) =>
    text.slice(at * size, (at + 1) * size),
  );
}

function grow(
  reader: Reader,
  shapes: Shapes,
  options: Pick<WorkJob, 'expects' | 'duplicateKeys' | 'schema'> = {},
  sizes = SIZES,
  chunks = CHUNKS,
) {
  return Object.entries(shapes).flatMap(([shape, text]) =>
    chunks.map((size) => ({
      name: `${shape}, ${reader}, chunks of ${size}`,
      jobs: sizes.map((length): WorkJob => ({
        reader,
        ...options,
        chunks: cut(text(length), size),
      })),
    })),
  );
}

const lengthOf = ({ chunks }: WorkJob): number =>
  chunks.reduce((sum, chunk) => sum + chunk.length, 0);

/** Work per character at each size, for each row. */
async function workPerCharacter(rows: ReturnType<typeof grow>) {
  const works = await countWork(rows.flatMap(({ jobs }) => jobs));
  let next = 0;
  return rows.map(({ name, jobs }) => ({
    name,
    perCharacter: jobs.map((job) => (works[next++]?.total ?? Number.NaN) / lengthOf(job)),
  }));
}

test(LAW, async () => {
  const rows = await workPerCharacter([
    ...grow('strict', SHAPES).filter(({ name }) => !name.includes('never closes')),
    ...grow('tolerant', { ...SHAPES, ...LIBERTIES }),
    ...TRIALS.flatMap(({ shapes, ...options }) => grow('tolerant', shapes, options)),
  ]);
  // Sixteen times the text: the work on a character stays what it was. A quarter is left to V8, whose block counters
  // lose a few counts while it optimises; work that grew with the square would show as sixteen times as much.
  const grown = rows.filter(({ perCharacter: [small = 0, large = 0] }) => large > small * 1.25);
  const heavy = rows.filter(({ perCharacter }) => !(Math.max(...perCharacter) < 150));
  expect(grown).toEqual([]);
  expect(heavy).toEqual([]);
});

test('Law 6 holds where one liberty is taken over and over', async () => {
  const rows = await workPerCharacter(grow('tolerant', FORGIVEN, {}, [1_000, 16_000], [1, 64]));
  const grown = rows.filter(({ perCharacter: [small = 0, large = 0] }) => large > small * 1.25);
  expect(grown).toEqual([]);
});

test('Law 6: what seems a comment and is none is looked at ahead only so often', async () => {
  const rows = await workPerCharacter(grow('tolerant', SEEMING, {}, [32_000], [1, 64]));
  expect(rows.filter(({ perCharacter }) => !(Math.max(...perCharacter) < 150))).toEqual([]);
});

test('Law 6 holds where a schema decides what is shown, and when', async () => {
  const rows = await workPerCharacter(
    Object.entries(SCHEMAS).flatMap(([schema, { shapes }]) =>
      grow('tolerant', shapes, { schema }, SIZES, [4, 64]),
    ),
  );
  expect(
    rows.filter(({ perCharacter: [small = 0, large = 0] }) => !(large <= small * 1.25)),
  ).toEqual([]);
});

test('Law 6 holds for the snapshot of one batch: a container is copied once, however many of its events are in it', async () => {
  const lists = {
    'a list of objects': SHAPES['a list of objects'] ?? String,
    'a list of numbers': (length: number) => many(length / 2, (id) => (id === 0 ? '[1' : ',1')),
  };
  const rows = await workPerCharacter(
    grow('with a snapshot', lists, {}, [1_000, 16_000], [Number.POSITIVE_INFINITY]),
  );
  expect(
    rows.filter(({ perCharacter: [small = 0, large = 0] }) => !(large <= small * 1.25)),
  ).toEqual([]);
});

test('Law 6: while a value is open, a feed costs its chunk, however much came before', async () => {
  const openForLong = {
    'one long string': SHAPES['a string that never closes'] ?? String,
    'brackets in prose': (length: number) => many(length / 16, () => '{ not yet [ json '),
    spaces: (length: number) => `{${many(length / 4, () => ' \n\t ')}`,
    'one long key': (length: number) => `{"${many(length / 4, () => 'abcd')}`,
    'one long number': (length: number) => `[${many(length / 4, () => '1234')}`,
    'a list of objects': (length: number) =>
      many(length / 12, (id) => (id === 0 ? '[' : '{"a":"bc"},')),
  };
  const jobs = Object.values(openForLong).map((text): WorkJob => ({
    reader: 'tolerant',
    chunks: cut(text(64_000), 4),
  }));
  const works = await countWork(jobs);
  const heavy = Object.keys(openForLong).filter(
    (_, index) => !((works[index]?.mostPerFeed ?? Infinity) < 100),
  );
  expect(heavy).toEqual([]);
});

test('the counter of Law 6 notices a reader that parses its prefix again', async () => {
  const shape = { 'a list of objects': SHAPES['a list of objects'] ?? String };
  const [row] = await workPerCharacter(grow('prefix again', shape, {}, [500, 2_000], [4]));
  const [small = Number.NaN, large = Number.NaN] = row?.perCharacter ?? [];
  expect(large / small).toBeGreaterThan(3);
});

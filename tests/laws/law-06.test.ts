import { expect, test } from 'vitest';
import { countWork, type Reader, type WorkJob } from './count-work.js';

const LAW =
  'Law 6. Total work is linear in the text, whatever the chunking; `feed` never rescans a prefix.';

const SIZES = [2_000, 32_000];
/** Characters per chunk; the last one is the whole text at once. */
const CHUNKS = [1, 4, 64, Number.POSITIVE_INFINITY];

/** `count` copies, numbered where a copy asks for it. */
const many = (count: number, copy: (index: number) => string, between = ''): string =>
  Array.from({ length: Math.ceil(count) }, (_, index) => copy(index)).join(between);

/** Texts of about `length` characters, each of which tempts a careless parser to look back. */
const SHAPES: Readonly<Record<string, (length: number) => string>> = {
  'a list of objects': (length) =>
    `[${many(length / 58, (id) => `{"id":${1000 + id},"name":"The name","tags":["a","b"],"ok":true}`, ',')}]`,
  'one long string': (length) => `{"text":"${many(length / 10, () => 'ten chars ')}"}`,
  'one string of escapes': (length) => `{"text":"${many(length / 8, () => '\\n\\u00e9')}"}`,
  'a string that never closes': (length) => `{"text":"${many(length / 4, () => 'abc ')}`,
  'one long key': (length) => `{"${many(length / 4, () => 'abcd')}":1}`,
  'different keys': (length) => `{${many(length / 12, (id) => `"k${10_000 + id}":1`, ',')}}`,
  'one key again and again': (length) => `{${many(length / 6, () => '"a":1', ',')}}`,
  'one long number': (length) => `[${many(length / 4, () => '1234')}]`,
  'short numbers': (length) => `[${many(length / 6, () => '-1.5e3', ',')}]`,
  'deep nesting': (length) => `${many(length / 8, () => '{"a":[')}1${many(length / 8, () => ']}')}`,
  spaces: (length) => `{ ${many(length / 4, () => ' \n\t ')}"a":1}`,
};

/** What a tolerant reader forgives, or gives up on, over and over; none of it may make it look back. */
const LIBERTIES: Readonly<Record<string, (length: number) => string>> = {
  'brackets in prose': (length) => `${many(length / 16, () => '{ not yet [ json ')}{"a":1}`,
  'fences in a row': (length) => `${many(length / 8, () => '```json\n')}{"a":1}`,
  'answers that are not': (length) => `${many(length / 12, () => '{"a": } [1, ')}{"a":1}`,
  'small answers in a row': (length) => many(length / 8, () => '{"a":1}\n'),
  'thinking with drafts': (length) =>
    `<think>${many(length / 16, () => '{"a":[1,2,{"b":')}</think>{"a":1}`,
  'thinking that never ends': (length) => `<think>${many(length / 8, () => '{"a":1} ')}`,
  'openers only': (length) => many(length, () => '['),
  'openers of both kinds': (length) => many(length / 2, () => '{['),
  'closers that fit nothing': (length) => `{"a":[${many(length / 4, () => '1]},')}`,
  'single quotes': (length) => `{'a':'${many(length / 8, () => "it's so ")}'}`,
  'quotes inside strings': (length) => `{"a":"${many(length / 12, () => 'say "yes", ')}"}`,
  'quotes before equals signs': (length) => `{"a":"x" y${many(length / 6, () => '"=zzzz')}"}`,
  'quotes before brackets': (length) => `{"a":"x" y${many(length / 6, () => '"]zzzz')}"}`,
  'quotes before line ends': (length) => `{"a":"x" y${many(length / 6, () => '"\nzzzz')}"}`,
  'an unquoted value': (length) => `{a: ${many(length / 8, () => 'so well ')}}`,
  'unquoted keys': (length) => `{${many(length / 10, (id) => `k${10_000 + id}: 1`, ',')}}`,
  'missing commas': (length) => `[${many(length / 6, () => '"a" 1\n')}]`,
  'commas only': (length) => `[1${many(length, () => ',')}]`,
  comments: (length) => `[1${many(length / 12, () => '/* * / */ //')}\n]`,
  'a comment that never ends': (length) => `[1 /*${many(length / 4, () => '* / ')}`,
  'raw line breaks': (length) => `{"a":"${many(length / 6, () => 'line\n\n')}"}`,
  'backslashes that escape nothing': (length) => `{"a":"${many(length / 6, () => '\\q\\u1')}"}`,
  'Python words': (length) => `[${many(length / 6, () => 'True', ',')}]`,
  'prose after the answer': (length) => `{"a":1}${many(length / 16, () => ' and {"b": or [ ')}`,
};

function cut(text: string, size: number): string[] {
  if (size > text.length) return [text];
  return Array.from({ length: Math.ceil(text.length / size) }, (_, at) =>
    text.slice(at * size, (at + 1) * size),
  );
}

function grow(reader: Reader, shapes: typeof SHAPES, sizes = SIZES, chunks = CHUNKS) {
  return Object.entries(shapes).flatMap(([shape, text]) =>
    chunks.map((size) => ({
      name: `${shape}, ${reader}, chunks of ${size}`,
      jobs: sizes.map((length): WorkJob => ({ reader, chunks: cut(text(length), size) })),
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
  ]);
  // Sixteen times the text: the work on a character stays what it was. A quarter is left to V8, whose block counters
  // lose a few counts while it optimises; work that grew with the square would show as sixteen times as much.
  const grown = rows.filter(({ perCharacter: [small = 0, large = 0] }) => large > small * 1.25);
  const heavy = rows.filter(({ perCharacter }) => !(Math.max(...perCharacter) < 150));
  expect(grown).toEqual([]);
  expect(heavy).toEqual([]);
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
  const [row] = await workPerCharacter(grow('prefix again', shape, [500, 2_000], [4]));
  const [small = Number.NaN, large = Number.NaN] = row?.perCharacter ?? [];
  expect(large / small).toBeGreaterThan(3);
});

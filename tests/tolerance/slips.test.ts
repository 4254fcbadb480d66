import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { expect, test } from 'vitest';
import { createRandom } from '../../bench/corpora.js';
import { createSnapshot, reduceInstants } from '../../src/index.js';
import type { RootExpectation } from '../../src/json/index.js';
import { isJson } from '../exact/oracle.js';
import { chunkSizes, cut } from '../laws/arbitraries.js';
import { parseChunks } from '../laws/parsing.js';
import { runs } from '../laws/runs.js';
import { hostileCorpus } from './corpus.js';
import { slips } from './slips.js';
import { unread } from './unread.js';

interface Broken {
  readonly text: string;
  readonly value: unknown;
  readonly expects?: RootExpectation | undefined;
}

const all: readonly Broken[] = [...hostileCorpus, ...slips];

const isRead = ({ text, value, expects }: Broken): boolean => {
  const { parser } = parseChunks([text], { expects });
  return parser.error === undefined && isDeepStrictEqual(parser.value, value);
};

/** Sizes drawn anew for every text, the same ones in every run of the tests. */
function randomSizes(random: () => number): number[] {
  return Array.from({ length: 5 }, () => 1 + Math.floor(random() * 9));
}

test('What is not read as its reader expects is listed by name, with the reason', () => {
  const listed = Object.values(unread).flat();
  expect(slips.filter((each) => !isRead(each)).map(({ text }) => text)).toEqual(
    slips.map(({ text }) => text).filter((text) => listed.includes(text)),
  );
  expect(listed.filter((text) => !slips.some((each) => each.text === text))).toEqual([]);
});

test('At least 95 % of all broken answers are read as their reader expects', () => {
  expect(slips.length).toBeGreaterThan(280);
  const guide = readFileSync(new URL('../../docs/guide/tolerance.md', import.meta.url), 'utf8');
  const count = new Set(all.map(({ text }) => text)).size;
  expect(guide).toContain(`The tests hold ${count} broken texts`);
  expect(all.filter(isRead).length / all.length).toBeGreaterThanOrEqual(0.95);
});

test('Every broken answer is read the same whole, by the character and at random splits', () => {
  const random = createRandom(7);
  for (const { text, expects } of all) {
    const whole = parseChunks([text], { expects });
    for (const sizes of [[1], randomSizes(random), randomSizes(random), randomSizes(random)]) {
      const split = parseChunks(cut(text, sizes), { expects });
      expect([text, split.parser.value]).toEqual([text, whole.parser.value]);
      expect(split.parser.repairs).toEqual(whole.parser.repairs);
      expect(split.events.at(-1)).toEqual(whole.events.at(-1));
      const told = reduceInstants(createSnapshot(), split.events).value;
      expect([text, told]).toEqual([text, split.parser.value]);
    }
  }
});

test('A broken answer that stops anywhere ends, keeps its events true and reads the same at any split', () => {
  fc.assert(
    fc.property(fc.constantFrom(...all), fc.nat(), chunkSizes, (one, at, sizes) => {
      const text = one.text.slice(0, at % (one.text.length + 1));
      const whole = parseChunks([text], { expects: one.expects });
      const split = parseChunks(cut(text, sizes), { expects: one.expects });
      expect(split.parser.value).toEqual(whole.parser.value);
      expect(split.parser.repairs).toEqual(whole.parser.repairs);
      expect(split.events.at(-1)).toEqual(whole.events.at(-1));
      expect(reduceInstants(createSnapshot(), split.events).value).toEqual(split.parser.value);
    }),
    runs(4000),
  );
});

test('A text that takes a liberty says so', () => {
  const silent = all.filter(({ text, expects }) => {
    const { parser } = parseChunks([text], { expects });
    return parser.isComplete && parser.repairs.length === 0 && parser.error === undefined;
  });
  const isPlain = ({ text, value }: Broken): boolean => {
    // What follows the answer is no liberty with it; nor is a draft that was passed over without being read.
    const json = JSON.stringify(value);
    return text.replaceAll(/\s/g, '').includes(json.replaceAll(/\s/g, '')) || isJson(text);
  };
  expect(silent.filter((each) => !isPlain(each)).map(({ text }) => text)).toEqual([]);
});

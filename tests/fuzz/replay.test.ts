import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { acceptedCases } from '../exact/accepted-cases.js';
import { rejectedCases } from '../exact/rejected-cases.js';
import { hostileCorpus } from '../tolerance/corpus.js';
import { slips } from '../tolerance/slips.js';
import { findBroken, type FuzzCase, type Reading } from './check-laws.js';

/** What fuzzing found, and the law it broke. */
interface Finding extends FuzzCase {
  readonly law: string;
}

const folder = new URL('corpus/', import.meta.url);
const findings = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .map((name) => {
    const found = JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as Finding;
    const { law, ...finding } = found;
    return [`${name}: ${law}`, finding satisfies FuzzCase] as const;
  });

const READINGS: readonly Reading[] = [
  {},
  { strict: true },
  { expects: 'title' },
  { expects: 'array' },
  { duplicateKeys: 'first' },
];

describe('What once broke a law breaks none', () => {
  test.each(findings)('%s', (_, finding) => {
    expect(findBroken(finding)).toBeUndefined();
    for (const reading of READINGS) {
      const { text, sizes } = finding;
      expect([reading, findBroken({ text, sizes, ...reading })]).toEqual([reading, undefined]);
    }
  });
});

test('The texts that fuzzing begins with break no law, however they are read', () => {
  const texts = [...hostileCorpus, ...slips, ...acceptedCases, ...rejectedCases].map(
    ({ text }) => text,
  );
  const broken = texts
    .filter((text) => text.length < 600)
    .flatMap((text) =>
      READINGS.map((reading) => ({
        text,
        ...reading,
        law: findBroken({ text, sizes: [3, 1, 4], ...reading }),
      })),
    )
    .filter(({ law }) => law !== undefined);
  expect(broken).toEqual([]);
});

test('A law that is broken is noticed', () => {
  const noticed = findBroken({ text: '{"a":1}', sizes: [Number.NaN] });
  expect(noticed).toBeDefined();
});

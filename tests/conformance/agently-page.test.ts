import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const at = (path: string) => new URL(`../../${path}`, import.meta.url);
const page = readFileSync(at('docs/guide/agently.md'), 'utf8');

/** Every row of the page's tables that begins with a number. */
const rows = [...page.matchAll(/^\| (§[\d.]+|W\d+) +\|(.+)\|(.+)\|$/gm)].map(
  ([, number = '', there = '', here = '']) => ({ number, there: there.trim(), here: here.trim() }),
);
const LEFT_OUT = 'Left out: ';

/** The numbers at the beginning of the names of tests, in the files of this folder and of the flows. */
const tested = ['tests/conformance', 'src/flow', 'src/flow/files']
  .flatMap((folder) => readdirSync(at(folder)).map((name) => `${folder}/${name}`))
  .filter((path) => /(\/agent-[^/]*|src\/flow\/.*)\.test\.ts$/.test(path))
  .flatMap((path) => {
    const source = readFileSync(at(path), 'utf8');
    return [...source.matchAll(/['"`]((?:(?:§\d+\.\d+\.\d+|W\d+)(?:, |(?= )))+)/g)];
  })
  .flatMap(([, numbers = '']) => numbers.split(', '));

describe('the page for those who come from Agently', () => {
  test('has a row for each number, once, in their order', () => {
    const numbers = rows.map(({ number }) => number);
    expect(new Set(numbers).size).toBe(numbers.length);
    const places = numbers.map((number) =>
      number
        .replace('W', '§9.')
        .slice(1)
        .split('.')
        .reduce((place, part) => place * 100 + Number(part), 0),
    );
    const sections = places.filter((place) => place > 10_000);
    expect(sections).toEqual(sections.toSorted((a, b) => a - b));
    expect(numbers.length).toBeGreaterThan(100);
  });

  test.each(rows)('$number is tested, or left out for a reason', ({ number, there, here }) => {
    expect(there).not.toBe('');
    const isLeftOut = here.startsWith(LEFT_OUT);
    if (isLeftOut) expect(here.length).toBeGreaterThan(LEFT_OUT.length + 10);
    expect(tested.includes(number)).toBe(!isLeftOut);
  });

  test('leaves no tested number out', () => {
    const known = new Set(rows.map(({ number }) => number));
    expect(tested.filter((number) => !known.has(number))).toEqual([]);
    expect(tested.length).toBeGreaterThan(80);
  });
});

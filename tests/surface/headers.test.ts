import { expect, test } from 'vitest';
import { readSources } from './source-files.js';

/** The comment a file opens with, before or after a directive such as 'use client'. */
function readHeader(text: string): readonly string[] {
  const lines = text
    .split('\n')
    .filter((line) => line !== '' && !/^(['"])use client\1;$/.test(line));
  const end = lines.findIndex((line) => !line.startsWith('//'));
  return lines.slice(0, end);
}

function hasHeader(text: string): boolean {
  const header = readHeader(text);
  const [first = ''] = header;
  return header.length === 3 && first.startsWith('// In: ') && header.join(' ').includes(' Out: ');
}

test('every source file opens with three lines: what enters, what leaves, what it refuses to know', () => {
  const sources = [...readSources()];
  expect(sources.length).toBeGreaterThan(10);
  expect(sources.filter(([, text]) => !hasHeader(text)).map(([path]) => path)).toEqual([]);
});

test.each([
  ['no comment', 'export const x = 1;\n'],
  ['two lines', '// In: a. Out: b.\n// c\nexport {};\n'],
  ['four lines', '// In: a. Out: b.\n// c\n// d\n// e\nexport {};\n'],
  ['another beginning', '// A helper. Out: b.\n// c\n// d\nexport {};\n'],
])('a file with %s has no header', (_, text) => {
  expect(hasHeader(text)).toBe(false);
});

test('a directive may stand before the header', () => {
  expect(hasHeader(`'use client';\n\n// In: a. Out: b.\n// c\n// d\nexport {};\n`)).toBe(true);
});

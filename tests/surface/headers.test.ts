import { expect, test } from 'vitest';
import { readSources } from './source-files.js';

/** The comment a file opens with, before or after a directive such as 'use client', and behind what runs a script. */
function readHeader(text: string): readonly string[] {
  const lines = text
    .split('\n')
    .filter((line) => line !== '' && !/^(?:(['"])use client\1;|#!.*)$/.test(line));
  const end = lines.findIndex((line) => !line.startsWith('//'));
  return lines.slice(0, end);
}

/** A door only names what others made; one line that says whose door it is will do. */
function hasHeader(text: string, path = 'a.ts'): boolean {
  const header = readHeader(text);
  const [first = ''] = header;
  if (path.endsWith('/index.ts') && /^\/\/ The (?:root )?door\b/.test(first))
    return header.length <= 4;
  const facts = first.startsWith('// In: ') && header.join(' ').includes(' Out: ');
  return facts && header.length >= 2 && header.length <= 4;
}

test('every source file opens with what enters, what leaves and what it refuses to know', () => {
  const sources = [...readSources()];
  expect(sources.length).toBeGreaterThan(10);
  const without = sources.filter(([path, text]) => !hasHeader(text, path));
  expect(without.map(([path]) => path)).toEqual([]);
});

test.each([
  ['no comment', 'export const x = 1;\n'],
  ['one line', '// In: a. Out: b.\nexport {};\n'],
  ['five lines', '// In: a. Out: b.\n// c\n// d\n// e\n// f\nexport {};\n'],
  ['another beginning', '// A helper. Out: b.\n// c\n// d\nexport {};\n'],
])('a file with %s has no header', (_, text) => {
  expect(hasHeader(text)).toBe(false);
});

test('a directive, or what runs a script, may stand before the header', () => {
  expect(hasHeader(`'use client';\n\n// In: a. Out: b.\n// c\n// d\nexport {};\n`)).toBe(true);
  expect(hasHeader(`#!/usr/bin/env node\n// In: a. Out: b.\n// c\nexport {};\n`)).toBe(true);
});

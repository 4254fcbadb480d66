import { expect, test } from 'vitest';
import { readErrorCodes } from './error-codes.js';
import { readFolder, readSources, readText } from './source-files.js';

const codes = [...new Set([...readErrorCodes(readSources()).values()].flat())].toSorted();
const pages = readFolder('docs/errors', /[a-z]\.md$/);
const pageOf = (code: string) => `docs/errors/${code}.md`;

test('every error code has a page, and every page is of an error code', () => {
  expect(codes).not.toEqual([]);
  expect([...pages.keys()]).toEqual(codes.map(pageOf).toSorted());
});

test('the index of the pages links each of them once', () => {
  const index = readText('docs/errors/README.md');
  const linked = [...index.matchAll(/^- .*\]\(([\w-]+\.md)\)/gm)].map(
    ([, page]) => `docs/errors/${page}`,
  );
  expect(linked.toSorted()).toEqual([...pages.keys()]);
});

test.each([...pages])('%s names its code first and says more than that', (path, text) => {
  const [title = '', ...lines] = text.trim().split('\n');
  expect(pageOf(title.replaceAll(/^# |`/g, ''))).toBe(path);
  expect(lines.filter((line) => line.trim() !== '').length).toBeGreaterThanOrEqual(2);
});

test('error codes are kebab-case', () => {
  expect(codes.filter((code) => !/^[a-z]+(?:-[a-z]+)*$/.test(code))).toEqual([]);
});

test.each([
  [`class A extends FieldwiseError<'one' | 'two'> {}`, ['one', 'two']],
  [`type C = 'one' | D; type D = 'two'; class A extends FieldwiseError<C> {}`, ['one', 'two']],
  [`class A extends FieldwiseError<'one' | 'two' | (string & {})> {}`, ['one', 'two']],
])('the codes of %s are found', (text, found) => {
  expect(readErrorCodes(new Map([['a.ts', text]])).get('a.ts')).toEqual(found);
});

test.each([`class A extends FieldwiseError {}`, `class A extends FieldwiseError<string> {}`])(
  '%s hides its codes and is refused',
  (text) => {
    expect(() => readErrorCodes(new Map([['a.ts', text]]))).toThrow(/literals/);
  },
);

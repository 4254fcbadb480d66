import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { compileExamples, pathOf } from './compile-examples.js';
import { readDoors, readExports } from './doors.js';
import type { Scope } from './example-module.js';
import { toModule } from './example-module.js';
import type { Example } from './examples.js';
import { readJsDocExamples, readPageExamples } from './examples.js';
import { readFolder, readSources, readText } from './source-files.js';

const scopes = new Map(
  readDoors().map(({ name, source }) => [name, { door: name, ...readExports(source) }]),
);
const pages = new Map([['README.md', readText('README.md')], ...readFolder('docs', /\.md$/)]);
const sources = new Map(
  [...readSources()].filter(([path]) => !/^src\/(?:internal|json)\//.test(path)),
);

/** The door whose names an example in a source file may use without importing them. */
function scopeOf(path: string): Scope | undefined {
  const folder = path.split('/').slice(1, -1).join('/');
  return scopes.get(`fieldwise/${folder}`) ?? scopes.get('fieldwise');
}

const examples = [
  ...readPageExamples(pages).map((example) => ({ example, scope: undefined })),
  ...readJsDocExamples(sources).map((example) => ({ example, scope: scopeOf(example.path) })),
].map(({ example, scope }) => ({
  ...example,
  target: targetOf(example),
  module: toModule(example.code, example.language, scope),
}));

function targetOf({ at, path, language, file }: Example): string {
  const folder = path.replaceAll(/[^\w]/g, '-');
  return `${folder}/${file ?? `line-${at.split(':')[1]}.${language}`}`;
}

describe('the examples in the documentation', () => {
  let complaints: ReadonlyMap<string, readonly string[]>;

  beforeAll(() => {
    complaints = compileExamples(new Map(examples.map(({ target, module }) => [target, module])));
    vi.spyOn(console, 'log').mockReturnValue();
  }, 60_000);
  afterAll(() => {
    vi.restoreAllMocks();
  });

  test('are found in pages and in comments', () => {
    expect(examples.filter(({ path }) => path.endsWith('.md'))).not.toEqual([]);
    expect(examples.filter(({ path }) => path.startsWith('src/'))).not.toEqual([]);
  });

  test.each(examples)('$at has right types', ({ target }) => {
    expect(complaints.get(target) ?? []).toEqual([]);
  });

  test.each(examples.filter(({ runs }) => runs))('$at runs', async ({ target }) => {
    await expect(import(pathOf(target))).resolves.toBeDefined();
  });
});

describe('an example', () => {
  const scope: Scope = { door: 'fieldwise', values: ['parsePath'], types: ['Path'] };

  test('gets the import its comment leaves out', () => {
    expect(toModule('const path: Path = parsePath("a");', 'ts', scope)).toContain(
      `import { parsePath, type Path } from 'fieldwise'; const`,
    );
    expect(toModule('import { parsePath } from "x"; parsePath("a");', 'ts', scope)).not.toContain(
      "} from 'fieldwise'",
    );
  });

  test.each([
    [`f('a'); // ['a', -1]`, `expectThat(f('a')).toEqual(['a', -1]);`],
    [`await f(); // { a: true }`, `expectThat(await f()).toEqual({ a: true });`],
    [`const a = f(); // 1`, `const a = f();expectThat(a).toEqual(1);`],
    [`console.log(f(1)); // 'x'`, `expectThat(f(1)).toEqual('x');`],
  ])('compares in %s', (code, comparison) => {
    expect(toModule(code, 'ts', undefined)).toContain(comparison);
  });

  test.each([`f('a'); // calls f`, `const a = 1; // one`, `f();\n// 3`])(
    'does not compare in %s',
    (code) => {
      expect(toModule(code, 'ts', undefined)).not.toContain('toEqual');
    },
  );

  test('in a comment reaches to the next tag, in a page to its fence', () => {
    const comment = '/**\n * A.\n *\n * @example\n * f();\n * g();\n *\n * @see h\n */\n';
    const fenced = '/**\n * @example\n * ```tsx\n * <A />\n * ```\n */\n';
    const read = readJsDocExamples(new Map([['a.ts', comment + fenced]]));
    expect(read.map(({ at, code, runs }) => [at, code.trim(), runs])).toEqual([
      ['a.ts:5', 'f();\ng();', true],
      ['a.ts:12', '<A />', false],
    ]);
    const page = '# A\n\n```ts no-run file=x.ts\nf();\n```\n\n```json\n{}\n```\n';
    expect(readPageExamples(new Map([['a.md', page]]))).toEqual([
      { at: 'a.md:3', path: 'a.md', code: 'f();\n', language: 'ts', runs: false, file: 'x.ts' },
    ]);
  });
});

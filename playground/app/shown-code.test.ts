import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { compileIn } from '../../tests/surface/compile-examples.js';
import { root } from '../../tests/surface/source-files.js';
import { recipes } from '../recipes/index.js';
import { firstOwn, OWN } from '../shared/own.js';
import { codeOf, type Shown } from './code-of.js';

const source = {
  kind: 'endpoint',
  baseURL: 'http://127.0.0.1:1/v1',
  model: 'mine',
  apiKey: '',
  text: '',
} as const;

const object = 'z.object({ a: z.string() })';

const notations = [
  firstOwn.notation,
  object,
  `export const Answer = ${object};`,
  `const Answer = ${object};`,
  `const Answer = ${object};\nz.object({ inner: Answer }); // the answer\n`,
  `export const Answer = ${object};\nconst Whole = z.object({ inner: Answer });\nz.object({ all: Whole })`,
  `const Answer = ${object}; export const Plan = z.object({ inner: Answer });`,
  `// a plan\nimport { z } from 'zod'; const Plan = ${object}`,
  `import {\n  z,\n} from "zod";\nimport './other';\n\nexport const Plan = ${object};`,
];

it('the code that is shown compiles where it is copied to', async () => {
  const shown: Shown[] = [
    ...recipes.map(({ id }) => ({ asked: { id }, source, layout: 'generated' }) as const),
    ...notations.map((notation) => {
      const asked = { id: OWN, own: { prompt: 'Say "it"', notation } } as const;
      return { asked, source: { ...source, kind: 'model' }, layout: 'generated' } as const;
    }),
  ];
  const modules = new Map<string, string>();
  for (const [index, each] of shown.entries())
    for (const { path, text } of await codeOf(each)) modules.set(`${index}/${path}`, text);
  expect(modules.size).toBe(3 * shown.length);
  // The habits of this project are not those of everybody.
  const options = { noPropertyAccessFromIndexSignature: false, verbatimModuleSyntax: false };
  const complaints = compileIn(resolve(root, '.cache/shown-code'), modules, options);
  expect(Object.fromEntries(complaints)).toEqual({});
}, 300_000);

it('a recipe in its own layout is shown as it is in the project', async () => {
  for (const { id } of recipes) {
    const files = await codeOf({ asked: { id }, source, layout: 'made' });
    expect(files.map(({ path }) => path)).toEqual([
      `playground/recipes/${id}/recipe.ts`,
      'playground/server/route.ts',
      `playground/recipes/${id}/view.tsx`,
    ]);
    for (const { text } of files) expect(text).toContain('import');
  }
});

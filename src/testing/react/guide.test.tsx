import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { toModule } from '../../../tests/surface/example-module.js';
import { readPageExamples } from '../../../tests/surface/examples.js';
import { readText, root } from '../../../tests/surface/source-files.js';

const PAGE = 'docs/guide/testing.md';
const folder = resolve(root, '.cache/guide');

/** Those of the page that need a document, and what they import. */
const examples = readPageExamples(new Map([[PAGE, readText(PAGE)]]))
  .filter(({ language, file }) => language === 'tsx' || file !== undefined)
  .map(({ at, code, language, file }) => {
    const name = file ?? `line-${at.split(':')[1]}.${language}`;
    return { at, name, module: toModule(code, language, undefined) };
  });

beforeAll(() => {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const { name, module } of examples) writeFileSync(resolve(folder, name), module);
});

test.each(examples)('$at runs', async ({ name }) => {
  await expect(import(resolve(folder, name))).resolves.toBeDefined();
});

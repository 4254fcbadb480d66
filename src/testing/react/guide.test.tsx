import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { toModule } from '../../../tests/surface/example-module.js';
import { readPageExamples } from '../../../tests/surface/examples.js';
import { readText, root } from '../../../tests/surface/source-files.js';

const PAGE = 'docs/guide/testing.md';
/** Where the packages of the project are found; one of its own for each React that this runs with. */
let folder: string;

/** Those of the page that need a document, and what they import. */
const examples = readPageExamples(new Map([[PAGE, readText(PAGE)]]))
  .filter(({ language, file }) => language === 'tsx' || file !== undefined)
  .map(({ at, code, language, file }) => {
    const name = file ?? `line-${at.split(':')[1]}.${language}`;
    return { at, name, module: toModule(code, language, undefined) };
  });

beforeAll(() => {
  mkdirSync(resolve(root, '.cache'), { recursive: true });
  folder = mkdtempSync(resolve(root, '.cache/guide-'));
  for (const { name, module } of examples) writeFileSync(resolve(folder, name), module);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.each(examples)('$at runs', async ({ name }) => {
  await expect(import(resolve(folder, name))).resolves.toBeDefined();
});

import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { readTargets } from './read-targets.js';
import { readFolder, readText, root } from './source-files.js';

const TOP = ['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'CHANGELOG.md'];

const pages = [
  ...TOP.map((path): [string, string] => [path, readText(path)]),
  ...readFolder('docs', /\.md$/),
];

test.each(pages)('every link of %s leads somewhere', (path, text) => {
  const broken = readTargets(text).filter(
    (target) => !existsSync(resolve(root, dirname(path), target)),
  );
  expect(broken).toEqual([]);
});

test('links are found in prose and not in code', () => {
  const text = 'A [b](c.md#d) and ![e](f.png), <img src="g.png">, `[h](i.md)`, [j](https://k)\n';
  expect(readTargets(text)).toEqual(['c.md', 'f.png', 'g.png']);
});

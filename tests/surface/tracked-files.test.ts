import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { root } from './source-files.js';

const BINARY = /\.(?:png|jpg|gif|ico|webp|woff2?|tgz)$/;

/** What only one machine or one network has. */
const FOREIGN = [
  ['a home or work folder', /(?:^|[\s"'`(=])\/(?:home|Users|root|work|farm|mnt)\/[\w.-]/],
  ['a registry host', /https?:\/\/[\w.-]*(?:registry|npmjs|verdaccio|artifactory)[\w.-]*/],
] as const;

const tracked = execFileSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8' })
  .split('\0')
  .filter((path) => path !== '' && !BINARY.test(path) && existsSync(resolve(root, path)));

test.each(FOREIGN)('no tracked file holds %s', (_, pattern) => {
  expect(tracked.length).toBeGreaterThan(20);
  const lines = tracked.flatMap((path) =>
    readFileSync(resolve(root, path), 'utf8')
      .split('\n')
      .map((line, index) => ({ at: `${path}:${index + 1}`, line }))
      .filter(({ line }) => pattern.test(line)),
  );
  expect(lines.map(({ at }) => at)).toEqual([]);
});

test.each([
  ['a home or work folder', `cd ${['', 'home', 'ann'].join('/')}`],
  ['a registry host', ['https:', '', 'registry.example.org'].join('/')],
])('%s is recognised', (name, line) => {
  expect(FOREIGN.find(([kind]) => kind === name)?.[1].test(line)).toBe(true);
});

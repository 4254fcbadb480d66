import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, posix } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readTargets } from '../surface/read-targets.js';
import { readText, root } from '../surface/source-files.js';

let copy: string;
let packed: readonly string[];

/** Packs what git knows of, without a dist: a fresh clone with its packages. */
beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), 'fieldwise-clone-'));
  const tracked = execFileSync('git', ['ls-files'], { cwd: root, encoding: 'utf8' });
  for (const path of tracked.trim().split('\n')) {
    if (existsSync(join(root, path))) cpSync(join(root, path), join(copy, path));
  }
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  const report = execFileSync('npm', ['pack', '--json', '--dry-run', '--silent'], {
    cwd: copy,
    encoding: 'utf8',
  });
  const [{ files }] = JSON.parse(report) as [{ files: { path: string }[] }];
  packed = files.map(({ path }) => path);
}, 120_000);

afterAll(() => {
  rmSync(copy, { recursive: true, force: true });
});

test('the package of a fresh clone has every file that its exports and its command name', () => {
  const { bin, exports } = JSON.parse(readText('package.json')) as { bin: object; exports: object };
  const named = JSON.stringify([bin, exports]).match(/\.\/[\w./-]+\.(?:json|js|ts)/g) ?? [];
  expect(named.length).toBeGreaterThan(10);
  expect(named.map((path) => path.slice(2)).filter((path) => !packed.includes(path))).toEqual([]);
});

test('every link of a packed page leads to something packed', () => {
  const pages = packed.filter((path) => path.endsWith('.md'));
  expect(pages).toContain('docs/guide/schema.md');
  const broken = pages.flatMap((page) =>
    readTargets(readText(page))
      .map((target) => posix.join(dirname(page), target))
      .filter((target) => !packed.some((path) => path === target || isIn(path, target)))
      .map((target) => `${page} → ${target}`),
  );
  expect(broken).toEqual([]);
});

test('the examples in the package have their files', () => {
  expect(packed).toContain('examples/nextjs/app/page.tsx');
  expect(packed).toContain('examples/nextjs/lib/dish.ts');
  expect(packed).toContain('examples/terminal/main.ts');
  expect(packed).toContain('examples/worker/worker.ts');
});

test('the package has no tests, no builds of others and weighs less than four megabytes', () => {
  expect(packed.filter((path) => /node_modules|\.next|\.test\./.test(path))).toEqual([]);
  const bytes = packed.reduce((sum, path) => sum + statSync(join(copy, path)).size, 0);
  expect(bytes).toBeLessThan(4_000_000);
});

function isIn(path: string, folder: string): boolean {
  return path.startsWith(folder.replace(/\/?$/, '/'));
}

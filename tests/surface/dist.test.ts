import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readDoors } from './doors.js';
import { readSources, root } from './source-files.js';

let dist: string;

beforeAll(() => {
  dist = mkdtempSync(join(tmpdir(), 'fieldwise-dist-'));
  const tsc = resolve(root, 'node_modules/typescript/bin/tsc');
  execFileSync(process.execPath, [tsc, '-p', 'src', '--outDir', dist], { cwd: root });
  // A build on a busy machine takes longer than what a hook is given otherwise.
}, 60_000);

afterAll(() => rmSync(dist, { recursive: true, force: true }));

test('the build holds one script and one declaration per source file and no test', () => {
  const built = readdirSync(dist, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.includes('.'),
  );
  const wanted = [...readSources().keys()].flatMap((path) => {
    const stem = path.replace(/^src\//, '').replace(/\.tsx?$/, '');
    return [`${stem}.js`, `${stem}.d.ts`];
  });
  expect(built.map((name) => name.replaceAll('\\', '/')).toSorted()).toEqual(wanted.toSorted());
});

/** Doors that let components out. */
const CLIENT_ROOMS = [
  'react',
  'object',
  'markdown',
  'devtools',
  'devtools/production',
  'flow/react',
];

test.each(CLIENT_ROOMS)("the door of %s keeps its 'use client' as the first statement", (room) => {
  const [first] = withoutComments(readFileSync(join(dist, room, 'index.js'), 'utf8')).split('\n');
  expect(first).toMatch(/^(['"])use client\1;$/);
});

test("no other door says 'use client'", () => {
  const known = new Set([...CLIENT_ROOMS, 'testing'].map((room) => `fieldwise/${room}`));
  const others = readDoors().filter(({ name }) => !known.has(name));
  for (const { source } of others) {
    const script = join(dist, source.replace(/^src\//, '').replace(/\.ts$/, '.js'));
    expect(readFileSync(script, 'utf8')).not.toMatch(/^(['"])use client\1/m);
  }
});

test('the command begins with what runs it', () => {
  expect(readFileSync(join(dist, 'cli/main.js'), 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/);
});

function withoutComments(text: string): string {
  return text.replaceAll(/^(?:\/\/.*)?\n/gm, '');
}

import { existsSync, readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readDoors, readExports } from './doors.js';
import { root } from './source-files.js';

/** Rooms that are reached through `fieldwise`, by running a command, or not at all. */
const INNER_ROOMS = new Set(['internal', 'json', 'schema', 'protocol', 'cli']);

const doors = readDoors();

/** Folders right inside a folder of src/. */
function foldersIn(folder: string): readonly string[] {
  return readdirSync(resolve(root, 'src', folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => (folder === '' ? entry.name : `${folder}/${entry.name}`));
}

test('package.json has a door for every outer room, for every room inside one, and no other', () => {
  const outer = foldersIn('').filter((room) => !INNER_ROOMS.has(room));
  const rooms = [...outer, ...outer.flatMap(foldersIn)].map((room) => `fieldwise/${room}`);
  expect(doors.map(({ name }) => name).toSorted()).toEqual(['fieldwise', ...rooms].toSorted());
});

describe.each(doors)('$name', ({ name, source, types, script }) => {
  test('has its source where package.json expects the built file', () => {
    expect(existsSync(resolve(root, source))).toBe(true);
    const built = source.replace(/^src\//, './dist/');
    expect(script).toBe(built.replace(/\.ts$/, '.js'));
    expect(types).toBe(built.replace(/\.ts$/, '.d.ts'));
  });

  test('lets out the names that were agreed on', async () => {
    const { values, types: typeNames } = readExports(source);
    const lines = [...values, ...typeNames.map((type) => `type ${type}`)];
    await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot(
      `exports/${name.replaceAll('/', '.')}.txt`,
    );
  });

  test('gives every value it names when it is imported', async () => {
    const module: Record<string, unknown> = await import(resolve(root, source));
    expect(Object.keys(module).toSorted()).toEqual(readExports(source).values);
  });
});

import { existsSync, readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readDoors, readExports } from './doors.js';
import { root } from './source-files.js';

/** Rooms that are reached through `fieldwise` or not at all. */
const INNER_ROOMS = new Set(['internal', 'json', 'schema', 'protocol']);

const doors = readDoors();

test('package.json has a door for every outer room and no other', () => {
  const rooms = readdirSync(resolve(root, 'src'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !INNER_ROOMS.has(entry.name))
    .map((entry) => `fieldwise/${entry.name}`);
  const roomOf = ({ name }: { name: string }) => name.split('/').slice(0, 2).join('/');
  expect([...new Set(doors.map(roomOf))].toSorted()).toEqual(['fieldwise', ...rooms].toSorted());
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

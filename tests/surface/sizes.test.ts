import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { measureDoor } from '../../.ci/measure-doors.mjs';
import { readDoors } from './doors.js';
import { root } from './source-files.js';

interface Row {
  readonly door: string;
  readonly gzip: number;
  readonly budget: number;
}

describe('the size of each door, minified and compressed, peers outside', () => {
  const rows = measure();

  test('is measured for every door', () => {
    const doors = rows.map(({ door }) => door).filter((door) => !door.includes(' '));
    expect(doors).toEqual(readDoors().map(({ name }) => name));
  });

  test('is less where a part is imported', () => {
    const parts = rows.filter(({ door }) => door.includes(' '));
    expect(parts.length).toBeGreaterThan(0);
    for (const { door, gzip } of parts) {
      expect(gzip).toBeLessThan(rows.find((row) => row.door === door.split(' ')[0])?.gzip ?? 0);
    }
  });

  test('counts nothing that is behind import()', async () => {
    const { inputs } = await measureDoor('./client', ['createInstantRun']);
    expect(inputs).toContain('src/client/run.ts');
    expect(inputs).not.toContain('src/client/amendments.ts');
  });

  test.each(rows)('$door stays within its budget of $budget bytes', ({ gzip, budget }) => {
    expect(gzip).toBeGreaterThan(100);
    expect(gzip).toBeLessThanOrEqual(budget);
  });
});

/** Runs the size report, which exits with 1 over a budget; the rows come either way. */
function measure(): readonly Row[] {
  try {
    return parse(
      execFileSync(process.execPath, ['.ci/size.mjs', '--json'], { cwd: root, encoding: 'utf8' }),
    );
  } catch (error) {
    if (error instanceof Error && 'stdout' in error) return parse(String(error.stdout));
    throw error;
  }
}

function parse(text: string): readonly Row[] {
  return JSON.parse(text) as readonly Row[];
}

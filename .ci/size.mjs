// @ts-check
// In: the doors and `sizeBudget` of package.json. Out: a table of sizes (or JSON with --json); exit code 1 over a budget.
// Sizes are bytes. The budget is a ceiling with headroom, not the size of the day.

import { existsSync, readFileSync } from 'node:fs';
import { measureDoor } from './measure-doors.mjs';

/** @type {{ exports: Record<string, unknown>; sizeBudget: Record<string, number> }} */
const { exports, sizeBudget } = JSON.parse(readFileSync('package.json', 'utf8'));

/** @type {{ door: string; minified: number; gzip: number; budget: number }[]} */
const rows = [];
for (const door of Object.keys(exports).filter((name) => !name.endsWith('.json'))) {
  if (!existsSync(`src/${door.slice(2)}/index.ts`)) continue;
  const { minified, gzip } = await measureDoor(door);
  const name = door === '.' ? 'fieldwise' : `fieldwise/${door.slice(2)}`;
  rows.push({ door: name, minified, gzip, budget: sizeBudget[name] ?? 0 });
}

if (process.argv.includes('--json')) console.log(JSON.stringify(rows));
else printTable();
if (rows.some(({ gzip, budget }) => gzip > budget)) process.exitCode = 1;

function printTable() {
  const line = (/** @type {readonly unknown[]} */ cells) =>
    console.log(
      cells
        .map((cell, i) => (i === 0 ? String(cell).padEnd(20) : String(cell).padStart(10)))
        .join(''),
    );
  line(['door', 'min', 'min+gzip', 'budget', 'headroom']);
  for (const { door, minified, gzip, budget } of rows) {
    const verdict = gzip > budget ? 'OVER' : `${Math.round((1 - gzip / budget) * 100)} %`;
    line([door, minified, gzip, budget, verdict]);
  }
}

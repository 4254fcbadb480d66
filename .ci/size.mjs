// @ts-check
// In: the doors and `sizeBudget` of package.json. Out: a table of sizes (or JSON with --json); exit code 1 over a budget.
// Sizes are bytes. The budget is a ceiling with headroom, not the size of the day.
// A budget's name may go on with what of the door is imported: `fieldwise/react { useField }`.

import { existsSync, readFileSync } from 'node:fs';
import { measureDoor } from './measure-doors.mjs';

/** @type {{ exports: Record<string, unknown>; sizeBudget: Record<string, number> }} */
const { exports, sizeBudget } = JSON.parse(readFileSync('package.json', 'utf8'));

/** @type {{ door: string; minified: number; gzip: number; budget: number }[]} */
const rows = [];
for (const door of Object.keys(exports).filter((name) => !name.endsWith('.json'))) {
  if (!existsSync(`src/${door.slice(2)}/index.ts`)) continue;
  const name = door === '.' ? 'fieldwise' : `fieldwise/${door.slice(2)}`;
  await measure(name, door);
  for (const part of Object.keys(sizeBudget).filter((key) => key.startsWith(`${name} {`))) {
    await measure(part, door, part.slice(name.length).match(/\w+/g) ?? []);
  }
}

/**
 * @param {string} name
 * @param {string} door
 * @param {readonly string[]} [names]
 */
async function measure(name, door, names) {
  const { minified, gzip } = await measureDoor(door, names);
  rows.push({ door: name, minified, gzip, budget: sizeBudget[name] ?? 0 });
}

if (process.argv.includes('--json')) console.log(JSON.stringify(rows));
else printTable();
if (rows.some(({ gzip, budget }) => gzip > budget)) process.exitCode = 1;

function printTable() {
  const width = Math.max(...rows.map(({ door }) => door.length)) + 1;
  const line = (/** @type {readonly unknown[]} */ cells) =>
    console.log(
      cells
        .map((cell, i) => (i === 0 ? String(cell).padEnd(width) : String(cell).padStart(10)))
        .join(''),
    );
  line(['door', 'min', 'min+gzip', 'budget', 'headroom']);
  for (const { door, minified, gzip, budget } of rows) {
    const verdict = gzip > budget ? 'OVER' : `${Math.round((1 - gzip / budget) * 100)} %`;
    line([door, minified, gzip, budget, verdict]);
  }
}

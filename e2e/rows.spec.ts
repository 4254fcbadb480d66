import { countChanges, countRenders, idleRenders, readJournal } from './journal.js';
import { fieldPaths, rowCount } from './pages/rows.js';
import { pagesUrl } from './servers.js';
import { expect, test } from './test.js';

/** A row in two pieces, so that each of its fields is on the page before its value is. */
const rowPieces = (index: number, note: string | null) => [
  `${index === 0 ? '{"rows":[' : ','}{"name":"Ro`,
  `w ${index}","price":${index}.5,"isFresh":true,"note":${JSON.stringify(note)}}`,
];

const lastNote = Array.from({ length: 12 }, (_, index) => `word${index} `);

test('among 200 fields, an event at one field renders that field and nothing else', async ({
  page,
  prepare,
}) => {
  const rows = Array.from({ length: rowCount - 1 }, (_, index) => rowPieces(index, 'here')).flat();
  const model = await prepare({
    text: [...rows, ',{"name":"Last","price":1,"isFresh":true,"note":"', ...lastNote, '"}]}'],
    isHeld: true,
  });
  await page.goto(`${pagesUrl}/?page=rows&topic=${model.topic}`);
  await page.getByRole('button', { name: 'Run' }).click();
  await model.say(rows.length + 1);
  const row = page.getByRole('listitem').nth(rowCount - 1);
  await expect(row).toHaveText('Last 1 true');
  const before = countRenders(await readJournal(page));
  const path = `rows[${rowCount - 1}].note`;
  const renders = before.get(path) ?? 0;

  for (let count = 1; count <= lastNote.length; count++) {
    await model.say(1);
    await expect(row).toContainText(lastNote.slice(0, count).join('').trim());
    const after = countRenders(await readJournal(page));
    expect(after).toEqual(new Map([...before, [path, renders + count]]));
  }
});

test('a run fills 200 fields: each renders when it has changed, the rows and the page never', async ({
  page,
  prepare,
}) => {
  const rows = Array.from({ length: rowCount }, (_, index) =>
    rowPieces(index, index % 2 === 0 ? null : 'here'),
  );
  const model = await prepare({ text: [...rows.flat(), ']}'], isHeld: true });
  await page.goto(`${pagesUrl}/?page=rows&topic=${model.topic}`);
  await page.getByRole('button', { name: 'Run' }).click();
  for (const index of rows.keys()) {
    await model.say(1);
    await expect(page.locator(`[data-field="rows[${index}].name"]`)).toHaveText('Ro');
    await model.say(1);
    const note = page.locator(`[data-field="rows[${index}].note"]`);
    await expect(note).toHaveAttribute('data-status', 'complete');
  }
  await model.say();
  await expect(page.getByRole('status')).toHaveText('complete');
  await expect(page.getByRole('listitem').nth(7)).toHaveText('Row 7 7.5 true here');

  const journal = await readJournal(page);
  const [mounts, renders] = [countRenders(journal, 'mount'), countRenders(journal)];
  const changes = countChanges(journal);
  expect(idleRenders(journal, fieldPaths)).toEqual([]);
  for (const path of fieldPaths) {
    expect(mounts.get(path)).toBe(1);
    expect(renders.get(path)).toBeGreaterThan(0);
    expect(renders.get(path)).toBeLessThanOrEqual(changes.get(path) ?? 0);
  }
  for (const index of rows.keys()) expect(renders.get(`rows[${index}]`)).toBe(1);
  expect(renders.get('page')).toBe(1);
});

import { violations } from './accessible.js';
import { tabTo } from './focus.js';
import { countRenders, readJournal } from './journal.js';
import { pagesUrl } from './servers.js';
import { listen } from './spoken.js';
import { expect, test } from './test.js';

test('a conversation is held by keyboard: earlier turns stay as they are, the last is live', async ({
  page,
  prepare,
}) => {
  const first = await prepare({ text: ['{"text":"The moon', ' did it."}'], isHeld: true });
  const second = await prepare({ text: ['{"text":"Because', ' it moves."}'], isHeld: true });
  await page.goto(`${pagesUrl}/?page=turns`);
  const turns = page.getByRole('list', { name: 'Turns' }).getByRole('listitem');
  const texts = turns.getByRole('paragraph');
  const topic = page.getByRole('textbox', { name: 'Topic' });
  const spoken = await listen(page);
  await tabTo(page, topic);
  await page.keyboard.type(first.topic);
  await page.keyboard.press('Enter');
  await first.say();
  await expect(texts).toHaveText(['The moon did it.']);
  await expect(topic).toBeFocused();
  await expect(topic).toHaveValue('');

  await page.keyboard.type(second.topic);
  await page.keyboard.press('Enter');
  await second.say(1);
  await expect(texts).toHaveText(['The moon did it.', 'Because']);
  await expect(texts.nth(1)).toHaveAttribute('aria-busy', 'true');
  await expect(topic).toBeFocused();
  expect(await violations(page)).toEqual([]);
  const before = countRenders(await readJournal(page)).get('turn 0');
  await second.say();
  await expect(texts).toHaveText(['The moon did it.', 'Because it moves.']);
  await expect.poll(spoken).toEqual(['text: The moon did it.', 'text: Because it moves.']);
  expect(countRenders(await readJournal(page)).get('turn 0')).toBe(before);
  expect(await violations(page)).toEqual([]);
  await expect(page.getByRole('list', { name: 'Turns' })).toMatchAriaSnapshot(`
    - list "Turns":
      - listitem:
        - heading "${first.topic}" [level=2]
        - paragraph: The moon did it.
      - listitem:
        - heading "${second.topic}" [level=2]
        - paragraph: Because it moves.
  `);

  await tabTo(page, page.getByRole('button', { name: 'Forget' }));
  await page.keyboard.press('Enter');
  await expect(turns).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Forget' })).toBeFocused();
});

test('a question asked before the answer is there ends that answer, and keeps what came of it', async ({
  page,
  prepare,
}) => {
  const first = await prepare({ text: ['{"text":"The moon', ' did it."}'], isHeld: true });
  const second = await prepare({ text: '{"text":"Because it moves."}' });
  await page.goto(`${pagesUrl}/?page=turns`);
  const texts = page.getByRole('list', { name: 'Turns' }).getByRole('paragraph');
  const topic = page.getByRole('textbox', { name: 'Topic' });
  await topic.fill(first.topic);
  await topic.press('Enter');
  await first.say(1);
  await expect(texts).toHaveText(['The moon']);
  await topic.fill(second.topic);
  await topic.press('Enter');
  await expect(texts).toHaveText(['The moon', 'Because it moves.']);
  await expect(texts.first()).toHaveAttribute('data-status', 'incomplete');
  await expect(page.locator('[aria-busy=true]')).toHaveCount(0);
  expect(await first.statuses()).toEqual(['aborted']);
});

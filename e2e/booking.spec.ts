import type { Page } from '@playwright/test';
import { violations } from './accessible.js';
import { tabTo, watchFocus } from './focus.js';
import { pagesUrl } from './servers.js';
import { listen } from './spoken.js';
import { expect, test, type Model } from './test.js';

const pieces = [
  '{"name":"Hal',
  'cyon",',
  '"nights":3,"berth":"Old',
  ' wall","skipper":{"email":"bo@halcyon.example"},"crew":["Ada"',
  ',"Moll"]}',
];
const answer = JSON.parse(pieces.join('')) as Record<string, unknown>;

async function openBooking(page: Page, { topic }: Model) {
  await page.goto(`${pagesUrl}/?page=booking&topic=${topic}`);
  const form = page.getByRole('form', { name: 'Booking' });
  return {
    form,
    view: page.getByRole('region', { name: 'As it was written' }),
    run: page.getByRole('button', { name: 'Run', exact: true }),
    status: page.getByTestId('status'),
    submitted: page.getByTestId('submitted'),
    name: form.getByRole('textbox', { name: 'Name' }),
    button: (name: string) => form.getByRole('button', { name, exact: true }),
  };
}

test('a form is filled, corrected and submitted by keyboard alone while the model writes on', async ({
  page,
  prepare,
}) => {
  const model = await prepare({ text: pieces, isHeld: true });
  const { name, run, status, submitted, button } = await openBooking(page, model);
  const { keyboard } = page;
  await tabTo(page, run);
  await keyboard.press('Enter');
  await model.say(1);
  await expect(name).toHaveValue('Hal');
  await tabTo(page, name);
  await keyboard.press('ControlOrMeta+a');
  await keyboard.type('Petrel');

  const moves = await watchFocus(page);
  await model.say();
  await expect(status).toHaveText('complete');
  await expect(name).toHaveValue('Petrel');
  await expect(name).toBeFocused();
  expect(await moves()).toBe(0);

  await keyboard.press('Enter');
  await expect(submitted).toHaveText(JSON.stringify({ ...answer, name: 'Petrel' }));
  await tabTo(page, button('Use “Halcyon”'));
  await keyboard.press('Enter');
  await expect(name).toHaveValue('Halcyon');
  await expect(button('Use “Halcyon”')).toHaveCount(0);
  await expect(name).toBeFocused();
});

test('a list that is still written takes no item, and says why', async ({ page, prepare }) => {
  const model = await prepare({ text: pieces, isHeld: true });
  const { form, run, status, button } = await openBooking(page, model);
  await run.click();
  await model.say(4);
  await expect(form.getByLabel('Crew 1')).toHaveValue('Ada');
  await expect(button('Add to Crew')).toHaveAccessibleDescription('Crew: still being written');
  await tabTo(page, button('Add to Crew'));
  await page.keyboard.press('Enter');
  await expect(form.getByLabel('Crew 2')).toHaveCount(0);

  await model.say();
  await expect(status).toHaveText('complete');
  await expect(button('Add to Crew')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(form.getByLabel('Crew 3')).toBeFocused();
});

test('which option of a union it is, is chosen by keyboard', async ({ page, prepare }) => {
  const model = await prepare({ text: pieces });
  const { form, run, status, submitted } = await openBooking(page, model);
  const { keyboard } = page;
  await run.click();
  await expect(status).toHaveText('complete');
  const choice = form.getByRole('combobox', { name: 'Pays: kind' });
  await tabTo(page, choice);
  await keyboard.press('i');
  await expect(choice).toHaveValue('1');
  await expect(choice).toBeFocused();
  await keyboard.press('Tab');
  await expect(form.getByRole('spinbutton', { name: 'Days' })).toBeFocused();
  expect(await violations(page)).toEqual([]);
  await keyboard.type('14');
  await keyboard.press('Enter');
  const pays = { by: 'invoice', days: 14 };
  await expect(submitted).toHaveText(JSON.stringify({ ...answer, pays }));
});

test('a form and a view are read with their labels, groups and reasons', async ({
  page,
  prepare,
}) => {
  const text = JSON.stringify({ ...answer, nights: 40 });
  const model = await prepare({ text, isHeld: true });
  const { form, view, run, status } = await openBooking(page, model);
  await expect(form).toMatchAriaSnapshot(`
    - form "Booking":
      - text: Name
      - textbox "Name"
      - paragraph: As on the ship’s papers
      - text: Nights
      - spinbutton "Nights"
      - text: Berth
      - combobox "Berth":
        - option "–" [selected]
        - option "North quay"
        - option "Old wall"
      - group "Skipper":
        - text: Skipper Email
        - textbox "Email"
      - group "Crew":
        - text: Crew
        - list
        - button "Add to Crew"
      - text: "Pays: kind"
      - 'combobox "Pays: kind"':
        - option "–" [selected]
        - option "card"
        - option "invoice"
      - button "Submit"
  `);
  await run.click();
  await expect(form.getByRole('button', { name: 'Submit' })).toBeDisabled();
  await model.say();
  await expect(status).toHaveText('error');
  const nights = form.getByRole('spinbutton', { name: 'Nights' });
  await expect(nights).toHaveAttribute('aria-invalid', 'true');
  await expect(nights).toHaveAccessibleDescription(/Too big/);
  await expect(view).toMatchAriaSnapshot(`
    - region "As it was written":
      - term: Name
      - definition: As on the ship’s papers
      - definition: Halcyon
      - term: Nights
      - definition: "40"
      - definition: /Too big/
      - term: Berth
      - definition: Old wall
      - term: Crew
      - definition:
        - list:
          - listitem: Ada
          - listitem: Moll
      - heading "Skipper" [level=2]
      - term: Email
      - definition:
        - link "bo@halcyon.example":
          - /url: mailto:bo@halcyon.example
  `);
});

test('each field is announced once, politely, when it is final and never before', async ({
  page,
  prepare,
}) => {
  const model = await prepare({ text: pieces, isHeld: true });
  const { name, run, status } = await openBooking(page, model);
  const spoken = await listen(page);
  await run.click();
  await model.say(1);
  await expect(name).toHaveValue('Hal');
  expect(await spoken()).toEqual([]);
  await model.say(1);
  await expect.poll(spoken).toEqual(['name: Halcyon']);
  await model.say(1);
  await expect.poll(spoken).toHaveLength(2);
  await model.say();
  await expect(status).toHaveText('complete');
  const said = (await spoken()).flatMap((message) => message.split('. '));
  expect(said).toEqual([
    'name: Halcyon',
    'nights: 3',
    'berth: Old wall',
    'skipper is complete',
    'crew is complete',
  ]);
});

test('axe finds nothing in a form, a view and their words', async ({ page, prepare }) => {
  const text = [...pieces.slice(0, -1), ',"Moll"],"extra":1,"nights":40}'];
  const model = await prepare({ text, isHeld: true });
  const { name, run, status } = await openBooking(page, model);
  expect(await violations(page)).toEqual([]);
  await run.click();
  await model.say(1);
  await expect(name).toHaveValue('Hal');
  await name.fill('Petrel');
  expect(await violations(page)).toEqual([]);
  await model.say();
  await expect(status).toHaveText('error');
  expect(await violations(page)).toEqual([]);
});

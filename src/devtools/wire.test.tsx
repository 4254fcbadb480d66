import { waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { after, renderWithCache } from '../../tests/support/react-harness.js';
import { createInstantRun, createSourceTransport, type AnswerSource } from '../client/index.js';
import { InstantDevtools } from './index.js';

/** The code of the panel is loaded first. */
const PATIENCE = { timeout: 20_000 };

async function setUp(source: () => AnswerSource) {
  const run = createInstantRun({ transport: createSourceTransport(source) });
  const { container } = renderWithCache(<InstantDevtools initialIsOpen runs={{ run }} />);
  const root = await waitFor(() => {
    const found = container.querySelector('[data-fieldwise-devtools]')?.shadowRoot;
    if (!found?.querySelector('button')) throw new Error('Not yet.');
    return found;
  }, PATIENCE);
  await after(() => void run.submit('tides'));
  const tools = within(root as unknown as HTMLElement);
  await waitFor(
    () => expect(tools.getByRole('option').textContent).toContain('complete'),
    PATIENCE,
  );
  return tools;
}

beforeEach(() => localStorage.clear());
afterEach(() => localStorage.clear());

test('chunks of bytes are counted and drawn along the time', async () => {
  const tools = await setUp(() => new Response('{"title":"Tides"}'));
  expect(tools.getByRole('img').getAttribute('aria-label')).toBe('17 B in 1 chunk');
  expect(tools.getByText('Bytes').nextSibling?.textContent).toBe('17 B');
});

test('of a source in process the events are drawn, and it is said that it has no bytes', async () => {
  const tools = await setUp(() => ['{"title":"Ti', 'des"}']);
  expect(tools.getByRole('img').getAttribute('aria-label')).toMatch(
    /^\d events; this source has no bytes$/,
  );
  expect(tools.queryByText('Bytes')).toBeNull();
});

test('repairs are listed with kind and offset, and where none are known it says so', async () => {
  const tools = await setUp(() => ['Sure! {title: "Tides",}']);
  await after(() => tools.getByRole('tab', { name: 'Repairs' }).click());
  const rows = within(tools.getByRole('grid')).getAllByRole('row').slice(1);
  const repairs = rows.map(({ children }) => [children[1]?.textContent, children[2]?.textContent]);
  expect(repairs).toContainEqual(['unquoted-key', '7']);
  expect(tools.getByText('Repairs', { selector: 'dt' }).nextSibling?.textContent).toBe(
    String(repairs.length),
  );
});

test('where none are known the view says who would know', async () => {
  const tools = await setUp(() => ['{"title":"Tides"}']);
  await after(() => tools.getByRole('tab', { name: 'Repairs' }).click());
  expect(tools.getByRole('grid').textContent).toContain('onRepair');
});

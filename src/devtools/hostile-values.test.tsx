import { act, cleanup, fireEvent, render, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { after } from '../../tests/support/react-harness.js';
import { createInstantRun, createSourceTransport } from '../client/index.js';
import { InstantDevtoolsPanel } from './eager-devtools.js';

afterEach(cleanup);

const circular: { name: string; self?: unknown } = { name: 'a' };
circular.self = circular;

/** A page whose run makes something of the text `12`. */
async function setUp(make: () => unknown, text = '{"n":"12"}', onClose?: () => void) {
  const schema = z.looseObject({ n: z.string().transform(make) });
  const run = createInstantRun({ transport: createSourceTransport(() => [text]), schema });
  const { container } = render(
    <>
      <p>The page</p>
      <InstantDevtoolsPanel runs={{ own: run }} onClose={onClose} />
    </>,
  );
  await act(() => run.submit(undefined));
  const host = container.querySelector('[data-fieldwise-devtools]');
  // What is in a shadow root is found as what is in an element.
  const tools = within(host?.shadowRoot as unknown as HTMLElement);
  await waitFor(() => expect(tools.getByRole('option').textContent).toMatch(/complete/));
  const show = (tab: string) => after(() => tools.getByRole('tab', { name: tab }).click());
  const rows = () =>
    tools
      .getAllByRole('row')
      .slice(1)
      .map((row) => [...row.children].map(({ textContent }) => textContent));
  return { container, tools, show, rows };
}

describe('a value that JSON has no word for', () => {
  test.each<[string, () => unknown, string, string]>([
    ['a bigint', () => 12n, '12n', '12n'],
    ['a circle', () => circular, '{2}', '(circular)'],
    ['a date', () => new Date(0), '1970-01-01T00:00:00.000Z', '1970-01-01T00:00:00.000Z'],
    ['a map', () => new Map([['a', 1]]), 'Map(1)', '"a": 1'],
    [
      'a toJSON that throws',
      () => ({
        toJSON() {
          throw new Error('no');
        },
      }),
      '{1}',
      'function toJSON',
    ],
  ])('is shown, as %s is', async (_, make, glimpse, whole) => {
    const { container, tools, show, rows } = await setUp(make);
    await show('Events');
    expect(rows()).toContainEqual([expect.anything(), 'done', 'n', glimpse]);
    await show('Tree');
    expect(rows().find(([name]) => name === 'n')?.[1]).toBe(glimpse);
    await after(() => tools.getByText('n').click());
    expect(tools.getByLabelText('Value').textContent).toContain(whole);
    expect(container.textContent).toContain('The page');
  });
});

test('what fails in the panel is said there, and can be tried again or closed', async () => {
  const closed = vi.fn<() => void>();
  vi.spyOn(console, 'error').mockReturnValue();
  let isBroken = true;
  const value = {
    get part() {
      if (isBroken) throw new Error('This getter fails.');
      return 'whole';
    },
  };
  const { container, tools, show } = await setUp(() => value, undefined, closed);
  await show('Tree');
  expect(tools.getByRole('alert').textContent).toContain('This getter fails.');
  expect(container.textContent).toContain('The page');
  await after(() => tools.getByRole('button', { name: 'Close' }).click());
  expect(closed).toHaveBeenCalledOnce();
  isBroken = false;
  await after(() => tools.getByRole('button', { name: 'Try again' }).click());
  await show('Tree');
  expect(tools.getByText('"whole"')).toBeTruthy();
  vi.restoreAllMocks();
});

test('Escape closes from the slider; in a search field with text it does not', async () => {
  const closed = vi.fn<() => void>();
  const { tools, show } = await setUp(() => 'x', undefined, closed);
  await show('Events');
  const search = tools.getByRole('searchbox');
  await after(() => void fireEvent.change(search, { target: { value: 'n' } }));
  await after(() => void fireEvent.keyDown(search, { key: 'Escape' }));
  expect(closed).not.toHaveBeenCalled();
  const slider = await tools.findByRole('slider', { name: /as it was/ }, { timeout: 20_000 });
  await after(() => void fireEvent.keyDown(slider, { key: 'Escape' }));
  expect(closed).toHaveBeenCalledOnce();
});

test('a field whose key is empty has a name', async () => {
  const { rows, show } = await setUp(() => 'x', '{"n":"12","":"y"}');
  expect(rows().map(([name]) => name)).toEqual(['answer', 'n', '""']);
  await show('Tree');
  expect(rows().map(([name]) => name)).toEqual(['answer', 'n', '""']);
});

import { act, fireEvent, waitFor, within } from '@testing-library/react';
import { StrictMode } from 'react';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createManualTransport } from '../../tests/support/manual-transport.js';
import { after, nextTask, renderWithCache, settle } from '../../tests/support/react-harness.js';
import { createInstantRun } from '../client/index.js';
import { useInstantStream } from '../react/index.js';
import { InstantDevtools, type InstantDevtoolsProps } from './index.js';

const transport = createManualTransport<string>();

function Answer({ topic }: { topic: string }) {
  const options = { transport, id: 'report', input: topic, scheduler: nextTask };
  return <output>{useInstantStream(options).status}</output>;
}

/** Their code is loaded first. */
const PATIENCE = { timeout: 20_000 };

/** Renders a page with the devtools and waits for their code. */
async function setUp(props: InstantDevtoolsProps = {}, page = <Answer topic="tides" />) {
  const rendered = renderWithCache(
    <StrictMode>
      <InstantDevtools {...props} />
      {page}
    </StrictMode>,
  );
  const host = await waitFor(() => {
    const found = rendered.container.querySelector('[data-fieldwise-devtools]');
    if (!found?.shadowRoot?.querySelector('button')) throw new Error('Not yet.');
    return found;
  }, PATIENCE);
  // What is in a shadow root is found as what is in an element.
  const tools = within(host.shadowRoot as unknown as HTMLElement);
  const focused = () => host.shadowRoot?.activeElement;
  return { ...rendered, host, tools, focused };
}

type Tools = Awaited<ReturnType<typeof setUp>>['tools'];

const open = (tools: Tools) => after(() => tools.getByRole('button', { name: /^Open/ }).click());

const rowsOf = (tools: Tools, role: 'grid' | 'treegrid') =>
  within(tools.getByRole(role))
    .getAllByRole('row')
    .slice(1)
    .map((row) => [...row.children].map(({ textContent }) => textContent));

beforeEach(() => localStorage.clear());
afterEach(() => localStorage.clear());

describe('the docked devtools', () => {
  test('open, take the focus, close by Escape and give it back', async () => {
    const { tools, focused } = await setUp();
    const button = tools.getByRole('button', { name: /^Open/ });
    act(() => button.focus());
    await open(tools);
    expect(focused()).toBe(tools.getByRole('tab', { name: 'Waterfall' }));
    await after(() => void fireEvent.keyDown(focused() as Element, { key: 'Escape' }));
    expect(tools.queryByRole('tab')).toBeNull();
    expect(focused()).toBe(tools.getByRole('button', { name: /^Open/ }));
  });

  test('remember that they are open, and their size', async () => {
    const first = await setUp();
    await open(first.tools);
    const handle = first.tools.getByRole('separator');
    const size = Number(handle.getAttribute('aria-valuenow'));
    await after(() => void fireEvent.keyDown(handle, { key: 'ArrowUp' }));
    first.unmount();
    const { tools } = await setUp();
    expect(Number(tools.getByRole('separator').getAttribute('aria-valuenow'))).toBeGreaterThan(
      size,
    );
  });

  test.each(['light', 'dark'] as const)('are %s where the page says so', async (theme) => {
    const { host } = await setUp({ theme });
    expect(host.shadowRoot?.querySelector('[data-theme]')).toHaveProperty('dataset.theme', theme);
  });

  test('keep what is pressed in them from the page', async () => {
    const { tools } = await setUp({ initialIsOpen: true });
    const pressed: string[] = [];
    const note = ({ key }: KeyboardEvent) => void pressed.push(key);
    document.addEventListener('keydown', note);
    await settle();
    await after(
      () => void fireEvent.keyDown(tools.getByRole('tab', { selected: true }), { key: 'k' }),
    );
    document.removeEventListener('keydown', note);
    expect(pressed).toEqual([]);
  });

  test('say that there is no run, where there is none', async () => {
    const { tools } = await setUp({ initialIsOpen: true }, <p>Nothing</p>);
    expect(tools.getByText(/^No run yet/)).toBeTruthy();
  });
});

describe('a run of the cache', () => {
  test('is shown as a waterfall, as events and as a tree', async () => {
    const { tools } = await setUp({ initialIsOpen: true });
    await settle();
    await after(() => {
      transport.last.push('{"title":"Tides","score":7}');
      transport.last.end();
    });
    await waitFor(() => expect(tools.getByRole('option').textContent).toMatch(/complete/));
    expect(rowsOf(tools, 'grid').map((cells) => [cells[0], cells[4]])).toEqual([
      ['answer', 'done'],
      ['title', 'done'],
      ['score', 'done'],
    ]);
    await after(() => {
      fireEvent.keyDown(tools.getByRole('tab', { name: 'Waterfall' }), { key: 'ArrowRight' });
    });
    expect(tools.getByRole('tab', { selected: true }).textContent).toBe('Events');
    await after(() => {
      fireEvent.change(tools.getByRole('searchbox'), { target: { value: 'TITLE' } });
    });
    expect(rowsOf(tools, 'grid').map((cells) => cells[1])).toEqual(['start', 'delta', 'done']);
    await after(() => tools.getByRole('tab', { name: 'Tree' }).click());
    expect(rowsOf(tools, 'treegrid').map((cells) => cells.slice(0, 3))).toEqual([
      ['answer', '{2}', 'complete'],
      ['title', '"Tides"', 'complete'],
      ['score', '7', 'complete'],
    ]);
  });

  test('is walked by arrows, and told of in full; a tree folds by them', async () => {
    const { tools } = await setUp({ initialIsOpen: true });
    await settle();
    await after(() => {
      transport.last.push('{"list":[1,2],"a":"x"}');
      transport.last.end();
    });
    await after(() => tools.getByRole('tab', { name: 'Tree' }).click());
    const grid = tools.getByRole('treegrid');
    const press = (key: string) => after(() => void fireEvent.keyDown(grid, { key }));
    const active = () => grid.querySelector('[aria-selected=true]')?.firstElementChild?.textContent;
    await press('ArrowDown');
    await press('ArrowDown');
    expect(active()).toBe('list');
    expect(grid.getAttribute('aria-activedescendant')).toBe(
      grid.querySelector('[aria-selected=true]')?.id,
    );
    await press('ArrowLeft');
    expect(rowsOf(tools, 'treegrid').map(([name]) => name)).toEqual(['answer', 'list', 'a']);
    await press('ArrowRight');
    await press('ArrowRight');
    expect(active()).toBe('[0]');
    await press('ArrowLeft');
    expect(active()).toBe('list');
    await press('End');
    expect(active()).toBe('a');
    expect(tools.getByRole('region', { name: 'Chosen row' }).textContent).toContain('complete');
  });

  test('that was asked for again says what was missing, above the views and among the events', async () => {
    const { tools } = await setUp({ initialIsOpen: true });
    await settle();
    const missing = Array.from({ length: 12 }, (_, index) => `items[${index}].note`);
    await after(() => {
      transport.last.push('{"title":"Tides"');
      transport.last.send({ type: 'attempt', attempt: 2, reason: 'missing-keys', missing });
    });
    await waitFor(() =>
      expect(tools.getByText(/^Attempt 2, after missing-keys: items\[0\]\.note, /)).toBeTruthy(),
    );
    expect(tools.getByText(/^Attempt 2/).textContent).toMatch(/items\[7\]\.note and 4 more$/);
    await after(() => tools.getByRole('tab', { name: 'Events' }).click());
    const last = rowsOf(tools, 'grid').at(-1);
    expect([last?.[1], last?.[3]]).toEqual([
      'attempt',
      `2, after missing-keys: ${missing.join(', ')}`,
    ]);
  });

  test('is recorded before the panel is opened', async () => {
    const { tools } = await setUp();
    await settle();
    await after(() => transport.last.push('{"title":"Ti'));
    await open(tools);
    expect(rowsOf(tools, 'grid').map((cells) => [cells[0], cells[4]])).toEqual([
      ['answer', 'growing'],
      ['title', 'growing'],
    ]);
  });

  test('of which only the seen rows are drawn has as many as it says', async () => {
    const { tools } = await setUp({ initialIsOpen: true });
    await settle();
    await after(() => {
      transport.last.push(JSON.stringify(Array.from({ length: 2000 }, (_, index) => index)));
      transport.last.end();
    });
    await waitFor(() =>
      expect(tools.getByRole('grid').getAttribute('aria-rowcount')).toBe(String(2000 + 2)),
    );
    expect(rowsOf(tools, 'grid').length).toBeLessThan(60);
  });
});

test('a run that never asked is not listed, and what it shows can be outlined all the same', async () => {
  const run = createInstantRun({ transport, scheduler: nextTask });
  const { tools } = await setUp({ initialIsOpen: true, runs: { agent: run } }, <p>Nothing</p>);
  await settle();
  expect(tools.queryByRole('option')).toBeNull();
  expect(tools.getByText(/^No run yet/)).toBeTruthy();
  expect(tools.getByRole('button', { name: 'Highlight renders' })).toBeTruthy();
  await after(() => void run.submit('x'));
  await waitFor(() => expect(tools.getByRole('option').textContent).toMatch(/agent.*connecting/));
  await after(() => run.stop());
});

test('a run that lives in no cache is listed by the name it is given', async () => {
  const run = createInstantRun({ transport, scheduler: nextTask });
  const { tools } = await setUp({ initialIsOpen: true, runs: { agent: run } }, <p>Nothing</p>);
  await settle();
  await after(() => void run.submit('x'));
  await after(() => transport.last.push('{"a":"x'));
  await waitFor(() => expect(tools.getByRole('option').textContent).toMatch(/agent.*streaming/));
  await after(() => run.stop());
});

test('eleven thousand events cost an open panel a bounded number of drawn rows', async () => {
  const { tools, host } = await setUp({ initialIsOpen: true });
  await settle();
  await waitFor(() => expect(tools.getByRole('option').textContent).toContain('connecting'));
  let drawn = 0;
  let updates = 0;
  const observer = new MutationObserver((changes) => {
    updates += 1;
    for (const { addedNodes } of changes)
      for (const node of addedNodes)
        if (node instanceof Element)
          drawn += node.matches('.row') ? 1 : node.querySelectorAll('.row').length;
  });
  if (host.shadowRoot) observer.observe(host.shadowRoot, { childList: true, subtree: true });
  await after(() => {
    for (let day = 0; day < 1400; day++)
      transport.last.push(`${day === 0 ? '[' : ','}{"place":"Place ${day}","plan":"Walk on."}`);
    transport.last.push(']');
    transport.last.end();
  });
  await waitFor(() => expect(tools.getByRole('option').textContent).toContain('complete'));
  observer.disconnect();
  const events = tools.getByText('Events', { selector: 'dt' }).nextSibling?.textContent ?? '';
  const count = Number(events.replace(',', ''));
  expect(count).toBeGreaterThan(11_000);
  // A screenful where the answer began, and one at its end.
  expect(drawn).toBeLessThan(120);
  expect(updates).toBeLessThan(30);
});

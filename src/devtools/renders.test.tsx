import { screen, waitFor, within } from '@testing-library/react';
import { StrictMode } from 'react';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createManualTransport } from '../../tests/support/manual-transport.js';
import { after, nextTask, renderWithCache } from '../../tests/support/react-harness.js';
import { createInstantRun, type InstantRun } from '../client/index.js';
import {
  StructuredField,
  StructuredText,
  useField,
  useFields,
  watchRenders,
} from '../react/index.js';
import { InstantDevtools } from './index.js';

const transport = createManualTransport<string>();
const createReport = () => createInstantRun<unknown, string>({ transport, scheduler: nextTask });

function States({ stream }: { readonly stream: { readonly run: InstantRun<unknown, never> } }) {
  const [title, score] = useFields(['title', 'score'], stream);
  return (
    <p>
      {title?.status} {score?.status}
    </p>
  );
}

/** The code of the panel is loaded first. */
const PATIENCE = { timeout: 20_000 };

async function setUp() {
  const run = createReport();
  const rendered = renderWithCache(
    <StrictMode>
      <InstantDevtools initialIsOpen runs={{ run }} />
      <StructuredField path="title" stream={{ run }} as="h1" />
      <StructuredField path="list.0" stream={{ run }} />
      <StructuredText path="body" stream={{ run }} />
    </StrictMode>,
  );
  const root = await waitFor(() => {
    const found = rendered.container.querySelector('[data-fieldwise-devtools]')?.shadowRoot;
    if (!found?.querySelector('button')) throw new Error('Not yet.');
    return found;
  }, PATIENCE);
  await after(() => void run.submit('tides'));
  return { run, root, tools: within(root as unknown as HTMLElement) };
}

type Tools = Awaited<ReturnType<typeof setUp>>['tools'];

/** What the waterfall says, by the name of the field. */
function rendersIn(tools: Tools): Record<string, string> {
  const rows = within(tools.getByRole('grid')).getAllByRole('row').slice(1);
  return Object.fromEntries(
    rows.map(({ children }) => [children[0]?.textContent ?? '', children[5]?.textContent ?? '']),
  );
}

beforeEach(() => localStorage.clear());
afterEach(() => localStorage.clear());

test('the waterfall counts what rendered for each field, and text that is written without React is not', async () => {
  const { tools } = await setUp();
  for (const text of ['{"title":"T', 'i', 'des","list":[1],"body":"a', 'b', 'c'])
    await after(() => transport.last.push(text));
  // T, i, des; the one number; the first character of the body.
  const counts = { answer: '', title: '3', list: '', '[0]': '1', body: '1' };
  await waitFor(() => expect(rendersIn(tools)).toEqual(counts));
});

test('an outline is drawn over what rendered, for a moment, and only while that is wanted', async () => {
  const { root, tools } = await setUp();
  const outlines = () => root.querySelectorAll('.outline').length;
  await after(() => transport.last.push('{"title":"T'));
  expect(outlines()).toBe(0);
  const toggle = tools.getByRole('button', { name: 'Highlight renders' });
  await after(() => toggle.click());
  expect(toggle.getAttribute('aria-pressed')).toBe('true');
  await after(() => transport.last.push('i'));
  await waitFor(() => expect(outlines()).toBe(1));
  expect(root.querySelector('.outlines')?.getAttribute('aria-hidden')).toBe('true');
  await waitFor(() => expect(outlines()).toBe(0));
  await after(() => toggle.click());
  await after(() => transport.last.push('des'));
  expect([screen.getByRole('heading').textContent, outlines()]).toEqual(['Tides', 0]);
});

test('whoever watches a run is told of each render once per hook, and of none any more after leaving', async () => {
  const run = createReport();
  const told: string[] = [];
  renderWithCache(
    <StrictMode>
      <States stream={{ run }} />
    </StrictMode>,
  );
  const leave = watchRenders(run, (path) => void told.push(path));
  await after(() => void run.submit('tides'));
  await after(() => transport.last.push('{"title":"T'));
  expect(told).toEqual(['title', 'score']);
  leave?.();
  await after(() => transport.last.push('ides","score":1'));
  expect(told).toEqual(['title', 'score']);
});

function Bare({ stream }: { readonly stream: { readonly run: InstantRun<unknown, never> } }) {
  return <>{useField('list[0].name', stream).status}</>;
}

test('a field that no element shows is outlined, dashed, by what shows the field around it', async () => {
  const run = createReport();
  const { container } = renderWithCache(
    <>
      <InstantDevtools initialIsOpen runs={{ run }} />
      <section data-field="list.0">
        <Bare stream={{ run }} />
      </section>
    </>,
  );
  const root = await waitFor(() => {
    const found = container.querySelector('[data-fieldwise-devtools]')?.shadowRoot;
    if (!found?.querySelector('button')) throw new Error('Not yet.');
    return found;
  }, PATIENCE);
  const tools = within(root as unknown as HTMLElement);
  await after(() => void run.submit('tides'));
  await after(() => tools.getByRole('button', { name: 'Highlight renders' }).click());
  await after(() => transport.last.push('{"list":[{"name":"N'));
  const styles = () =>
    [...root.querySelectorAll<HTMLElement>('.outline')].map(({ style }) => style.outlineStyle);
  await waitFor(() => expect(styles()).toEqual(['dashed']));
});

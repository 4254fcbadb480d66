import { screen, waitFor, within } from '@testing-library/react';
import { StrictMode } from 'react';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { createManualTransport } from '../../tests/support/manual-transport.js';
import { after, nextTask, renderWithCache } from '../../tests/support/react-harness.js';
import { createInstantRun, type InstantRun } from '../client/index.js';
import { Lane, StructuredField } from '../flow/react/index.js';
import { createInstantParser } from '../protocol/index.js';
import {
  InstantStreamProvider,
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
  const { root, tools } = await toolsIn(rendered.container);
  await after(() => void run.submit('tides'));
  return { run, root, tools };
}

async function toolsIn(container: HTMLElement) {
  const root = await waitFor(() => {
    const found = container.querySelector('[data-fieldwise-devtools]')?.shadowRoot;
    if (!found?.querySelector('button')) throw new Error('Not yet.');
    return found;
  }, PATIENCE);
  return { root, tools: within(root as unknown as HTMLElement) };
}

/** What draws outlines is loaded first. */
async function highlight(root: ShadowRoot) {
  const tools = within(root as unknown as HTMLElement);
  const toggle = tools.getByRole('button', { name: 'Highlight renders' });
  await after(() => toggle.click());
  await waitFor(() => expect(root.querySelector('.outlines')).not.toBeNull(), PATIENCE);
  return toggle;
}

/** How many were drawn from now on: each is there for a moment only. */
function noteOutlines(root: ShadowRoot) {
  let drawn = 0;
  const observer = new MutationObserver((changes) => {
    for (const { addedNodes } of changes) drawn += addedNodes.length;
  });
  const layer = root.querySelector('.outlines');
  if (layer) observer.observe(layer, { childList: true });
  return () => drawn;
}

type Tools = Awaited<ReturnType<typeof toolsIn>>['tools'];

/** What the waterfall says: the name of each field, and its renders. */
function countsIn(tools: Tools): readonly (readonly [string, string])[] {
  const rows = within(tools.getByRole('grid')).getAllByRole('row').slice(1);
  return rows.map(({ children }) => [
    children[0]?.textContent ?? '',
    children[5]?.textContent ?? '',
  ]);
}

// Loaded with the first fact of a lane; here it is there when a test begins.
beforeAll(() => import('../client/beside-facts.js'));
beforeEach(() => localStorage.clear());
afterEach(() => localStorage.clear());

test('the waterfall counts what rendered for each field, and text that is written without React is not', async () => {
  const { tools } = await setUp();
  for (const text of ['{"title":"T', 'i', 'des","list":[1],"body":"a', 'b', 'c'])
    await after(() => transport.last.push(text));
  // T, i, des; the one number; the first character of the body.
  const counts = { answer: '', title: '3', list: '', '[0]': '1', body: '1' };
  await waitFor(() => expect(Object.fromEntries(countsIn(tools))).toEqual(counts));
});

test('an outline is drawn over what rendered, for a moment, and only while that is wanted', async () => {
  const { root } = await setUp();
  const outlines = () => root.querySelectorAll('.outline').length;
  await after(() => transport.last.push('{"title":"T'));
  expect(outlines()).toBe(0);
  const toggle = await highlight(root);
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

/** Tells the fields of a text in a lane. */
function tellIn(lane: string) {
  const parser = createInstantParser();
  return (text: string) =>
    after(() => {
      for (const event of parser.feed(text)) transport.last.send({ type: 'lane', lane, event });
    });
}

test('renders in lanes are counted for their own fields, and outlined by their own elements', async () => {
  const run = createReport();
  const { container } = renderWithCache(
    <StrictMode>
      <InstantDevtools initialIsOpen runs={{ run }} />
      <StructuredField path="title" stream={{ run }} />
      <StructuredField lane="plan" path="title" stream={{ run }} />
      <InstantStreamProvider stream={{ run }}>
        <Lane name="draft">
          <StructuredField path="title" />
        </Lane>
      </InstantStreamProvider>
    </StrictMode>,
  );
  const { root, tools } = await toolsIn(container);
  const lanes = [...container.querySelectorAll<HTMLElement>('[data-field=title]')].map(
    ({ dataset }) => dataset['lane'],
  );
  expect(lanes).toEqual([undefined, 'plan', 'draft']);
  await after(() => void run.submit('tides'));
  await highlight(root);
  const outlines = noteOutlines(root);
  const [plan, draft] = [tellIn('plan'), tellIn('draft')];
  for (const text of ['{"title":"T', 'i', 'des"}']) await plan(text);
  await draft('{"title":"Ebb"}');
  await after(() => transport.last.push('{"title":"Whole"}'));
  const counts = [
    ['plan', ''],
    ['title', '3'],
    ['draft', ''],
    ['title', '1'],
    ['answer', ''],
    ['title', '1'],
  ];
  await waitFor(() => expect(countsIn(tools)).toEqual(counts));
  // For each render one element, and not the three whose field has that path.
  await waitFor(() => expect(outlines()).toBe(5));
  expect(tools.getByText('Renders', { selector: 'dt' }).nextSibling?.textContent).toBe('5');
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
  const { root } = await toolsIn(container);
  await after(() => void run.submit('tides'));
  await highlight(root);
  await after(() => transport.last.push('{"list":[{"name":"N'));
  const styles = () =>
    [...root.querySelectorAll<HTMLElement>('.outline')].map(({ style }) => style.outlineStyle);
  await waitFor(() => expect(styles()).toEqual(['dashed']));
});

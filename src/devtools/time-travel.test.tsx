import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { StrictMode } from 'react';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { createManualTransport } from '../../tests/support/manual-transport.js';
import { after, nextTask, renderWithCache } from '../../tests/support/react-harness.js';
import { createInstantRun, type InstantRun } from '../client/index.js';
import { StructuredField as LaneField, useSignals } from '../flow/react/index.js';
import { createInstantParser } from '../protocol/index.js';
import { StructuredField, StructuredText, useInstantStream } from '../react/index.js';
import { InstantDevtools } from './index.js';

const transport = createManualTransport<string>();
const PATIENCE = { timeout: 20_000 };

function Page() {
  const report = useInstantStream({ transport, id: 'report', scheduler: nextTask });
  return (
    <>
      <button onClick={() => void report.submit('tides')}>Write</button>
      <button onClick={report.stop}>Stop</button>
      <output>{report.status}</output>
      <StructuredField path="title" stream={report} as="h1" />
      <StructuredText path="body" stream={report} as="p" />
    </>
  );
}

async function setUp() {
  const { container, client } = renderWithCache(
    <StrictMode>
      <InstantDevtools initialIsOpen />
      <Page />
    </StrictMode>,
  );
  const tools = await toolsIn(container);
  await after(() => screen.getByText('Write').click());
  await after(() => transport.last.push('{"title":"Tides","body":"Tw'));
  const slider = await waitFor(() => tools.getByRole('slider', { name: /as it was/ }), PATIENCE);
  const travel = (count: number) =>
    after(() => void fireEvent.change(slider, { target: { value: String(count) } }));
  const shown = () => [
    screen.getByRole('status').textContent,
    screen.getByRole('heading').textContent,
    container.querySelector('p[data-field]')?.textContent,
  ];
  return { tools, slider, travel, shown, client };
}

async function toolsIn(container: HTMLElement) {
  const root = await waitFor(() => {
    const found = container.querySelector('[data-fieldwise-devtools]')?.shadowRoot;
    if (!found?.querySelector('button')) throw new Error('Not yet.');
    return found;
  }, PATIENCE);
  return within(root as unknown as HTMLElement);
}

// Loaded with the first fact of a lane; here it is there when a test begins.
beforeAll(() => import('../client/beside-facts.js'));
beforeEach(() => localStorage.clear());
afterEach(() => localStorage.clear());

test('the page is rewound to an event, while the run and the cache go on behind it', async () => {
  const { tools, slider, travel, shown, client } = await setUp();
  expect(slider.getAttribute('aria-valuetext')).toBe('live, 6 events');
  await travel(2);
  expect(shown()).toEqual(['streaming', '', '']);
  expect(slider.getAttribute('aria-valuetext')).toMatch(/^[\d.]+ m?s, 2 of 6 events$/);
  await travel(4);
  expect(shown()).toEqual(['streaming', 'Tides', '']);
  await after(() => {
    transport.last.push('ice a day"}');
    transport.last.end();
  });
  expect(shown()).toEqual(['streaming', 'Tides', '']);
  const { data } = client.getQueryCache().getAll()[0]?.state ?? {};
  expect(data).toMatchObject({ data: { title: 'Tides', body: 'Twice a day' } });
  await after(() => tools.getByRole('button', { name: 'Back to live' }).click());
  expect(shown()).toEqual(['complete', 'Tides', 'Twice a day']);
});

test('whoever stops, submits or closes the panel is back in the present', async () => {
  const { tools, slider, travel, shown } = await setUp();
  await travel(0);
  expect(slider.getAttribute('aria-valuetext')).toBe('0 ms, 0 of 6 events');
  expect(shown()).toEqual(['connecting', '', '']);
  await after(() => screen.getByText('Stop').click());
  expect(shown()).toEqual(['stopped', 'Tides', 'Tw']);
  await travel(0);
  await after(() => screen.getByText('Write').click());
  expect(shown()).toEqual(['connecting', '', '']);
  await after(() => transport.last.push('{"title":"Ebb"'));
  expect(shown()).toEqual(['streaming', 'Ebb', '']);
  await waitFor(() => expect(tools.getByText('live')).toBeTruthy());
  await waitFor(() => expect(tools.getByRole('slider', { name: /as it was/ })).toBeTruthy());
  await after(
    () =>
      void fireEvent.change(tools.getByRole('slider', { name: /as it was/ }), {
        target: { value: '1' },
      }),
  );
  expect(shown()).toEqual(['streaming', '', '']);
  await after(() => tools.getByRole('button', { name: 'Close the devtools' }).click());
  expect(shown()).toEqual(['streaming', 'Ebb', '']);
});

function Flow({ stream }: { readonly stream: { readonly run: InstantRun<unknown, never> } }) {
  return (
    <>
      <output>{useSignals('task', { stream }).join()}</output>
      <LaneField lane="plan" path="title" stream={stream} as="h1" />
    </>
  );
}

test('of a flow the lanes and signals are rewound with it, from what the log keeps', async () => {
  const run = createInstantRun<unknown, string>({ transport, scheduler: nextTask });
  const { container } = renderWithCache(
    <StrictMode>
      <InstantDevtools initialIsOpen runs={{ run }} />
      <Flow stream={{ run }} />
    </StrictMode>,
  );
  const tools = await toolsIn(container);
  await after(() => void run.submit('tides'));
  const parser = createInstantParser();
  const tell = (text: string) =>
    after(() => {
      for (const event of parser.feed(text))
        transport.last.send({ type: 'lane', lane: 'plan', event });
    });
  const shown = () => [
    screen.getByRole('status').textContent,
    screen.getByRole('heading').textContent,
  ];
  // start, start, delta; a signal; delta, done; a signal.
  await tell('{"title":"Ti');
  await after(() => transport.last.send({ type: 'signal', name: 'task', value: 1 }));
  await tell('des"');
  await after(() => transport.last.send({ type: 'signal', name: 'task', value: 2 }));
  expect(shown()).toEqual(['1,2', 'Tides']);
  const slider = await waitFor(() => tools.getByRole('slider', { name: /as it was/ }), PATIENCE);
  await waitFor(() => expect(slider.getAttribute('aria-valuetext')).toBe('live, 7 events'));
  const go = (count: number) =>
    after(() => void fireEvent.change(slider, { target: { value: String(count) } }));
  await go(3);
  expect(shown()).toEqual(['', 'Ti']);
  await go(6);
  expect(shown()).toEqual(['1', 'Tides']);
  await go(1);
  expect(shown()).toEqual(['', '']);
  await after(() => tools.getByRole('button', { name: 'Back to live' }).click());
  expect(shown()).toEqual(['1,2', 'Tides']);
});

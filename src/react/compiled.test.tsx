import { screen } from '@testing-library/react';
import { Suspense, useState } from 'react';
import { expect, test } from 'vitest';
import { createManualTransport } from '../../tests/support/manual-transport.js';
import { after, nextTask, renderWithCache, Report } from '../../tests/support/react-harness.js';
import { useField, useFieldValue, useInstantStream } from './index.js';

const transport = createManualTransport<string>();

/** Reads in every way that a compiler may want to remember: properties, a stream handed on, a field. */
function View() {
  const report = useInstantStream<Report, string>({
    transport,
    schema: Report,
    scheduler: nextTask,
    input: 'go',
  });
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <button onClick={() => setOpen(true)}>open</button>
      <output>
        {report.status}:{report.partial?.title}:{report.isRunning ? 'running' : 'over'}
      </output>
      <Title stream={report} />
      {isOpen && <p>{report.partial?.items?.length ?? 0} items</p>}
    </>
  );
}

function Title({
  stream,
}: {
  readonly stream: ReturnType<typeof useInstantStream<Report, string>>;
}) {
  const { value, status } = useField('title', stream);
  return <h1 aria-label={status}>{value}</h1>;
}

const shown = () => [
  screen.getByRole('status').textContent,
  screen.getByRole('heading').textContent,
  screen.getByRole('heading').ariaLabel ?? screen.getByRole('heading').getAttribute('aria-label'),
];

test('a component that was compiled shows every update', async () => {
  renderWithCache(<View />);
  await after(() => {});
  expect(shown()).toEqual(['connecting::running', '', 'pending']);
  const call = transport.last;
  await after(() => call.push('{"title":"Ti'));
  expect(shown()).toEqual(['streaming:Ti:running', 'Ti', 'streaming']);
  await after(() => call.push('des","score":7,"items":[{"name":"moon","tags":[]}'));
  expect(shown()).toEqual(['streaming:Tides:running', 'Tides', 'complete']);
  await after(() => screen.getByRole('button').click());
  expect(screen.getByText('1 items')).toBeDefined();
  await after(() => call.push(',{"name":"sun","tags":[]}]}'));
  expect(screen.getByText('2 items')).toBeDefined();
  await after(() => call.end());
  expect(shown()).toEqual(['complete:Tides:over', 'Tides', 'complete']);
});

/** Declares its input and waits for it, in one component. */
function Waiting({ input }: { readonly input: string }) {
  const report = useInstantStream<Report, string>({
    transport,
    schema: Report,
    scheduler: nextTask,
    id: 'waiting',
    input,
  });
  return <h2>{useFieldValue('title', report)}</h2>;
}

test('a component that was compiled and waits for what it declares itself gets it', async () => {
  const page = (input: string) => (
    <Suspense fallback="…">
      <Waiting input={input} />
    </Suspense>
  );
  const { rerender } = renderWithCache(page('a'));
  await after(() => {});
  await after(() => transport.last.push('{"title":"A",'));
  expect(screen.getByRole('heading').textContent).toBe('A');
  rerender(page('b'));
  await after(() => {});
  await after(() => transport.last.push('{"title":"B",'));
  expect(screen.getByRole('heading').textContent).toBe('B');
});

/** Its own components are values that a compiler may keep, and their elements with them. */
function Own({ input }: { readonly input: string }) {
  const report = useInstantStream<Report, string>({
    transport,
    schema: Report,
    scheduler: nextTask,
    id: 'own',
    input,
  });
  return <report.Text path="title" as="h3" />;
}

test('the components of a stream, compiled, show its next run in their elements', async () => {
  const { rerender } = renderWithCache(<Own input="a" />);
  await after(() => {});
  await after(() => transport.last.push('{"title":"A",'));
  const heading = screen.getByRole('heading');
  expect(heading.textContent).toBe('A');
  rerender(<Own input="b" />);
  expect(heading.textContent).toBe('');
  await after(() => {});
  await after(() => transport.last.push('{"title":"B",'));
  expect([screen.getByRole('heading'), heading.textContent]).toEqual([heading, 'B']);
});

test('the components of this file are compiled where that is what is tested, and nowhere else', () => {
  const isCompiled = import.meta.env['COMPILED'] !== undefined;
  expect(
    [View, Title, Waiting, Own].map((component) => /\$\[\d+\]/.test(String(component))),
  ).toEqual([isCompiled, isCompiled, isCompiled, isCompiled]);
});

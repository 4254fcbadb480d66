// In: a scripted answer. Out: the hooks for fields, each in a component of a few lines.
// Knows nothing of the components that render fields by themselves.

import type { Meta, StoryObj } from '@storybook/react-vite';
import {
  useField,
  useFieldPart,
  useFields,
  useFieldState,
  useFollowField,
  useRun,
  useWhen,
} from 'fieldwise/react';
import { useEffect, useRef } from 'react';
import { expect, userEvent, waitFor, within } from 'storybook/test';
import { PATIENCE, runIs, textIs } from './support/play.js';
import {
  AFTER_TITLE,
  IN_NOTE,
  NOTE,
  ofReading,
  TITLE,
  type ReadingArgs,
} from './support/reading.js';

const meta = {
  title: 'Field hooks',
  ...ofReading,
} satisfies Meta<ReadingArgs>;

export default meta;
type Story = StoryObj<ReadingArgs>;

/** Says on its element how often it has rendered. */
function useRenderCount() {
  const ref = useRef<HTMLParagraphElement>(null);
  const renders = useRef(0);
  useEffect(() => {
    renders.current++;
    ref.current?.setAttribute('data-renders', String(renders.current));
  });
  return ref;
}

function Line() {
  const [title, metres] = useFields<[string, number]>(['title', 'metres']);
  return (
    <p data-testid="line" aria-busy={!metres.isComplete}>
      {title.value ?? '…'}: {metres.value?.toFixed(1) ?? '…'}
    </p>
  );
}

/** `useFields`: one line made of two fields. It renders when one of the two changes, not for the note. */
export const SeveralFields: Story = {
  args: { children: <Line /> },
  async play({ canvas }) {
    await textIs(canvas.getByTestId('line'), `${TITLE}: 4.8`);
  },
};

function Steps() {
  const states = [useFieldState('title'), useFieldState('metres'), useFieldState('note')];
  return (
    <ol className="steps">
      {states.map(({ path, status }) => (
        <li key={path} className="step" data-testid={path}>
          <p>
            {path}: {status}
          </p>
        </li>
      ))}
    </ol>
  );
}

/** `useFieldState`: where fields stand, without their values; no render while a value grows. */
export const StatesOnly: Story = {
  args: { pauseAfter: IN_NOTE, children: <Steps /> },
  async play({ canvas }) {
    await textIs(canvas.getByTestId('note'), 'note: streaming');
    await expect(canvas.getByTestId('title')).toHaveTextContent('title: complete');
  },
};

function Live({ path }: { path: string }) {
  const { value, status } = useField<string>(path);
  const ref = useRenderCount();
  return (
    <p ref={ref} data-testid={path} data-status={status}>
      {value ?? '…'}
    </p>
  );
}

/** `useField`: a field with its value and status, live. The title renders no more while the note grows. */
export const OneField: Story = {
  args: {
    pauseAfter: IN_NOTE,
    children: (
      <>
        <Live path="title" />
        <Live path="note" />
      </>
    ),
  },
  async play({ canvas, canvasElement }) {
    const [title, note] = [canvas.getByTestId('title'), canvas.getByTestId('note')];
    await waitFor(() => expect(title).toHaveAttribute('data-status', 'complete'), PATIENCE);
    await expect(title).toHaveTextContent(TITLE);
    const { renders } = title.dataset;
    await textIs(note, 'Spr');
    await expect(note).toHaveAttribute('data-status', 'streaming');
    await expect(title).toHaveAttribute('data-renders', renders);
    await userEvent.click(within(canvasElement).getByRole('button', { name: 'Stop' }));
    await waitFor(() => expect(note).toHaveAttribute('data-status', 'incomplete'));
    await expect(title).toHaveAttribute('data-renders', renders);
  },
};

function Whole({ path }: { path: string }) {
  const field = useField<string>(path, { on: 'complete' });
  const ref = useRenderCount();
  return (
    <p ref={ref} data-testid="whole" aria-busy={field.isPending}>
      {field.isComplete ? field.value : field.status}
    </p>
  );
}

/** `useField` with `on: 'complete'`: `pending` until the whole note is there, and two renders in all. */
export const OnlyComplete: Story = {
  args: { children: <Whole path="note" /> },
  async play({ canvas, canvasElement }) {
    const whole = canvas.getByTestId('whole');
    await runIs(canvasElement, 'streaming');
    await expect(whole).toHaveTextContent('pending');
    await runIs(canvasElement, 'complete');
    await expect(whole).toHaveTextContent(NOTE);
    await expect(whole).toHaveAttribute('data-renders', '2');
  },
};

const countOf = ({ value }: { value: unknown }) =>
  typeof value === 'string' ? value.split(' ').length : 0;

function WordCount({ path }: { path: string }) {
  const words = useFieldPart(useRun(), path, countOf);
  const ref = useRenderCount();
  return (
    <p ref={ref} data-testid="count">
      {words} words
    </p>
  );
}

/** `useFieldPart`: the number of words, and a render when it changes, not for every piece of a word. */
export const PartOfAField: Story = {
  args: { chunkSize: 1, delayMs: 10, children: <WordCount path="title" /> },
  async play({ canvas, canvasElement }) {
    const count = canvas.getByTestId('count');
    await expect(count).toHaveTextContent('words');
    await runIs(canvasElement, 'complete');
    await expect(count).toHaveTextContent('5 words');
    // None yet, then each of the five.
    await expect(Number(count.dataset['renders'])).toBeLessThanOrEqual(6);
  },
};

function Controls() {
  const run = useRun();
  const ref = useRenderCount();
  return (
    <p ref={ref} data-testid="controls">
      <button type="button" onClick={run.stop}>
        That will do
      </button>
    </p>
  );
}

/** `useRun`: the run of the nearest provider, for controls that render never, whatever streams. */
export const TheRun: Story = {
  args: {
    pauseAfter: IN_NOTE,
    children: (
      <>
        <Live path="note" />
        <Controls />
      </>
    ),
  },
  async play({ canvas, canvasElement }) {
    await textIs(canvas.getByTestId('note'), 'Spr');
    await userEvent.click(canvas.getByRole('button', { name: 'That will do' }));
    await runIs(canvasElement, 'stopped');
    await expect(canvas.getByTestId('note')).toHaveAttribute('data-status', 'incomplete');
    await expect(canvas.getByTestId('controls')).toHaveAttribute('data-renders', '1');
  },
};

function Level({ path }: { path: string }) {
  const run = useRun();
  const follow = useFollowField();
  const ref = useRenderCount();
  useEffect(() => {
    const write = () => {
      const { value } = run.getField(path);
      const length = typeof value === 'string' ? value.length : 0;
      if (ref.current) ref.current.textContent = `${length} characters`;
    };
    write();
    return follow(run, path, write);
  }, [follow, run, path, ref]);
  return <p ref={ref} data-testid="level" />;
}

/** `useFollowField`: an effect writes to the page as the note grows, and the component renders once. */
export const FollowedByAnEffect: Story = {
  args: { children: <Level path="note" /> },
  async play({ canvas, canvasElement }) {
    const level = canvas.getByTestId('level');
    await expect(level).toHaveTextContent('0 characters');
    await runIs(canvasElement, 'complete');
    await expect(level).toHaveTextContent(`${NOTE.length} characters`);
    await expect(level).toHaveAttribute('data-renders', '1');
  },
};

const countWords = async ([title]: readonly [string], { signal }: { signal: AbortSignal }) => {
  await new Promise((resolve) => setTimeout(resolve, 40));
  signal.throwIfAborted();
  return title.split(' ').length;
};

function Words() {
  const words = useWhen(['title'], countWords);
  return (
    <p data-testid="words" data-work={words.status}>
      {words.status === 'success' ? `${words.data} words` : words.status}
    </p>
  );
}

/** `useWhen`: work begins when the title is complete, although the rest of the answer has not come. */
export const DependentWork: Story = {
  args: { pauseAfter: AFTER_TITLE, children: <Words /> },
  async play({ canvas, canvasElement }) {
    const words = canvas.getByTestId('words');
    await expect(words).toHaveTextContent('waiting');
    await textIs(words, '5 words');
    await runIs(canvasElement, 'streaming');
    await userEvent.click(within(canvasElement).getByRole('button', { name: 'Run again' }));
    await textIs(words, 'waiting');
    await textIs(words, '5 words');
  },
};

import { act, fireEvent, screen } from '@testing-library/react';
import { StrictMode } from 'react';
import { expect, test } from 'vitest';
import { after, renderWithCache } from '../../tests/support/react-harness.js';
import { startedRun } from '../../tests/support/started-run.js';
import { InstantStreamProvider, useEditableField, useEdits, useField } from './index.js';

async function started() {
  const all = await startedRun();
  return { ...all, say: (text: string) => after(() => all.transport.last.push(text)) };
}

test('a field shows the model’s text until the user writes, and the user’s from then on', async () => {
  const { stream, say } = await started();
  function Title() {
    const title = useEditableField('title', stream);
    return (
      <>
        <input aria-label="Title" {...title.inputProps} />
        <i>{title.hasSuggestion ? title.model.value : 'none'}</i>
        <button onClick={title.accept}>Accept</button>
        <button onClick={title.undo}>Undo</button>
      </>
    );
  }
  const { container } = renderWithCache(<Title />);
  const input = screen.getByRole<HTMLInputElement>('textbox');
  const suggestion = () => container.querySelector('i')?.textContent;
  await say('{"title":"Ti');
  expect([input.value, input.dataset['status'], input.dataset['dirty'], suggestion()]).toEqual([
    'Ti',
    'streaming',
    undefined,
    'none',
  ]);
  fireEvent.change(input, { target: { value: 'Moon' } });
  await say('des"');
  expect([input.value, input.dataset['status'], input.dataset['dirty'], suggestion()]).toEqual([
    'Moon',
    'complete',
    'true',
    'Tides',
  ]);
  fireEvent.click(screen.getByText('Accept'));
  expect([input.value, suggestion()]).toEqual(['Tides', 'none']);
  fireEvent.click(screen.getByText('Undo'));
  expect(input.value).toBe('Moon');
});

test('text that arrives leaves the caret where the user put it, and takes it along at the end', async () => {
  const { stream, say } = await started();
  const Title = () => (
    <input aria-label="Title" {...useEditableField('title', stream).inputProps} />
  );
  renderWithCache(<Title />);
  const input = screen.getByRole<HTMLInputElement>('textbox');
  await say('{"title":"The ti');
  const put = (start: number, end: number) => {
    act(() => input.focus());
    input.setSelectionRange(start, end);
    // React tells of a selection when a key is let go.
    fireEvent.keyUp(input);
  };
  put(1, 3);
  await say('des of');
  expect([input.value, input.selectionStart, input.selectionEnd]).toEqual(['The tides of', 1, 3]);
  expect(document.activeElement).toBe(input);
  put(12, 12);
  await say(' May');
  expect(input.selectionStart).toBe(input.value.length);
});

test('typing is taken back as one step, which leaving the input ends', async () => {
  const { stream, say } = await started();
  function Title() {
    const title = useEditableField('title', stream);
    return (
      <>
        <textarea aria-label="Title" {...title.inputProps} />
        <button disabled={!title.canUndo} onClick={title.undo}>
          Undo
        </button>
      </>
    );
  }
  renderWithCache(<Title />);
  const input = screen.getByRole<HTMLTextAreaElement>('textbox');
  const button = screen.getByRole<HTMLButtonElement>('button');
  const type = (value: string) => fireEvent.change(input, { target: { value } });
  await say('{"title":"Tides"');
  type('A');
  type('AB');
  fireEvent.blur(input);
  type('ABC');
  fireEvent.click(button);
  expect(input.value).toBe('AB');
  fireEvent.click(button);
  expect([input.value, button.disabled]).toEqual(['Tides', true]);
});

test('an edit renders that field’s component and those above it, not its neighbours', async () => {
  const { stream, say } = await started();
  const renders: string[] = [];
  function Score() {
    const score = useEditableField('score', stream);
    renders.push('score');
    return <button onClick={() => score.set((now) => (now ?? 0) + 1)}>{score.value}</button>;
  }
  function Title() {
    renders.push('title');
    return <b>{useEditableField('title', stream).value}</b>;
  }
  function Plain() {
    renders.push('plain');
    return <b>{useField('score', stream).value}</b>;
  }
  function Whole() {
    renders.push('whole');
    return <pre>{JSON.stringify(useEditableField('', stream).value)}</pre>;
  }
  const { container } = renderWithCache(
    <>
      <Score />
      <Title />
      <Plain />
      <Whole />
    </>,
  );
  await say('{"title":"T","score":7,');
  renders.length = 0;
  fireEvent.click(screen.getByRole('button'));
  expect(renders.toSorted()).toEqual(['score', 'whole']);
  expect(screen.getByRole('button').textContent).toBe('8');
  expect(container.querySelector('pre')?.textContent).toBe('{"title":"T","score":8}');
});

test('the edits of a stream are one, under a provider and beside it, also in StrictMode', async () => {
  const { run, stream, say } = await started();
  const Name = () => (
    <input aria-label="Name" {...useEditableField<string>('items[0].name').inputProps} />
  );
  function Bar() {
    const { paths, isDirty, canUndo, undo, discard, getValue } = useEdits(stream);
    return (
      <>
        <output>{[paths.join(), isDirty, canUndo].join(' ')}</output>
        <pre>{JSON.stringify(getValue()?.items?.[0]?.name)}</pre>
        <button onClick={() => undo()}>Undo</button>
        <button onClick={discard}>Discard</button>
      </>
    );
  }
  const { container } = renderWithCache(
    <StrictMode>
      <InstantStreamProvider stream={stream}>
        <Name />
        <Bar />
      </InstantStreamProvider>
    </StrictMode>,
  );
  await say('{"items":[{"name":"moon"');
  const state = () => [
    screen.getByRole('status').textContent,
    container.querySelector('pre')?.textContent,
  ];
  const type = (value: string) =>
    fireEvent.change(screen.getByRole('textbox'), { target: { value } });
  type('sun');
  expect(state()).toEqual(['items[0].name true true', '"sun"']);
  fireEvent.click(screen.getByText('Undo'));
  expect(state()).toEqual([' false false', '"moon"']);
  type('star');
  fireEvent.click(screen.getByText('Discard'));
  expect(state()).toEqual([' false false', '"moon"']);
  type('star');
  await after(() => run.reset());
  expect(state()[0]).toBe(' false false');
});

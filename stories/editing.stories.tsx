// In: a scripted report. Out: its fields while a user edits them: one by one, with suggestions, and in a form.
// Knows nothing of how edits are kept.

import type { Meta, StoryObj } from '@storybook/react-vite';
import { useForm as useTanStackForm } from '@tanstack/react-form';
import {
  diffText,
  hookFormPort,
  tanStackFormPort,
  useEditableField,
  useEdits,
  useFormFill,
} from 'fieldwise/react';
import type { ReactNode } from 'react';
import { useFieldArray, useForm } from 'react-hook-form';
import { expect, userEvent, waitFor, within } from 'storybook/test';
import { z } from 'zod';
import { runIs } from './support/play.js';
import { calmly, paceControls } from './support/script.js';
import type { Pace } from './support/script.js';
import { Stage } from './support/stage.js';

const Report = z.object({
  title: z.string(),
  body: z.string(),
  points: z.array(z.object({ text: z.string() })),
});
type Report = z.infer<typeof Report>;

const EMPTY: Report = { title: '', body: '', points: [] };

const TITLE = 'Why the tide is late';
const BODY =
  'The moon moves on while the earth turns, so high water comes fifty minutes later each day.';
const POINTS = ['Two tides a day', 'Springs at new moon', 'Neaps at the quarters'];
const TEXT = JSON.stringify({ title: TITLE, body: BODY, points: POINTS.map((text) => ({ text })) });

function Title() {
  const title = useEditableField<string>('title');
  return (
    <div className="edit">
      <label>
        Title <input {...title.inputProps} />
      </label>
      <button type="button" disabled={!title.canUndo} onClick={title.undo}>
        Undo
      </button>
    </div>
  );
}

function Body() {
  const body = useEditableField<string>('body');
  const { value = '', model } = body;
  return (
    <div className="edit">
      <label>
        Body <textarea rows={4} {...body.inputProps} />
      </label>
      {body.hasSuggestion && model.isComplete && (
        <section className="suggestion" aria-label="The model’s version">
          <p>
            {diffText(value, model.value ?? '').map(({ type, text }, index) => {
              const Part = type === 'removed' ? 'del' : type === 'added' ? 'ins' : 'span';
              // oxlint-disable-next-line react/no-array-index-key -- a part of a text has no other name
              return <Part key={index}>{text}</Part>;
            })}
          </p>
          <button type="button" onClick={body.accept}>
            Take it
          </button>
          <button type="button" onClick={body.reject}>
            Keep mine
          </button>
        </section>
      )}
    </div>
  );
}

function Changes() {
  const { paths, isDirty, discard } = useEdits();
  return (
    <p className="note">
      <output aria-label="Edited">
        {isDirty ? `Edited: ${paths.join(', ')}` : 'Nothing edited'}
      </output>{' '}
      <button type="button" disabled={!isDirty} onClick={discard}>
        Discard all
      </button>
    </p>
  );
}

function Fields() {
  return (
    <>
      <Title />
      <Body />
      <Changes />
    </>
  );
}

function Form() {
  const form = useForm<Report>({ defaultValues: EMPTY });
  const points = useFieldArray({ control: form.control, name: 'points' });
  useFormFill(hookFormPort(form, { arrays: { points } }));
  return (
    <form className="edit-form" onSubmit={(event) => event.preventDefault()}>
      <label>
        Title <input {...form.register('title')} />
      </label>
      <label>
        Body <textarea rows={3} {...form.register('body')} />
      </label>
      {points.fields.map((point, index) => (
        <label key={point.id}>
          Point {index + 1} <input {...form.register(`points.${index}.text`)} />
        </label>
      ))}
      <button type="button" onClick={() => points.append({ text: '' })}>
        Add a point
      </button>
    </form>
  );
}

function OtherForm() {
  const form = useTanStackForm({ defaultValues: EMPTY });
  useFormFill(tanStackFormPort(form));
  return (
    <form className="edit-form" onSubmit={(event) => event.preventDefault()}>
      <form.Field name="title">
        {({ state, handleChange }) => (
          <Labelled label="Title">
            <input value={state.value} onChange={(event) => handleChange(event.target.value)} />
          </Labelled>
        )}
      </form.Field>
      <form.Field name="body">
        {({ state, handleChange }) => (
          <Labelled label="Body">
            <textarea
              rows={3}
              value={state.value}
              onChange={(event) => handleChange(event.target.value)}
            />
          </Labelled>
        )}
      </form.Field>
      <form.Field name="points" mode="array">
        {(points) => (
          <>
            {points.state.value.map((_, index) => (
              // oxlint-disable-next-line react/no-array-index-key -- TanStack Form knows a row by its index
              <form.Field key={index} name={`points[${index}].text`}>
                {({ state, handleChange }) => (
                  <Labelled label={`Point ${index + 1}`}>
                    {/* A row begins before its text does. */}
                    <input
                      value={state.value ?? ''}
                      onChange={(event) => handleChange(event.target.value)}
                    />
                  </Labelled>
                )}
              </form.Field>
            ))}
            <button type="button" onClick={() => points.pushValue({ text: '' })}>
              Add a point
            </button>
          </>
        )}
      </form.Field>
    </form>
  );
}

function Labelled({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <label>
      {label} {children}
    </label>
  );
}

const meta = {
  title: 'Editing while it streams',
  args: { ...calmly, delayMs: 20 },
  argTypes: paceControls,
  parameters: {
    docs: {
      description: {
        component:
          'The user’s value wins as soon as there is one; the model’s goes on growing beside it, to be accepted or rejected.',
      },
    },
  },
  render: ({ delayMs, chunkSize, ending, pauseAfter }, { id }) => (
    <Stage id={id} schema={Report} script={{ text: TEXT, delayMs, chunkSize, ending, pauseAfter }}>
      <Fields />
    </Stage>
  ),
} satisfies Meta<Pace>;

export default meta;
type Story = StoryObj<Pace>;

const titleIn = (canvas: HTMLElement) =>
  within(canvas).getByRole<HTMLInputElement>('textbox', { name: 'Title' });

/** The user writes into a field the model is still writing: the user's text stays, also when the model has ended. */
export const TheUsersValueWins: Story = {
  name: 'The user’s value wins',
  args: { delayMs: 60 },
  async play({ canvasElement }) {
    const title = titleIn(canvasElement);
    await waitFor(() => expect(title).not.toHaveValue(''));
    await expect(title).toHaveAttribute('data-status', 'streaming');
    await userEvent.clear(title);
    await userEvent.type(title, 'Late tides');
    await expect(title).toHaveAttribute('data-dirty', 'true');
    await runIs(canvasElement, 'complete');
    await expect(title).toHaveValue('Late tides');
    await expect(title).toHaveFocus();
    await expect(within(canvasElement).getByLabelText('Edited')).toHaveTextContent('Edited: title');
    await userEvent.click(within(canvasElement).getByRole('button', { name: 'Undo' }));
    await expect(title).toHaveValue(TITLE);
  },
};

/** What the model says instead is shown as a difference, to be taken or not. */
export const Suggestion: Story = {
  args: { delayMs: 0 },
  async play({ canvasElement }) {
    const canvas = within(canvasElement);
    await runIs(canvasElement, 'complete');
    const body = canvas.getByRole('textbox', { name: 'Body' });
    await userEvent.clear(body);
    await userEvent.type(body, BODY.replace('fifty minutes', 'an hour'));
    const suggestion = canvas.getByRole('region', { name: 'The model’s version' });
    await expect(suggestion.querySelector('ins')).toHaveTextContent('fifty');
    await expect(suggestion.querySelector('del')).toHaveTextContent('an');
    await userEvent.click(canvas.getByRole('button', { name: 'Keep mine' }));
    await expect(suggestion).not.toBeInTheDocument();
    await expect(body).toHaveValue(BODY.replace('fifty minutes', 'an hour'));
    await userEvent.click(canvas.getByRole('button', { name: 'Discard all' }));
    await expect(body).toHaveValue(BODY);
  },
};

/** A user who types into the first row while the answer streams keeps that row; everything else follows the model. */
async function typeIntoTheFirstPoint(canvasElement: HTMLElement): Promise<void> {
  const canvas = within(canvasElement);
  const first = await canvas.findByRole('textbox', { name: 'Point 1' }, { timeout: 20_000 });
  await waitFor(() => expect(first).not.toHaveValue(''));
  await userEvent.clear(first);
  await userEvent.type(first, 'Mine');
  await runIs(canvasElement, 'complete');
  await expect(canvas.getByRole('textbox', { name: 'Point 3' })).toHaveValue(POINTS[2]);
  await expect(first).toHaveValue('Mine');
  await expect(first).toHaveFocus();
  await expect(titleIn(canvasElement)).toHaveValue(TITLE);
}

/** A form of react-hook-form: filled while the answer streams, rows appended, what the user typed left alone. */
export const HookForm: Story = {
  name: 'react-hook-form',
  args: { delayMs: 60 },
  render: ({ delayMs, chunkSize, ending, pauseAfter }, { id }) => (
    <Stage id={id} schema={Report} script={{ text: TEXT, delayMs, chunkSize, ending, pauseAfter }}>
      <Form />
    </Stage>
  ),
  play: ({ canvasElement }) => typeIntoTheFirstPoint(canvasElement),
};

/** The same with a form of TanStack Form. */
export const TanStackForm: Story = {
  name: 'TanStack Form',
  args: { delayMs: 60 },
  render: ({ delayMs, chunkSize, ending, pauseAfter }, { id }) => (
    <Stage id={id} schema={Report} script={{ text: TEXT, delayMs, chunkSize, ending, pauseAfter }}>
      <OtherForm />
    </Stage>
  ),
  play: ({ canvasElement }) => typeIntoTheFirstPoint(canvasElement),
};

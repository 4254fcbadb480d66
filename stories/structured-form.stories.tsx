// In: a schema and a scripted answer. Out: StructuredForm while a model fills it and a user edits it.
// Knows nothing of how edits are kept.

import type { Meta, StoryObj } from '@storybook/react-vite';
import { StructuredForm } from 'fieldwise/object';
import type { ObjectControlProps, StructuredFormProps } from 'fieldwise/object';
import { expect, fn, userEvent, within } from 'storybook/test';
import { z } from 'zod';
import { fieldWith, runIs } from './support/play.js';
import { calmly, paceControls } from './support/script.js';
import type { Pace } from './support/script.js';
import { Stage } from './support/stage.js';

const Booking = z.object({
  name: z.string().min(3).max(60).describe('As on the ship’s papers'),
  wishes: z.string(),
  nights: z.int().min(1).max(30),
  hasPower: z.boolean(),
  berth: z.enum(['North quay', 'Old wall']),
  arrival: z.iso.date(),
  email: z.email(),
  skipper: z.object({ name: z.string().max(60), licence: z.string().max(20).optional() }),
  crew: z.array(z.string().max(60)).max(4),
});
const ANSWER = {
  name: 'Halcyon',
  wishes: 'A berth out of the swell, if there is one, and somebody to take the lines.',
  nights: 3,
  hasPower: true,
  berth: 'Old wall',
  arrival: '2026-05-02',
  email: 'bo@halcyon.example',
  skipper: { name: 'Bo Lind' },
  crew: ['Ada', 'Moll'],
};
const TEXT = JSON.stringify(ANSWER);

interface Args extends StructuredFormProps, Pace {
  readonly text: string;
}

const meta = {
  title: 'StructuredForm',
  component: StructuredForm,
  args: {
    ...calmly,
    delayMs: 10,
    chunkSize: 8,
    text: TEXT,
    className: 'object-form',
    'aria-label': 'Booking',
    onSubmit: fn(),
  },
  parameters: {
    docs: {
      description: {
        component:
          'A form from nothing but a schema: native inputs with labels, filled by the model as it writes. What the user enters wins.',
      },
    },
  },
  argTypes: {
    ...paceControls,
    schema: { control: false },
    text: { control: false },
    components: { control: false },
    fields: { control: false },
    children: { control: false },
    stream: { control: false },
  },
  render: ({ text, delayMs, chunkSize, ending, pauseAfter, ...form }, { id }) => (
    <Stage id={id} schema={Booking} script={{ text, delayMs, chunkSize, ending, pauseAfter }}>
      <StructuredForm {...form} schema={Booking} />
    </Stage>
  ),
} satisfies Meta<Args>;

export default meta;
type Story = StoryObj<Args>;

/** Before anything arrived every input is there, labelled and empty. */
export const Empty: Story = {
  args: { pauseAfter: 0 },
  async play({ canvasElement }) {
    const form = await fieldWith(canvasElement, '', 'pending');
    await expect(within(form).getByLabelText('Nights')).toHaveValue(null);
    await expect(within(form).getByRole('button', { name: 'Submit' })).toBeDisabled();
  },
};

/** Filled, and submitted as the model wrote it. */
export const Filled: Story = {
  async play({ canvasElement, args }) {
    await runIs(canvasElement, 'complete');
    const canvas = within(canvasElement);
    await expect(canvas.getByLabelText('Arrival')).toHaveValue('2026-05-02');
    await expect(canvas.getByLabelText('Has power')).toBeChecked();
    await userEvent.click(canvas.getByRole('button', { name: 'Submit' }));
    await expect(args.onSubmit).toHaveBeenCalledWith(ANSWER);
  },
};

/** What the user enters stays while the model goes on, and the model’s version is offered. */
export const Edited: Story = {
  args: { delayMs: 60 },
  async play({ canvasElement, args }) {
    const canvas = within(canvasElement);
    await fieldWith(canvasElement, 'name', 'streaming');
    const name = canvas.getByRole('textbox', { name: 'Name', description: /ship/ });
    await userEvent.clear(name);
    await userEvent.type(name, 'Petrel');
    await runIs(canvasElement, 'complete');
    await expect(name).toHaveValue('Petrel');
    await expect(canvas.getByRole('button', { name: 'Use “Halcyon”' })).toBeVisible();
    await userEvent.click(canvas.getByRole('button', { name: 'Submit' }));
    await expect(args.onSubmit).toHaveBeenCalledWith({ ...ANSWER, name: 'Petrel' });
  },
};

/** Everything by keyboard: from input to input, items added and taken away, submitted with Enter. */
export const ByKeyboard: Story = {
  args: { delayMs: 0 },
  async play({ canvasElement, args }) {
    await runIs(canvasElement, 'complete');
    const canvas = within(canvasElement);
    canvas.getByRole('button', { name: 'Add to Crew' }).focus();
    await userEvent.keyboard('{Enter}');
    const added = await canvas.findByLabelText('Crew 3');
    await expect(added).toHaveFocus();
    await userEvent.keyboard('Ole{Tab}');
    await expect(canvas.getByRole('button', { name: 'Remove 3 from Crew' })).toHaveFocus();
    canvas.getByRole('button', { name: 'Remove 1 from Crew' }).focus();
    await userEvent.keyboard(' ');
    await expect(canvas.getByRole('button', { name: 'Add to Crew' })).toHaveFocus();
    canvas.getByLabelText('Nights').focus();
    await userEvent.keyboard('{Enter}');
    await expect(args.onSubmit).toHaveBeenCalledWith({ ...ANSWER, crew: ['Moll', 'Ole'] });
  },
};

/** What the schema refuses is said at the input, until the user changes it; the browser checks what it can. */
export const Invalid: Story = {
  args: { text: JSON.stringify({ ...ANSWER, name: 'H', nights: 40 }) },
  async play({ canvasElement, args }) {
    await runIs(canvasElement, 'error');
    const canvas = within(canvasElement);
    const nights = canvas.getByLabelText('Nights');
    await expect(nights).toBeInvalid();
    await expect(nights).toHaveAccessibleDescription(/Too big/);
    await userEvent.click(canvas.getByRole('button', { name: 'Submit' }));
    await expect(args.onSubmit).not.toHaveBeenCalled();
  },
};

const Slider = ({ field, id, describedBy }: ObjectControlProps) => (
  <input
    id={id}
    type="range"
    min={1}
    max={30}
    aria-describedby={describedBy}
    value={Number(field.value ?? 1)}
    onChange={({ target }) => field.set(target.valueAsNumber)}
  />
);

/** Inputs of one’s own, labels, fields left out, and words in another language. */
export const Themed: Story = {
  args: {
    fields: {
      nights: { component: Slider, label: 'Nächte' },
      wishes: { isHidden: true },
      crew: { isHidden: true },
    },
    texts: { submit: 'Buchen' },
  },
  async play({ canvasElement, args }) {
    await runIs(canvasElement, 'complete');
    const canvas = within(canvasElement);
    await expect(canvas.getByLabelText('Nächte')).toHaveValue('3');
    await userEvent.click(canvas.getByRole('button', { name: 'Buchen' }));
    await expect(args.onSubmit).toHaveBeenCalledWith(ANSWER);
  },
};

const Payment = z.object({
  guest: z.string().max(60),
  pays: z.discriminatedUnion('by', [
    z.object({ by: z.literal('card'), holder: z.string().max(60), digits: z.string().max(4) }),
    z.object({ by: z.literal('invoice'), holder: z.string().max(60), days: z.int().min(7) }),
  ]),
});
const PAYMENT = {
  guest: 'Bo Lind',
  pays: { by: 'card' as const, holder: 'Bo Lind', digits: '4711' },
};

/** Which option of a union it is, what arrives says; a person may say otherwise, and take the model’s back. */
export const Options: Story = {
  args: { text: JSON.stringify(PAYMENT), delayMs: 0, 'aria-label': 'Payment' },
  render: ({ text, delayMs, chunkSize, ending, onSubmit }, { id }) => (
    <Stage id={id} schema={Payment} script={{ text, delayMs, chunkSize, ending }}>
      <StructuredForm className="object-form" schema={Payment} onSubmit={onSubmit ?? fn()} />
    </Stage>
  ),
  async play({ canvasElement, args }) {
    await runIs(canvasElement, 'complete');
    const canvas = within(canvasElement);
    const choice = canvas.getByRole('combobox', { name: 'Pays: kind' });
    await expect(choice).toHaveDisplayValue('card');
    canvas.getByLabelText('Guest').focus();
    await userEvent.keyboard('{Tab}');
    await expect(choice).toHaveFocus();
    await userEvent.selectOptions(choice, 'invoice');
    await userEvent.keyboard('{Tab}');
    await expect(canvas.getByRole('button', { name: 'Use “card”' })).toHaveFocus();
    await expect(canvas.getByLabelText('Holder')).toHaveValue('Bo Lind');
    await userEvent.type(canvas.getByLabelText('Days'), '14');
    await userEvent.click(canvas.getByRole('button', { name: 'Submit' }));
    const pays = { by: 'invoice', holder: 'Bo Lind', days: 14 };
    await expect(args.onSubmit).toHaveBeenCalledWith({ ...PAYMENT, pays });
    await userEvent.click(canvas.getByRole('button', { name: 'Use “card”' }));
    await expect(choice).toHaveFocus();
    await expect(canvas.getByLabelText('Digits')).toHaveValue('4711');
  },
};

const Log = z.object({
  depths: z.record(z.string().max(20), z.number()),
  remark: z.unknown(),
  chart: z.file().mime('image/png').optional(),
});
const LOG = { depths: { 'Old wall': 3.2, 'North quay': 5 }, remark: 'Silting up' };

/** What a schema leaves open: keys that nobody foresaw, a value of any kind, a file that only a person can choose. */
export const Open: Story = {
  args: { text: JSON.stringify(LOG), delayMs: 0, 'aria-label': 'Log' },
  render: ({ text, delayMs, chunkSize, ending, onSubmit }, { id }) => (
    <Stage id={id} schema={Log} script={{ text, delayMs, chunkSize, ending }}>
      <StructuredForm className="object-form" schema={Log} onSubmit={onSubmit ?? fn()} />
    </Stage>
  ),
  async play({ canvasElement, args }) {
    await runIs(canvasElement, 'complete');
    const canvas = within(canvasElement);
    const key = canvas.getByLabelText('New key in Depths');
    await userEvent.type(key, 'Basin{Enter}');
    await expect(canvas.getByLabelText('Basin')).toHaveFocus();
    await userEvent.keyboard('2.5');
    canvas.getByRole('button', { name: 'Remove Old wall from Depths' }).focus();
    await userEvent.keyboard('{Enter}');
    await expect(key).toHaveFocus();
    await expect(canvas.getByLabelText('Remark: kind')).toHaveDisplayValue('Text');
    const chart = new File(['a'], 'chart.png', { type: 'image/png' });
    await userEvent.upload(canvas.getByLabelText('Chart'), chart);
    await userEvent.click(canvas.getByRole('button', { name: 'Submit' }));
    const depths = { 'North quay': 5, Basin: 2.5 };
    await expect(args.onSubmit).toHaveBeenCalledWith({ ...LOG, depths, chart });
  },
};

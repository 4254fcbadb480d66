// In: a schema and a scripted answer. Out: StructuredObject in each state an object can be in.
// Knows nothing of forms.

import type { Meta, StoryObj } from '@storybook/react-vite';
import { StructuredObject } from 'fieldwise/object';
import type { ObjectValueProps, StructuredObjectProps } from 'fieldwise/object';
import { expect, within } from 'storybook/test';
import { z } from 'zod';
import { fieldWith, runIs, textIs } from './support/play.js';
import { calmly, paceControls } from './support/script.js';
import type { Pace } from './support/script.js';
import { Bone } from './support/skeleton.js';
import { Stage } from './support/stage.js';

const Harbour = z.object({
  name: z.string(),
  summary: z.string().describe('For people who have never been there'),
  depthMetres: z.number(),
  isTidal: z.boolean(),
  access: z.enum(['open', 'lock', 'bridge']).meta({ title: 'Way in' }),
  surveyedOn: z.iso.date(),
  website: z.url(),
  contact: z.email(),
  motto: z.string().optional(),
  lastDredged: z.iso.date().nullable(),
  master: z.object({ name: z.string(), since: z.int() }),
  berths: z.array(z.object({ label: z.string(), metres: z.number() })).min(2),
  tags: z.array(z.string()),
  fees: z.record(z.string(), z.number()),
});
const ANSWER = {
  name: 'Port of the Springs',
  summary:
    'A small harbour behind a sandbar. At springs the water stands five metres higher than six hours before, and boats that came in with it wait for the next one.',
  depthMetres: 4.82,
  isTidal: true,
  access: 'lock',
  surveyedOn: '2026-03-14',
  website: 'https://harbour.example/springs',
  contact: 'master@harbour.example',
  lastDredged: null,
  master: { name: 'Ada Moll', since: 2019 },
  berths: [
    { label: 'North quay', metres: 24 },
    { label: 'Old wall', metres: 12.5 },
  ],
  tags: ['tidal', 'sheltered'],
  fees: { dinghy: 4, yacht: 18 },
};
const TEXT = JSON.stringify(ANSWER);

const Strict = z.object({
  name: z.string().max(9),
  depthMetres: z.number().positive(),
  berths: z.array(z.string()).min(2),
  pilot: z.string(),
});

const Vessel = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ferry'), cars: z.int() }),
  z.object({ kind: z.literal('trawler'), catch: z.array(z.string()) }),
]);
interface Crew {
  name: string;
  crew: Crew[];
}
const Member: z.ZodType<Crew> = z.object({
  name: z.string(),
  get crew() {
    return z.array(Member);
  },
});
const Voyage = z.object({
  vessel: Vessel,
  position: z.tuple([z.number(), z.number()]),
  eta: z.union([z.string(), z.int()]),
  captain: Member,
  remarks: z.unknown(),
});

/** By name, because a story's arguments are plain data and a schema may contain itself. */
const SCHEMAS = { harbour: Harbour, strict: Strict, voyage: Voyage };

interface Args extends StructuredObjectProps, Pace {
  readonly answer: keyof typeof SCHEMAS;
  readonly text: string;
}

const meta = {
  title: 'StructuredObject',
  component: StructuredObject,
  args: {
    ...calmly,
    delayMs: 10,
    chunkSize: 8,
    answer: 'harbour',
    text: TEXT,
    className: 'object',
  },
  parameters: {
    docs: {
      description: {
        component:
          'A whole answer from nothing but its schema: every field in its place from the beginning, filled the moment it is known, by the element that fits its kind.',
      },
    },
  },
  argTypes: {
    ...paceControls,
    schema: { control: false },
    answer: { control: false },
    text: { control: false },
    components: { control: false },
    fields: { control: false },
    pending: { control: false },
    pace: { control: false },
    stream: { control: false },
  },
  render: ({ answer, text, delayMs, chunkSize, ending, pauseAfter, ...object }, { id }) => {
    const schema: z.ZodType = SCHEMAS[answer];
    return (
      <Stage id={id} schema={schema} script={{ text, delayMs, chunkSize, ending, pauseAfter }}>
        <StructuredObject {...object} schema={schema} />
      </Stage>
    );
  },
} satisfies Meta<Args>;

export default meta;
type Story = StoryObj<Args>;

/** What a row of a list of definitions says, by its term. */
function said(canvas: HTMLElement, term: string): string {
  const found = within(canvas).getByText(term, { selector: 'dt' });
  return found.parentElement?.querySelector('dd:not([data-description])')?.textContent ?? '';
}

/** Before anything arrived the schema is there: labels, headings, and a place for each value. */
export const Skeleton: Story = {
  args: { pauseAfter: 0, pending: <Bone width="14ch" /> },
  async play({ canvasElement }) {
    const root = await fieldWith(canvasElement, '', 'pending');
    await expect(root).toHaveAttribute('aria-busy', 'true');
    await expect(within(root).getByRole('heading', { name: 'Master' })).toBeVisible();
    await expect(root.querySelectorAll('.bone').length).toBeGreaterThan(10);
    await expect(within(root).getByText('Way in')).toBeVisible();
  },
};

/** Fields are filled in place while the others wait. */
export const Streaming: Story = {
  args: { pauseAfter: TEXT.indexOf(' and boats'), pending: <Bone width="14ch" /> },
  async play({ canvasElement }) {
    await fieldWith(canvasElement, 'name', 'complete');
    const summary = await fieldWith(canvasElement, 'summary', 'streaming');
    await textIs(summary, 'six hours');
    await fieldWith(canvasElement, 'depthMetres', 'pending');
  },
};

/** The whole answer: links, dates, yes and no, lists, sections. What is optional and did not come is left out. */
export const Complete: Story = {
  async play({ canvasElement }) {
    await runIs(canvasElement, 'complete');
    const root = await fieldWith(canvasElement, '', 'complete');
    await expect(root).not.toHaveAttribute('aria-busy');
    await expect(said(root, 'Is tidal')).toBe('Yes');
    await expect(said(root, 'Last dredged')).toBe('—');
    await expect(said(root, 'yacht')).toBe('18');
    await expect(within(root).queryByText('Motto')).toBeNull();
    await expect(within(root).getByRole('link', { name: ANSWER.website })).toBeVisible();
    await expect(root.querySelectorAll('[data-field="berths"] li')).toHaveLength(2);
  },
};

/** A field that does not fit its schema says why; a required one that is missing is quiet. */
export const Invalid: Story = {
  args: {
    answer: 'strict',
    text: JSON.stringify({ name: 'Port of the Springs', depthMetres: 4.82, berths: ['one'] }),
  },
  async play({ canvasElement }) {
    await runIs(canvasElement, 'error');
    const name = await fieldWith(canvasElement, 'name', 'invalid');
    await expect(name.parentElement).toHaveTextContent('Too big');
    await expect(said(canvasElement, 'Pilot')).toBe('—');
  },
};

/** Unions, tuples, recursive schemas and what no schema describes are shown by what arrived. */
export const ByWhatArrived: Story = {
  args: {
    answer: 'voyage',
    text: JSON.stringify({
      vessel: { kind: 'trawler', catch: ['herring', 'sprat'] },
      position: [54.3, 10.1],
      eta: 1400,
      captain: { name: 'Moll', crew: [{ name: 'Bo', crew: [] }] },
      remarks: { wind: 'north', gusts: [7, 9] },
    }),
  },
  async play({ canvasElement }) {
    await runIs(canvasElement, 'complete');
    await expect(within(canvasElement).queryByText('Cars')).toBeNull();
    await expect(said(canvasElement, 'Eta')).toBe('1400');
    await textIs(await fieldWith(canvasElement, 'captain.crew[0].name', 'complete'), 'Bo');
    await expect(said(canvasElement, 'wind')).toBe('north');
  },
};

const Metres = ({ field }: ObjectValueProps) => (
  <>
    {Number(field.value).toFixed(1)} <small>m</small>
  </>
);
const Name = ({ field }: ObjectValueProps) => <strong>{String(field.value)}</strong>;

/** Components by kind and by path, labels, and fields left out. */
export const Themed: Story = {
  args: {
    components: { number: Metres },
    fields: {
      name: { component: Name, label: 'Harbour' },
      'berths[*].label': { label: 'Where' },
      fees: { isHidden: true },
    },
    headingLevel: 3,
  },
  async play({ canvasElement }) {
    await runIs(canvasElement, 'complete');
    await expect(said(canvasElement, 'Depth metres')).toBe('4.8 m');
    await expect(said(canvasElement, 'Harbour')).toBe(ANSWER.name);
    await expect(within(canvasElement).queryByText('Fees')).toBeNull();
    await expect(
      within(canvasElement).getByRole('heading', { name: 'Berths', level: 3 }),
    ).toBeVisible();
  },
};

/** The model is cut off: what arrived stays, what did not come is quiet. */
export const Truncated: Story = {
  args: { ending: 'truncated' },
  async play({ canvasElement }) {
    await runIs(canvasElement, 'error');
    await fieldWith(canvasElement, 'name', 'complete');
    await expect(canvasElement.querySelector('[data-skeleton]')).toBeNull();
  },
};

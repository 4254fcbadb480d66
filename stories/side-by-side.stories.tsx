// In: one long recorded answer. Out: what it costs to follow it with an incremental parser, and without.
// Counts and not times: they are the same on every machine.

import type { Meta, StoryObj } from '@storybook/react-vite';
import { createInstantParser, isFieldEvent } from 'fieldwise';
import { parse } from 'partial-json';
import { useContext, useEffect, useMemo, useReducer } from 'react';
import { expect, fireEvent, userEvent, waitFor, within } from 'storybook/test';
import { articleAnswer } from '../playground/recipes/article/answer.js';
import { countRebuilt } from '../playground/race/count-rebuilt.js';
import { RaceAgain } from '../playground/race/race-again.js';
import type { Speech } from '../playground/race/speak.js';
import { deliverText } from './support/deliver-text.js';
import type { Delivery } from './support/delivery.js';
import { PATIENCE } from './support/play.js';
import { paceControls } from './support/script.js';
import { DeliveryContext } from './support/use-scripted-fetch.js';

interface Args {
  readonly chunkSize: number;
  readonly delayMs: number;
}

function RacedArticle({ chunkSize, delayMs }: Args) {
  const delivery = useContext(DeliveryContext);
  return delivery ? (
    <TravelledRace delivery={delivery} />
  ) : (
    <ToldRace chunkSize={chunkSize} delayMs={delayMs} />
  );
}

function ToldRace({ chunkSize, delayMs }: Args) {
  const speech = useMemo(
    () => ({ pieces: chunksOf(articleAnswer, chunkSize), delayMs }),
    [chunkSize, delayMs],
  );
  return <RaceAgain course={`${chunkSize} ${delayMs}`} speech={speech} />;
}

/** Both listen to one delivery: what may come, comes to both. There is no network in it that could be cut. */
function TravelledRace({ delivery }: { readonly delivery: Delivery }) {
  const [{ round, speech }, begin] = useReducer(
    ({ round: before }: Course, next: Speech): Course => ({ round: before + 1, speech: next }),
    { round: 0, speech: undefined },
  );
  useEffect(() => {
    const ask = () => {
      const pieces = deliverText(articleAnswer, delivery);
      begin({ pieces, delayMs: 0, wait: delivery.until });
    };
    ask();
    return delivery.askBy(ask);
  }, [delivery]);
  return speech && <RaceAgain key={round} course={`travelled ${round}`} speech={speech} />;
}

interface Course {
  readonly round: number;
  readonly speech: Speech | undefined;
}

const { chunkSize, delayMs } = paceControls;

const meta = {
  title: 'Side by side',
  component: RacedArticle,
  tags: ['!autodocs'],
  args: { chunkSize: 16, delayMs: 20 },
  argTypes: { ...(chunkSize && { chunkSize }), ...(delayMs && { delayMs }) },
} satisfies Meta<Args>;

export default meta;
type Story = StoryObj<Args>;

/** One answer of some 4,000 characters, twice at the same pace. */
export const LongAnswer: Story = {
  async play({ canvasElement, args }) {
    const lanes = within(canvasElement);
    const fed = lanes.getByRole('region', { name: 'Fieldwise' });
    const reparsed = lanes.getByRole('region', { name: 'partial-json' });
    await isDone(fed);
    await isDone(reparsed);
    const chunks = chunksOf(articleAnswer, args.chunkSize);
    const expected = expectedOf(chunks);

    for (const lane of [fed, reparsed]) {
      await expect(figure(lane, 'Chunks')).toBe(chunks.length);
      await expect(figure(lane, 'Milliseconds')).toBeGreaterThanOrEqual(0);
    }
    await expect(figure(fed, 'Characters read')).toBe(articleAnswer.length);
    await expect(figure(reparsed, 'Characters read')).toBe(expected.prefixCharacters);

    await expect(figure(reparsed, 'Objects and arrays rebuilt')).toBe(expected.rebuiltByParsing);
    // The root, the sections, one section and its paragraphs are all that a chunk can touch.
    await expect(figure(fed, 'Objects and arrays rebuilt')).toBeLessThanOrEqual(chunks.length * 4);

    const counts = renderCounts(fed);
    await expect(counts.size).toBeGreaterThan(10);
    for (const [path, renders] of counts) {
      // Once when it appears, and then at most with each chunk that says something of it.
      await expect(renders).toBeLessThanOrEqual((expected.chunksOf.get(path) ?? 0) + 1);
    }
    // Fields that are long done render with every chunk that follows the one they began in; a few that come at once are one.
    for (const [path, renders] of renderCounts(reparsed)) {
      await expect(renders).toBeLessThanOrEqual(expected.chunksSince(path));
      await expect(renders).toBeGreaterThan(expected.chunksSince(path) / 2);
    }
    const first = renderCounts(reparsed).get('title') ?? 0;
    await expect(first).toBeGreaterThan(10 * (counts.get('title') ?? first));
    await expect(texts(fed)).toEqual(texts(reparsed));

    await userEvent.click(lanes.getByRole('button', { name: 'Race again' }));
    await waitFor(() =>
      expect(
        figure(lanes.getByRole('region', { name: 'Fieldwise' }), 'Characters read'),
      ).toBeLessThan(articleAnswer.length),
    );
  },
};

/** Travelled in by hand: both have read as much, one of them over and over. */
export const Travelled: Story = {
  globals: { answer: 'travel' },
  async play({ canvas, canvasElement }) {
    const slider = await canvas.findByRole('slider', { name: 'Pieces' }, PATIENCE);
    const figures = (name: string) =>
      ['Fieldwise', 'partial-json'].map((lane) =>
        figure(within(canvasElement).getByRole('region', { name: lane }), name),
      );
    const isAt = async (count: number) => {
      await fireEvent.change(slider, { target: { value: count } });
      await waitFor(() => expect(figures('Chunks')).toEqual([count, count]), PATIENCE);
    };
    await expect(canvas.queryByRole('button', { name: 'Cut the network here' })).toBeNull();
    await isAt(100);
    await isAt(120);
    await expect(figures('Characters read')).toEqual([120 * 4, 4 * ((120 * 121) / 2)]);
    await isAt(3);
    await expect(figures('Characters read')).toEqual([12, 4 * 6]);
    await userEvent.click(canvas.getByRole('checkbox', { name: 'Fenced' }));
    await waitFor(() => expect(figures('Chunks')).toEqual([3, 3]), PATIENCE);
  },
};

async function isDone(lane: HTMLElement): Promise<void> {
  await waitFor(() => expect(lane.querySelector('[data-done=true]')).not.toBeNull(), {
    timeout: 60_000,
  });
}

function figure(lane: HTMLElement, name: string): number {
  return Number(lane.querySelector(`[data-figure="${name}"]`)?.getAttribute('data-count'));
}

function renderCounts(lane: HTMLElement): ReadonlyMap<string, number> {
  const rows = [...lane.querySelectorAll<HTMLElement>('[data-path]')];
  return new Map(
    rows.map((row) => [
      row.dataset['path'] ?? '',
      Number(row.querySelector('[data-renders]')?.getAttribute('data-renders')),
    ]),
  );
}

function texts(lane: HTMLElement): readonly (string | null)[] {
  return [...lane.querySelectorAll('.race-value')].map((text) => text.textContent);
}

function chunksOf(text: string, size: number): readonly string[] {
  return Array.from({ length: Math.ceil(text.length / size) }, (_, index) =>
    text.slice(index * size, (index + 1) * size),
  );
}

/** What follows from the text alone, reckoned without either lane. */
function expectedOf(chunks: readonly string[]) {
  const parser = createInstantParser();
  const chunksWith = new Map<string, number>();
  const beganIn = new Map<string, number>();
  let text = '';
  let prefixCharacters = 0;
  let rebuiltByParsing = 0;
  for (const [index, chunk] of chunks.entries()) {
    text += chunk;
    prefixCharacters += text.length;
    rebuiltByParsing += countRebuilt(undefined, parse(text));
    const touched = new Set(
      parser
        .feed(chunk)
        .filter(isFieldEvent)
        .map(({ path }) => path),
    );
    for (const path of touched) {
      chunksWith.set(path, (chunksWith.get(path) ?? 0) + 1);
      if (!beganIn.has(path)) beganIn.set(path, index);
    }
  }
  const chunksSince = (path: string) => chunks.length - (beganIn.get(path) ?? chunks.length);
  return { prefixCharacters, rebuiltByParsing, chunksOf: chunksWith, chunksSince };
}

import { describe, expect, test } from 'vitest';
import { isEventAt } from './event-at.js';
import type { InstantEvent } from './event.js';
import { createInstantParser } from './instant-parser.js';

interface Answer {
  title: string;
  items: { price: number }[];
  meta: Record<string, { at: string }>;
}

const TEXT =
  '{"title":"Tea","items":[{"price":3},{"price":4}],"meta":{"foo":{"at":"x"},"a.b":{"at":"y"},"*":{"at":"z"}}}';

function eventsOf(text: string): InstantEvent<Answer>[] {
  const parser = createInstantParser();
  // The text is what the type says.
  return [...parser.feed(text), ...parser.end()] as InstantEvent<Answer>[];
}

describe('isEventAt', () => {
  test('finds every event of one field, by its path', () => {
    const events = eventsOf(TEXT).filter((event) => isEventAt(event, 'title'));
    expect(events.map(({ type }) => type)).toEqual(['start', 'delta', 'done']);
    const root = eventsOf(TEXT).filter((event) => isEventAt(event, ''));
    expect(root.map(({ type }) => type)).toEqual(['start', 'done']);
  });

  test('finds one item by its index, and every item by a pattern', () => {
    const prices: number[] = [];
    let second: number | undefined;
    for (const event of eventsOf(TEXT)) {
      if (event.type !== 'done') continue;
      if (isEventAt(event, 'items[*].price')) prices.push(event.value);
      if (isEventAt(event, 'items[1].price')) second = event.value;
    }
    expect(prices).toEqual([3, 4]);
    expect(second).toBe(4);
  });

  test('tells a key of a record from what is below it, and takes a star in quotes for a key', () => {
    const found: string[] = [];
    for (const event of eventsOf(TEXT)) {
      if (event.type !== 'done') continue;
      if (isEventAt(event, 'meta.foo')) found.push(`foo ${event.value.at}`);
      if (isEventAt(event, 'meta.foo.at')) found.push(`foo.at ${event.value}`);
      if (isEventAt(event, 'meta["a.b"].at')) found.push(`a.b ${event.value}`);
      if (isEventAt(event, 'meta["*"].at')) found.push(`* ${event.value}`);
    }
    expect(found).toEqual(['foo.at x', 'foo x', 'a.b y', '* z']);
  });

  test('is never true of an event about the run, not even of an error at that path', () => {
    const failed: InstantEvent<Answer> = {
      type: 'error',
      code: 'internal',
      message: 'It broke.',
      path: 'title',
    };
    expect(isEventAt(failed, 'title')).toBe(false);
    expect(isEventAt({ type: 'reasoning', delta: 'Hm' }, '')).toBe(false);
  });
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createInstantParser, type FieldEvent } from '../../src/index.js';
import { chunkSizes, cut, jsonText } from './arbitraries.js';
import { fieldEvents, parseChunks } from './parsing.js';
import { runs } from './runs.js';

const LAW =
  'Law 5. Exactly one root-to-leaf path is open at any time, so "is it complete?" costs nothing to keep.';

/** Follows the events with a stack; fails when one of them concerns anything but the open path. */
function follow(events: readonly FieldEvent[]): string[] {
  const open: FieldEvent[] = [];
  for (const event of events) {
    const top = open.at(-1);
    if (event.type === 'delta' || (event.type === 'done' && top?.path === event.path)) {
      expect(top?.path).toBe(event.path);
      if (event.type === 'done') open.pop();
      continue;
    }
    expect(event.segments.length).toBe(open.length);
    expect(event.segments.slice(0, -1)).toEqual(top?.segments ?? []);
    if (event.type === 'start') open.push(event);
  }
  return open.map((event) => event.path);
}

test(LAW, () => {
  fc.assert(
    fc.property(
      jsonText,
      chunkSizes,
      fc.double({ min: 0, max: 1, noNaN: true }),
      (text, sizes, share) => {
        expect(follow(fieldEvents(parseChunks(cut(text, sizes)).events))).toEqual([]);
        const prefix = text.slice(0, Math.floor(text.length * share));
        const parser = createInstantParser();
        const events = [...parser.feed(prefix), ...parser.end()];
        const last = events.at(-1);
        const open = follow(fieldEvents(events));
        if (last?.type === 'end') expect(last.incomplete).toEqual(open);
        else expect(open).toEqual([]);
      },
    ),
    runs(3000),
  );
});

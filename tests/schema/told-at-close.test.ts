import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  createInstantParser,
  createSnapshot,
  fieldState,
  isFieldEvent,
  reduceInstant,
  type FieldEvent,
  type InstantEvent,
} from '../../src/protocol/index.js';
import { chunkSizes, cut } from '../laws/arbitraries.js';
import { parseWhole, sample } from './arbitrary-schema.js';
import { z } from 'zod';

const RUNS = { numRuns: Number(process.env['FIELDWISE_RUNS'] ?? 1500) };

/** What stands of what was told: closed fields by the JSON of their segments. */
class Told {
  readonly #fields = new Map<string, FieldEvent>();

  take(event: FieldEvent): void {
    if (event.type === 'replaced') {
      for (const [key, { segments }] of this.#fields) {
        if (event.segments.every((segment, depth) => segments[depth] === segment)) {
          this.#fields.delete(key);
        }
      }
    } else if (event.isComplete) this.#fields.set(JSON.stringify(event.segments), event);
  }

  childrenOf({ segments }: FieldEvent): readonly FieldEvent[] {
    return [...this.#fields.values()].filter(
      (child) =>
        child.segments.length === segments.length + 1 &&
        segments.every((segment, depth) => child.segments[depth] === segment),
    );
  }
}

/** The events up to each field that closes, with what was told of its children. */
function closings(events: readonly InstantEvent[]) {
  const told = new Told();
  let snapshot = createSnapshot();
  return events.filter(isFieldEvent).flatMap((event) => {
    told.take(event);
    snapshot = reduceInstant(snapshot, event);
    return event.isComplete ? [{ event, children: told.childrenOf(event), snapshot }] : [];
  });
}

const own = (value: unknown, key: string | number | undefined): readonly unknown[] =>
  typeof value === 'object' &&
  value !== null &&
  Array.isArray(value) === (typeof key === 'number') &&
  Object.hasOwn(value, key ?? '')
    ? [(value as Record<string | number, unknown>)[key ?? '']]
    : [];

function read(text: string, sizes: readonly number[], schema: z.ZodType) {
  const parser = createInstantParser({ schema, strict: true });
  return [...cut(text, sizes).flatMap((chunk) => parser.feed(chunk)), ...parser.end()];
}

test('a container that closes has its children as they were told', () => {
  fc.assert(
    fc.property(sample, chunkSizes, ({ text, schema }, sizes) => {
      fc.pre(parseWhole(schema, text) !== undefined);
      for (const { event, children, snapshot } of closings(read(text, sizes, schema))) {
        for (const child of children) {
          const within = own(event.value, child.segments.at(-1));
          if (event.type === 'done') {
            expect([child.type, child.path, child.value]).toEqual(['done', child.path, ...within]);
            expect(fieldState(snapshot, child.segments).value).toEqual(child.value);
          }
          if (event.type !== 'invalid') continue;
          // What is wrong keeps its good parts as the schema has them.
          if (child.type === 'done' || typeof child.value !== 'object') {
            expect(fieldState(snapshot, child.segments).value).toEqual(child.value);
          }
          const isWrong = event.issues.some(({ path }) => isInside(path, child.path));
          if (isWrong) expect([child.type, child.path]).toEqual(['invalid', child.path]);
        }
      }
    }),
    RUNS,
  );
});

test('so it has where a rule that must be waited for stands anywhere inside it', () => {
  const slow = z.string().refine(() => Promise.resolve(true));
  const item = z.object({ price: z.coerce.number(), note: z.string().trim(), url: slow });
  const schema = z.object({
    items: z.array(z.object({ deep: z.array(item) })),
    byName: z.record(z.string(), item),
    name: z.string().trim(),
  });
  const written = { price: '12.5', note: ' k ', url: 'u' };
  const shown = { price: 12.5, note: 'k', url: 'u' };
  const text = JSON.stringify({
    items: [{ deep: [written, written] }],
    byName: { one: written },
    name: ' n ',
  });
  const events = read(text, [1], schema);
  const told = new Map(events.map((event) => [isFieldEvent(event) ? event.path : '', event]));
  const done = (value: unknown) => ({ type: 'done', value });
  expect(told.get('items[0].deep[1]')).toMatchObject(done(shown));
  expect(told.get('items[0].deep')).toMatchObject(done([shown, shown]));
  expect(told.get('items[0]')).toMatchObject(done({ deep: [shown, shown] }));
  expect(told.get('items')).toMatchObject(done([{ deep: [shown, shown] }]));
  expect(told.get('byName')).toMatchObject(done({ one: shown }));
  const snapshot = events.reduce(reduceInstant, createSnapshot());
  expect(snapshot.value).toEqual({
    items: [{ deep: [shown, shown] }],
    byName: { one: shown },
    name: 'n',
  });
});

function isInside(path: string, around: string): boolean {
  return path === around || path.startsWith(`${around}.`) || path.startsWith(`${around}[`);
}

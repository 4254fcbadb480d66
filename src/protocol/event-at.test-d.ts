import { describe, expectTypeOf, test } from 'vitest';
import { z } from 'zod';
import { isEventAt } from './event-at.js';
import type { EventAt } from './event-at.js';
import type { InstantEvent } from './event.js';
import type { DeltaEvent, DoneEvent, InvalidEvent } from './field-event.js';
import type { FieldPath, FieldValue, WildcardPath } from './field-path.js';

class Price {
  readonly amount = 1;
  format(): string {
    return `${this.amount} €`;
  }
}

const Comment = z.object({
  text: z.string(),
  get replies() {
    return z.array(Comment);
  },
});

const Report = z.object({
  title: z.string(),
  note: z.string().optional(),
  at: z.string().transform((text) => new Date(text)),
  price: z.number().transform(() => new Price()),
  author: z.object({ name: z.string(), links: z.array(z.string()).optional() }).optional(),
  editor: z.object({ name: z.string().nullable() }).nullable(),
  items: z.array(z.object({ name: z.string(), tags: z.array(z.string()) })),
  pair: z.tuple([z.string(), z.object({ a: z.number().optional() })]),
  rates: z.record(z.string(), z.number()),
  byLevel: z.record(z.enum(['low', 'high']), z.object({ count: z.number() })),
  partly: z.partialRecord(z.enum(['low', 'high']), z.number()),
  id: z.string().brand<'Id'>(),
  frozen: z.object({ list: z.array(z.number()).readonly() }).readonly(),
  'a.b': z.object({ 'c d': z.boolean() }),
  shape: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('circle'), size: z.number() }),
    z.object({ kind: z.literal('label'), size: z.string(), text: z.string() }),
  ]),
  mixed: z.union([z.string(), z.array(z.number()), z.object({ text: z.string() })]),
  extra: z.unknown(),
  data: z.json(),
});
type Report = z.infer<typeof Report>;

type Done<T> = Extract<InstantEvent<T>, { type: 'done' }>;
/** What `value` becomes where `path` or `wildcardPath` is compared with a literal. */
type Compared<T, P, Address extends 'path' | 'wildcardPath' = 'path'> =
  Done<T> extends infer E
    ? E extends Record<Address, infer Q> & { value: infer V }
      ? P extends Q
        ? V
        : never
      : never
    : never;
type ByPath<T> = { [P in FieldPath<T>]: FieldValue<T, P> };
type ToldByPath<T> = { [P in FieldPath<T>]: Compared<T, P> };
type ByPattern<T> = { [W in WildcardPath<T>]: FieldValue<T, W> };
type ToldByPattern<T> = { [W in WildcardPath<T>]: Compared<T, W, 'wildcardPath'> };

describe('the value of a done event is what FieldValue says', () => {
  test('at every path of objects, lists, tuples, unions and leaves', () => {
    expectTypeOf<ByPath<Report>>().toEqualTypeOf<ToldByPath<Report>>();
    expectTypeOf<ByPath<[string, { a: 1 }?]>>().toEqualTypeOf<ToldByPath<[string, { a: 1 }?]>>();
    expectTypeOf<ByPath<string[][]>>().toEqualTypeOf<ToldByPath<string[][]>>();
    expectTypeOf<ByPath<number | null>>().toEqualTypeOf<ToldByPath<number | null>>();
  });

  test('at every pattern', () => {
    expectTypeOf<ByPattern<Report>>().toEqualTypeOf<ToldByPattern<Report>>();
    type Row = { row: [string, number?, ...Date[]] };
    expectTypeOf<ByPattern<Row>>().toEqualTypeOf<ToldByPattern<Row>>();
  });

  test('at a literal path', () => {
    type Same<P extends string> = P extends P
      ? [Compared<Report, P>] extends [FieldValue<Report, P>]
        ? [FieldValue<Report, P>] extends [Compared<Report, P>]
          ? true
          : P
        : P
      : never;
    expectTypeOf<
      Same<
        | ('' | 'title' | 'note' | 'at' | 'price' | 'author' | 'author.name' | 'author.links[3]')
        | ('editor' | 'editor.name' | 'items[0]' | 'items[1].tags[2]' | 'pair[0]' | 'pair[1].a')
        | (
            | 'rates.tea'
            | 'rates["green tea"]'
            | 'rates["2024"]'
            | 'byLevel.low.count'
            | 'partly.high'
          )
        | ('id' | 'frozen.list[0]' | '["a.b"]["c d"]' | 'shape' | 'shape.kind' | 'shape.size')
        | ('shape.text' | 'mixed' | 'mixed[0]' | 'mixed.text' | 'extra' | 'extra.a[0]' | 'data')
        | ('data.a' | 'data[0]["b c"]')
      >
    >().toEqualTypeOf<true>();
  });

  test('in the two turns of a recursive answer that are written out', () => {
    type Comment = z.infer<typeof Comment>;
    expectTypeOf<Compared<Comment, 'replies[3].text'>>().toEqualTypeOf<string>();
    expectTypeOf<Compared<Comment, 'replies[3].replies[1]'>>().toEqualTypeOf<Comment>();
    expectTypeOf<FieldValue<Comment, 'replies[3].replies[1]'>>().toEqualTypeOf<Comment>();
  });
});

describe('where a comparison sees less than FieldValue, isEventAt sees as much', () => {
  type Answer = {
    meta: Record<string, { at: string }>;
    row: [string, number?, ...Date[]];
    thread: z.infer<typeof Comment>;
  };

  test('below the keys of a record', () => {
    const read = (event: InstantEvent<Answer>): void => {
      if (event.type !== 'done') return;
      if (event.path === 'meta.foo.at') {
        expectTypeOf(event.value).toEqualTypeOf<string | { at: string }>();
      }
      if (isEventAt(event, 'meta.foo.at')) expectTypeOf(event.value).toEqualTypeOf<string>();
      if (isEventAt(event, 'meta.foo')) expectTypeOf(event.value).toEqualTypeOf<{ at: string }>();
      if (isEventAt(event, 'meta["a.b"].at')) expectTypeOf(event.value).toEqualTypeOf<string>();
      // @ts-expect-error -- the values of the record have no such field
      isEventAt(event, 'meta.foo.it');
    };
    expectTypeOf(read).toBeFunction();
  });

  test('before the rest of a tuple', () => {
    const read = (event: InstantEvent<Answer>): void => {
      if (event.type !== 'done') return;
      // The rest is at `row[${number}]`, and a compiler cannot take an index out of that. Only a list of the other ones
      // would tell it from `row[0]`, and that would no longer take a computed index.
      if (event.path === 'row[0]') expectTypeOf(event.value).toEqualTypeOf<string | Date>();
      if (isEventAt(event, 'row[0]')) expectTypeOf(event.value).toEqualTypeOf<string>();
      if (isEventAt(event, 'row[1]')) expectTypeOf(event.value).toEqualTypeOf<number>();
      if (isEventAt(event, 'row[7]')) expectTypeOf(event.value).toEqualTypeOf<Date>();
      if (isEventAt(event, 'row[*]')) {
        expectTypeOf(event.value).toEqualTypeOf<string | number | Date>();
      }
    };
    expectTypeOf(read).toBeFunction();
  });

  test('at any depth of a recursive answer', () => {
    const read = (event: InstantEvent<Answer>): void => {
      if (event.type !== 'done') return;
      if (event.path === 'thread.replies[0].replies[1].replies[2].text') {
        expectTypeOf(event.value).toBeUnknown();
      }
      if (isEventAt(event, 'thread.replies[0].replies[1].replies[2].text')) {
        expectTypeOf(event.value).toEqualTypeOf<string>();
      }
      if (isEventAt(event, 'thread.replies[*].replies[*].replies[*].text')) {
        expectTypeOf(event.value).toEqualTypeOf<string>();
        expectTypeOf(
          event.path,
        ).toEqualTypeOf<`thread.replies[${number}].replies[${number}].replies[${number}].text`>();
      }
      // @ts-expect-error -- a typo, far down
      isEventAt(event, 'thread.replies[0].replies[1].replies[2].texd');
    };
    expectTypeOf(read).toBeFunction();
  });
});

describe('isEventAt', () => {
  test('asked before the type leaves every kind of event there is at a field', () => {
    const read = (event: InstantEvent<Report>): void => {
      if (!isEventAt(event, 'items[0].name')) return;
      expectTypeOf(event.path).toEqualTypeOf<'items[0].name'>();
      expectTypeOf(event.wildcardPath).toEqualTypeOf<'items[*].name'>();
      if (event.type === 'done') {
        expectTypeOf(event).toEqualTypeOf<DoneEvent<string, 'items[0].name', 'items[*].name'>>();
      }
      if (event.type === 'invalid') {
        expectTypeOf(event).toEqualTypeOf<InvalidEvent<'items[0].name', 'items[*].name'>>();
      }
      if (event.type === 'delta') {
        expectTypeOf(event).toEqualTypeOf<DeltaEvent<'items[0].name', 'items[*].name'>>();
      }
    };
    expectTypeOf(read).toBeFunction();
  });

  test('leaves the other events where it says no', () => {
    const read = (event: InstantEvent<{ a: string; b: number }>): void => {
      if (event.type !== 'done' || event.path === '') return;
      if (isEventAt(event, 'a')) expectTypeOf(event.value).toEqualTypeOf<string>();
      else expectTypeOf(event.value).toEqualTypeOf<number>();
    };
    expectTypeOf(read).toBeFunction();
  });

  test('refuses a path that the answer does not have', () => {
    const read = (event: InstantEvent<Report>, text: string): void => {
      // @ts-expect-error -- a typo
      isEventAt(event, 'titel');
      // @ts-expect-error -- an item has no such field
      isEventAt(event, 'items[*].title');
      // @ts-expect-error -- any text is no path of this answer
      isEventAt(event, text);
    };
    expectTypeOf(read).toBeFunction();
  });

  test('takes any path of an unknown answer', () => {
    const read = (event: InstantEvent, text: string): void => {
      if (isEventAt(event, 'a.b[0]') && event.type === 'done') {
        expectTypeOf(event).toEqualTypeOf<DoneEvent<unknown, 'a.b[0]', 'a.b[*]'>>();
      }
      if (isEventAt(event, text)) expectTypeOf(event.path).toEqualTypeOf<string>();
    };
    expectTypeOf(read).toBeFunction();
  });

  test('keeps quoted keys as they are', () => {
    expectTypeOf<EventAt<unknown, 'a["b c"][0]'>['wildcardPath']>().toEqualTypeOf<'a["b c"][*]'>();
  });
});

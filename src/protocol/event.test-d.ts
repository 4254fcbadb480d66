import { describe, expectTypeOf, test } from 'vitest';
import { z } from 'zod';
import type { InstantEvent, InstantEventInput } from './event.js';
import type {
  DeltaEvent,
  DoneEvent,
  FieldEvent,
  FieldIssue,
  InvalidEvent,
  MissingEvent,
} from './field-event.js';
import { isFieldEvent } from './event.js';
import type { FieldPath, FieldValue, WildcardPath } from './field-path.js';
import { instantEvents } from './instant-events.js';

const Report = z.object({
  title: z.string(),
  score: z.number().optional(),
  at: z.string().transform((text) => new Date(text)),
  items: z.array(z.object({ name: z.string(), price: z.number().nullable() })),
  range: z.tuple([z.number(), z.string()]),
  prices: z.record(z.string(), z.number()),
  'a.b': z.boolean(),
  shape: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('circle'), size: z.number() }),
    z.object({ kind: z.literal('label'), size: z.string(), text: z.string() }),
  ]),
  extra: z.unknown(),
});
type Report = z.infer<typeof Report>;

describe('an event of any answer', () => {
  test('that is complete is done, or closed and invalid', () => {
    const read = (event: InstantEvent): void => {
      if (event.isComplete) {
        expectTypeOf(event.type).toEqualTypeOf<'done' | 'invalid'>();
        expectTypeOf(event.path).toEqualTypeOf<string>();
        expectTypeOf(event.value).toEqualTypeOf<unknown>();
      }
      if (event.type === 'error') expectTypeOf(event.path).toEqualTypeOf<string | undefined>();
    };
    expectTypeOf(read).toBeFunction();
  });

  test('tells what is wrong with an invalid field, and what is missing', () => {
    const read = (event: InstantEvent): void => {
      if (event.type === 'invalid') {
        expectTypeOf(event).toEqualTypeOf<InvalidEvent>();
        expectTypeOf(event.value).toEqualTypeOf<unknown>();
        expectTypeOf(event.issues).toEqualTypeOf<readonly FieldIssue[]>();
        expectTypeOf(event.isComplete).toEqualTypeOf<true>();
      }
      if (event.type === 'missing') {
        expectTypeOf(event).toEqualTypeOf<MissingEvent>();
        expectTypeOf(event.value).toEqualTypeOf<undefined>();
        expectTypeOf(event.isComplete).toEqualTypeOf<false>();
      }
    };
    expectTypeOf(read).toBeFunction();
  });

  test('is what an unknown answer’s are', () => {
    // oxlint-disable-next-line typescript/no-explicit-any -- what is tested
    expectTypeOf<InstantEvent<any>>().toEqualTypeOf<InstantEvent>();
    expectTypeOf<Extract<InstantEvent, { type: 'done' }>>().toEqualTypeOf<DoneEvent>();
  });

  test('may be written by hand with its type, its path and what follows from nothing', () => {
    type Issues = readonly FieldIssue[];
    expectTypeOf<{ type: 'missing'; path: string }>().toExtend<InstantEventInput>();
    expectTypeOf<{
      type: 'invalid';
      path: string;
      value: number;
      issues: Issues;
    }>().toExtend<InstantEventInput>();
    expectTypeOf<{ type: 'invalid'; path: string; value: 1 }>().not.toExtend<InstantEventInput>();
  });
});

describe('an event of a typed answer', () => {
  test('has the value’s type at a literal path', () => {
    const read = (event: InstantEvent<Report>): void => {
      if (event.type !== 'done') return;
      if (event.path === 'title') expectTypeOf(event.value).toEqualTypeOf<string>();
      if (event.path === 'at') expectTypeOf(event.value).toEqualTypeOf<Date>();
      if (event.path === '') expectTypeOf(event.value).toEqualTypeOf<Report>();
      if (event.path === 'items[0].price') {
        expectTypeOf(event.value).toEqualTypeOf<number | null>();
      }
      if (event.path === 'range[1]') expectTypeOf(event.value).toEqualTypeOf<string>();
      if (event.path === 'prices.tea') expectTypeOf(event.value).toEqualTypeOf<number>();
      if (event.path === '["a.b"]') expectTypeOf(event.value).toEqualTypeOf<boolean>();
      if (event.path === 'extra') expectTypeOf(event.value).toEqualTypeOf<unknown>();
    };
    expectTypeOf(read).toBeFunction();
  });

  test('has the value’s type at a pattern, and a path that fits it', () => {
    const read = (event: InstantEvent<Report>): void => {
      if (event.type !== 'done') return;
      if (event.wildcardPath === 'items[*].name') {
        expectTypeOf(event.value).toEqualTypeOf<string>();
        expectTypeOf(event.path).toEqualTypeOf<`items[${number}].name`>();
      }
      if (event.wildcardPath === 'items[*]') {
        expectTypeOf(event.value).toEqualTypeOf<Report['items'][number]>();
      }
      if (event.wildcardPath === 'range[*]') {
        expectTypeOf(event.value).toEqualTypeOf<string | number>();
      }
    };
    expectTypeOf(read).toBeFunction();
  });

  test('narrows in a switch, and in any order of questions', () => {
    const read = (event: InstantEvent<Report>) => {
      switch (event.wildcardPath) {
        case 'title':
          return event.type === 'done' ? event.value : undefined;
        case 'items[*].price':
          return event.type === 'done' ? event.value : undefined;
        default:
          return undefined;
      }
    };
    expectTypeOf(read).returns.toEqualTypeOf<string | number | null | undefined>();
  });

  test('that is complete may be invalid, so its value is told apart by its type', () => {
    const read = (event: InstantEvent<Report>): void => {
      if (event.path === 'title' && event.isComplete) {
        expectTypeOf(event.type).toEqualTypeOf<'done' | 'invalid'>();
        expectTypeOf(event.value).toEqualTypeOf<unknown>();
        if (event.type === 'done') expectTypeOf(event.value).toEqualTypeOf<string>();
        else expectTypeOf(event.issues).toEqualTypeOf<readonly FieldIssue[]>();
      }
    };
    expectTypeOf(read).toBeFunction();
  });

  test('of an optional field is never undefined: there is an event because it came', () => {
    const read = (event: InstantEvent<Report>): void => {
      if (event.type === 'done' && event.path === 'score') {
        expectTypeOf(event.value).toEqualTypeOf<number>();
      }
    };
    expectTypeOf(read).toBeFunction();
  });

  test('has what any member of a union has there', () => {
    const read = (event: InstantEvent<Report>): void => {
      if (event.type !== 'done') return;
      if (event.path === 'shape.size') {
        expectTypeOf(event.value).toEqualTypeOf<string | number>();
      }
      if (event.path === 'shape.text') expectTypeOf(event.value).toEqualTypeOf<string>();
      if (event.path === 'shape' && event.value.kind === 'label') {
        expectTypeOf(event.value.text).toEqualTypeOf<string>();
      }
    };
    expectTypeOf(read).toBeFunction();
  });

  test('grows as text wherever it is', () => {
    const read = (event: InstantEvent<Report>): void => {
      if (event.type === 'delta' && event.path === 'title') {
        expectTypeOf(event.value).toEqualTypeOf<string>();
        expectTypeOf(event.delta).toEqualTypeOf<string>();
      }
      if (event.type === 'delta') {
        expectTypeOf(event).toEqualTypeOf<DeltaEvent<FieldPath<Report>, WildcardPath<Report>>>();
      }
    };
    expectTypeOf(read).toBeFunction();
  });

  test('refuses paths and patterns the answer does not have', () => {
    type Two = { title: string; items: { name: string }[] };
    const read = (event: InstantEvent<Two>): void => {
      // @ts-expect-error -- a typo
      if (event.path === 'titel') return;
      // @ts-expect-error -- an item has no such field
      if (event.path === 'items[0].title') return;
      // @ts-expect-error -- a pattern is no path
      if (event.path === 'items[*].name') return;
      // @ts-expect-error -- a path is no pattern
      if (event.wildcardPath === 'items[0].name') return;
      if (event.type === 'done' && event.path === 'title') {
        // @ts-expect-error -- a title is text
        event.value.toFixed();
      }
    };
    expectTypeOf(read).toBeFunction();
  });

  test('of a text answer is about its root', () => {
    const read = (event: InstantEvent<string>): void => {
      if (event.type === 'done') {
        expectTypeOf(event.value).toEqualTypeOf<string>();
        expectTypeOf(event.path).toEqualTypeOf<''>();
      }
    };
    expectTypeOf(read).toBeFunction();
  });

  test('of a recursive answer is typed for two turns', () => {
    const Comment = z.object({
      text: z.string(),
      get replies() {
        return z.array(Comment);
      },
    });
    const read = (event: InstantEvent<z.infer<typeof Comment>>): void => {
      if (event.type !== 'done') return;
      if (event.path === 'replies[3].text') expectTypeOf(event.value).toEqualTypeOf<string>();
      if (event.wildcardPath === 'replies[*].replies[*]') {
        expectTypeOf(event.value).toEqualTypeOf<z.infer<typeof Comment>>();
      }
      if (event.wildcardPath === 'replies[*].replies[*].replies[*].text') {
        expectTypeOf(event.value).toEqualTypeOf<unknown>();
      }
    };
    expectTypeOf(read).toBeFunction();
  });

  test('is an event of any answer, and may be yielded by any source', () => {
    expectTypeOf<InstantEvent<Report>>().toExtend<InstantEvent>();
    expectTypeOf<InstantEvent<Report>>().toExtend<InstantEventInput>();
    expectTypeOf<FieldEvent<Report>>().toExtend<FieldEvent>();
    expectTypeOf<InstantEvent>().not.toExtend<InstantEvent<Report>>();
    expectTypeOf<AsyncIterable<InstantEvent<Report>>>().toExtend<AsyncIterable<InstantEvent>>();
    expectTypeOf<(event: InstantEvent) => void>().toExtend<(event: InstantEvent<Report>) => void>();
  });

  test('comes from text whose type the reader knows', async () => {
    for await (const event of instantEvents<Report>(['{}'])) {
      if (event.type === 'done' && event.path === 'at') {
        expectTypeOf(event.value).toEqualTypeOf<Date>();
      }
    }
    expectTypeOf(instantEvents([''])).toEqualTypeOf<
      AsyncGenerator<InstantEvent, void, undefined>
    >();
  });

  test('tells fields from the run', () => {
    const read = (event: InstantEvent<Report>): void => {
      if (isFieldEvent(event)) expectTypeOf(event.path).toEqualTypeOf<FieldPath<Report>>();
      else {
        expectTypeOf(event.type).toEqualTypeOf<
          | 'attempt'
          | 'reasoning'
          | 'meta'
          | 'tool'
          | 'lane'
          | 'signal'
          | 'interrupt'
          | 'progress'
          | 'item'
          | 'end'
          | 'error'
        >();
      }
      if (event.type === 'end') expectTypeOf(event.incomplete).toEqualTypeOf<readonly string[]>();
    };
    expectTypeOf(read).toBeFunction();
  });
});

describe('an event of an answer of some type', () => {
  test('can be read by a generic function', () => {
    function collect<T>(events: Iterable<InstantEvent<T>>): InstantEvent[] {
      const done: InstantEvent[] = [];
      for (const event of events) {
        if (event.type === 'done' || event.isComplete) done.push(event);
        if (isFieldEvent(event)) expectTypeOf(event.indexes).toEqualTypeOf<readonly number[]>();
      }
      return done;
    }
    expectTypeOf(collect<Report>).returns.toEqualTypeOf<InstantEvent[]>();
  });

  test('can be waited for by a generic function, which returns what is there', () => {
    function valueAt<T, P extends FieldPath<T>>(
      events: Iterable<InstantEvent<T>>,
      path: P,
    ): FieldValue<T, P> | undefined {
      for (const event of events) {
        if (event.type === 'done' && event.path === path) return event.value as FieldValue<T, P>;
      }
      return undefined;
    }
    expectTypeOf(valueAt<Report, 'title'>).returns.toEqualTypeOf<string | undefined>();
    expectTypeOf(valueAt<Report, 'items[0].price'>).returns.toEqualTypeOf<
      number | null | undefined
    >();
  });
});

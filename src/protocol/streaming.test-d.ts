import { describe, expectTypeOf, test } from 'vitest';
import { z } from 'zod';
import type { Streaming } from './field-path.js';

describe('Streaming', () => {
  test('lets every key be absent and every array be short', () => {
    type Report = { title: string; items: { name: string; tags: string[] }[] };
    type Live = Streaming<Report>;
    expectTypeOf<Live['title']>().toEqualTypeOf<string | undefined>();
    expectTypeOf<NonNullable<Live['items']>[0]['tags']>().toEqualTypeOf<
      readonly string[] | undefined
    >();
    expectTypeOf({}).toExtend<Live>();
    expectTypeOf({ items: [{}, { tags: [] }] }).toExtend<Live>();
    expectTypeOf<Report>().toExtend<Live>();
    expectTypeOf({ items: [{ name: 1 }] }).not.toExtend<Live>();
  });

  test('of a tuple is a beginning of it', () => {
    type Live = Streaming<[string, { a: number }, ...boolean[]]>;
    expectTypeOf<Live>().toEqualTypeOf<
      readonly [string?, { readonly a?: number }?, ...boolean[]]
    >();
    expectTypeOf<[]>().toExtend<Live>();
    expectTypeOf<[string]>().toExtend<Live>();
    expectTypeOf<[string, { a: number }, boolean]>().toExtend<Live>();
    expectTypeOf<[{ a: number }]>().not.toExtend<Live>();
    expectTypeOf<Streaming<readonly [1]>>().toEqualTypeOf<readonly [1?]>();
    expectTypeOf<[1, 2]>().not.toExtend<Streaming<[1]>>();
    expectTypeOf<Streaming<[]>>().toEqualTypeOf<readonly []>();
  });

  test('keeps leaves whole: they come at once', () => {
    type Leaves = Date | Map<string, { a: 1 }> | Set<1> | bigint | null | URL;
    expectTypeOf<Streaming<Leaves>>().toEqualTypeOf<Leaves>();
    expectTypeOf<Streaming<'a' | 'b'>>().toEqualTypeOf<'a' | 'b'>();
    type Id = string & z.core.$brand<'Id'>;
    expectTypeOf<Streaming<{ id: Id }>>().toEqualTypeOf<{ readonly id?: Id }>();
  });

  test('keeps the members of a union apart', () => {
    type Shape = { kind: 'circle'; radius: number } | { kind: 'label'; text: string };
    const radius = (shape: Streaming<Shape>) =>
      shape.kind === 'circle' ? shape.radius : undefined;
    expectTypeOf(radius).returns.toEqualTypeOf<number | undefined>();
    expectTypeOf<Streaming<string | { a: 1 } | null>>().toEqualTypeOf<
      string | { readonly a?: 1 } | null
    >();
  });

  test('of a record is a record', () => {
    type Live = Streaming<Record<string, { amount: number }>>;
    expectTypeOf<NonNullable<Live['tea']>>().toEqualTypeOf<{ readonly amount?: number }>();
    expectTypeOf<Streaming<Record<'a' | 'b', number>>>().toEqualTypeOf<{
      readonly a?: number;
      readonly b?: number;
    }>();
  });

  test('follows a recursive schema down', () => {
    const Comment = z.object({
      text: z.string(),
      get replies() {
        return z.array(Comment);
      },
    });
    type Live = Streaming<z.infer<typeof Comment>>;
    const third = (live: Live) => live.replies?.[0]?.replies?.[0]?.replies?.[0]?.text;
    expectTypeOf(third).returns.toEqualTypeOf<string | undefined>();
    // @ts-expect-error -- a comment has no such field
    const wrong = (live: Live) => live.replies?.[0]?.texd;
    expectTypeOf(wrong).toBeFunction();
  });

  test('says nothing where the type says nothing', () => {
    expectTypeOf<Streaming<unknown>>().toEqualTypeOf<unknown>();
    expectTypeOf<Streaming<never>>().toEqualTypeOf<never>();
    // oxlint-disable-next-line typescript/no-explicit-any -- what is tested
    expectTypeOf<Streaming<any>>().toBeAny();
  });
});

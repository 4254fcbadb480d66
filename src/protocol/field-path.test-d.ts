import { describe, expectTypeOf, test } from 'vitest';
import { z } from 'zod';
import type { FieldPath, WildcardPath } from './field-path.js';

/** Accepts what is a path of `T`, as a hook or a component does. */
declare function at<T>(): <P extends FieldPath<T>>(path: P) => P;

describe('FieldPath', () => {
  test('is every path, the root first, of objects and arrays', () => {
    type Report = { title: string; items: { name: string; tags: string[] }[] };
    expectTypeOf<FieldPath<Report>>().toEqualTypeOf<
      | ''
      | 'title'
      | 'items'
      | `items[${number}]`
      | `items[${number}].name`
      | `items[${number}].tags`
      | `items[${number}].tags[${number}]`
    >();
    const path = at<Report>();
    expectTypeOf(path('items[0].name')).toEqualTypeOf<'items[0].name'>();
    // @ts-expect-error -- a typo
    path('titel');
    // @ts-expect-error -- an item has no such field
    path('items[0].title');
    // @ts-expect-error -- an index is a number
    path('items[first]');
    // @ts-expect-error -- a string has no fields
    path('title.length');
  });

  test('of an answer that is a list, a text or a number begins there', () => {
    expectTypeOf<FieldPath<{ a: 1 }[]>>().toEqualTypeOf<'' | `[${number}]` | `[${number}].a`>();
    expectTypeOf<FieldPath<string>>().toEqualTypeOf<''>();
    expectTypeOf<FieldPath<number | null>>().toEqualTypeOf<''>();
  });

  test('goes through optional, nullable, readonly and branded values', () => {
    const schema = z.object({
      a: z.object({ b: z.string().nullish() }).optional(),
      c: z.array(z.number()).readonly().nullable(),
      d: z.object({ e: z.string().brand<'E'>() }).brand<'D'>(),
      f: z.object({ g: z.boolean() }).readonly().default({ g: true }),
    });
    expectTypeOf<FieldPath<z.infer<typeof schema>>>().toEqualTypeOf<
      '' | 'a' | 'a.b' | 'c' | `c[${number}]` | 'd' | 'd.e' | 'f' | 'f.g'
    >();
  });

  test('stops at dates, maps, sets, big integers, functions, instances and what has its own JSON form', () => {
    type Leaves = {
      date: Date;
      map: Map<string, { a: 1 }>;
      set: Set<{ a: 1 }>;
      big: bigint;
      url: URL;
      bytes: Uint8Array;
    };
    expectTypeOf<FieldPath<Leaves>>().toEqualTypeOf<'' | keyof Leaves>();
    expectTypeOf<FieldPath<{ list: (() => void)[] }>>().toEqualTypeOf<
      '' | 'list' | `list[${number}]`
    >();
    class Price {
      readonly amount = 1;
      format(): string {
        return `${this.amount} €`;
      }
    }
    expectTypeOf<FieldPath<{ price: Price }>>().toEqualTypeOf<'' | 'price'>();
  });

  test('has a tuple’s own indexes, and any index of its rest', () => {
    type Pair = { pair: [string, { a: number }?] };
    expectTypeOf<FieldPath<Pair>>().toEqualTypeOf<
      '' | 'pair' | 'pair[0]' | 'pair[1]' | 'pair[1].a'
    >();
    // @ts-expect-error -- there is no third
    at<Pair>()('pair[2]');
    // @ts-expect-error -- any index is not one of two
    at<Pair>()(`pair[${Number('1')}]`);

    const row = at<[string, ...{ cell: number }[]]>();
    row('[0]');
    row('[7].cell');
    // @ts-expect-error -- a cell has no such field
    row('[7].cel');
    expectTypeOf<FieldPath<{ none: [] }>>().toEqualTypeOf<'' | 'none'>();
    expectTypeOf<FieldPath<readonly [1, 2]>>().toEqualTypeOf<'' | '[0]' | '[1]'>();
  });

  test('has the paths of every member of a union', () => {
    const Shape = z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('circle'), radius: z.number() }),
      z.object({ kind: z.literal('label'), text: z.string(), at: z.tuple([z.number()]) }),
    ]);
    expectTypeOf<FieldPath<z.infer<typeof Shape>>>().toEqualTypeOf<
      '' | 'kind' | 'radius' | 'text' | 'at' | 'at[0]'
    >();
    expectTypeOf<FieldPath<{ value: string | { text: string } | number[] }>>().toEqualTypeOf<
      '' | 'value' | 'value.text' | `value[${number}]`
    >();
  });

  test('takes any key of a record, bare or quoted, and below it what its values have', () => {
    const prices = at<{ prices: Record<string, { amount: number }> }>();
    prices('prices.tea');
    prices('prices.tea.amount');
    prices('prices["green tea"].amount');
    // @ts-expect-error -- a record is no list
    prices('prices[0]');
    // @ts-expect-error -- a typo
    prices('price.tea');
    expectTypeOf<FieldPath<Record<string, number>>>().toEqualTypeOf<string>();
  });

  test('takes the keys of a record by an enum, and any text for branded ones', () => {
    const schema = z.object({
      byEnum: z.record(z.enum(['low', 'high']), z.number()),
      partly: z.partialRecord(z.enum(['low', 'high']), z.object({ a: z.string() })),
      byId: z.record(z.string().brand<'Id'>(), z.object({ name: z.string() })),
    });
    const path = at<z.infer<typeof schema>>();
    path('byEnum.low');
    path('partly.high.a');
    path('byId.x.name');
    path('byId["x y"].name');
    // @ts-expect-error -- no member of the enum
    path('byEnum.middle');
    // @ts-expect-error -- no member of the enum
    path('partly.middle.a');
  });

  test('quotes the keys that `formatPath` quotes', () => {
    type Odd = {
      'a.b': { 'c d': 1 };
      '1st': 1;
      'read-time': 1;
      _$: 1;
      '': 1;
      2024: 1;
      'say "hi"': 1;
      'back\\slash': 1;
      größe: 1;
    };
    expectTypeOf<FieldPath<Odd>>().toEqualTypeOf<
      | ''
      | '["a.b"]'
      | '["a.b"]["c d"]'
      | '["1st"]'
      | 'read-time'
      | '_$'
      | '[""]'
      | '["2024"]'
      | '["say \\"hi\\""]'
      | '["back\\\\slash"]'
      | 'größe'
    >();
    expectTypeOf<FieldPath<{ in: { 'x-1': 1; 'x:1': 1 } }>>().toEqualTypeOf<
      '' | 'in' | 'in.x-1' | 'in["x:1"]'
    >();
  });

  test('has both forms where only the running program knows a letter', () => {
    expectTypeOf<FieldPath<{ 題名: 1; '🎉': 1 }>>().toEqualTypeOf<
      '' | '題名' | '["題名"]' | '🎉' | '["🎉"]'
    >();
  });

  test('checks two turns of a recursive schema and takes any path below', () => {
    const Comment = z.object({
      text: z.string(),
      get replies() {
        return z.array(Comment);
      },
    });
    const path = at<z.infer<typeof Comment>>();
    path('replies[0].text');
    path('replies[0].replies[1].text');
    path('replies[0].replies[1].replies[2].replies[3].text');
    // @ts-expect-error -- a typo in the first turn
    path('texd');
    // @ts-expect-error -- a typo in the second turn
    path('replies[0].texd');
  });

  test('checks recursion through lazy schemas and between two types', () => {
    interface File {
      name: string;
      folder: Folder | null;
    }
    interface Folder {
      files: File[];
      byName: Record<string, File>;
    }
    const File: z.ZodType<File> = z.lazy(() =>
      z.object({ name: z.string(), folder: Folder.nullable() }),
    );
    const Folder: z.ZodType<Folder> = z.lazy(() =>
      z.object({ files: z.array(File), byName: z.record(z.string(), File) }),
    );
    const path = at<z.infer<typeof File>>();
    path('folder.files[0].folder.files[0].name');
    path('folder.byName.a.name');
    // @ts-expect-error -- a folder has no such field
    path('folder.name');
    // @ts-expect-error -- a folder has no such field, in the second turn too
    path('folder.files[0].folder.name');
  });

  test('ends, for types that grow with every level', () => {
    interface Growing<T> {
      value: T;
      next: Growing<T[]>;
    }
    const path = at<Growing<string>>();
    path('next.next.value[0][0]');
    // @ts-expect-error -- a typo
    path('next.nekst');
    const json = at<{ data: z.core.util.JSONType }>();
    json('data.a[0].b.c[1]');
  });

  test('is any text where the type says nothing, there and nowhere else', () => {
    expectTypeOf<FieldPath<unknown>>().toEqualTypeOf<string>();
    // oxlint-disable-next-line typescript/no-explicit-any -- what is tested
    type Loose = { any: any; unknown: unknown; never: never; void?: undefined };
    // oxlint-disable-next-line typescript/no-explicit-any -- what is tested
    expectTypeOf<FieldPath<any>>().toEqualTypeOf<string>();
    const path = at<Loose>();
    path('any');
    path('any.a[0]');
    path('unknown[0].b');
    // @ts-expect-error -- nothing can ever be there
    path('never');
    // @ts-expect-error -- nothing can ever be there
    path('void');
    // @ts-expect-error -- a typo
    path('anny');
    expectTypeOf<FieldPath<never>>().toEqualTypeOf<never>();
  });

  test('reaches deep', () => {
    type Deep = { a: { b: { c: { d: { e: { f: { g: { h: string }[] }[] } } } } } };
    const path = at<Deep>();
    path('a.b.c.d.e.f[0].g[1].h');
    // @ts-expect-error -- a typo far down
    path('a.b.c.d.e.f[0].g[1].i');
  });

  test('is text to a generic function', () => {
    const join = <T>(path: FieldPath<T>, all: Record<string, number>) => all[path];
    expectTypeOf(join<{ a: string }>)
      .parameter(0)
      .toEqualTypeOf<'' | 'a'>();
  });
});

describe('WildcardPath', () => {
  test('is every path with its indexes as stars', () => {
    type Report = { title: string; items: { tags: string[] }[]; pair: [string, { a: 1 }] };
    expectTypeOf<WildcardPath<Report>>().toEqualTypeOf<
      | ''
      | 'title'
      | 'items'
      | 'items[*]'
      | 'items[*].tags'
      | 'items[*].tags[*]'
      | 'pair'
      | 'pair[*]'
      | 'pair[*].a'
    >();
    expectTypeOf<'items[0]'>().not.toExtend<WildcardPath<Report>>();
  });

  test('keeps the keys of a record', () => {
    expectTypeOf<WildcardPath<{ m: Record<'a' | 'b', number[]> }>>().toEqualTypeOf<
      '' | 'm' | 'm.a' | 'm.b' | 'm.a[*]' | 'm.b[*]'
    >();
    expectTypeOf<'m.key[*]'>().toExtend<WildcardPath<{ m: Record<string, number[]> }>>();
  });

  test('is any text where the type says nothing', () => {
    expectTypeOf<WildcardPath<unknown>>().toEqualTypeOf<string>();
  });
});

import { describe, expectTypeOf, test } from 'vitest';
import { z } from 'zod';
import type { FieldPath, FieldValue } from './field-path.js';

describe('FieldValue', () => {
  test('is what a path leads to', () => {
    type Report = { title: string; items: { name: string; tags: string[] }[] };
    expectTypeOf<FieldValue<Report, ''>>().toEqualTypeOf<Report>();
    expectTypeOf<FieldValue<Report, 'title'>>().toEqualTypeOf<string>();
    expectTypeOf<FieldValue<Report, 'items[0]'>>().toEqualTypeOf<Report['items'][0]>();
    expectTypeOf<FieldValue<Report, 'items[0].tags[1]'>>().toEqualTypeOf<string>();
    expectTypeOf<FieldValue<Report, `items[${number}].name`>>().toEqualTypeOf<string>();
    expectTypeOf<FieldValue<{ a: 1 }[], '[0].a'>>().toEqualTypeOf<1>();
  });

  test('is what a pattern leads to', () => {
    type Report = { items: { tags: string[] }[]; pair: [string, { a: number }] };
    expectTypeOf<FieldValue<Report, 'items[*].tags[*]'>>().toEqualTypeOf<string>();
    expectTypeOf<FieldValue<Report, 'pair[*]'>>().toEqualTypeOf<string | { a: number }>();
    expectTypeOf<FieldValue<Report, 'pair[*].a'>>().toEqualTypeOf<number | undefined>();
  });

  test('is the union over several paths', () => {
    expectTypeOf<FieldValue<{ a: 1; b: 2 }, 'a' | 'b'>>().toEqualTypeOf<1 | 2>();
  });

  test('is unknown where nothing is known', () => {
    type Report = { title: string; extra: unknown };
    expectTypeOf<FieldValue<Report, string>>().toEqualTypeOf<unknown>();
    expectTypeOf<FieldValue<Report, 'titel'>>().toEqualTypeOf<unknown>();
    expectTypeOf<FieldValue<Report, 'title.length'>>().toEqualTypeOf<unknown>();
    expectTypeOf<FieldValue<Report, 'extra'>>().toEqualTypeOf<unknown>();
    expectTypeOf<FieldValue<Report, 'extra.a[0]'>>().toEqualTypeOf<unknown>();
    expectTypeOf<FieldValue<unknown, 'a'>>().toEqualTypeOf<unknown>();
    // oxlint-disable-next-line typescript/no-explicit-any -- what is tested
    expectTypeOf<FieldValue<{ a: any }, 'a' | 'a.b'>>().toEqualTypeOf<unknown>();
  });

  test('may be undefined below what may be absent or null', () => {
    type Report = {
      author?: { name: string; links: string[] };
      editor: { name: string } | null;
      note?: string;
    };
    expectTypeOf<FieldValue<Report, 'note'>>().toEqualTypeOf<string | undefined>();
    expectTypeOf<FieldValue<Report, 'editor'>>().toEqualTypeOf<{ name: string } | null>();
    expectTypeOf<FieldValue<Report, 'author.name'>>().toEqualTypeOf<string | undefined>();
    expectTypeOf<FieldValue<Report, 'author.links[0]'>>().toEqualTypeOf<string | undefined>();
    expectTypeOf<FieldValue<Report, 'editor.name'>>().toEqualTypeOf<string | undefined>();
  });

  test('is the union over the members that have it, and undefined where some lack it', () => {
    type Shape =
      | { kind: 'circle'; size: number }
      | { kind: 'label'; size: 'small' | 'big'; text: string };
    expectTypeOf<FieldValue<Shape, 'kind'>>().toEqualTypeOf<'circle' | 'label'>();
    expectTypeOf<FieldValue<Shape, 'size'>>().toEqualTypeOf<number | 'small' | 'big'>();
    expectTypeOf<FieldValue<Shape, 'text'>>().toEqualTypeOf<string | undefined>();
    type Mixed = { value: string | { text: string } | number[] };
    expectTypeOf<FieldValue<Mixed, 'value.text'>>().toEqualTypeOf<string | undefined>();
    expectTypeOf<FieldValue<Mixed, 'value[0]'>>().toEqualTypeOf<number | undefined>();
  });

  test('knows the places of a tuple', () => {
    type Row = [string, number?, ...Date[]];
    expectTypeOf<FieldValue<Row, '[0]'>>().toEqualTypeOf<string>();
    expectTypeOf<FieldValue<Row, '[1]'>>().toEqualTypeOf<number | undefined>();
    expectTypeOf<FieldValue<Row, '[2]'>>().toEqualTypeOf<Date>();
    expectTypeOf<FieldValue<Row, '[40]'>>().toEqualTypeOf<Date>();
    expectTypeOf<FieldValue<Row, `[${number}]`>>().toEqualTypeOf<
      string | number | Date | undefined
    >();
    expectTypeOf<FieldValue<[string], '[1]'>>().toEqualTypeOf<unknown>();
    expectTypeOf<FieldValue<readonly [1, { a: 2 }], '[1].a'>>().toEqualTypeOf<2>();
  });

  test('knows the values of records, by text, enum or brand', () => {
    const schema = z.object({
      byText: z.record(z.string(), z.object({ amount: z.number() })),
      byEnum: z.record(z.enum(['low', 'high']), z.number()),
      partly: z.partialRecord(z.enum(['low', 'high']), z.number()),
      byId: z.record(z.string().brand<'Id'>(), z.object({ name: z.string() })),
    });
    type Report = z.infer<typeof schema>;
    expectTypeOf<FieldValue<Report, 'byText.tea.amount'>>().toEqualTypeOf<number>();
    expectTypeOf<FieldValue<Report, 'byText["green tea"].amount'>>().toEqualTypeOf<number>();
    expectTypeOf<FieldValue<Report, 'byEnum.low'>>().toEqualTypeOf<number>();
    expectTypeOf<FieldValue<Report, 'partly.low'>>().toEqualTypeOf<number | undefined>();
    expectTypeOf<FieldValue<Report, 'byId.x.name'>>().toEqualTypeOf<string>();
    expectTypeOf<FieldValue<Report, 'byEnum.middle'>>().toEqualTypeOf<unknown>();
  });

  test('reads quoted keys', () => {
    type Odd = {
      'a.b': { 'c[0]': 1; d: 2 };
      2024: 3;
      'say "hi"]': { x: 4 };
      'back\\slash': 5;
      plain: { 'e f': { g: 6 }[] };
    };
    expectTypeOf<FieldValue<Odd, '["a.b"]["c[0]"]'>>().toEqualTypeOf<1>();
    expectTypeOf<FieldValue<Odd, '["a.b"].d'>>().toEqualTypeOf<2>();
    expectTypeOf<FieldValue<Odd, '["2024"]'>>().toEqualTypeOf<3>();
    expectTypeOf<FieldValue<Odd, '["say \\"hi\\"]"].x'>>().toEqualTypeOf<4>();
    expectTypeOf<FieldValue<Odd, '["back\\\\slash"]'>>().toEqualTypeOf<5>();
    expectTypeOf<FieldValue<Odd, 'plain["e f"][0].g'>>().toEqualTypeOf<6>();
  });

  test('of every path of a type is known', () => {
    type Odd = { 'a.b': { c: 1 }[]; d: [2, { e?: 3 }] };
    expectTypeOf<FieldValue<Odd, Exclude<FieldPath<Odd>, ''>>>().toEqualTypeOf<
      Odd['a.b'] | Odd['d'] | { c: 1 } | { e?: 3 } | 1 | 2 | 3 | undefined
    >();
  });

  test('goes as deep as a recursive schema is asked to', () => {
    const Node = z.object({
      name: z.string(),
      get left() {
        return Node.optional();
      },
      get children() {
        return z.array(Node);
      },
    });
    type Node = z.infer<typeof Node>;
    expectTypeOf<FieldValue<Node, 'children[0].name'>>().toEqualTypeOf<string>();
    expectTypeOf<
      FieldValue<Node, 'children[0].children[1].children[2].children[3].children[4].name'>
    >().toEqualTypeOf<string>();
    expectTypeOf<FieldValue<Node, 'left.left.name'>>().toEqualTypeOf<string | undefined>();
  });
});

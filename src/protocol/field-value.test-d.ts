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
    expectTypeOf<FieldValue<Report, 'pair[*].a'>>().toEqualTypeOf<number>();
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

  test('is what is there when it came, below what may be absent or null too', () => {
    type Report = {
      author?: { name: string; links: string[] };
      editor: { name: string } | null;
      note?: string;
    };
    expectTypeOf<FieldValue<Report, 'note'>>().toEqualTypeOf<string>();
    expectTypeOf<FieldValue<Report, 'editor'>>().toEqualTypeOf<{ name: string } | null>();
    expectTypeOf<FieldValue<Report, 'author.name'>>().toEqualTypeOf<string>();
    expectTypeOf<FieldValue<Report, 'author.links[0]'>>().toEqualTypeOf<string>();
    expectTypeOf<FieldValue<Report, 'editor.name'>>().toEqualTypeOf<string>();
  });

  test('is the union over the members that have it', () => {
    type Shape =
      | { kind: 'circle'; size: number }
      | { kind: 'label'; size: 'small' | 'big'; text: string };
    expectTypeOf<FieldValue<Shape, 'kind'>>().toEqualTypeOf<'circle' | 'label'>();
    expectTypeOf<FieldValue<Shape, 'size'>>().toEqualTypeOf<number | 'small' | 'big'>();
    expectTypeOf<FieldValue<Shape, 'text'>>().toEqualTypeOf<string>();
    type Mixed = { value: string | { text: string } | number[] };
    expectTypeOf<FieldValue<Mixed, 'value.text'>>().toEqualTypeOf<string>();
    expectTypeOf<FieldValue<Mixed, 'value[0]'>>().toEqualTypeOf<number>();
  });

  test('knows the places of a tuple', () => {
    type Row = [string, number?, ...Date[]];
    expectTypeOf<FieldValue<Row, '[0]'>>().toEqualTypeOf<string>();
    expectTypeOf<FieldValue<Row, '[1]'>>().toEqualTypeOf<number>();
    expectTypeOf<FieldValue<Row, '[2]'>>().toEqualTypeOf<Date>();
    expectTypeOf<FieldValue<Row, '[40]'>>().toEqualTypeOf<Date>();
    expectTypeOf<FieldValue<Row, `[${number}]`>>().toEqualTypeOf<string | number | Date>();
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
    expectTypeOf<FieldValue<Report, 'partly.low'>>().toEqualTypeOf<number>();
    expectTypeOf<FieldValue<Report, 'byId.x.name'>>().toEqualTypeOf<string>();
    expectTypeOf<FieldValue<Report, 'byEnum.middle'>>().toEqualTypeOf<unknown>();
    expectTypeOf<FieldValue<Report, 'byText.2024.amount'>>().toEqualTypeOf<unknown>();
    expectTypeOf<FieldValue<Report, 'byText["2024"].amount'>>().toEqualTypeOf<number>();
    expectTypeOf<FieldValue<Report, `byText.${string}.amount`>>().toEqualTypeOf<number>();
    expectTypeOf<FieldValue<Report, `byText.${string}`>>().toEqualTypeOf<{ amount: number }>();
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
      Odd['a.b'] | Odd['d'] | { c: 1 } | { e?: 3 } | 1 | 2 | 3
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
    expectTypeOf<FieldValue<Node, 'left.left.name'>>().toEqualTypeOf<string>();
  });

  test('is a required value that may be undefined, as a schema made it', () => {
    const schema = z.object({ made: z.string().transform((text) => text || undefined) });
    type Made = z.infer<typeof schema>;
    expectTypeOf<FieldValue<Made, 'made'>>().toEqualTypeOf<string | undefined>();
  });

  test('is JSON where a schema says no more, and unknown below', () => {
    const schema = z.object({ data: z.json(), list: z.array(z.json()), any: z.any() });
    type Json = z.infer<typeof schema>;
    expectTypeOf<FieldValue<Json, 'data'>>().toEqualTypeOf<Json['data']>();
    expectTypeOf<FieldValue<Json, 'data.a[0]["b c"]'>>().toEqualTypeOf<unknown>();
    expectTypeOf<FieldValue<Json, 'list[0]'>>().toEqualTypeOf<Json['data']>();
    expectTypeOf<FieldValue<Json, 'list[0].a'>>().toEqualTypeOf<unknown>();
    expectTypeOf<FieldValue<Json, 'any'>>().toEqualTypeOf<unknown>();
  });

  test('keeps brands, literals and what a schema made whole', () => {
    class Price {
      readonly amount = 1;
      format(): string {
        return `${this.amount} €`;
      }
    }
    const schema = z.object({
      id: z.string().brand<'Id'>(),
      level: z.enum(['low', 'high']).nullable(),
      at: z.string().transform((text) => new Date(text)),
      price: z.number().transform(() => new Price()),
      list: z.array(z.number()).readonly(),
    });
    type Made = z.infer<typeof schema>;
    expectTypeOf<FieldValue<Made, 'id'>>().toEqualTypeOf<Made['id']>();
    expectTypeOf<FieldValue<Made, 'level'>>().toEqualTypeOf<'low' | 'high' | null>();
    expectTypeOf<FieldValue<Made, 'at'>>().toEqualTypeOf<Date>();
    expectTypeOf<FieldValue<Made, 'price'>>().toEqualTypeOf<Price>();
    expectTypeOf<FieldValue<Made, 'price.amount'>>().toEqualTypeOf<unknown>();
    expectTypeOf<FieldValue<Made, 'at.getTime'>>().toEqualTypeOf<unknown>();
    expectTypeOf<FieldValue<Made, 'list'>>().toEqualTypeOf<readonly number[]>();
    expectTypeOf<FieldValue<Made, 'list[2]'>>().toEqualTypeOf<number>();
  });
});

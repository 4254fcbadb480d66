import { describe, expectTypeOf, test } from 'vitest';
import { z } from 'zod';
import type { CheckedPath } from './checked-path.js';
import type { FieldPath, FieldValue } from './field-path.js';
import type { Path } from './path.js';

const Node = z.object({
  name: z.string(),
  get left() {
    return Node.nullish();
  },
  get kids() {
    return z.array(Node);
  },
  get byKey() {
    return z.record(z.string(), Node);
  },
});
type Node = z.infer<typeof Node>;

/** Reads what is at a literal path of `T`, as a hook or a component does. */
declare function at<T>(): <P extends string>(path: CheckedPath<T, P>) => FieldValue<T, P>;
declare const text: string;
declare const index: number;

describe('CheckedPath', () => {
  test('is the path where the answer has it, at any depth', () => {
    const read = at<Node>();
    expectTypeOf(read('')).toEqualTypeOf<Node>();
    expectTypeOf(read('kids[0].kids[1].name')).toEqualTypeOf<string>();
    expectTypeOf(read('kids[0].left.kids[1].left.byKey.a.kids[2].name')).toEqualTypeOf<string>();
    expectTypeOf(read('left.left.left.left.left.left')).toEqualTypeOf<Node | null>();
    // @ts-expect-error -- a typo in the first turn
    read('nam');
    // @ts-expect-error -- a typo in the third turn
    read('kids[0].kids[1].nam');
    // @ts-expect-error -- a typo far down
    read('kids[0].left.kids[1].left.byKey.a.kids[2].nam');
  });

  test('says otherwise what is wrong, and where', () => {
    expectTypeOf<CheckedPath<Node, 'nam'>>().toEqualTypeOf<'The answer has no nam'>();
    expectTypeOf<
      CheckedPath<Node, 'kids[0].kids[1].nam'>
    >().toEqualTypeOf<'kids[0].kids[1] has no nam'>();
    expectTypeOf<CheckedPath<Node, 'byKey.a.nam.x'>>().toEqualTypeOf<'byKey.a has no nam'>();
    expectTypeOf<CheckedPath<Node, 'name.length'>>().toEqualTypeOf<'name has no length'>();
    expectTypeOf<CheckedPath<Node, 'name[0]'>>().toEqualTypeOf<'name has no [0]'>();
    expectTypeOf<CheckedPath<Node, 'kids.first'>>().toEqualTypeOf<'kids has no first'>();
    expectTypeOf<CheckedPath<[1], '[1]'>>().toEqualTypeOf<'The answer has no [1]'>();
  });

  test('says how it is written, where it is written another way', () => {
    expectTypeOf<
      CheckedPath<Node, 'byKey.2024.name'>
    >().toEqualTypeOf<'byKey has ["2024"], not .2024'>();
    expectTypeOf<
      CheckedPath<Node, 'byKey[2024].name'>
    >().toEqualTypeOf<'byKey has ["2024"], not [2024]'>();
    expectTypeOf<
      CheckedPath<Node, '["name"]'>
    >().toEqualTypeOf<'The answer has .name, not ["name"]'>();
    expectTypeOf<
      CheckedPath<Node, 'kids[*].name'>
    >().toEqualTypeOf<'kids[*].name is a pattern, not a path'>();
  });

  test('says from where on it cannot be read', () => {
    expectTypeOf<CheckedPath<Node, 'kids['>>().toEqualTypeOf<'kids cannot be followed by ['>();
    expectTypeOf<
      CheckedPath<Node, 'kids[0]name'>
    >().toEqualTypeOf<'kids[0] cannot be followed by name'>();
    expectTypeOf<
      CheckedPath<Node, 'byKey["a'>
    >().toEqualTypeOf<'byKey cannot be followed by ["a'>();
    expectTypeOf<CheckedPath<Node, 'left.'>>().toEqualTypeOf<'left cannot be followed by .'>();
  });

  test('goes through the keys of records: text, digits, enums and brands', () => {
    const schema = z.object({
      meta: z.record(z.string(), z.object({ at: z.string() })),
      byEnum: z.record(z.enum(['low', 'high']), z.object({ at: z.number() })),
      byId: z.record(z.string().brand<'Id'>(), z.object({ at: z.boolean() })),
      years: z.record(z.number(), z.object({ at: z.null() })),
    });
    const read = at<z.infer<typeof schema>>();
    expectTypeOf(read('meta.foo.at')).toEqualTypeOf<string>();
    expectTypeOf(read('meta.foo')).toEqualTypeOf<{ at: string }>();
    expectTypeOf(read('meta["a.b"].at')).toEqualTypeOf<string>();
    expectTypeOf(read('meta["2024"].at')).toEqualTypeOf<string>();
    expectTypeOf(read('byEnum.low.at')).toEqualTypeOf<number>();
    expectTypeOf(read('byId.x.at')).toEqualTypeOf<boolean>();
    expectTypeOf(read('years["2024"].at')).toEqualTypeOf<null>();
    // @ts-expect-error -- the values have no such field
    read('meta.foo.it');
    // @ts-expect-error -- no member of the enum
    read('byEnum.middle.at');
    // @ts-expect-error -- no number
    read('years.first.at');
    // @ts-expect-error -- a record is no list
    read('meta[0].at');
  });

  test('takes what the running program puts in for an index or a key', () => {
    const read = at<Node>();
    expectTypeOf(read(`kids[${index}].kids[${index}].name`)).toEqualTypeOf<string>();
    expectTypeOf(read(`byKey.${text}.name`)).toEqualTypeOf<string>();
    expectTypeOf(read(`byKey["${text}"].name`)).toEqualTypeOf<string>();
    // @ts-expect-error -- a typo behind it
    read(`kids[${index}].kids[${index}].nam`);
    // @ts-expect-error -- any text is no index
    read(`kids[${text}]`);
    // @ts-expect-error -- any text is no path
    read(text);
  });

  test('of one of several paths is each of them', () => {
    const read = at<Node>();
    expectTypeOf(read(text === '' ? 'name' : 'kids')).toEqualTypeOf<string | Node[]>();
    // @ts-expect-error -- one of them is a typo
    read(text === '' ? 'name' : 'kid');
  });

  test('goes through what may be absent or null, frozen, branded, and any member of a union', () => {
    const schema = z.object({
      a: z.object({ b: z.array(z.object({ c: z.string().optional() })).nullish() }).optional(),
      d: z
        .object({ e: z.array(z.number()).readonly() })
        .readonly()
        .brand<'D'>()
        .nullable(),
      shape: z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('circle'), size: z.number() }),
        z.object({ kind: z.literal('label'), size: z.string(), text: z.string() }),
      ]),
      mixed: z.union([z.string(), z.array(z.number()), z.object({ x: z.boolean() })]),
    });
    const read = at<z.infer<typeof schema>>();
    expectTypeOf(read('a.b[0].c')).toEqualTypeOf<string>();
    expectTypeOf(read('a.b')).toEqualTypeOf<{ c?: string | undefined }[] | null>();
    expectTypeOf(read('d.e[0]')).toEqualTypeOf<number>();
    expectTypeOf(read('shape.kind')).toEqualTypeOf<'circle' | 'label'>();
    expectTypeOf(read('shape.size')).toEqualTypeOf<number | string>();
    expectTypeOf(read('shape.text')).toEqualTypeOf<string>();
    expectTypeOf(read('mixed[0]')).toEqualTypeOf<number>();
    expectTypeOf(read('mixed.x')).toEqualTypeOf<boolean>();
    // @ts-expect-error -- no member has it
    read('shape.width');
    // @ts-expect-error -- no member has it
    read('mixed.y');
  });

  test('takes a tuple’s own indexes, and any index of its rest', () => {
    const read = at<{ pair: [string, { a: number }?]; row: [string, ...Date[]] }>();
    expectTypeOf(read('pair[1].a')).toEqualTypeOf<number>();
    expectTypeOf(read('row[0]')).toEqualTypeOf<string>();
    expectTypeOf(read('row[7]')).toEqualTypeOf<Date>();
    expectTypeOf(read(`row[${index}]`)).toEqualTypeOf<string | Date>();
    // @ts-expect-error -- there is no third
    read('pair[2]');
    // @ts-expect-error -- any index is not one of two
    read(`pair[${index}]`);
  });

  test('takes any path where the type says nothing, and none below what has no fields', () => {
    type Loose = {
      unknown: unknown;
      // oxlint-disable-next-line typescript/no-explicit-any -- what is tested
      any: any;
      json: z.core.util.JSONType;
      date: Date;
      map: Map<string, 1>;
      run: (() => void)[];
      never: never;
      void?: undefined;
    };
    const read = at<Loose>();
    expectTypeOf(read('unknown.a["b c"][0]')).toBeUnknown();
    expectTypeOf(read('any.a')).toBeUnknown();
    expectTypeOf(read('json.a[0]')).toBeUnknown();
    expectTypeOf(read('json')).toEqualTypeOf<z.core.util.JSONType>();
    expectTypeOf(at<unknown>()(text)).toBeUnknown();
    expectTypeOf(at<unknown>()('a[*].b')).toBeUnknown();
    // @ts-expect-error -- a date has no fields
    read('date.getTime');
    // @ts-expect-error -- a map has no fields
    read('map.size');
    // @ts-expect-error -- a function has no fields
    read('run[0].name');
    // @ts-expect-error -- nothing can ever be there
    read('never');
    // @ts-expect-error -- nothing can ever be there
    read('void');
    // @ts-expect-error -- a typo
    read('anny');
  });

  test('can be handed on by a generic function', () => {
    function first<T, P extends string>(
      path: CheckedPath<T, P>,
      read: <Q extends string>(path: CheckedPath<T, Q>) => FieldValue<T, Q>,
    ): FieldValue<T, P> {
      return read<P>(path);
    }
    expectTypeOf(first<Node, 'kids[0].name'>).returns.toEqualTypeOf<string>();
  });

  test('lists the paths where the path is not written yet, as an editor asks', () => {
    expectTypeOf<CheckedPath<{ a: { b: 1 }[] }, string>>().toEqualTypeOf<
      FieldPath<{ a: { b: 1 }[] }>
    >();
  });

  test('takes dots before indexes, pointers and segments', () => {
    type Of<P> = CheckedPath<Node, P>;
    expectTypeOf<Of<'kids.0.kids.1.name'>>().toEqualTypeOf<'kids.0.kids.1.name'>();
    expectTypeOf<Of<'kids.0.nam'>>().toEqualTypeOf<'kids[0] has no nam'>();
    expectTypeOf<Of<'/kids/0/name'>>().toEqualTypeOf<'/kids/0/name'>();
    expectTypeOf<Of<'/byKey/a.b/name'>>().toEqualTypeOf<'/byKey/a.b/name'>();
    expectTypeOf<Of<'/kids/0/nam'>>().toEqualTypeOf<'kids[0] has no nam'>();
    expectTypeOf<Of<'/byKey/2024'>>().toEqualTypeOf<'byKey has ["2024"], not [2024]'>();
    expectTypeOf<Of<readonly ['kids', 0]>>().toEqualTypeOf<readonly ['kids', 0]>();
    expectTypeOf<Of<readonly ['kids', number, 'name']>>().toEqualTypeOf<
      readonly ['kids', number, 'name']
    >();
    expectTypeOf<Of<readonly ['kids', 0, 'nam']>>().toEqualTypeOf<'kids[0] has no nam'>();
    expectTypeOf<Of<readonly ['kids', '0']>>().toEqualTypeOf<'kids has [0], not .0'>();
    expectTypeOf<Of<readonly ['byKey', '2024', 'name']>>().toEqualTypeOf<
      readonly ['byKey', '2024', 'name']
    >();
    expectTypeOf<Of<readonly []>>().toEqualTypeOf<readonly []>();
    expectTypeOf<FieldValue<Node, 'kids.0.name'>>().toEqualTypeOf<string>();
    expectTypeOf<FieldValue<Node, '/kids/0/kids'>>().toEqualTypeOf<Node[]>();
    expectTypeOf<FieldValue<Node, readonly ['byKey', 'a.b']>>().toEqualTypeOf<Node>();
    expectTypeOf<FieldValue<Node, readonly []>>().toEqualTypeOf<Node>();
    expectTypeOf<FieldValue<Node, readonly ['kids', 0, 'nam']>>().toBeUnknown();
  });

  test('lets pass what only the running program knows: segments, and pointers that escape', () => {
    expectTypeOf<CheckedPath<Node, Path>>().toEqualTypeOf<Path>();
    expectTypeOf<FieldValue<Node, Path>>().toBeUnknown();
    expectTypeOf<CheckedPath<Node, readonly ['kids', 0, string]>>().toEqualTypeOf<
      readonly ['kids', 0, string]
    >();
  });
});

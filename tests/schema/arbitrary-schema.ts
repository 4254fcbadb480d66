// In: nothing. Out: random zod schemas of every kind, each with values that mostly fit it.
// A schema comes with its description, so that a counterexample can be read.
// Knows nothing of parsers or events.

import fc from 'fast-check';
import { z } from 'zod';

export interface Sample {
  readonly text: string;
  readonly schema: z.ZodType;
  readonly description: string;
}

interface Kind {
  readonly schema: z.ZodType;
  readonly description: string;
  readonly value: fc.Arbitrary<unknown>;
}

const word = fc.constantFrom('', 'a', ' b ', 'tea', 'a longer text.', '12', 'é"\\n');
const number = fc.constantFrom(0, 1, -2.5, 12, 1e21);
const anything = fc.constantFrom<unknown>(null, true, 7, 'x', [], {}, [1, 'a'], { a: 1 });

const leaf = (description: string, schema: z.ZodType, value: fc.Arbitrary<unknown>): Kind => ({
  description,
  schema,
  value,
});

const leaves: readonly Kind[] = [
  leaf('string', z.string(), word),
  leaf('string.min(2)', z.string().min(2), word),
  leaf('string.trim.toUpperCase', z.string().trim().toUpperCase(), word),
  leaf('number', z.number(), number),
  leaf('int', z.int(), number),
  leaf('boolean', z.boolean(), fc.boolean()),
  leaf('null', z.null(), fc.constant(null)),
  leaf('any', z.any(), anything),
  leaf('coerce.number', z.coerce.number(), fc.oneof(word, number)),
  leaf('coerce.string', z.coerce.string(), fc.oneof(word, number)),
  leaf('enum', z.enum(['tea', 'team', 'coffee']), fc.constantFrom('tea', 'team', 'coffee', 'te')),
  leaf('literal', z.literal(['on', 1, null]), fc.constantFrom('on', 1, null, 'o')),
  leaf(
    'length',
    z.string().transform((text) => text.length),
    word,
  ),
  leaf(
    'undefined',
    z.string().transform(() => undefined),
    word,
  ),
  leaf(
    'date',
    z.string().transform((text) => new Date(text.length)),
    word,
  ),
  leaf('pipe', z.string().pipe(z.coerce.number()), word),
  leaf('pipe.max', z.string().trim().pipe(z.string().max(3)), word),
  leaf('brand', z.string().brand('word'), word),
  leaf('string|number', z.union([z.string(), z.number()]), fc.oneof(word, number)),
  leaf(
    'refine',
    z.string().refine((text) => !text.includes('e')),
    word,
  ),
  leaf(
    'preprocess',
    z.preprocess((value) => value ?? 'none', z.string()),
    fc.oneof(word, anything),
  ),
  leaf('template', z.templateLiteral(['a', z.string()]), word),
];

/** Names of fields; the last one an object has without being given it. */
const names = ['a', 'b', 'title', 'kind', 'toString'];
const keys = [...names, '__proto__', 'a.b', '0'];

/** Wrappers around any schema. */
const wrappers: readonly (readonly [string, (inner: z.ZodType) => z.ZodType])[] = [
  ['optional', (inner) => inner.optional()],
  ['nullable', (inner) => inner.nullable()],
  ['nullish', (inner) => inner.nullish()],
  ['default', (inner) => inner.default({ made: 'up' })],
  ['prefault', (inner) => inner.prefault('tea')],
  ['catch', (inner) => inner.catch('caught')],
  ['catch.optional', (inner) => inner.catch('caught').optional()],
  ['readonly', (inner) => inner.readonly()],
  ['nonoptional', (inner) => inner.optional().nonoptional()],
  ['lazy', (inner) => z.lazy(() => inner)],
  ['transform', (inner) => inner.transform((value) => ({ was: value }))],
  ['refine', (inner) => inner.refine((value) => JSON.stringify(value)?.length !== 4, 'length')],
  ['pipe', (inner) => inner.pipe(z.transform((value) => [value]))],
];

function objectOf(entries: readonly (readonly [string, Kind])[], flavour: string): Kind {
  const shape = Object.fromEntries(entries.map(([key, { schema }]) => [key, schema]));
  const base = z.object(shape);
  const flavours: Readonly<Record<string, z.ZodType>> = {
    strip: base,
    strict: z.strictObject(shape),
    loose: z.looseObject(shape),
    catchall: base.catchall(z.coerce.number()),
    refined: base.refine((value) => Object.keys(value).length !== 2, { path: ['a'], error: 'two' }),
    checked: base.check((context) => {
      if (Object.keys(context.value).length === 1) {
        context.issues.push({ code: 'custom', message: 'one', input: context.value });
      }
    }),
  };
  const value = fc
    .tuple(
      fc.tuple(...entries.map(([key, kind]) => fc.tuple(fc.constant(key), kind.value))),
      fc.subarray([...entries.keys()], { minLength: Math.max(0, entries.length - 1) }),
      fc.option(fc.tuple(fc.constantFrom(...keys), anything), { freq: 3 }),
      fc.array(fc.nat(9), { minLength: 8, maxLength: 8 }),
    )
    .map(([all, kept, extra, order]) => {
      const present = all.filter((_, index) => kept.includes(index));
      const written = extra === null ? present : [...present, extra];
      const ranked = written.map((entry, index) => [order[index] ?? 0, entry] as const);
      return asObject(ranked.toSorted(([a], [b]) => a - b).map(([, entry]) => entry));
    });
  const fields = entries.map(([key, { description }]) => `${key}: ${description}`).join(', ');
  return { schema: flavours[flavour] ?? base, value, description: `${flavour}{${fields}}` };
}

/** `__proto__` as an own key, as `JSON.parse` has it. */
function asObject(entries: readonly (readonly [string, unknown])[]): object {
  return JSON.parse(
    `{${entries.map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value) ?? 'null'}`).join(',')}}`,
  ) as object;
}

const { kind } = fc.letrec<{ kind: Kind; leaf: Kind; composed: Kind }>((tie) => ({
  leaf: fc.constantFrom(...leaves),
  kind: fc.oneof({ maxDepth: 3, depthSize: 'small' }, tie('leaf'), tie('composed')),
  composed: fc.oneof(
    objectsOf(tie('kind')),
    fc.tuple(tie('kind'), fc.nat(2)).map(([item, min]) => ({
      schema: z.array(item.schema).min(min),
      value: fc.array(item.value, { maxLength: 3 }),
      description: `${item.description}[>=${min}]`,
    })),
    fc
      .tuple(fc.array(tie('kind'), { minLength: 1, maxLength: 3 }), fc.option(tie('kind')))
      .map(([items, rest]) => ({
        schema: tupleOf(items, rest),
        value: fc
          .tuple(
            fc.tuple(...items.map(({ value }) => value)),
            fc.array(rest === null ? anything : rest.value, { maxLength: 1 }),
            fc.nat(2),
          )
          .map(([first, more, missing]) =>
            [...first, ...more].slice(0, missing < 2 ? -1 - missing : 9),
          ),
        description: `[${items.map(({ description }) => description).join()}, ...${rest?.description}]`,
      })),
    fc.tuple(tie('kind'), fc.constantFrom('string', 'enum', 'upper')).map(([item, by]) => {
      const key = {
        string: z.string(),
        enum: z.enum(['a', 'toString']),
        upper: z.string().toUpperCase(),
      }[by as 'string'];
      return {
        schema: z.record(key, item.schema),
        value: fc.dictionary(fc.constantFrom('a', 'b', 'toString'), item.value, { maxKeys: 3 }),
        description: `record<${by}, ${item.description}>`,
      };
    }),
    fc.tuple(tie('leaf'), tie('leaf'), fc.constantFrom('discriminated', 'union')).map(unionOf),
    fc.tuple(tie('kind'), tie('kind')).map(([one, other]) => ({
      schema: z.union([one.schema, other.schema]),
      value: fc.oneof(one.value, other.value),
      description: `(${one.description} | ${other.description})`,
    })),
    fc
      .tuple(
        objectsOf(tie('kind')),
        objectsOf(tie('kind')),
        fc.constantFrom('and', 'or', 'xor'),
        fc.nat(3),
      )
      .map(overlapOf),
    fc.tuple(tie('kind'), tie('kind')).map(([one, other]) => ({
      schema: z.intersection(one.schema, other.schema),
      value: fc.oneof(one.value, other.value),
      description: `(${one.description} & ${other.description})`,
    })),
    fc.tuple(tie('kind'), fc.constantFrom(...wrappers)).map(([inner, [name, wrap]]) => ({
      schema: wrap(inner.schema),
      value: name === 'nullable' ? fc.option(inner.value) : inner.value,
      description: `${name}(${inner.description})`,
    })),
  ),
}));

function objectsOf(field: fc.Arbitrary<Kind>): fc.Arbitrary<Kind> {
  const entries = fc.uniqueArray(fc.tuple(fc.constantFrom(...names), field), {
    maxLength: 4,
    selector: ([key]) => key,
  });
  const flavours = fc.constantFrom('strip', 'strict', 'loose', 'catchall', 'refined', 'checked');
  return fc.tuple(entries, flavours).map(([fields, flavour]) => objectOf(fields, flavour));
}

/** Objects that may have keys in common: a value is both at once, or one of them. */
function overlapOf([one, other, how, weight]: readonly [Kind, Kind, string, number]): Kind {
  const both = fc
    .tuple(one.value, other.value)
    .map(([first, second]) =>
      asObject([...Object.entries(first as object), ...Object.entries(second as object)]),
    );
  const pair = [one.schema, other.schema] as const;
  const schemas: Readonly<Record<string, z.ZodType>> = {
    and: z.intersection(...pair),
    or: z.union(pair),
    xor: z.xor(pair),
  };
  return {
    schema: schemas[how] ?? z.never(),
    value: weight === 0 ? fc.oneof(one.value, other.value) : both,
    description: `(${one.description} ${how} ${other.description})`,
  };
}

function tupleOf(items: readonly Kind[], rest: Kind | null): z.ZodType {
  // The types count the items, of which there is at least one.
  const schemas = items.map(({ schema }) => schema) as [z.ZodType, ...z.ZodType[]];
  return rest === null ? z.tuple(schemas) : z.tuple(schemas, rest.schema);
}

/** Objects told apart by `kind`, which may come anywhere. */
function unionOf([one, other, how]: readonly [Kind, Kind, string]): Kind {
  const circle = objectOf([named('kind', 'circle'), ['a', one]], 'strip');
  const square = objectOf([named('kind', 'square'), ['a', other], ['b', one]], 'strict');
  const options = [circle.schema as z.ZodObject, square.schema as z.ZodObject] as const;
  return {
    schema: how === 'union' ? z.union(options) : z.discriminatedUnion('kind', options),
    value: fc.oneof(circle.value, square.value),
    description: `${how}(${circle.description}, ${square.description})`,
  };
}

function named(key: string, value: string): readonly [string, Kind] {
  const values = fc.constantFrom(value, value, value, 'other');
  return [key, leaf(`'${value}'`, z.literal(value), values)];
}

/** A schema and a text that mostly fits it; now and then a part of the text is anything at all. */
export const sample: fc.Arbitrary<Sample> = kind.chain(({ schema, description, value }) =>
  fc.tuple(value, fc.option(fc.tuple(fc.nat(9), anything), { freq: 3 })).map(([made, damage]) => {
    const whole = JSON.stringify(made) ?? 'null';
    const text = damage === null ? whole : JSON.stringify(replaceNth(JSON.parse(whole), ...damage));
    return { schema, description, text, [fc.toStringMethod]: () => `${description} ← ${text}` };
  }),
);

/**
 * What the schema says of the whole text; `undefined` where zod throws, since the sides of an intersection do not go
 * together: that is left to whoever waits for the whole.
 */
export function parseWhole(
  schema: z.ZodType,
  text: string,
): z.ZodSafeParseResult<unknown> | undefined {
  try {
    return schema.safeParse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** Puts something else in the place of one part, counted in the order of the text. */
function replaceNth(value: unknown, nth: number, other: unknown): unknown {
  let left = nth;
  const visit = (part: unknown): unknown => {
    if (left-- === 0) return other;
    if (Array.isArray(part)) return part.map(visit);
    if (typeof part !== 'object' || part === null) return part;
    return asObject(Object.entries(part).map(([key, child]) => [key, visit(child)]));
  };
  return visit(value);
}

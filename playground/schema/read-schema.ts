// In: zod notation as a person writes it. Out: the schema it stands for.
// Nothing is evaluated: each name is looked up in a table, and what is not there is refused, with its place.
// Knows nothing of the page or of what is asked.

import { z } from 'zod';
import { ArgumentReading } from './argument-reading.js';
import { countParts } from './count-parts.js';
import { readNotation, type Call, type Node } from './notation.js';
import { SchemaError } from './schema-error.js';

export const MAX_NOTATION = 20_000;
const MAX_PARTS = 10_000;

/**
 * The schema that the last declaration, or expression, of the text stands for.
 *
 * @throws {SchemaError} with line, column and what to do.
 */
export function readSchema(text: string): z.ZodType {
  if (text.length > MAX_NOTATION)
    throw new SchemaError(text, MAX_NOTATION, `A schema may be ${MAX_NOTATION} characters long.`);
  const reading = new SchemaReading(text);
  let last: z.ZodType | undefined;
  const parts = new Map<string, number>();
  for (const { name, node } of readNotation(text)) {
    const count = countParts(node, parts);
    if (count > MAX_PARTS)
      throw new SchemaError(
        text,
        node.at,
        `A schema may have ${MAX_PARTS} parts, and what is named counts wherever it is used: here it is ${count}.`,
      );
    last = reading.schemaOf(node);
    if (name === undefined) continue;
    reading.named.set(name, last);
    parts.set(name, count);
  }
  if (last === undefined)
    throw new SchemaError(text, text.length, 'There is no schema yet. Begin with z.object({ … }).');
  return last;
}

type Maker = (reading: SchemaReading, call: Call) => z.ZodType;
type Changer = (reading: SchemaReading, schema: z.ZodType, call: Call) => z.ZodType;

const MAKERS: Readonly<Record<string, Maker>> = {
  string: () => z.string(),
  number: () => z.number(),
  int: () => z.int(),
  boolean: () => z.boolean(),
  null: () => z.null(),
  unknown: () => z.unknown(),
  url: () => z.url(),
  email: () => z.email(),
  enum: (reading, call) => z.enum(reading.textsOf(call, 0)),
  literal: (reading, call) => z.literal(reading.plainOf(call, 0)),
  array: (reading, call) => z.array(reading.schemaAt(call, 0)),
  object: (reading, call) => z.object(reading.shapeOf(call)),
  record: (reading, call) => z.record(z.string(), reading.schemaAt(call, call.args.length - 1)),
  optional: (reading, call) => z.optional(reading.schemaAt(call, 0)),
  nullable: (reading, call) => z.nullable(reading.schemaAt(call, 0)),
  union: (reading, call) => z.union(reading.schemasAt(call, 0)),
  discriminatedUnion: (reading, call) => reading.discriminated(call),
};

const CHANGERS: Readonly<Record<string, Changer>> = {
  optional: (_, schema) => schema.optional(),
  nullable: (_, schema) => schema.nullable(),
  describe: (reading, schema, call) => schema.describe(reading.textOf(call, 0)),
  default: (reading, schema, call) => schema.default(reading.fittingOf(schema, call)),
  min: (reading, schema, call) => reading.bound(schema, call, (it, n) => it.min(n)),
  max: (reading, schema, call) => reading.bound(schema, call, (it, n) => it.max(n)),
  length(reading, schema, call) {
    if (schema instanceof z.ZodString || schema instanceof z.ZodArray)
      return schema.length(reading.numberOf(call, 0));
    return reading.misplaced(call, 'a text or a list');
  },
  int(reading, schema, call) {
    return schema instanceof z.ZodNumber ? schema.int() : reading.misplaced(call, 'a number');
  },
  positive(reading, schema, call) {
    return schema instanceof z.ZodNumber ? schema.positive() : reading.misplaced(call, 'a number');
  },
  nonnegative(reading, schema, call) {
    return schema instanceof z.ZodNumber
      ? schema.nonnegative()
      : reading.misplaced(call, 'a number');
  },
};

/** What may be written after `z.`, and after a schema. */
export const knownWords = { kinds: Object.keys(MAKERS), methods: Object.keys(CHANGERS) };

/** One text while it is read, and what was named in it. */
class SchemaReading extends ArgumentReading {
  readonly named = new Map<string, z.ZodType>();

  schemaOf(node: Node): z.ZodType {
    if (node.kind !== 'chain')
      return this.fail(node.at, 'Here a schema is expected, like z.string().');
    const { name, calls, at } = node;
    const known = this.named.get(name);
    if (known !== undefined) return this.#change(known, calls);
    if (name !== 'z')
      return this.fail(
        at,
        `${name} is not known. Declare it above: const ${name} = z.object({ … })`,
      );
    const [first, ...rest] = calls;
    if (first === undefined) return this.fail(at, 'After z comes a kind: z.string()');
    const make = Object.hasOwn(MAKERS, first.name) ? MAKERS[first.name] : undefined;
    if (make === undefined)
      return this.fail(
        first.at,
        `z.${first.name} is not read here. What is: ${knownWords.kinds.join(', ')}.`,
      );
    return this.#change(make(this, first), rest);
  }

  #change(schema: z.ZodType, calls: readonly Call[]): z.ZodType {
    return calls.reduce((changed, call) => {
      const change = Object.hasOwn(CHANGERS, call.name) ? CHANGERS[call.name] : undefined;
      if (change === undefined)
        return this.fail(
          call.at,
          `.${call.name}() is not read here. What is: ${knownWords.methods.join(', ')}.`,
        );
      return change(this, changed, call);
    }, schema);
  }

  schemaAt(call: Call, index: number): z.ZodType {
    return this.schemaOf(this.argument(call, index));
  }

  schemasAt(call: Call, index: number): readonly z.ZodType[] {
    const node = this.argument(call, index);
    if (node.kind !== 'list' || node.items.length === 0)
      return this.fail(node.at, `${call.name} takes a list of schemas: [z.string(), z.number()]`);
    return node.items.map((item) => this.schemaOf(item));
  }

  shapeOf(call: Call): Record<string, z.ZodType> {
    const node = this.argument(call, 0);
    if (node.kind !== 'object')
      return this.fail(
        node.at,
        'object takes its fields in braces: z.object({ title: z.string() })',
      );
    return Object.fromEntries(node.entries.map(([key, value]) => [key, this.schemaOf(value)]));
  }

  discriminated(call: Call): z.ZodType {
    const options = this.schemasAt(call, 1);
    const objects = options.filter((option) => option instanceof z.ZodObject);
    const [first, ...rest] = objects;
    if (first === undefined || objects.length < options.length)
      return this.fail(call.at, 'Each option of discriminatedUnion is a z.object({ … }).');
    try {
      const union = z.discriminatedUnion(this.textOf(call, 0), [first, ...rest]);
      // What tells its options apart is looked at with the first value, whichever that is.
      union.safeParse({});
      return union;
    } catch (error) {
      return this.fail(call.at, error instanceof Error ? error.message : String(error));
    }
  }

  /** What stands in for a value, which nobody looks at again. */
  fittingOf(schema: z.ZodType, call: Call): unknown {
    const value = this.valueOf(call, 0);
    const problem = schema.safeParse(value).error?.issues[0];
    if (problem !== undefined)
      this.fail(
        call.at,
        `.default() takes a value that fits what is before it. ${problem.message}.`,
      );
    return value;
  }

  bound(
    schema: z.ZodType,
    call: Call,
    change: (it: z.ZodString | z.ZodNumber | z.ZodArray, limit: number) => z.ZodType,
  ): z.ZodType {
    const isBounded =
      schema instanceof z.ZodString ||
      schema instanceof z.ZodNumber ||
      schema instanceof z.ZodArray;
    if (!isBounded) return this.misplaced(call, 'a text, a number or a list');
    return change(schema, this.numberOf(call, 0));
  }

  misplaced(call: Call, what: string): never {
    return this.fail(
      call.at,
      `.${call.name}() stands behind ${what}, before optional, nullable and default.`,
    );
  }
}

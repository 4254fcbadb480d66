// In: a schema. Out: the text of an answer that fits it, for a stand-in that has no recorded one.
// The same schema gives the same answer. What JSON Schema cannot say is guessed. A few lines of schema can stand for a
// gigabyte of answer: what would be longer than anybody reads is cut short, and then does not fit. Knows nothing of prompts.

import { z } from 'zod';
import { sampleNumber, sampleText, type JsonSchema } from './sample-leaf.js';

const ITEMS = 3;
const MAX_ITEMS = 50;
/** Of the whole answer, in characters, but for spaces between them. */
const MAX_LENGTH = 20_000;
/** One that gives the longest texts. */
const LONG_TURN = 4;

export function sampleAnswer(schema: z.ZodType): string {
  // A schema that is used twice is written once: each doubling of one named before would double what is to be read.
  const written = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any', reused: 'ref' });
  return JSON.stringify(new Sampling(written).sample(written, 1, MAX_LENGTH), null, 2);
}

type Part = JsonSchema | boolean | undefined;

/** One schema while an answer to it is made up. Lengths are characters of JSON, rather more than fewer. */
class Sampling {
  readonly #named: JsonSchema['$defs'];
  readonly #resolved = new Map<JsonSchema, JsonSchema>();
  readonly #lengths = new Map<JsonSchema, number>();

  constructor({ $defs }: JsonSchema) {
    this.#named = $defs;
  }

  /** At most so long, and `undefined` where nothing of it would be: of lists the first items, of objects what fits. */
  sample(part: Part, turn: number, maxLength: number): unknown {
    const schema = this.#resolve(part);
    const options = schema.anyOf ?? schema.oneOf;
    if (options)
      return this.sample(
        options[turn % options.length === 0 ? options.length - 1 : 0],
        turn,
        maxLength,
      );
    const isContainer = schema.default === undefined && isObjectOrList(schema);
    if (!isContainer) {
      const leaf = sampleLeaf(schema, turn);
      return lengthOf(leaf) <= maxLength ? leaf : undefined;
    }
    if (maxLength < 2) return undefined;
    const left = this.#longest(schema) <= maxLength ? Infinity : maxLength - 2;
    return schema.type === 'array'
      ? this.#list(schema, turn, left)
      : this.#object(schema, turn, left);
  }

  #object(schema: JsonSchema, turn: number, left: number): unknown {
    const fields = fieldsOf(schema);
    const entries = fields.map(([key, part], index) => {
      const share = left / fields.length - key.length - KEY_MARKS;
      return [key, this.sample(part, turn + index, share)] as const;
    });
    return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
  }

  #list(schema: JsonSchema, turn: number, left: number): readonly unknown[] {
    const item = itemOf(schema);
    const fitting = Math.floor(left / (this.#longest(item) + 1));
    const count = Math.min(countOf(schema), Math.max(1, fitting));
    return Array.from({ length: count }, (_, index) =>
      this.sample(item, turn + index, left / count - 1),
    ).filter((value) => value !== undefined);
  }

  /** How long a whole answer to it can be; without end for one that holds itself. */
  #longest(part: Part): number {
    const schema = this.#resolve(part);
    const known = this.#lengths.get(schema);
    if (known !== undefined) return known;
    this.#lengths.set(schema, Infinity);
    const length = this.#measure(schema);
    this.#lengths.set(schema, length);
    return length;
  }

  #measure(schema: JsonSchema): number {
    const options = schema.anyOf ?? schema.oneOf;
    if (options) return Math.max(...options.map((option) => this.#longest(option)));
    if (schema.default !== undefined || !isObjectOrList(schema))
      return lengthOf(sampleLeaf(schema, LONG_TURN));
    if (schema.type === 'array') return 2 + countOf(schema) * (this.#longest(itemOf(schema)) + 1);
    return fieldsOf(schema).reduce(
      (sum, [key, part]) => sum + key.length + KEY_MARKS + this.#longest(part),
      2,
    );
  }

  /** With what is said of it by its name; one object for each place, so that it is measured once. */
  #resolve(part: Part): JsonSchema {
    if (typeof part !== 'object') return ANYTHING;
    const { $ref, ...own } = part;
    if ($ref === undefined) return part;
    const known = this.#resolved.get(part);
    if (known !== undefined) return known;
    const named = this.#named?.[$ref.replace('#/$defs/', '')];
    const schema = { ...this.#resolve(named), ...own };
    this.#resolved.set(part, schema);
    return schema;
  }
}

const ANYTHING: JsonSchema = {};
/** Its quotes, a colon and a comma. */
const KEY_MARKS = 4;

/** A text or nothing, and the like, may be written as a list of types. */
function typeOf({ type }: JsonSchema) {
  return [type].flat()[0];
}

function isObjectOrList(schema: JsonSchema): boolean {
  return ['object', 'array'].includes(String(typeOf(schema)));
}

function lengthOf(value: unknown): number {
  return JSON.stringify(value).length;
}

function sampleLeaf(schema: JsonSchema, turn: number): unknown {
  const { const: only, enum: choices, default: usual } = schema;
  if (only !== undefined) return only;
  if (choices) return choices[turn % choices.length];
  if (usual !== undefined) return usual;
  const type = typeOf(schema);
  if (type === 'string') return sampleText(schema, turn);
  if (type === 'number' || type === 'integer') return sampleNumber(schema, turn);
  if (type === 'boolean') return turn % 2 === 1;
  return type === 'null' ? null : 'anything';
}

/** Of a record two that are made up. */
function fieldsOf({ properties, additionalProperties }: JsonSchema): readonly [string, Part][] {
  const named = Object.entries(properties ?? {});
  if (named.length > 0) return named;
  if (typeof additionalProperties !== 'object') return [];
  return ['first', 'second'].map((key) => [key, additionalProperties]);
}

function itemOf({ items }: JsonSchema): Part {
  return Array.isArray(items) ? items[0] : items;
}

function countOf({ minItems = 0, maxItems = Infinity }: JsonSchema): number {
  return Math.min(Math.max(ITEMS, minItems), maxItems, MAX_ITEMS);
}

// In: a schema. Out: the text of an answer that fits it, for a stand-in that has no recorded one.
// The same schema gives the same answer. What JSON Schema cannot say is guessed.
// Knows nothing of prompts.

import { z } from 'zod';

type JsonSchema = z.core.JSONSchema.JSONSchema;

const WORDS =
  'A slow morning by the water and a long way home over the hill where the wind has room and the light stays until late'.split(
    ' ',
  );
const ITEMS = 3;
const MAX_DEPTH = 12;

export function sampleAnswer(schema: z.ZodType): string {
  const written = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any', reused: 'inline' });
  return JSON.stringify(sample(written, 1, 0), null, 2);
}

function sample(schema: JsonSchema | boolean | undefined, turn: number, depth: number): unknown {
  if (schema === undefined || typeof schema === 'boolean' || depth > MAX_DEPTH) return 'anything';
  const { const: only, enum: choices, anyOf, oneOf, default: usual } = schema;
  if (only !== undefined) return only;
  if (choices) return choices[turn % choices.length];
  const options = anyOf ?? oneOf;
  if (options)
    return sample(options[turn % options.length === 0 ? options.length - 1 : 0], turn, depth + 1);
  if (usual !== undefined) return usual;
  // A text or nothing, and the like, may be written as a list of types.
  const type = [schema.type].flat()[0];
  if (type === 'object') return sampleObject(schema, turn, depth);
  if (type === 'array') return sampleList(schema, turn, depth);
  if (type === 'string') return sampleText(schema, turn);
  if (type === 'number' || type === 'integer') return sampleNumber(schema, turn);
  if (type === 'boolean') return turn % 2 === 1;
  return type === 'null' ? null : 'anything';
}

function sampleObject(schema: JsonSchema, turn: number, depth: number): unknown {
  const { properties, additionalProperties } = schema;
  if (properties && Object.keys(properties).length > 0)
    return Object.fromEntries(
      Object.entries(properties).map(([key, part], index) => [
        key,
        sample(part, turn + index, depth + 1),
      ]),
    );
  if (typeof additionalProperties !== 'object') return {};
  return Object.fromEntries(
    ['first', 'second'].map((key, index) => [
      key,
      sample(additionalProperties, turn + index, depth + 1),
    ]),
  );
}

function sampleList(
  { items, minItems = 0, maxItems = Infinity }: JsonSchema,
  turn: number,
  depth: number,
) {
  const count = Math.min(Math.max(ITEMS, minItems), maxItems, 50);
  const part = Array.isArray(items) ? items[0] : items;
  return Array.from({ length: count }, (_, index) => sample(part, turn + index, depth + 1));
}

function sampleText(
  { format, minLength = 0, maxLength = Infinity }: JsonSchema,
  turn: number,
): string {
  if (format === 'uri') return `https://example.org/${turn}`;
  if (format === 'date') return `2026-03-${String(1 + (turn % 28)).padStart(2, '0')}`;
  if (format === 'email') return `reader.${turn}@example.org`;
  const words = Array.from(
    { length: 4 + (turn % 5) },
    (_, index) => WORDS[(turn * 3 + index) % WORDS.length],
  );
  const text = words.join(' ').slice(0, Math.min(maxLength, 400)).trimEnd();
  return text.padEnd(Math.min(minLength, 400), '.');
}

function sampleNumber(schema: JsonSchema, turn: number): number {
  const { minimum, exclusiveMinimum, maximum, exclusiveMaximum, type } = schema;
  const isWhole = type === 'integer';
  const low = Math.max(
    minimum ?? -Infinity,
    typeof exclusiveMinimum === 'number' ? exclusiveMinimum + 1 : -Infinity,
  );
  const high = Math.min(
    maximum ?? Infinity,
    typeof exclusiveMaximum === 'number' ? exclusiveMaximum - 1 : Infinity,
  );
  const wanted = isWhole ? turn * 7 : turn * 7.5;
  const safeHigh = high >= Number.MAX_SAFE_INTEGER ? Infinity : high;
  const safeLow = low <= Number.MIN_SAFE_INTEGER ? -Infinity : low;
  const inside = Math.min(Math.max(wanted, safeLow), safeHigh);
  return isWhole ? Math.round(inside) : inside;
}

// In: what JSON Schema says of a text or a number. Out: one that fits it.
// Knows nothing of what is around it.

import type { z } from 'zod';

export type JsonSchema = z.core.JSONSchema.JSONSchema;

const WORDS =
  'A slow morning by the water and a long way home over the hill where the wind has room and the light stays until late'.split(
    ' ',
  );

export function sampleText(
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

export function sampleNumber(schema: JsonSchema, turn: number): number {
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

import { expectTypeOf, test } from 'vitest';
import type { output } from 'zod/v4/core';
import { fromJsonSchema, fromNotation } from './index.js';

test('an output in few words has the type it stands for', () => {
  const Report = fromNotation({
    title: { $type: 'string', $desc: 'Short' },
    kind: "'a' | 'b'",
    mixed: 'string|null',
    names: 'list[string]',
    flags: 'bool[]',
    tags: ['Text'],
    either: ['string', 'number'],
    items: [{ name: 'text', price: { $type: 'float', $optional: true } }],
    mood: { $type: 'str', $default: 'calm' },
    rest: 'any',
    more: 'object',
  });
  expectTypeOf<output<typeof Report>>().toEqualTypeOf<{
    title: string;
    kind: 'a' | 'b';
    mixed: string | null;
    names: string[];
    flags: boolean[];
    tags: string[];
    either: (string | number)[];
    items: { name: string; price?: number }[];
    mood: string;
    rest: unknown;
    more: Record<string, unknown>;
  }>();
});

test('what the compiler cannot read is unknown', () => {
  const name: string = 'string';
  const Loose = fromNotation({ a: name, b: 'strnig' });
  expectTypeOf<output<typeof Loose>>().toEqualTypeOf<{ a: unknown; b: unknown }>();
  // @ts-expect-error A number stands for no type.
  fromNotation({ a: 5 });
});

test('of JSON Schema the type is what is promised', () => {
  const Any = fromJsonSchema({ type: 'object' });
  expectTypeOf<output<typeof Any>>().toBeUnknown();
  const Stars = fromJsonSchema<{ stars: number }>({ type: 'object' });
  expectTypeOf<output<typeof Stars>>().toEqualTypeOf<{ stars: number }>();
});

import { expect, test } from 'vitest';
import { z } from 'zod';
import * as mini from 'zod/mini';
import { $constructor, $ZodString, type $ZodStringDef, type $ZodType } from 'zod/v4/core';
import { isOfType, plainTypeOf } from './plain-type.js';

const Shout = $constructor<$ZodString, $ZodStringDef>('Shout', (inst, def) => {
  $ZodString.init(inst, def);
  inst._zod.parse = (payload) => ({ ...payload, value: String(payload.value).toUpperCase() });
});

test.each<[string, $ZodType, string]>([
  ['a text', z.string(), 'string'],
  ['a number', z.number(), 'number'],
  ['a boolean', z.boolean(), 'boolean'],
  ['a text of zod/mini', mini.string(), 'string'],
  ['a number of zod/mini', mini.number(), 'number'],
  ['a branded text', z.string().brand('Id'), 'string'],
  ['a described number', z.number().describe('in EUR').meta({ unit: 'EUR' }), 'number'],
])('%s asks for its type and nothing else', (_, schema, type) => {
  expect(plainTypeOf(schema)).toBe(type);
});

test.each<[string, $ZodType]>([
  ['a length', z.string().min(1)],
  ['a trim', z.string().trim()],
  ['a format', z.email()],
  ['a rule', z.boolean().refine(() => true)],
  ['a rule of zod/mini', mini.string().check(mini.maxLength(3))],
  ['whole numbers', z.int()],
  ['a bound', z.number().max(3)],
  ['a coercion', z.coerce.number()],
  ['a coerced boolean', z.coerce.boolean()],
  ['a default', z.string().default('a')],
  ['an optional', z.string().optional()],
  ['a catch', z.number().catch(0)],
  ['a readonly', z.string().readonly()],
  ['a transform', z.string().transform((text) => text.length)],
  ['an enum', z.enum(['a'])],
  ['a literal', z.literal(1)],
  ['a date', z.date()],
  ['a class of an application', new Shout({ type: 'string' })],
])('%s has to be asked', (_, schema) => {
  expect(plainTypeOf(schema)).toBeUndefined();
});

test.each<unknown>(['', 'a', 0, -1.5, Number.NaN, Infinity, -Infinity, true, null, undefined, {}])(
  '%s is of a type where zod says so',
  (value) => {
    const schemas = [z.string(), z.number(), z.boolean()];
    for (const schema of schemas)
      expect(isOfType(value, plainTypeOf(schema))).toBe(schema.safeParse(value).success);
  },
);

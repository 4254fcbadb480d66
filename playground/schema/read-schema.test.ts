import { describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { readSchema } from './read-schema.js';
import { SchemaError } from './schema-error.js';

/** What a schema says, for comparison. */
const say = (schema: z.ZodType) => z.toJSONSchema(schema, { io: 'input' });

const problemOf = (text: string): SchemaError => {
  try {
    readSchema(text);
  } catch (error) {
    if (error instanceof SchemaError) return error;
    throw error;
  }
  throw new Error('It was read.');
};

describe('what is written as zod is written', () => {
  it('is the schema that zod itself would make of it', () => {
    const read = readSchema(`
      import { z } from 'zod';
      // the stops of a day
      const Stop = z.object({ time: z.string().length(5), how: z.enum(['walk', "train"]) });
      export const Plan = z.object({
        title: z.string().min(1).max(80).describe('At most eight words'),
        days: z.array(z.array(Stop)).min(1),
        price: z.number().min(-1.5).nullable(),
        count: z.int().default(3), /* counted */
        'odd key': z.boolean().optional(),
        kind: z.literal('plan'),
        tags: z.record(z.string(), z.number().int().positive()),
        extra: z.unknown(),
        more: z.union([z.string(), z.null()]),
        shape: z.discriminatedUnion('is', [
          z.object({ is: z.literal('round'), radius: z.number() }),
          z.object({ is: z.literal('square'), side: z.number() }),
        ]),
      });
    `);
    const Stop = z.object({ time: z.string().length(5), how: z.enum(['walk', 'train']) });
    const meant = z.object({
      title: z.string().min(1).max(80).describe('At most eight words'),
      days: z.array(z.array(Stop)).min(1),
      price: z.number().min(-1.5).nullable(),
      count: z.int().default(3),
      'odd key': z.boolean().optional(),
      kind: z.literal('plan'),
      tags: z.record(z.string(), z.number().int().positive()),
      extra: z.unknown(),
      more: z.union([z.string(), z.null()]),
      shape: z.discriminatedUnion('is', [
        z.object({ is: z.literal('round'), radius: z.number() }),
        z.object({ is: z.literal('square'), side: z.number() }),
      ]),
    });
    expect(say(read)).toEqual(say(meant));
  });

  it('reads texts with escapes, and the last expression is the schema', () => {
    const read = readSchema(String.raw`z.string(); z.enum(['it\'s', "a\nb", '\u00e9'])`);
    expect(say(read)).toMatchObject({ enum: ["it's", 'a\nb', 'é'] });
  });
});

describe('what is not read is refused with its place and what to do', () => {
  it.each([
    ['', 1, 1, 'Begin with z.object'],
    ['z.object({\n  title: z.strin(),\n})', 2, 12, 'z.strin is not read here. What is: string'],
    ['z.object({\n  a: z.string()\n  b: z.string() })', 3, 3, '“,” or “}” is expected'],
    ['z.string().regex("(a+)+$")', 1, 12, '.regex() is not read here'],
    ['z.string().transform(eval)', 1, 12, '.transform() is not read here'],
    ['z.string().refine(() => true)', 1, 23, 'functions are not read'],
    ['Stop', 1, 1, 'Stop is not known. Declare it above'],
    ['z.boolean().min(1)', 1, 13, 'stands behind a text, a number or a list'],
    ['z.enum(["a", 1])', 1, 8, 'takes a list of texts'],
    ['z.array()', 1, 3, 'takes 1 or more arguments'],
    ['z.string("a', 1, 10, 'does not end on its line'],
    ['z.string().describe(`${alert(1)}`)', 1, 21, 'without expressions'],
    ['z.object({ __proto__: z.string() })', 1, 12, 'cannot be called __proto__'],
    ['z.constructor()', 1, 3, 'z.constructor is not read here'],
    ['z.string().toString()', 1, 12, '.toString() is not read here'],
    ['z.discriminatedUnion("is", [z.string()])', 1, 3, 'is a z.object'],
    [
      `z.discriminatedUnion('is', [z.object({ is: z.literal('x') }), z.object({ is: z.literal('x') })])`,
      1,
      3,
      'Duplicate discriminator value "x"',
    ],
    [
      'z.discriminatedUnion("is", [z.object({ a: z.string() })])',
      1,
      3,
      'Invalid discriminated union',
    ],
    ['const z = z.object({})', 1, 7, 'z is declared already'],
    ['const A = z.null(); const A = z.null()', 1, 27, 'A is declared already'],
    ['z.string().default(5)', 1, 12, 'fits what is before it. Invalid input: expected string'],
    ['z.int().min(3).default(2)', 1, 16, 'fits what is before it. Too small'],
    [`z.array(`.repeat(60), 1, 321, 'deeper than 40'],
  ])('%j', (text, line, column, words) => {
    const problem = problemOf(text);
    expect(problem.message).toContain(words);
    expect([problem.line, problem.column]).toEqual([line, column]);
  });

  it('so is one that is too long', () => {
    expect(problemOf(' '.repeat(20_001)).message).toContain('20000 characters');
  });

  it('so is one whose names stand for more than anybody can be told', () => {
    const lines = Array.from(
      { length: 40 },
      (_, n) => `const A${n + 1} = z.object({ a: A${n}, b: A${n} });`,
    );
    const problem = problemOf(`const A0 = z.string();\n${lines.join('\n')}`);
    expect(problem.message).toContain('10000 parts');
    expect(problem.line).toBeLessThan(16);
  });

  it('and nothing of it is ever run', () => {
    const spy = vi.spyOn(globalThis, 'eval');
    for (const text of ['alert(1)', 'z.string(alert(1))', 'z[`constructor`]', '(()=>{})()'])
      expect(() => readSchema(text)).toThrow(SchemaError);
    expect(spy).not.toHaveBeenCalled();
  });
});

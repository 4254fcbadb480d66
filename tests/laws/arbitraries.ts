// In: nothing. Out: JSON texts, answers that hold some, and ways to cut them, for the laws.
// Hostile keys, every kind of escape, odd spacing and deep nesting come up often.
// Knows nothing of what is tested with them.

import fc from 'fast-check';
import type { RootExpectation } from '../../src/index.js';

/** Keys that break careless code. */
export const hostileKeys = [
  '__proto__',
  'constructor',
  'toString',
  '',
  '0',
  'a.b',
  '[0]',
  'a/b',
  'a~b',
  '*',
  '"',
  '\\',
  'ключ',
  '😀',
];

const key = fc.oneof(fc.constantFrom(...hostileKeys), fc.string({ unit: 'binary', maxLength: 6 }));

const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.oneof(
      fc.string({ unit: 'binary', maxLength: 12 }),
      fc.integer(),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.boolean(),
      fc.constant(null),
    ),
    fc.array(tie('value'), { maxLength: 5 }),
    fc
      .array(fc.tuple(key, tie('value')), { maxLength: 5 })
      .map((entries) => Object.fromEntries(entries)),
  ),
}));

/** Any JSON value. */
export const jsonValue = value;

/** Any JSON text: a value as `JSON.stringify` writes it, compact or with line breaks, some characters escaped. */
export const jsonText = fc
  .tuple(value, fc.constantFrom(undefined, 1, '\t'), fc.boolean())
  .map(([json, indent, escape]) => {
    const text = JSON.stringify(json, null, indent);
    return escape
      ? text.replace(
          /[^\x20-\x7e\n\t]/g,
          (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
        )
      : text;
  });

/** What stands around JSON in an answer: thinking that opens, closes or does neither, fences, prose with brackets, lines. */
const around = fc.constantFrom(
  '<think>',
  '</think>',
  '</think>\n',
  '[THINK]',
  '[/THINK]',
  '```json\n',
  '\n```\n',
  '\n',
  ' ',
  'data: ',
  '- ',
  ',\n',
  'See [1, 2] and {so on}: ',
  'Sure: ',
  '"title":',
  '{ok} ',
  '{} ',
  '{"title":1}\n',
  '{"ok":1}\n',
  '```\n{"title":1 ^ ',
  '// ',
  '/* ',
  ' */',
  ' <!-- ',
  ' -->',
  '# ',
  '{# so #}',
  "'{' ",
  "'{'",
  '[see ',
  '[',
  '{"all":',
  '}',
);

const answer = fc.oneof(
  jsonText,
  fc.constantFrom('{"title":"draft"}', '{"title":"A","n":[1]}', '{"a":0}', '[0]', '[1,2]', '7'),
  fc.constantFrom('{"title":"cut', '[{"a":', "{'a':1,}", '{"a":"x "y" z"}', '{"a":1 "a":2}'),
);

/** What a model says: several values, valid, broken or cut off, amid thinking, fences, prose and line breaks. */
export const answerText = fc
  .array(fc.oneof({ weight: 2, arbitrary: around }, { weight: 3, arbitrary: answer }), {
    minLength: 1,
    maxLength: 9,
  })
  .map((parts) => parts.join(''));

/** What a reader may expect of the root. */
export const expectation: fc.Arbitrary<RootExpectation | undefined> = fc.constantFrom(
  undefined,
  { kind: 'array' },
  { kind: 'array', itemKeys: new Set(['title', 'n']) },
  { kind: 'object' },
  { kind: 'object', keys: new Set(['title', 'n']) },
);

/** Sizes to cut a text with, used in turn. */
export const chunkSizes = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 12 });

/** Cuts a text into pieces of the given sizes, used in turn until the text is over. */
export function cut(text: string, sizes: readonly number[]): string[] {
  const chunks: string[] = [];
  for (let at = 0, turn = 0; at < text.length; turn++) {
    const size = sizes[turn % sizes.length] ?? 1;
    chunks.push(text.slice(at, at + size));
    at += size;
  }
  return chunks;
}

import { describe, expect, test } from 'vitest';
import { refusals } from '../../tests/support/refusal.js';
import { z } from 'zod';
import { FieldwiseError } from '../internal/error.js';
import {
  createInstantParser,
  createSchemaReader,
  createSnapshot,
  fieldState,
  formatPath,
  instantEvents,
  matchPath,
  parsePath,
  prepareSchema,
  toPointer,
  UsageError,
} from './index.js';

// Throughout, `as never` passes what a caller without types can pass.

const refusalOf = refusals(FieldwiseError);

const nothing = { type: 'object', '~standard': { version: 1, vendor: 'x' } };

const options = [
  ['invalid-option', null, /`options` takes an object: got Null/],
  ['invalid-option', 'strict', /`options` takes an object: got String/],
  ['invalid-option', { strict: 'no' }, /`strict` takes a boolean or undefined: got String/],
  ['invalid-option', { duplicateKeys: 'zzz' }, /`duplicateKeys` takes last or first or error/],
  ['invalid-option', { limits: null }, /`limits` takes an object: got Null/],
  ['invalid-option', [], /`options` takes an object: got Array/],
  ['invalid-option', [1], /got Array/],
  ['invalid-option', { limits: [] }, /`limits` takes an object: got Array/],
  ['invalid-option', { policies: [] }, /`policies` takes an object: got Array/],
  ['invalid-option', { polices: {} }, /`options` has no `polices`: it takes schema, policies, str/],
  [
    'invalid-option',
    { limits: { maxDpeth: 1 } },
    /`limits` has no `maxDpeth`: it takes maxDepth, /,
  ],
  [
    'invalid-option',
    { limits: { maxDepth: 'x' } },
    /`maxDepth` takes a whole number from 0, or Infinity: got String/,
  ],
  ['invalid-option', { limits: { maxDepth: 1.5 } }, /`maxDepth` .* got 1.5/],
  ['invalid-option', { limits: { maxPending: -Infinity } }, /`maxPending` .* got -Infinity/],
  ['invalid-option', { limits: { maxFields: null } }, /`maxFields` .* got Null/],
  ['invalid-option', { limits: { maxLength: -1 } }, /`maxLength` .* got -1/],
  ['invalid-option', { limits: { maxEvents: Number.NaN } }, /`maxEvents` .* got NaN/],
  ['invalid-option', { expects: { kind: 'list' } }, /`expects.kind` takes object or array or sc/],
  ['invalid-option', { expects: { kind: 'object', keys: ['a'] } }, /`expects.keys` takes a Set/],
  [
    'invalid-option',
    { expects: { kind: 'object', key: new Set(['a']) } },
    /`expects` has no `key`: it takes kind, keys, itemKeys, types, texts/,
  ],
  ['invalid-option', { expects: 'object' }, /`expects` takes an object: got String/],
  ['invalid-option', { expects: null }, /`expects` takes an object: got Null/],
  ['invalid-option', { onRepair: 5 }, /`onRepair` takes a function or undefined: got 5/],
  ['invalid-policy', { policies: { a: 5 } }, /The policy of "a" is 5/],
  ['invalid-option', { policies: 5 }, /`policies` takes an object: got 5/],
  ['invalid-policy', { policies: { a: 'words' } }, /The policy of "a" is "words"/],
  ['invalid-path', { policies: { 'a[': 'word' } }, /The path "a\[" cannot be read/],
  ['invalid-schema', { schema: 5 }, /`schema` takes a Standard Schema: got 5/],
  ['invalid-schema', { schema: null }, /got Null/],
  ['invalid-schema', { schema: {} }, /got Object/],
  ['invalid-schema', { schema: { type: 'object' } }, /got Object/],
  ['invalid-schema', { schema: nothing }, /got Object/],
  ['invalid-schema', { schema: () => z.string() }, /got Function/],
] as const;

describe.each(options)('%s refuses at once', (code, wrong, message) => {
  test(JSON.stringify(wrong), () => {
    const { code: got, message: said } = refusalOf(() => createInstantParser(wrong as never));
    expect(got).toBe(code);
    expect(said).toMatch(message);
    // At once, and not when the first event is asked for.
    expect(refusalOf(() => instantEvents([], wrong as never)).code).toBe(code);
  });
});

test('a reader of events refuses what a parser does', () => {
  for (const [wrong, code] of [
    [undefined, 'invalid-option'],
    [[], 'invalid-option'],
    [{ schemas: z.string() }, 'invalid-option'],
    [{ policies: null }, 'invalid-option'],
    [{ schema: {} }, 'invalid-schema'],
  ] as const) {
    expect(refusalOf(() => createSchemaReader(wrong as never)).code).toBe(code);
  }
  expect(refusalOf(() => prepareSchema({} as never)).code).toBe('invalid-schema');
});

test('what may be left out, and any bound from nothing to infinity, is taken', () => {
  const given = { strict: undefined, duplicateKeys: undefined, limits: { maxDepth: undefined } };
  const parser = createInstantParser({ ...given, expects: undefined, schema: undefined } as never);
  parser.feed('[1]');
  expect(parser.value).toEqual([1]);
  const bounded = createInstantParser({ limits: { maxDepth: Infinity, maxRepairs: 0 } });
  bounded.feed("['a',]");
  expect(bounded.value).toEqual(['a']);
  expect(bounded.repairs).toEqual([]);
  const none = { maxDepth: Infinity, maxLength: Infinity, maxFields: Infinity };
  const more = { maxKeyLength: Infinity, maxPending: Infinity, maxRepairs: Infinity };
  const limits = { ...none, ...more, maxEvents: Infinity };
  for (const strict of [true, false]) {
    const boundless = createInstantParser({ strict, limits });
    boundless.feed(`{"k":1.5,"${'k'.repeat(5000)}":${'['.repeat(600)}`);
    boundless.feed(`${']'.repeat(600)}}`);
    expect(boundless.error).toBeUndefined();
    expect(boundless.isComplete).toBe(true);
  }
});

test('where no field is allowed, only a bare number or word that may be prose is read', () => {
  const last = (text: string, strict: boolean) => {
    const parser = createInstantParser({ strict, limits: { maxFields: 0 } });
    return [...parser.feed(text), ...parser.end()].at(-1);
  };
  for (const text of ['"a"', '[]', '{}', '5', 'true']) {
    expect(last(text, true)).toMatchObject({ type: 'error', code: 'fields-exceeded' });
  }
  for (const text of ['"a"', '[]', '{}']) {
    expect(last(text, false)).toMatchObject({ type: 'error', code: 'fields-exceeded' });
  }
  for (const text of ['5', 'true']) expect(last(text, false)).toMatchObject({ type: 'end' });
});

describe('a source is refused', () => {
  test.each([null, undefined, 5, {}, { body: 1 }, Promise.resolve([])])('at once: %o', (source) => {
    const { code, message } = refusalOf(() => instantEvents(source as never));
    expect(code).toBe('invalid-source');
    expect(message).toMatch(/^`source` takes an iterable or a ReadableStream: got \w+\.$/);
  });

  test.each([5, null, undefined, {}, ['['], new DataView(new ArrayBuffer(1)), new Uint16Array(1)])(
    'at the piece that is neither text nor bytes: %o',
    async (piece) => {
      let isReturned = false;
      function* pieces() {
        try {
          yield '[1,';
          yield piece as never;
        } finally {
          isReturned = true;
        }
      }
      const told: string[] = [];
      const reading = (async () => {
        for await (const { type } of instantEvents(pieces())) told.push(type);
      })();
      await expect(reading).rejects.toBeInstanceOf(UsageError);
      await expect(reading).rejects.toMatchObject({ code: 'invalid-source' });
      expect(told).toEqual(['start', 'done']);
      expect(isReturned).toBe(true);
    },
  );

  test('where bytes are fed, which only a source may have', () => {
    const parser = createInstantParser();
    const { code, message } = refusalOf(() => parser.feed(new Uint8Array([91]) as never));
    expect(code).toBe('invalid-source');
    expect(message).toBe('`chunk` takes text, or bytes in a source: got Uint8Array.');
    parser.feed('[1]');
    expect(parser.value).toEqual([1]);
  });
});

describe('what is no path is refused', () => {
  const readers: Readonly<Record<string, (path: never) => unknown>> = {
    parsePath,
    formatPath,
    toPointer,
    matchPath: (path) => matchPath(path, path),
    fieldState: (path) => fieldState(createSnapshot(), path),
  };
  const wrong = [null, undefined, 5, {}, [null], [{}], [0.5], [Number.NaN], 'a[', 'a..b'];
  test.each(Object.entries(readers))('by %s', (_, read) => {
    for (const path of wrong)
      expect(refusalOf(() => read(path as never)).code).toBe('invalid-path');
  });
});

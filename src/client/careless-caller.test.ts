import { describe, expect, test } from 'vitest';
import { refusals } from '../../tests/support/refusal.js';
import { FieldwiseError } from '../internal/error.js';
import {
  createFetchTransport,
  createInstantRun,
  createSourceTransport,
  createTextTransport,
  readInstantStream,
} from './index.js';

// Throughout, `as never` passes what a caller without types can pass.

const refusalOf = refusals(FieldwiseError);

const api = '/api';

const ofFetch = [
  [null, /`options` takes an object: got Null/],
  [{ api: 5 }, /`api` takes a string or an object: got 5/],
  [{ api: null }, /`api` .* got Null/],
  [
    { api, headers: 'x' },
    /`headers` takes an object or a list or a function or undefined: got String/,
  ],
  [{ api, body: 'x' }, /`body` takes an object or a function or undefined: got String/],
  [{ api, fetch: {} }, /`fetch` takes a function or undefined: got Object/],
  [{ api, credentials: true }, /`credentials` takes a string or undefined: got Boolean/],
] as const;

describe('how a route is asked is refused at once', () => {
  test.each(ofFetch)('%o', (options, message) => {
    for (const make of [
      () => createFetchTransport(options as never),
      () => createInstantRun(options as never),
    ]) {
      const refusal = refusalOf(make);
      expect(refusal.code).toBe('invalid-option');
      expect(refusal.message).toMatch(message);
    }
  });
});

describe('a run refuses at once', () => {
  test.each([
    ['invalid-option', [], /`options` takes an object: got Array/],
    ['invalid-option', { api, polices: {} }, /`options` has no `polices`: it takes api, headers, /],
    ['invalid-option', { transport: 5 }, /`transport` takes an object or undefined: got 5/],
    ['invalid-option', { transport: {} }, /`transport` takes a function `open`: got Object/],
    [
      'invalid-option',
      { api, scheduler: 16 },
      /`scheduler` takes frame, idle, sync or a function: got 16/,
    ],
    ['invalid-option', { api, onFinish: 'x' }, /`onFinish` takes a function or undefined/],
    ['invalid-option', { api, onError: {} }, /`onError`/],
    ['invalid-option', { api, onEvent: null }, /`onEvent` .* got Null/],
    ['invalid-option', { api, policies: 'word' }, /`policies` takes an object/],
    ['invalid-policy', { api, policies: { a: 'words' } }, /"words"/],
    ['invalid-schema', { api, schema: {} }, /`schema` takes a Standard Schema: got Object/],
  ])('with %s: %o', (code, options, message) => {
    const refusal = refusalOf(() => createInstantRun(options as never));
    expect(refusal.code).toBe(code);
    expect(refusal.message).toMatch(message);
  });
});

describe('an option that a transport does not have is named', () => {
  const source = () => [];
  test.each([
    ['of fetch', () => createFetchTransport({ api, header: {} } as never), 'header'],
    ['of fetch, of a run', () => createFetchTransport({ api, schema: {} } as never), 'schema'],
    ['of text', () => createTextTransport({ api, limit: {} } as never), 'limit'],
    ['of text, of a run', () => createTextTransport({ api, policies: {} } as never), 'policies'],
    ['of a source', () => createSourceTransport(source, { stric: true } as never), 'stric'],
    ['of a source, of fetch', () => createSourceTransport(source, { api } as never), 'api'],
  ])('%s', (_, make, name) => {
    const { code, message } = refusalOf(make);
    expect(code).toBe('invalid-option');
    expect(message).toMatch(new RegExp(`^.options. has no .${name}.: it takes .*[a-zA-Z]\\.$`));
  });

  test('but what it has is taken', () => {
    const reading = {
      strict: true,
      limits: {},
      duplicateKeys: 'first',
      onPart: undefined,
    } as const;
    expect(refusalOf(() => createSourceTransport(source, null as never)).message).toMatch(
      /`options` takes an object: got Null/,
    );
    createSourceTransport(source, reading);
    createTextTransport({ api, headers: {}, body: {}, credentials: 'omit', fetch, ...reading });
  });
});

test.each([
  [undefined, {}, /`response` takes an object: got Undefined/],
  [Promise.resolve(new Response('')), {}, /`response.headers` takes an object: got Undefined/],
  [new Response(''), { signal: 5 }, /`signal` takes an object or undefined: got 5/],
])('what is no response, or no signal, is refused: %o', async (response, options, message) => {
  const reading = readInstantStream(response as never, options as never).next();
  await expect(reading).rejects.toMatchObject({ code: 'invalid-option' });
  await expect(reading).rejects.toThrow(message);
});

test('a run whose route turns out wrong when it is submitted fails by usage', async () => {
  const transport = { open: () => createFetchTransport({ api: 5 } as never).open({} as never) };
  const { error } = await createInstantRun({ transport }).submit(null);
  expect(error).toMatchObject({ kind: 'usage', code: 'invalid-option' });
});

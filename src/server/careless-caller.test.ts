import { describe, expect, test, vi } from 'vitest';
import { refusals } from '../../tests/support/refusal.js';
import { z } from 'zod';
import { createInstantRoute } from './create-instant-route.js';
import { ServerError } from './error.js';
import { toInstantResponse } from './to-instant-response.js';

const run = () => [];

// Throughout, `as never` passes what a caller without types can pass.

const refusalOf = refusals(ServerError);

const routeOf = (options: unknown) => () => createInstantRoute(options as never);

describe('createInstantRoute refuses at once', () => {
  test('an option it does not have, and says which it has', () => {
    const { code, message } = refusalOf(routeOf({ run, timeOutMs: 5 }));
    expect(code).toBe('invalid-option');
    expect(message).toMatch(/^createInstantRoute has no `timeOutMs`: it takes .*timeoutMs\.$/);
    const response = refusalOf(() => toInstantResponse([], { header: {} } as never));
    expect(response.message).toMatch(/^toInstantResponse has no `header`: it takes .*headers/);
  });

  test.each([undefined, null, 'x', [], run])('%s as its options', (options) => {
    const { code, message } = refusalOf(routeOf(options));
    expect(code).toBe('invalid-option');
    expect(message).toMatch(/^createInstantRoute: the options are .*\. Pass an object/);
  });

  test.each([
    ['run', undefined, /run .* got undefined/],
    ['run', 'x', /run .* got a string/],
    ['run', { run }, /run .* got an object with the keys run/],
    ['authorize', true, /authorize .* got a boolean/],
    ['onError', 'log', /onError .* got a string/],
    ['input', {}, /input .* Standard Schema.* got an object without keys/],
    ['input', 'x', /input .* got a string/],
    ['input', null, /input .* got null/],
    ['output', { '~standard': {} }, /output .* got an object with the keys ~standard/],
    ['output', () => z.string(), /output .* got a function/],
    ['allowedOrigins', 'https://a.test', /allowedOrigins .* got a string/],
    ['allowedOrigins', null, /allowedOrigins .* got null/],
    ['allowedOrigins', [1], /allowedOrigins .* got the number 1/],
    ['allowedOrigins', ['a.test'], /allowedOrigins .* got "a.test"/],
    ['allowedOrigins', ['https://a.test/'], /write "https:\/\/a.test"/],
    ['allowedOrigins', ['https://A.test:443'], /write "https:\/\/a.test"/],
    ['maxBodyBytes', '5', /maxBodyBytes .* got a string/],
    ['maxBodyBytes', null, /maxBodyBytes .* got null/],
    ['maxBodyBytes', -1, /maxBodyBytes .* got the number -1/],
    ['maxBodyBytes', Number.NaN, /maxBodyBytes .* got the number NaN/],
    ['timeoutMs', '5', /timeoutMs .* got a string/],
    ['timeoutMs', null, /timeoutMs .* got null/],
    ['timeoutMs', 0, /timeoutMs .* got the number 0/],
    ['flushMs', '5', /flushMs .* got a string/],
    ['flushMs', Infinity, /flushMs .* got the number Infinity/],
    ['heartbeatMs', [5], /heartbeatMs .* got a list/],
  ])('%s: %o', (name, value, got) => {
    const { code, message } = refusalOf(routeOf({ run, [name]: value }));
    expect(code).toBe('invalid-option');
    expect(message).toMatch(got);
  });

  test.each([
    { input: z.string(), output: z.object({}) },
    // Schemas of some libraries are functions.
    { input: Object.assign(() => {}, { '~standard': z.string()['~standard'] }) },
    { allowedOrigins: ['*', 'null', 'https://a.test:8443', 'capacitor://localhost'] },
    { maxBodyBytes: Infinity, timeoutMs: Infinity, heartbeatMs: Infinity, flushMs: 0 },
    { authorize: undefined, onError: undefined, input: undefined, timeoutMs: undefined },
  ])('nothing of %o', (options) => {
    expect(routeOf({ run, ...options })).not.toThrow();
  });
});

const noSources = [
  [undefined, /undefined/],
  [null, /null/],
  ['text', /a string/],
  [3, /the number 3/],
  [{}, /an object without keys/],
  [{ [Symbol.asyncIterator]: 1 }, /an object/],
  [Promise.resolve([]), /a promise/],
  [async function* () {}, /a function/],
] as const;

describe('toInstantResponse refuses at once', () => {
  test.each(noSources)('%o as events', (events, got) => {
    const { code, message } = refusalOf(() => toInstantResponse(events as never));
    expect(code).toBe('invalid-source');
    expect(message).toMatch(got);
    expect(message).toContain('async generator of events');
  });

  test.each([
    [null, /^toInstantResponse: the options are null/],
    [{ format: 'xml' }, /format .* got a string/],
    [{ format: 'toString' }, /format .* got a string/],
    [{ signal: {} }, /signal .* got an object/],
    [{ onError: 1 }, /onError .* got the number 1/],
  ])('%o as options, and leaves the events alone', (options, got) => {
    const open = vi.fn<() => Iterator<never>>();
    const events = { [Symbol.iterator]: open };
    const act = () => toInstantResponse(events, options as never);
    const { code, message } = refusalOf(act);
    expect(code).toBe('invalid-option');
    expect(message).toMatch(got);
    expect(open).not.toHaveBeenCalled();
  });

  test('headers that are none, before it opens the events', () => {
    const open = vi.fn<() => Iterator<never>>();
    const options = { headers: { 'no header': 'x' } };
    expect(() => toInstantResponse({ [Symbol.iterator]: open }, options)).toThrow(/header/i);
    expect(open).not.toHaveBeenCalled();
  });
});

describe('a run that returns no events', () => {
  // A promise in its place is awaited.
  const returned = noSources.map(([got]) => got).filter((got) => !(got instanceof Promise));
  const asked = ['text/event-stream', 'application/json'].flatMap((accept) =>
    returned.map((got) => ({ got, accept })),
  );

  test.each(asked)(
    'but $got is told to onError, and to a client of $accept as internal',
    async ({ got, accept }) => {
      const errors: unknown[] = [];
      const { POST } = createInstantRoute({
        run: () => got as never,
        onError: (error) => errors.push(error),
      });
      const request = new Request('http://a.test/', { method: 'POST', headers: { accept } });
      const response = await POST(request);
      expect(response.status).toBe(500);
      expect(await response.json()).toMatchObject({ error: { code: 'internal' } });
      expect(errors).toEqual([expect.any(ServerError)]);
      expect(errors[0]).toMatchObject({ code: 'invalid-source' });
    },
  );
});

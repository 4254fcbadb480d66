import { describe, expect, test } from 'vitest';
import { AttemptBudget } from './attempt-budget.js';
import { EmptyAnswer } from './model-failed.js';
import { backOffMs, mayPass, pause, retryAfterMs } from './retry-policy.js';

const after = (headers: object) =>
  retryAfterMs({ responseHeaders: headers }, Date.parse('2026-01-01T00:00:00Z'));

describe('how long to wait', () => {
  test.each([
    [{ 'retry-after-ms': '1500' }, 1500],
    [{ 'retry-after-ms': '20', 'retry-after': '9' }, 20],
    [{ 'retry-after': '2' }, 2000],
    [{ 'retry-after': 'Thu, 01 Jan 2026 00:00:03 GMT' }, 3000],
    [{ 'retry-after': 'Wed, 31 Dec 2025 00:00:00 GMT' }, 0],
    [{ 'retry-after': 'soon' }, undefined],
    [{}, undefined],
  ])('is what the provider says, in any of its ways: %o', (headers, ms) => {
    expect(after(headers)).toBe(ms);
  });

  test('doubles up to the most, and is spread over a quarter of it', () => {
    for (const [failures, most] of [100, 200, 400, 500, 500].entries()) {
      const ms = backOffMs(failures, 100, 500);
      expect(ms).toBeLessThanOrEqual(most);
      expect(ms).toBeGreaterThanOrEqual(most * 0.75);
    }
  });

  test('is bounded as long as we choose it ourselves, and given up on where the provider asks for more', () => {
    const budget = new AttemptBudget({ maxCallRetries: 30, retryDelayMs: 3, maxRetryDelayMs: 8 });
    const pauses = Array.from({ length: 31 }, () => budget.repeat({ statusCode: 503 }));
    expect(pauses.filter((ms) => ms !== undefined && ms <= 8)).toHaveLength(30);
    expect(pauses.at(-1)).toBeUndefined();
    const busy = { statusCode: 503, responseHeaders: { 'retry-after-ms': '9' } };
    expect(new AttemptBudget({ maxRetryDelayMs: 8 }).repeat(busy)).toBeUndefined();
    expect(new AttemptBudget({ maxRetryDelayMs: 9 }).repeat(busy)).toBe(9);
    expect(new AttemptBudget({ retryDelayMs: 90_000 }).repeat({ statusCode: 503 })).toBeGreaterThan(
      44_999,
    );
  });

  test('is over at once when nobody waits any more', async () => {
    const leaving = new AbortController();
    const waiting = pause(600_000, leaving.signal);
    leaving.abort();
    expect(await waiting).toBeUndefined();
  });
});

describe('what may pass', () => {
  const broken = (code: string) => new TypeError('terminated', { cause: { code } });

  test.each([
    [{ statusCode: 503 }, true],
    [{ statusCode: 401 }, false],
    [broken('ECONNRESET'), true],
    [broken('UND_ERR_SOCKET'), true],
    [broken('ENOTFOUND'), false],
    [new DOMException('', 'TimeoutError'), true],
    [new TypeError('Failed to fetch'), true],
    [new TypeError('Load failed'), true],
    [new TypeError('NetworkError when attempting to fetch resource.'), true],
    [new Error('Network connection lost.'), true],
    [new Error('Cannot connect to API', { cause: new TypeError('fetch failed') }), true],
    [Object.assign(new Error('Unable to connect.'), { code: 'ConnectionRefused' }), true],
    [new TypeError('fetch failed', { cause: new Error('redirect count exceeded') }), false],
    [new TypeError('Failed to parse URL'), false],
    [new Error('anything else'), false],
    [undefined, false],
  ])('%o: %s', (cause, passes) => {
    expect(mayPass(cause)).toBe(passes);
  });

  test.each([
    [{ message: 'm', type: 'server_error', code: null }, true],
    [{ message: 'm', type: 'overloaded_error' }, true],
    [{ message: 'm', code: 503 }, true],
    [{ message: 'm', code: '429' }, true],
    [{ message: 'm' }, true],
    [{ message: 'm', code: 400 }, false],
    [{ message: 'm', type: 'invalid_request_error' }, false],
    [{ message: 'm', type: 'BadRequestError' }, false],
    [{ message: 'm', code: 'context_length_exceeded' }, false],
    [{ message: 'm', type: 'authentication_error' }, false],
    [{ message: 'm', code: 'insufficient_quota' }, false],
    [{ name: 'AI_TypeValidationError', value: { error: 'busy' } }, true],
    [{ name: 'AI_TypeValidationError', value: { greeting: 'hello' } }, false],
  ])('of what a provider writes into its stream, %o: %s', (cause, passes) => {
    expect(mayPass(cause)).toBe(passes);
  });

  test.each([
    { name: 'AI_InvalidResponseDataError' },
    { name: 'AI_EmptyResponseBodyError' },
    { name: 'AI_JSONParseError' },
    new EmptyAnswer(),
  ])('is an answer that ended early, or never was: %o', (cause) => {
    expect(mayPass(cause)).toBe(true);
  });
});

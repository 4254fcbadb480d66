import { expect, test } from 'vitest';
import { reasonOf } from './provider-reason.js';

const refused = (body: unknown, statusCode = 400) => ({
  statusCode,
  responseBody: typeof body === 'string' ? body : JSON.stringify(body),
});

test.each([
  ['an error with a message', { error: { message: 'No such model.' } }, 'No such model.'],
  ['a text in its place', { error: 'No such model.' }, 'No such model.'],
  ['a message alone', { object: 'error', message: 'No such model.' }, 'No such model.'],
  ['a detail', { detail: 'No such model.' }, 'No such model.'],
  ['a list of one', [{ error: { message: 'No such model.' } }], 'No such model.'],
  ['lines', { error: { message: ' No\n\tsuch model. ' } }, 'No such model.'],
  ['nothing', { error: { message: '' } }, undefined],
  ['a page', '<title>502</title>', undefined],
])('a reason is read from %s', (_, body, reason) => {
  expect(reasonOf(refused(body))).toBe(reason);
});

test('a reason is read from a failure that was reported in a stream', () => {
  expect(reasonOf({ message: 'Overloaded.', type: 'overloaded_error' })).toBe('Overloaded.');
});

test.each([
  'sk-123',
  'sk-proj-abc***xyz',
  'gsk_abc',
  'AIzaSyA-1234567890',
  'Bearer abc.def',
  'eyJhbGciOi.J9.x',
  '0123456789abcdef0123456789abcdef',
])('what looks like a key is not repeated: %s', (key) => {
  const message = `The key ${key} may not use additionalProperties of gpt-4o-mini-2024-07-18`;
  expect(reasonOf(refused({ error: { message } }, 403))).toBe(
    'The key […] may not use additionalProperties of gpt-4o-mini-2024-07-18',
  );
});

test('of a refused key nothing is repeated', () => {
  expect(reasonOf(refused({ error: { message: 'Not your key: hunter2' } }, 401))).toBeUndefined();
});

test('what a model function throws is not repeated', () => {
  expect(reasonOf(new Error('my password'))).toBeUndefined();
});

test('a long reason is cut off', () => {
  const reason = reasonOf(refused({ error: { message: 'far '.repeat(1000) } }));
  expect(reason).toHaveLength(301);
  expect(reason?.endsWith('…')).toBe(true);
});

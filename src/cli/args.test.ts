import { describe, expect, test } from 'vitest';
import { readArgs, type WatchOptions } from './args.js';

function read(...words: readonly string[]): WatchOptions {
  const invocation = readArgs(['watch', ...words]);
  if (invocation.kind !== 'watch') throw new TypeError('There are no options of help.');
  return invocation.options;
}

describe('a request', () => {
  test('is GET without a body, and JSON by POST with one', () => {
    const { method, headers, data } = read('http://a.example');
    expect([method, data, headers.get('content-type')]).toEqual(['GET', undefined, null]);
    expect(headers.get('accept')).toBe('text/event-stream, */*');
    const posted = read('http://a.example', '--input', '{"topic":"tea"}');
    expect([posted.method, posted.data]).toEqual(['POST', '{"topic":"tea"}']);
    expect(posted.headers.get('content-type')).toBe('application/json');
  });

  test('has the method and the headers that are given, in place of its own', () => {
    const words = ['-X', 'put', '-d', 'a=1', '-H', 'Content-Type: text/plain', '-H', 'x-a:b:c'];
    const { method, headers, data } = read('https://a.example', ...words);
    expect([method, data]).toEqual(['PUT', 'a=1']);
    expect(headers.get('content-type')).toBe('text/plain');
    expect(headers.get('x-a')).toBe('b:c');
  });
});

test('a speed may be any number above 0', () => {
  expect(read('a.json').speed).toBeUndefined();
  expect(read('a.json', '--speed', '0.5').speed).toBe(0.5);
  expect(read('a.json', '--speed', 'Infinity').speed).toBe(Infinity);
});

test.each([
  ['no command', [], 'There is no command.'],
  ['another command', ['follow'], 'There is no command follow.'],
  ['no source', ['watch'], 'Say what to watch'],
  ['two sources', ['watch', 'a', 'b'], 'One source at a time'],
  ['an unknown flag', ['watch', 'a', '--fast'], "Unknown option '--fast'"],
  ['a body for a file', ['watch', 'a', '-d', '{}'], '--data goes with a URL'],
  ['a speed for a URL', ['watch', 'http://a.example', '--speed', '2'], '--speed goes with'],
  ['a speed that is none', ['watch', 'a', '--speed', 'fast'], '--speed takes a number'],
  [
    'an input that is no JSON',
    ['watch', 'http://a.example', '--input', '{a}'],
    '--input takes JSON',
  ],
  ['two bodies', ['watch', 'http://a.example', '--input', '1', '-d', '1'], 'leave one out'],
  ['a body to get', ['watch', 'http://a.example', '-X', 'get', '-d', '1'], 'carries no body'],
  ['a header that is none', ['watch', 'http://a.example', '-H', 'secret'], '--header takes'],
])('%s is wrong usage', (_, words, reason) => {
  expect(() => readArgs(words)).toThrow(reason);
});

test('a header that cannot be read is not repeated, since it may hold a secret', () => {
  expect(() => read('http://a.example', '-H', 'hunter2')).toThrow(/^(?!.*hunter2)--header takes/);
});

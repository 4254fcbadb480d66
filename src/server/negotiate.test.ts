import { describe, expect, test } from 'vitest';
import { negotiate } from './negotiate.js';

describe('the answer', () => {
  test.each([
    ['nothing at all', null, 'sse'],
    ['nothing', '', 'sse'],
    ['nothing but space', ' ', 'sse'],
    ['everything', '*/*', 'sse'],
    ['one kind', 'application/x-ndjson', 'ndjson'],
    ['one kind, in capitals', 'Application/JSON', 'json'],
    ['one kind, with parameters', 'application/json; charset=utf-8', 'json'],
    ['a family', 'text/*', 'sse'],
    ['a family of two', 'application/*', 'ndjson'],
    ['several alike, as axios does', 'application/json, text/plain, */*', 'sse'],
    ['a lesser weight for a stream', 'text/event-stream;q=0.5, application/x-ndjson', 'ndjson'],
    ['all kinds at a lesser weight', 'application/json, */*;q=0.1', 'json'],
    [
      'a weight with space around it',
      'text/event-stream ; q=0.2 , application/json ;q=0.3',
      'json',
    ],
    ['a weight in capitals', 'text/event-stream;Q=0.2, application/json', 'json'],
    [
      'a weight after a parameter',
      'application/json;v=1;q=0.3, application/x-ndjson;q=0.4',
      'ndjson',
    ],
    ['a weight of three digits', 'application/json;q=0.301, application/x-ndjson;q=0.300', 'json'],
    ['all but a stream', 'text/event-stream;q=0, */*', 'ndjson'],
    ['all but two', '*/*, text/event-stream;q=0, application/x-ndjson;q=0.0', 'json'],
    ['one of a family that is excluded', 'text/*;q=0, text/event-stream', 'sse'],
    ['a family but one', 'application/*, application/x-ndjson;q=0', 'json'],
    ['less of what is named twice', 'application/json;q=0.1, application/json, */*;q=0.5', 'json'],
    [
      'a quoted comma',
      'application/json;profile="a,b";q=0.1, application/x-ndjson;q=0.2',
      'ndjson',
    ],
    ['a quoted weight', 'application/json;x=";q=0"', 'json'],
    ['something broken beside it', 'application/json;q=nonsense, application/x-ndjson', 'ndjson'],
    ['a weight beyond 1', 'application/json;q=7, application/x-ndjson;q=0.1', 'ndjson'],
    ['empty elements', ', ,application/json,', 'json'],
  ])('to one that accepts %s', (_, accept, format) => {
    expect(negotiate(accept)).toBe(format);
  });

  test.each([
    ['another kind', 'image/png'],
    ['a page', 'text/html, application/xhtml+xml;q=0.9'],
    ['nothing by weight', '*/*;q=0'],
    ['no stream and nothing else', 'text/event-stream;q=0'],
    ['nothing readable', 'garbage'],
    ['nothing but a broken weight', 'application/json;q=nonsense'],
    ['a family that is none', '*/json'],
  ])('is refused to one that accepts %s', (_, accept) => {
    expect(() => negotiate(accept)).toThrow(
      expect.objectContaining({ code: 'not-acceptable', status: 406 }),
    );
    expect(() => negotiate(accept)).toThrow(
      /text\/event-stream, application\/x-ndjson or application\/json/,
    );
  });
});

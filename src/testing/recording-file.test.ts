import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { TestingError } from './error.js';
import { formatRecording, parseRecording } from './recording-file.js';
import type { Recording } from './recording.js';
import { splitText } from './split-text.js';

const recording: Recording = {
  version: 1,
  contentType: 'text/plain',
  isCut: true,
  text: '{"a":"b\\n"}',
  ends: [5, 11],
  atMs: [10, 20],
};

test('a file has one line for each piece, in JSON', () => {
  expect(formatRecording(recording)).toBe(`{
  "version": 1,
  "contentType": "text/plain",
  "isCut": true,
  "pieces": [
    [10, "{\\"a\\":"],
    [20, "\\"b\\\\n\\"}"]
  ]
}
`);
});

test('reading what was written gives it back, at any border', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.nat(), (text, seed) => {
      const pieces = splitText(text, { seed, max: 3 });
      let end = 0;
      const ends = pieces.map((piece) => (end += piece.length));
      const one: Recording = { version: 1, text, ends, atMs: ends.map((_, index) => index) };
      expect(parseRecording(formatRecording(one))).toEqual(one);
      expect(parseRecording(JSON.stringify(one))).toEqual(one);
    }),
  );
});

describe('what is no recording is refused', () => {
  test.each([
    ['no JSON', '{', /it is no JSON/],
    ['a list', '[]', /`text` must be a string/],
    ['another version', '{"version":2,"pieces":[]}', /the number 2; this is version 1/],
    ['a piece without time', '{"version":1,"pieces":["a"]}', /a time and a text/],
    ['times that fall', '{"version":1,"pieces":[[2,"a"],[1,"b"]]}', /equally long and rising/],
    ['times missing', '{"version":1,"text":"ab","ends":[1,2],"atMs":[1]}', /equally long/],
    [
      'text left over',
      '{"version":1,"text":"ab","ends":[1],"atMs":[1]}',
      /the length of `text` \(2\)/,
    ],
    ['a type that is none', '{"version":1,"contentType":1,"pieces":[]}', /contentType/],
    ['a status that is none', '{"version":1,"status":99,"pieces":[]}', /status/],
    ['a cut that is none', '{"version":1,"isCut":"no","pieces":[]}', /isCut/],
  ])('%s', (_, text, message) => {
    const read = () => parseRecording(text);
    expect(read).toThrow(TestingError);
    expect(read).toThrow(message);
  });
});

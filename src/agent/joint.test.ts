import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Joint } from './joint.js';

const before = '{"title":"A long title","text":"It was a dark and stormy ni';

function join(text: string, size: number, first = before, isJson = true): string {
  const joint = new Joint(first, isJson);
  let joined = '';
  for (let at = 0; at < text.length; at += size) joined += joint.feed(text.slice(at, at + size));
  return joined + joint.end();
}

describe('of JSON', () => {
  test.each([
    ['what goes on exactly there', 'ght; the rain fell"}'],
    [
      'what begins a little before the cut',
      '"text":"It was a dark and stormy night; the rain fell"}',
    ],
    ['the whole answer once more', `${before}ght; the rain fell"}`],
    ['a fence around it', '```json\nght; the rain fell"}'],
    ['a fence around the whole', `\`\`\`json\n${before}ght; the rain fell"}`],
  ])('%s: only the new is passed on, however it is cut', (_, text) => {
    for (const size of [1, 5, 1000]) expect(join(text, size)).toBe('ght; the rain fell"}');
  });

  // The first rows are alike, so that the rest begins as what is there ends.
  const rows = JSON.stringify({ rows: ['warm', 'warm', 'warm', 'calm'].map((name) => ({ name })) });
  const lists = JSON.stringify([
    [1, 2],
    [[1, 2], 'a [b', {}],
    [1, 2],
  ]);

  test.each([rows, lists])('the exact rest is passed on whole, wherever %s was cut', (text) => {
    for (let at = 1; at < text.length; at++)
      for (const size of [1, 4, 1000])
        expect(join(text.slice(at), size, text.slice(0, at))).toBe(text.slice(at));
  });

  test.each([
    rows,
    JSON.stringify(Array.from({ length: 40 }, (_, id) => ({ id, name: `row ${id}` }))),
  ])('an answer that begins anew counts once, wherever %s was cut', (text) => {
    for (let at = 1; at < text.length; at++) {
      const first = text.slice(0, at);
      for (const size of [3, 1000]) expect(first + join(text, size, first)).toBe(text);
    }
  });

  test('any exact rest of any JSON is passed on whole', () => {
    fc.assert(
      fc.property(fc.object(), fc.nat(), fc.integer({ min: 1, max: 50 }), (value, place, size) => {
        const text = JSON.stringify(value);
        const at = place % text.length;
        expect(join(text.slice(at), size, text.slice(0, at))).toBe(text.slice(at));
      }),
    );
  });

  // Does not end within the time of a test where every chunk is compared from the start.
  test('an answer that begins anew costs what it is long', () => {
    const first = `{"text":"${'a word '.repeat(70_000)}`;
    expect(join(`${first}more"}`, 4, first)).toBe('more"}');
  });
});

describe('of plain text', () => {
  const line = 'Once upon a time there was a tea pot, and it was warm and calm, and red.';

  test('what is long is a repetition: a sentence, or the whole', () => {
    const text = `It began. ${line}`;
    for (const size of [1, 5, 1000]) {
      expect(join(`${line} The end.`, size, text, false)).toBe(' The end.');
      expect(join(`${text} The end.`, size, text, false)).toBe(' The end.');
    }
  });

  test.each(['-'.repeat(61), '- tea\n- tea\n- tea\n- tea\n', 'ni hao, ni hao'])(
    'what is short is none: %j comes out as it is, wherever it was cut',
    (text) => {
      for (let at = 1; at < text.length; at++)
        expect(join(text.slice(at), 5, text.slice(0, at), false)).toBe(text.slice(at));
    },
  );

  test('a fence belongs to it', () => {
    expect(join('```json\n{}\n```', 1, 'For example:\n', false)).toBe('```json\n{}\n```');
  });
});

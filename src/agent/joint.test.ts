import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Joint } from './joint.js';

const before = '{"title":"A long title","text":"It was a dark and stormy ni';

/** What is new of a text, fed in pieces of a size; `undefined` where nobody can tell. */
function join(text: string, size: number, first = before, isJson = true): string | undefined {
  const joint = new Joint(first, isJson);
  let joined = '';
  for (let at = 0; at < text.length; at += size) joined += joint.feed(text.slice(at, at + size));
  joined += joint.end();
  if (!joint.isLost) return joined;
  expect(joined).toBe('');
  return undefined;
}

const SIZES = [3, 10_000];

/** The one thing that comes of it, however it is cut into chunks. */
function joinAnyhow(text: string, first: string, isJson = true): string | undefined {
  const [joined, ...others] = SIZES.map((size) => join(text, size, first, isJson));
  for (const other of others) expect(other).toBe(joined);
  return joined;
}

const answer = JSON.stringify({
  title: 'A long title',
  text: 'It was a dark and stormy night; the rain fell in torrents, except at occasional intervals.',
  quote:
    'He said: "Go on\\", and\nwent. Nobody followed him up the hill, for it had begun to snow.',
  items: [
    { name: 'warm', score: 12 },
    { name: 'calm', score: -7.5e3, tags: ['red', 'green'], isNew: true },
    { name: 'wet', score: null, tags: [] },
  ],
  note: 'The end of it',
});

const prose = `# Tea

It was a dark and stormy night; the rain fell in torrents, except at occasional intervals. Nobody
went up the hill.

- green, from China
- black, from the hills of Assam

Then the sun came out, and everybody who had stayed at home was sorry.`;

/** Cuts of a text, with what is before and behind each. */
function cuts(text: string, least = 1, step = 1): readonly (readonly [string, string])[] {
  return Array.from({ length: Math.ceil((text.length - least) / step) }, (_, index) => {
    const at = index * step + least;
    return [text.slice(0, at), text.slice(at)] as const;
  });
}

const fences = ['```json\n', '```\n', '\n```json\n'];
const talks = [
  'Sure, here is the rest:\n\n',
  'Sure! Here is the rest of the JSON:\n',
  'Continuing from where I left off:\n\n',
  "Certainly! Here's the continuation of my answer:\n\n```json\n",
  'Apologies for the cut. I will continue exactly where it stopped:\n\n',
  '**Continued:**\n\n',
];

describe('of JSON', () => {
  test.each([
    ['what goes on exactly there', 'ght; the rain fell"}'],
    [
      'what begins a little before the cut',
      '"text":"It was a dark and stormy night; the rain fell"}',
    ],
    ['the last words', 'dark and stormy night; the rain fell"}'],
    ['the last words, behind dots', '… and stormy night; the rain fell"}'],
    ['the last letters', 'rk and stormy night; the rain fell"}'],
    ['a remark', '(continued)\nght; the rain fell"}'],
    ['a talk on the same line', 'Sure, here is the rest: stormy night; the rain fell"}'],
    ['the whole answer once more', `${before}ght; the rain fell"}`],
    ['a fence around it', '```json\nght; the rain fell"}'],
    ['a fence around the whole', `\`\`\`json\n${before}ght; the rain fell"}`],
    ['a talk before the whole', `Sorry! Here it is:\n\n\`\`\`json\n${before}ght; the rain fell"}`],
  ])('%s: only the new is passed on, however it is cut', (_, text) => {
    for (const size of [1, 5, 1000]) expect(join(text, size)).toBe('ght; the rain fell"}');
  });

  test.each([
    ['the word that was cut', 'night; the rain fell"}'],
    ['dots that may be its own', '...ght; the rain fell"}'],
    ['manners that may be its own', 'Sure, ght; the rain fell"}'],
    ['a fence that is none', '```ght; the rain fell"}```'],
    ['a remark that a word may follow', '[continuing] ght; the rain fell"}'],
    ['a refusal', "I'm sorry, I cannot continue my answer."],
    ['a space behind a talk that may be its own', 'Here is the rest: ght; the rain fell"}'],
    ['another answer', '{"title":"Another title","text":"It was bright"}'],
    ['another answer in a fence', '```json\n{"title":"Another","text":"It was bright"}\n```'],
    ['no JSON at all', 'He said "no" and left'],
  ])('%s: nobody guesses', (_, text) => {
    expect(joinAnyhow(text, before)).toBeUndefined();
  });

  test.each([
    ['another answer', '{"title":"A","items":["a",', '{"title":"B","items":["b","c"]}'],
    ['the number that was cut', '{"title":"A","items":["a",12', '12]}'],
    [
      'a long row that no other is like',
      '[{"name":"a name that is long"},',
      '{"name":"a name that is long"},{"name":"b"}]',
    ],
    ['the beginning of a row', '[{"name":"a","score":', '{"name":"a","score":1'],
  ])('between strings, %s: nobody guesses', (_, first, text) => {
    expect(joinAnyhow(text, first)).toBeUndefined();
  });

  test('an exact rest is passed on, wherever it was cut', () => {
    for (const [first, rest] of cuts(answer)) {
      expect(joinAnyhow(rest, first)).toBe(rest);
      expect(join(rest, 300, first)).toBe(rest);
    }
  });

  test.each([...fences, ...talks])(
    '%j before the rest is left out, wherever it was cut',
    (opening) => {
      for (const [first, rest] of cuts(answer, 1, 2))
        expect(joinAnyhow(opening + rest, first)).toBe(rest);
    },
  );

  test.each(['\n', '\n\n', '…', '... ', '[...]\n', 'Voici la suite :\n\n'])(
    '%j before the rest is left out, or nobody guesses',
    (opening) => {
      let told = 0;
      for (const [first, rest] of cuts(answer)) {
        const joined = joinAnyhow(opening + rest, first);
        if (joined === undefined) continue;
        // Space between the parts of JSON says nothing.
        expect(JSON.parse(first + joined)).toEqual(JSON.parse(answer));
        told++;
      }
      expect(told).toBeGreaterThan(answer.length / 6);
    },
  );

  test.each(['', ...fences, ...talks])(
    'an answer that begins anew behind %j counts once',
    (opening) => {
      for (const [first, rest] of cuts(answer, 1, 5))
        expect(joinAnyhow(opening + answer, first)).toBe(rest);
    },
  );

  test('the last words are said once, or nobody guesses, wherever it was cut', () => {
    const all = cuts(answer);
    let told = 0;
    for (const [first, rest] of all) {
      for (const count of [1, 5]) {
        const last = first
          .split(/(?<=[ ,])/)
          .slice(-count)
          .join('');
        const joined = /\w/.test(last) ? joinAnyhow(last + rest, first) : undefined;
        if (joined === undefined) continue;
        expect([joined, first]).toEqual([rest, first]);
        if (count === 5) told++;
      }
    }
    expect(told).toBeGreaterThan(all.length * 0.8);
  });

  test('words that no space parts are said once, or nobody guesses', () => {
    const first = '{"町":"東京は日本の首';
    expect(joinAnyhow('都です。"}', first)).toBe('都です。"}');
    expect(joinAnyhow('東京は日本の首都です。"}', first)).toBe('都です。"}');
    expect(joinAnyhow('の首都です。"}', first)).toBeUndefined();
  });

  test('an answer that begins anew and is cut off again says nothing new', () => {
    for (const [first] of cuts(answer, 40, 3))
      expect(joinAnyhow(first.slice(0, -9), first)).toBe('');
  });

  // The first rows are alike, so that the rest begins as what is there ends.
  const rows = JSON.stringify({ rows: ['warm', 'warm', 'warm', 'calm'].map((name) => ({ name })) });
  const lists = JSON.stringify([
    [1, 2],
    [[1, 2], 'a [b', {}],
    [1, 2],
  ]);
  const tree = '{"name":"a","children":[{"name":"b","children":[{"name":"c","children":[]}]}]}';

  test.each([rows, lists, tree])(
    'the exact rest is passed on whole, wherever %s was cut',
    (text) => {
      for (let at = 1; at < text.length; at++)
        for (const size of [1, 4, 1000])
          expect(join(text.slice(at), size, text.slice(0, at))).toBe(text.slice(at));
    },
  );

  test.each([
    rows,
    JSON.stringify(Array.from({ length: 40 }, (_, id) => ({ id, name: `row ${id}` }))),
  ])('an answer that begins anew counts once, wherever %s was cut', (text) => {
    for (let at = 1; at < text.length; at++) {
      const first = text.slice(0, at);
      for (const size of [3, 1000]) expect(first + join(text, size, first)).toBe(text);
    }
  });

  test('any exact rest of any JSON is passed on whole, or begins as what is there ends', () => {
    fc.assert(
      fc.property(fc.object(), fc.nat(), fc.integer({ min: 1, max: 50 }), (value, place, size) => {
        const text = JSON.stringify(value);
        const at = place % text.length;
        const [first, rest] = [text.slice(0, at), text.slice(at)];
        const joined = join(rest, size, first);
        if (joined === undefined) expect(first).toContain(rest.slice(0, 1));
        else expect(joined).toBe(rest);
      }),
    );
  });

  test('what goes on with a key is not taken for the opening that it looks like', () => {
    for (const size of [1, 3, 1000]) {
      expect(join('{":[]}', size, '{"')).toBe('{":[]}');
      expect(join('{"a":[]}', size, '{"')).toBe('a":[]}');
      expect(join('{"text":"tea and more"}', size, '{"text":"tea')).toBe(' and more"}');
    }
  });

  test('what stands before an answer is no part of where it stopped', () => {
    for (const lead of ['```json\n', 'Here you are: ', 'A list, as you like it:\n\n```json\n'])
      for (const [first, rest] of cuts(answer, 20, 7))
        expect(joinAnyhow(`Sure, here is the rest:\n\n${rest}`, lead + first)).toBe(rest);
  });

  // Does not end within the time of a test where every chunk is compared from the start.
  test.each(['', talks[0] ?? ''])(
    'an answer that begins anew costs what it is long: %j',
    (opening) => {
      const first = `{"text":"${'a word '.repeat(70_000)}`;
      expect(join(`${opening}${first}more"}`, 4, first)).toBe('more"}');
    },
  );

  test('a long list costs what it is long', () => {
    const first = `{"rows":[${'{"id":1,"name":"a"},'.repeat(30_000)}`;
    expect(join('```json\n{"id":2}]}', 4, first)).toBe('{"id":2}]}');
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

  test('an exact rest is passed on, wherever it was cut', () => {
    for (const [first, rest] of cuts(prose, 1, 2)) {
      const joined = joinAnyhow(rest, first, false);
      // A line that ends in its middle may be meant, or not.
      if (joined === undefined) expect(rest).toMatch(/^\n\p{Ll}/u);
      else expect(joined).toBe(rest);
    }
  });

  test.each(talks.filter((talk) => !talk.includes('`')))(
    '%j is left out, wherever it was cut',
    (talk) => {
      for (const [first, rest] of cuts(prose, 1, 2)) {
        const joined = joinAnyhow(talk + rest, first, false);
        // Whose the empty lines between are, only two of them tell.
        if (talk.endsWith('\n\n')) expect(joined).toBe(rest);
        else expect(joined?.trimStart()).toBe(rest.trimStart());
      }
    },
  );

  test.each(['\n', '…', '...', 'Sure! ', '```\n'])(
    '%j is left out, or the text’s own, or nobody guesses; it is never inside of a word',
    (opening) => {
      const all = cuts(prose, 1, 2).map(([first, rest]) => {
        const joined = joinAnyhow(opening + rest, first, false) ?? rest;
        const isInWord = /\w$/.test(first) && /^\w/.test(rest);
        return joined === rest || (joined === opening + rest && !isInWord) || [first, joined];
      });
      expect(all.filter((each) => each !== true)).toEqual([]);
    },
  );

  test('the last words are said once, or nobody guesses, wherever it was cut', () => {
    let told = 0;
    for (const [first, rest] of cuts(prose, 60, 2)) {
      for (const count of [1, 2, 6]) {
        const last = first
          .split(/(?<=\s)/)
          .slice(-count)
          .join('');
        const joined = joinAnyhow(last + rest, first, false);
        if (joined === undefined) continue;
        if (/[\p{L}\p{N}]/u.test(last)) expect([joined, first]).toEqual([rest, first]);
        if (count === 6) told++;
      }
    }
    expect(told).toBeGreaterThan((prose.length - 60) * 0.45);
  });

  test.each(['-'.repeat(61), '- tea\n- tea\n- tea\n- tea\n', 'ni hao, ni hao'])(
    'what repeats itself anyway comes out as it is: %j, wherever it was cut',
    (text) => {
      for (let at = 1; at < text.length; at++)
        expect(join(text.slice(at), 5, text.slice(0, at), false)).toBe(text.slice(at));
    },
  );

  test('a fence belongs to it, unless it is open', () => {
    expect(join('```json\n{}\n```', 1, 'For example:\n', false)).toBe('```json\n{}\n```');
    expect(join('```\nDone.', 1, '```js\nlet tea;\n', false)).toBe('```\nDone.');
    expect(join('```js\npot;\n```', 1, '```js\nlet tea;\nlet ', false)).toBe('pot;\n```');
  });
});

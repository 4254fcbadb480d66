import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createInstantParser } from '../protocol/index.js';
import { createScreen } from './screen.js';
import { showFrame } from './show-frame.js';
import { showTable } from './show-table.js';
import type { Progress } from './summary.js';
import { cutEnd, cutStart, padTo, toPrintable, widthOf } from './text-width.js';
import { createWaterfall } from './waterfall.js';

/** An answer of which the pieces came a second after one another, seen a second after the last. */
function progressOf(pieces: readonly string[]): Progress {
  const parser = createInstantParser();
  const waterfall = createWaterfall();
  for (const [index, piece] of pieces.entries()) {
    for (const event of parser.feed(piece)) waterfall.note(event, (index + 1) * 1000);
  }
  const traffic = { bytes: 1234, chunks: pieces.length };
  return {
    now: () => (pieces.length + 1) * 1000,
    waterfall,
    traffic,
    repairs: [],
    hasRepairs: true,
  };
}

const options = { source: 'answer.json', columns: 72, rows: 10, hasColor: false };

test('a frame shows each field with its time, what it is, and the beginning of its value', () => {
  const progress = progressOf([
    '{"title":"Green tea","items"',
    ':[{"price":12}',
    ',{"price":"a lo',
    'ng',
  ]);
  expect(showFrame(progress, options)).toEqual([
    '5.000s  3 done  4 open  1.2 KB in 4 chunks  answer.json',
    '(root)          ··━━━━━━━━━━━━    5.000s  streaming',
    'title           ··━···········    1.000s  done       "Green tea"',
    'items           ·····━━━━━━━━━    5.000s  streaming',
    'items[0]        ·····━········    2.000s  done       {1 key}',
    'items[0].price  ·····━········    2.000s  done       12',
    'items[1]        ········━━━━━━    5.000s  streaming',
    'items[1].price  ········━━━━━━    5.000s  streaming  "a long"',
  ]);
});

test('a field in a lane is behind its name, a lane that begins anew has rows of its own', () => {
  const waterfall = createWaterfall();
  const tell = (text: string, atMs: number) => {
    const parser = createInstantParser();
    for (const event of [...parser.feed(text), ...parser.end()])
      waterfall.note({ type: 'lane', lane: 'plan', event }, atMs);
  };
  tell('{"title":"Sea"}', 1000);
  tell('"later"', 2000);
  const table = showTable(waterfall.rows(), { ...options, nowMs: 4000, isOver: true });
  expect(table).toEqual([
    'plan         ···━··········    1.000s  done       {1 key}',
    'plan: title  ···━··········    1.000s  done       "Sea"',
    'plan         ·······━······    2.000s  done       "later"',
  ]);
  expect(waterfall.counts.done).toBe(3);
});

test('a frame that is too low keeps the newest rows, one that is narrow what became of them', () => {
  const progress = progressOf(['{"a":1,"b":2,"very-long-name":"text"']);
  expect(showFrame(progress, { ...options, rows: 3, columns: 32 })).toEqual([
    '2.000s  3 done  1 open  1.2 KB …',
    'b            1.000s  done',
    '…ong-name    1.000s  done',
  ]);
});

test('colour adds nothing but colour', () => {
  const progress = progressOf(['{"a":1,"b":"x']);
  const colored = showFrame(progress, { ...options, hasColor: true });
  expect(colored.join('\n')).toContain('\u001B[32mdone\u001B[39m');
  // oxlint-disable-next-line no-control-regex -- what is looked for is what a terminal obeys
  const plain = colored.map((line) => line.replaceAll(/\u001B\[\d+m/g, ''));
  expect(plain).toEqual(showFrame(progress, options));
});

test('what nothing more comes of is cut off', () => {
  const rows = progressOf(['{"a":"x']).waterfall.rows();
  const table = showTable(rows, { columns: 60, nowMs: 1000, isOver: true, hasColor: false });
  expect(table.map((line) => line.includes('cut off'))).toEqual([true, true]);
});

test('a table may be as long as an answer', () => {
  const rows = progressOf([`[${'1,'.repeat(200_000)}`]).waterfall.rows();
  const table = showTable(rows, { columns: 60, nowMs: 1000, isOver: true, hasColor: false });
  expect(table).toHaveLength(200_001);
});

test('no frame is larger than its screen, nor holds what a terminal obeys', () => {
  const text = fc.string({ unit: 'binary', maxLength: 60 });
  const size = fc.record({
    columns: fc.integer({ min: 1, max: 200 }),
    rows: fc.integer({ min: 1, max: 30 }),
  });
  fc.assert(
    fc.property(fc.dictionary(text, text), text, size, (answer, source, { columns, rows }) => {
      const progress = progressOf([JSON.stringify(answer)]);
      const frame = showFrame(progress, { source, columns, rows, hasColor: false });
      expect(frame.length).toBeLessThanOrEqual(rows);
      for (const line of frame) {
        expect(widthOf(line)).toBeLessThanOrEqual(columns);
        expect(line).not.toMatch(/(?![\u200C\u200D])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
      }
    }),
  );
});

test('a field that is withdrawn goes with what is in it, and told anew is the newest', () => {
  const { waterfall } = progressOf(['{"a":{"b":1,"c":{"d":2}},"e":3,"a":{"b":4']);
  expect(waterfall.rows().map(({ path, value }) => [path, value])).toEqual([
    ['', {}],
    ['e', 3],
    ['a', {}],
  ]);
  expect(waterfall.counts).toEqual({ streaming: 2, done: 1, invalid: 0, missing: 0 });
  expect(waterfall.firstFieldMs).toBe(1000);
});

test.each([
  ['Green', 5],
  ['茶', 2],
  ['한국', 4],
  ['🍵', 2],
  ['👩‍🚀', 2],
  ['🇩🇪', 2],
  ['❤️', 2],
  ['e\u0301', 1],
  ['', 0],
])('%s takes %i columns', (text, width) => {
  expect(widthOf(text)).toBe(width);
});

test('text is cut between what belongs together', () => {
  expect(cutEnd('茶🍵tea', 5)).toBe('茶🍵…');
  expect(cutEnd('茶🍵tea', 4)).toBe('茶…');
  expect(cutStart('items[12].title', 8)).toBe('…].title');
  expect(cutEnd('tea', 3)).toBe('tea');
  expect(padTo('茶', 4)).toBe('茶  ');
});

test('what is escaped is read as the same by JSON', () => {
  const text = JSON.stringify('\u007F\u009B\u202E\u{E0041}\uE000 👩‍🚀');
  expect(toPrintable(text)).toBe(String.raw`"\u007f\u009b\u202e\udb40\udc41\ue000 👩‍🚀"`);
  expect(JSON.parse(toPrintable(text))).toBe(JSON.parse(text));
});

test('a screen is taken with the first frame and given back once, for good', () => {
  let written = '';
  const before = process.listenerCount('exit');
  const screen = createScreen({ write: (text) => (written += String(text)) !== '' });
  expect(written).toBe('');
  screen.draw(['a', 'b']);
  screen.draw(['c']);
  screen.leave();
  screen.leave();
  screen.draw(['d']);
  expect(written.replaceAll('\u001B[', '^')).toBe(
    '^?1049h^?25l^?7l^Ha^K\r\nb^K^J^Hc^K^J^?7h^?25h^?1049l',
  );
  expect(process.listenerCount('exit')).toBe(before);
});

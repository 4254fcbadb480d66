import { screen } from '@testing-library/react';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createManualTransport } from '../../tests/support/manual-transport.js';
import { after, nextTask, renderWithCache, settle } from '../../tests/support/react-harness.js';
import { createInstantRun } from '../client/index.js';
import { paceText, StructuredText, type PaceUnit } from './index.js';

function prefer(isReduced: boolean) {
  vi.stubGlobal('matchMedia', () => ({ matches: isReduced }));
}

/** What a paced text showed, frame by frame; `frames` lets that many go by. */
function watch(unit: PaceUnit) {
  const shown: string[] = [];
  const reveal = paceText(unit)((text) => void shown.push(text));
  const frames = (count: number) => {
    for (let frame = 0; frame < count; frame++) vi.advanceTimersToNextFrame();
  };
  return { ...reveal, shown, frames };
}

beforeEach(() => prefer(false));
afterEach(() => {
  // First, because what a test stubbed was a fake already.
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

const TEXT = 'The tide is late. It follows the moon, “slowly.” And then? It turns.';

test.each([TEXT.length, 1000, 2000, 50_000])(
  '%i characters that came at once appear evenly, all within a fifth of a second',
  (length) => {
    vi.useFakeTimers();
    const { show, shown } = watch('char');
    show(TEXT.repeat(1000).slice(0, length), false);
    expect(shown).toEqual([]);
    vi.advanceTimersByTime(200);
    expect(shown.at(-1)).toHaveLength(length);
    const steps = shown.map((text, at) => text.length - (shown[at - 1]?.length ?? 0));
    expect(Math.max(...steps)).toBeLessThan(length / 8);
  },
);

test.each<[PaceUnit, number]>([
  ['char', 16],
  ['char', 33],
  ['word', 16],
  ['word', 33],
  ['sentence', 33],
])(
  'in bursts, each %s is shown a fifth of a second later, with a frame every %i ms',
  (unit, ms) => {
    vi.useFakeTimers();
    vi.stubGlobal('requestAnimationFrame', (step: FrameRequestCallback) =>
      setTimeout(() => step(performance.now()), ms - (performance.now() % ms)),
    );
    vi.stubGlobal('cancelAnimationFrame', clearTimeout);
    const whole = { char: /$/, word: /(?<=\s)\S*$/, sentence: /(?<=^|[.?]”? )[^.?]*[.?]?”?$/ }[
      unit
    ];
    const text = TEXT.concat(' ').repeat(200);
    const arrived: { readonly at: number; readonly length: number }[] = [];
    const { show, shown } = watch(unit);
    for (let at = 0, length = 0; at < 2000; at += 10) {
      if (at % 70 === 0) {
        length += [3, 400, 40, 0, 90][(at / 70) % 5] ?? 0;
        show(text.slice(0, length), false);
        arrived.push({ at, length: text.slice(0, length).search(whole) });
      }
      vi.advanceTimersByTime(10);
      const due = arrived.findLast((each) => each.at <= at + 10 - 200)?.length ?? 0;
      expect(shown.at(-1)?.length ?? 0).toBeGreaterThanOrEqual(due);
    }
    expect(shown.at(-1)?.length).toBeGreaterThan(2000);
  },
);

test('text is paced where nobody can be asked about motion, and nothing breaks', () => {
  vi.useFakeTimers();
  vi.stubGlobal('matchMedia', undefined);
  const { show, shown, frames } = watch('char');
  show(TEXT, false);
  expect(shown).toEqual([]);
  frames(1);
  expect(shown).toHaveLength(1);
  show(TEXT, true);
  expect(shown.at(-1)).toBe(TEXT);
});

test('the end of a text is shown as soon as it is known', () => {
  vi.useFakeTimers();
  const { show, shown } = watch('word');
  show(TEXT.slice(0, 30), false);
  show(TEXT, true);
  expect(shown).toEqual([TEXT]);
  vi.advanceTimersByTime(1000);
  expect(shown).toEqual([TEXT]);
});

test('words and sentences appear whole', () => {
  vi.useFakeTimers();
  for (const [unit, end] of [
    ['word', /\s$/],
    ['sentence', /[.?]”? $/],
  ] as const) {
    const { show, shown, frames } = watch(unit);
    for (let length = 1; length <= TEXT.length; length += 3) {
      show(TEXT.slice(0, length), false);
      frames(2);
    }
    expect(shown.length).toBeGreaterThan(2);
    for (const text of shown) expect(text).toMatch(end);
  }
});

test('a word of a script without spaces is its character', () => {
  vi.useFakeTimers();
  const { show, shown } = watch('word');
  show('潮は遅い', false);
  vi.advanceTimersByTime(1000);
  expect(shown.at(-1)).toBe('潮は遅い');
  expect(shown.length).toBeGreaterThan(2);
});

test('no character is shown in halves, and none without its marks', () => {
  vi.useFakeTimers();
  const text = '👩‍👩‍👧 e\u0301 👍🏽 ✌️ done';
  const { show, shown } = watch('char');
  show(text, false);
  vi.advanceTimersByTime(1000);
  const whole = new Set([...new Intl.Segmenter().segment(text)].map(({ index }) => index));
  whole.add(text.length);
  for (const each of shown) expect([...whole]).toContain(each.length);
});

test('whatever arrives when, the text only grows, and is there at its end', () => {
  vi.useFakeTimers();
  fc.assert(
    fc.property(
      fc.constantFrom<PaceUnit>('char', 'word', 'sentence'),
      fc.string({ unit: 'grapheme' }),
      fc.array(fc.nat(40)),
      (unit, text, steps) => {
        const { show, shown, frames } = watch(unit);
        let length = 0;
        for (const step of steps) {
          length = Math.min(text.length, length + step);
          show(text.slice(0, length), false);
          frames(step % 3);
        }
        show(text, true);
        expect(shown.at(-1)).toBe(text);
        for (const [at, each] of shown.entries()) {
          expect(each.startsWith(shown[at - 1] ?? '')).toBe(true);
        }
      },
    ),
  );
});

test('another text is shown at once, whatever was waiting', () => {
  vi.useFakeTimers();
  const { show, shown, frames } = watch('char');
  show('The tide', false);
  frames(2);
  show('A moon', false);
  expect(shown.at(-1)).toBe('A moon');
});

test('where less motion is preferred, text is shown as it comes', () => {
  vi.useFakeTimers();
  prefer(true);
  const { show, shown } = watch('sentence');
  show('The ti', false);
  expect(shown).toEqual(['The ti']);
});

test('nothing is shown any more once it was ended', () => {
  vi.useFakeTimers();
  const { show, end, shown } = watch('char');
  show('The tide', false);
  end();
  vi.advanceTimersByTime(1000);
  expect(shown).toEqual([]);
});

test('StructuredText shows its text at that pace, and all of it when the field is final', async () => {
  const transport = createManualTransport<string>();
  const run = createInstantRun<{ body: string }, string>({ transport, scheduler: nextTask });
  const byWord = paceText('word');
  renderWithCache(<StructuredText path="body" stream={{ run }} pace={byWord} role="note" />);
  const body = screen.getByRole('note');
  await after(() => void run.submit('go'));
  await after(() => transport.last.push('{"body":"The tide is la'));
  for (let frame = 0; frame < 30; frame++) await settle();
  expect(body.textContent).toBe('The tide is ');
  await after(() => transport.last.push('te"'));
  expect(body.textContent).toBe('The tide is late');
  expect(body.childNodes).toHaveLength(1);
});

import fc from 'fast-check';
import { jsonrepair } from 'jsonrepair';
import { readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { describe, expect, test } from 'vitest';
import { createInstantParser, type InstantEvent } from '../../src/index.js';
import { chunkSizes, cut, jsonText } from '../laws/arbitraries.js';
import { parseChunks } from '../laws/parsing.js';
import { runs } from '../laws/runs.js';
import { hostileCorpus } from './corpus.js';
import { breakages, documents } from './breakages.js';
import { slips } from './slips.js';

describe('Every hostile answer is read, at every chunk size', () => {
  for (const [
    index,
    { group, text, value, expects, isTruncated = false },
  ] of hostileCorpus.entries()) {
    test(`${index} ${group}: ${JSON.stringify(text.slice(0, 60))}`, () => {
      for (const size of [1, 2, 3, 7, text.length]) {
        const { parser, events } = parseChunks(cut(text, [size]), { expects });
        expect(parser.error).toBeUndefined();
        expect(parser.value).toEqual(value);
        expect(events.at(-1)).toMatchObject({
          type: 'end',
          outcome: isTruncated ? 'truncated' : 'complete',
        });
        checkNoSilentChange(events);
      }
    });
  }
});

/** A field that is done changes only after an event that says so. */
function checkNoSilentChange(events: readonly InstantEvent[]): void {
  const done = new Set<string>();
  for (const event of events) {
    if (event.type === 'replaced')
      for (const path of done) if (path.startsWith(event.path)) done.delete(path);
    if (event.type === 'start' || event.type === 'delta') expect(done).not.toContain(event.path);
    if (event.type === 'done') done.add(event.path);
  }
}

test('Reading valid JSON tolerantly takes no liberty and gives what strict reading gives', () => {
  fc.assert(
    fc.property(jsonText, chunkSizes, (text, sizes) => {
      const strict = parseChunks(cut(text, sizes), { strict: true });
      const tolerant = parseChunks(cut(text, sizes));
      expect(tolerant.parser.repairs).toEqual([]);
      expect(tolerant.parser.value).toEqual(strict.parser.value);
      expect(tolerant.parser.isComplete).toBe(true);
    }),
    runs(3000),
  );
});

test('A valid text, number or literal with space around it is read as strict reading does', () => {
  const space = fc.string({ unit: fc.constantFrom(' ', '\n', '\r', '\t'), maxLength: 100 });
  const digits = fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 1, maxLength: 99 });
  const scalar = fc.oneof(
    fc.constantFrom('true', 'false', 'null', '-0', '1e5', '0.1E-7'),
    fc.tuple(fc.constantFrom('', '-'), digits).map(([sign, rest]) => `${sign}1${rest}`),
    digits.map((rest) => `0.${rest}`),
    fc.string({ maxLength: 99 }).map((text) => JSON.stringify(text)),
  );
  fc.assert(
    fc.property(space, scalar, space, chunkSizes, (before, json, after, sizes) => {
      const chunks = cut(`${before}${json}${after}`, sizes);
      const strict = parseChunks(chunks, { strict: true });
      const tolerant = parseChunks(chunks);
      expect(strict.parser.error).toBeUndefined();
      expect(tolerant.parser.value).toEqual(strict.parser.value);
      expect(tolerant.parser.repairs).toEqual([]);
      expect(tolerant.parser.isComplete).toBe(true);
    }),
    runs(2000),
  );
});

test('Any text at all, valid or not, is read the same whatever the chunking', () => {
  const noise = fc.array(
    fc.constantFrom(
      ...'{}[]:,"\'\\/#*`“”‘’<>=;.+-_ \n\tabtrue0123',
      'think',
      '</think>',
      '```',
      'null',
      'é',
      '😀',
    ),
    { maxLength: 40 },
  );
  fc.assert(
    fc.property(noise, chunkSizes, (parts, sizes) => {
      const text = parts.join('');
      const whole = parseChunks([text]);
      const split = parseChunks(cut(text, sizes));
      expect(split.parser.value).toEqual(whole.parser.value);
      expect(split.events.at(-1)).toEqual(whole.events.at(-1));
      expect(split.parser.repairs).toEqual(whole.parser.repairs);
      checkNoSilentChange(split.events);
    }),
    runs(8000),
  );
});

/** Why we differ from jsonrepair, as the guide says, and in which texts: the breakage, and which document it was done to. */
const differences: Readonly<Record<string, readonly string[]>> = {
  'a key whose value has not begun is absent, not null': [
    'last two characters missing 0',
    'truncated 0',
    'truncated 1',
    'truncated 2',
    'truncated 3',
    'truncated 3',
  ],
  'a number that may not be over is absent': [
    'last bracket missing 4',
    'last two characters missing 4',
  ],
};

test('Broken documents give what jsonrepair makes of the whole text, but for listed differences', () => {
  const differing: string[] = [];
  let compared = 0;
  for (const [index, document] of documents.entries()) {
    for (const [name, broken] of breakages(document)) {
      const repaired = repair(broken);
      if (repaired === undefined) continue;
      compared++;
      const parser = createInstantParser();
      parser.feed(broken);
      parser.end();
      expect(parser.error, `${name}: ${broken}`).toBeUndefined();
      if (!isDeepStrictEqual(toJson(parser.value), repaired)) differing.push(`${name} ${index}`);
    }
  }
  expect(compared).toBeGreaterThan(110);
  expect(1 - differing.length / compared).toBeGreaterThan(0.85);
  expect(differing.toSorted()).toEqual(Object.values(differences).flat().toSorted());
});

test('Each example of the guide is read as it says, by the rule it stands for', () => {
  const guide = readFileSync(new URL('../../docs/guide/tolerance.md', import.meta.url), 'utf8');
  const rows = [...guide.matchAll(/^\| `([a-z-]+)` .*\| `(.+?)` +\| `(.+?)` +\|$/gm)];
  expect(rows.length).toBe([...guide.matchAll(/^\| `/gm)].length);
  for (const [, kind = '', example = '', json = ''] of rows) {
    // In a table a line break and a no-break space are drawn.
    const text = example.replaceAll('⏎', '\n').replaceAll('␣', '\u00a0');
    const expects = kind === 'ndjson' ? ({ kind: 'array' } as const) : undefined;
    const { parser } = parseChunks([text], { expects });
    expect([kind, parser.value]).toEqual([kind, JSON.parse(json)]);
    expect(parser.repairs.map((repair) => repair.kind)).toContain(kind);
  }
  expect(new Set(rows.map(([, kind]) => kind)).size).toBe(rows.length);
});

test('Of texts broken by hand jsonrepair reads fewer as their reader expects than we do', () => {
  const all = [...hostileCorpus, ...slips];
  const theirs = all.filter(({ text, value }) =>
    isDeepStrictEqual(repair(text), toJson(value)),
  ).length;
  const ours = all.filter(({ text, value, expects }) =>
    isDeepStrictEqual(toJson(parseChunks([text], { expects }).parser.value), toJson(value)),
  ).length;
  expect(theirs).toBeGreaterThan(200);
  expect(ours).toBeGreaterThan(theirs + 200);
});

test('Every kind of repair comes up in the corpus, has a row in the guide and is declared', () => {
  const guide = readFileSync(new URL('../../docs/guide/tolerance.md', import.meta.url), 'utf8');
  const documented = [...guide.matchAll(/^\| `([a-z-]+)` /gm)].map(([, kind]) => kind);
  const taken = new Set<string>();
  for (const { text, expects } of [...hostileCorpus, ...slips]) {
    for (const { kind } of parseChunks([text], { expects }).parser.repairs) taken.add(kind);
  }
  expect(taken).toEqual(new Set(documented));
  const source = readFileSync(new URL('../../src/json/repair.ts', import.meta.url), 'utf8');
  const union = /export type RepairKind =([^;]+);/.exec(source)?.[1] ?? '';
  const declared = [...union.matchAll(/'([a-z-]+)'/g)].map(([, kind]) => kind);
  // No text shows that bytes were none; the guide says it in words.
  expect(guide).toContain('`invalid-bytes`');
  expect(new Set([...documented, 'invalid-bytes'])).toEqual(new Set(declared));
});

function repair(text: string): unknown {
  try {
    return JSON.parse(jsonrepair(text)) as unknown;
  } catch {
    // jsonrepair gives up on some of these texts; there is nothing to agree with then.
    return undefined;
  }
}

function toJson(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value ?? null)) as unknown;
}

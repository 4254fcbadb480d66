import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { InstantEvent, InstantParserOptions } from '../../src/index.js';
import { answerText, chunkSizes, cut, expectation, jsonText } from './arbitraries.js';
import { fieldEvents, parseChunks } from './parsing.js';
import { runs } from './runs.js';

const LAW =
  'Law 1. Chunking is invisible: any split of the text gives the same `done` events, in the same order, and the same final value; deltas of a path concatenate to its value.';

/** Deltas joined per field: what must not depend on the chunking. */
function withoutChunks(events: readonly InstantEvent[]): unknown[] {
  const facts: unknown[] = [];
  let text = '';
  for (const event of fieldEvents(events)) {
    if (event.type === 'delta') text += event.delta;
    else {
      if (event.type === 'done' && typeof event.value === 'string') expect(text).toBe(event.value);
      facts.push([event.type, event.path, event.value]);
      text = '';
    }
  }
  return facts;
}

function checkEveryCut(
  text: string,
  cuts: readonly (readonly string[])[],
  options: InstantParserOptions = {},
): void {
  const whole = parseChunks([text], options);
  for (const chunks of cuts) {
    const split = parseChunks(chunks, options);
    expect(withoutChunks(split.events)).toEqual(withoutChunks(whole.events));
    expect(split.events.at(-1)).toEqual(whole.events.at(-1));
    expect(split.parser.value).toEqual(whole.parser.value);
  }
}

test(LAW, () => {
  fc.assert(
    fc.property(jsonText, fc.array(chunkSizes, { minLength: 1, maxLength: 4 }), (text, sizes) => {
      checkEveryCut(
        text,
        sizes.map((each) => cut(text, each)),
      );
    }),
    runs(3000),
  );
});

test('Law 1 holds for drafts, thinking, several values and lines of JSON, whatever is expected', () => {
  let replaced = 0;
  fc.assert(
    fc.property(answerText, expectation, chunkSizes, (text, expects, sizes) => {
      checkEveryCut(text, [cut(text, [1]), cut(text, sizes)], { expects });
      const { events } = parseChunks([text], { expects });
      if (events.some(({ type, path }) => type === 'replaced' && path === '')) replaced++;
    }),
    runs(2000),
  );
  expect(replaced).toBeGreaterThan(20);
});

test('A draft is told before the answer that takes its place, whole or by the character', () => {
  const text = '{"a":0}</think>{"a":1}';
  for (const size of [1, text.length]) {
    const told = fieldEvents(parseChunks(cut(text, [size])).events);
    expect(told.map(({ type, path }) => `${type} ${path}`).join()).toBe(
      'start ,done a,done ,replaced ,start ,done a,done ',
    );
  }
});

test('Law 1 holds for every chunk size, with fences, prose and cut-off ends around the JSON', () => {
  const document =
    '{"a":"x\\u00e9\\ud83d\\ude00y","n":-12.5e3,"list":[true,false,null,{"":1}],"z":"😀"}';
  const texts = [
    document,
    `Here you are:\n\`\`\`json\n${document}\n\`\`\`\nAnything else?`,
    ...Array.from({ length: document.length }, (_, end) => document.slice(0, end)),
    '12.5',
    ' true ',
    '"only text"',
    '[]',
    '{}',
  ];
  for (const text of texts) {
    checkEveryCut(
      text,
      Array.from({ length: Math.min(text.length, 40) }, (_, size) => cut(text, [size + 1])),
    );
  }
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { InstantEvent } from '../../src/index.js';
import { chunkSizes, cut, jsonText } from './arbitraries.js';
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

function checkEveryCut(text: string, cuts: readonly (readonly string[])[]): void {
  const whole = parseChunks([text]);
  for (const chunks of cuts) {
    const split = parseChunks(chunks);
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

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  createInstantParser,
  type InstantEvent,
  instantEvents,
  InstantParseError,
  type Repair,
  type TextSource,
} from '../../src/index.js';
import { chunkSizes, cut, jsonText } from '../laws/arbitraries.js';
import { runs } from '../laws/runs.js';

const encoder = new TextEncoder();

/** Characters of one, two, three and four bytes, escapes, and a byte order mark that is text. */
const text = '{"é":"ü€😀\\u00e9\ufeff","list":[1,"日本",{"":"👩‍👩‍👧"}],"end":-1.5e3}';
const bytes = encoder.encode(text);

async function* later<Chunk>(chunks: Iterable<Chunk>): AsyncGenerator<Chunk> {
  for (const chunk of chunks) {
    await Promise.resolve();
    yield chunk;
  }
}

function stream<Chunk>(chunks: readonly Chunk[]): ReadableStream<Chunk> {
  return new ReadableStream({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(chunk);
      controller.close();
    },
  });
}

/** Every way to hand over the same chunks. */
const forms: Readonly<Record<string, (chunks: readonly (string | Uint8Array)[]) => TextSource>> = {
  'an array': (chunks) => chunks,
  'a generator': (chunks) => chunks.values(),
  'an async generator': (chunks) => later(chunks),
  'a web stream': (chunks) => stream(chunks),
};

function cutBytes(all: Uint8Array, sizes: readonly number[]): Uint8Array[] {
  const parts: Uint8Array[] = [];
  for (let at = 0, turn = 0; at < all.length; turn++) {
    const size = sizes[turn % sizes.length] ?? 1;
    parts.push(all.slice(at, at + size));
    at += size;
  }
  return parts;
}

async function collect(source: TextSource): Promise<InstantEvent[]> {
  const events: InstantEvent[] = [];
  for await (const event of instantEvents(source, { strict: true })) events.push(event);
  return events;
}

const completions = (events: readonly InstantEvent[]): unknown[] =>
  events.flatMap((event) => (event.type === 'done' ? [[event.path, event.value]] : []));

const decode = (all: Uint8Array): string =>
  new TextDecoder('utf-8', { ignoreBOM: true }).decode(all);

/** What feeding the whole text at once gives. */
function fedAtOnce(whole: string): unknown[] {
  const parser = createInstantParser({ strict: true });
  return completions([...parser.feed(whole), ...parser.end()]);
}

describe.each(Object.entries(forms))('Read from %s', (_, form) => {
  test('bytes give the same fields wherever they are split, inside a character too', async () => {
    for (let at = 0; at <= bytes.length; at++) {
      const events = await collect(form([bytes.slice(0, at), bytes.slice(at)]));
      expect(completions(events)).toEqual(fedAtOnce(text));
      expect(events.at(-1)).toMatchObject({ type: 'end', outcome: 'complete' });
    }
  });

  test('single bytes, single code units and the whole give the same fields', async () => {
    const units = Array.from({ length: text.length }, (__, at) => text.charAt(at));
    for (const chunks of [[text], units, [bytes], cutBytes(bytes, [1])])
      expect(completions(await collect(form(chunks)))).toEqual(fedAtOnce(text));
  });

  test('bytes may begin with a byte order mark, text may not, and a second mark is one too many', async () => {
    const mark = Uint8Array.of(0xef, 0xbb, 0xbf);
    const marked = new Uint8Array([...mark, ...bytes]);
    for (const sizes of [[1], [2, 1], [marked.length]])
      expect(completions(await collect(form(cutBytes(marked, sizes))))).toEqual(fedAtOnce(text));
    const refused = { code: 'unexpected-character', offset: 0 };
    await expect(collect(form([`\ufeff${text}`]))).rejects.toMatchObject(refused);
    const twice = new Uint8Array([...mark, ...marked]);
    await expect(collect(form(cutBytes(twice, [1])))).rejects.toMatchObject(refused);
  });

  test('any JSON text comes through, as text and as bytes', async () => {
    await fc.assert(
      fc.asyncProperty(jsonText, chunkSizes, async (json, sizes) => {
        // A lone surrogate has no bytes.
        const whole = decode(encoder.encode(json));
        expect(completions(await collect(form(cut(whole, sizes))))).toEqual(fedAtOnce(whole));
        expect(completions(await collect(form(cutBytes(encoder.encode(whole), sizes))))).toEqual(
          fedAtOnce(whole),
        );
      }),
      runs(100),
    );
  });

  test('a fault is thrown with its place, after all that was read before it', async () => {
    const events: InstantEvent[] = [];
    const reading = (async () => {
      for await (const event of instantEvents(form(['{"a":1,\n', ' "b":x}']), { strict: true }))
        events.push(event);
    })();
    await expect(reading).rejects.toMatchObject({
      name: 'JsonParseError',
      code: 'unexpected-character',
      offset: 13,
      line: 2,
      column: 6,
    });
    await expect(reading).rejects.toBeInstanceOf(InstantParseError);
    expect(completions(events)).toEqual([['a', 1]]);
    expect(events.some(({ type }) => type === 'error')).toBe(false);
  });

  test('bytes that stop inside a character end with an error', async () => {
    const half = encoder.encode('{"a":"é"}').slice(0, 7);
    await expect(collect(form([half]))).rejects.toMatchObject({ code: 'invalid-bytes', offset: 6 });
  });
});

/** Bytes of every kind that are no UTF-8, as hex, each between two pieces of JSON. */
const illFormed = {
  'a byte no character begins with': 'ff fe',
  'a continuation without a beginning': '80 bf',
  'a beginning without continuation': 'e2',
  'three bytes of four': 'f0 9f 98',
  'overlong forms': 'c0 af e0 80 af f0 80 80 af fc 80 80 80 80 80',
  'halves of a surrogate pair': 'ed a0 bd ed b8 80',
  'beyond the last code point': 'f4 bf bf bf',
  'Latin-1': 'e9',
};
const hex = (text: string): number[] => text.split(' ').map((each) => Number.parseInt(each, 16));

async function readTolerantly(
  source: TextSource,
): Promise<{ readonly value: unknown; readonly repairs: readonly Repair[] }> {
  const repairs: Repair[] = [];
  let value: unknown;
  for await (const event of instantEvents(source, { onRepair: (each) => repairs.push(each) }))
    if (event.type === 'done') value = event.value;
  return { value, repairs };
}

describe('Bytes that are no UTF-8', () => {
  const sizesOf = (all: Uint8Array): readonly (readonly number[])[] => [[1], [2, 3], [all.length]];
  const between = (before: string, middle: string, after: string): Uint8Array =>
    new Uint8Array([...encoder.encode(before), ...hex(middle), ...encoder.encode(after)]);

  test.each(Object.entries(illFormed))(
    'end strict reading where they stand, at any split: %s',
    async (_, middle) => {
      for (const [before, after] of [
        ['["é\ufffd",\n"a', 'b"]'],
        ['{\n"', '":1}'],
        ['[1,\n', ']'],
        ['[1]\n', ''],
      ] as const) {
        const all = between(before, middle, after);
        const offset = before.length;
        const column = offset - before.lastIndexOf('\n');
        for (const sizes of sizesOf(all)) {
          const reading = collect(stream(cutBytes(all, sizes)));
          await expect(reading).rejects.toBeInstanceOf(InstantParseError);
          const place = { code: 'invalid-bytes', offset, line: 2, column };
          await expect(reading).rejects.toMatchObject(place);
        }
      }
    },
  );

  test.each(Object.entries(illFormed))(
    'are read as the platform decodes them otherwise, at any split: %s',
    async (_, middle) => {
      const all = between('["a\ufffd', middle, 'b"] or so');
      const whole = decode(all);
      for (const sizes of sizesOf(all)) {
        const { value } = await readTolerantly(cutBytes(all, sizes));
        expect(value).toEqual(JSON.parse(whole.slice(0, -6)));
      }
    },
  );

  test('are reported where a mark stands for them, and nowhere else', async () => {
    const all = between('x\ufffd', 'ff', '["a\ufffdb');
    const bytesOfAll = new Uint8Array([...all, ...hex('e2 82'), ...encoder.encode('c"] '), 0x80]);
    for (const sizes of sizesOf(bytesOfAll)) {
      const { value, repairs } = await readTolerantly(cutBytes(bytesOfAll, sizes));
      expect(value).toEqual(['a\ufffdb\ufffdc']);
      expect(repairs).toEqual([
        { kind: 'invalid-bytes', offset: 2 },
        { kind: 'surrounding-text', offset: 0 },
        { kind: 'invalid-bytes', offset: 8 },
        { kind: 'surrounding-text', offset: 13 },
      ]);
    }
    const sent = await readTolerantly([encoder.encode('["\ufffd"]')]);
    expect(sent).toEqual({ value: ['\ufffd'], repairs: [] });
  });

  test.each([
    ['little endian', 'ff fe 5b 00 5d 00', 'invalid-bytes'],
    ['big endian', 'fe ff 00 5b 00 5d', 'invalid-bytes'],
    ['without a mark', '5b 00 22 00 22 00 5d 00', 'unexpected-character'],
  ])('UTF-16, %s, is refused', async (_, all, first) => {
    await expect(collect([new Uint8Array(hex(all))])).rejects.toMatchObject({
      code: first,
    });
  });
});

describe('A source that someone else owns', () => {
  test('is left when its reader leaves', async () => {
    let isCancelled = false;
    const endless = new ReadableStream<string>({
      pull: (controller) => controller.enqueue('[1,'),
      cancel: () => void (isCancelled = true),
    });
    for await (const event of instantEvents(endless)) if (event.type === 'done') break;
    expect(isCancelled).toBe(true);

    let isReturned = false;
    async function* ask(): AsyncGenerator<string> {
      try {
        for (;;) yield '[1,';
      } finally {
        isReturned = true;
      }
    }
    for await (const event of instantEvents(ask())) if (event.type === 'done') break;
    expect(isReturned).toBe(true);
  });

  test('is left when its text cannot be read any further', async () => {
    let isCancelled = false;
    const endless = new ReadableStream<string>({
      pull: (controller) => controller.enqueue('[x'),
      cancel: () => void (isCancelled = true),
    });
    await expect(collect(endless)).rejects.toMatchObject({ code: 'unexpected-character' });
    expect(isCancelled).toBe(true);
  });

  test('throws what it throws, after what was read', async () => {
    const cause = new Error('the wire was cut');
    async function* broken(): AsyncGenerator<string> {
      yield '{"a":1,';
      throw cause;
    }
    const events: InstantEvent[] = [];
    const reading = (async () => {
      for await (const event of instantEvents(broken())) events.push(event);
    })();
    await expect(reading).rejects.toBe(cause);
    expect(completions(events)).toEqual([['a', 1]]);
  });
});

test('A parser that was reset reads the next text as a new one would', () => {
  const parser = createInstantParser({ duplicateKeys: 'error' });
  const texts = [
    '{"a":[1,{"b":"x',
    "{'a':'it",
    '{"a":1,"a":2}',
    '<think>{"a":',
    'no',
    '{{"a":(1',
    text,
  ];
  for (const first of texts) {
    for (const second of texts) {
      parser.reset();
      parser.feed(first);
      parser.reset();
      const fresh = createInstantParser({ duplicateKeys: 'error' });
      expect([parser.feed(second), parser.end()]).toEqual([fresh.feed(second), fresh.end()]);
      expect([parser.value, parser.isComplete, parser.error, parser.repairs]).toEqual([
        fresh.value,
        fresh.isComplete,
        fresh.error,
        fresh.repairs,
      ]);
    }
  }
});

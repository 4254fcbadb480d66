import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { chunkSizes, cut } from '../../tests/laws/arbitraries.js';
import { createInstantParser, isFieldEvent, type StreamPolicy } from './index.js';

/** The deltas of a text field, as it comes in pieces. */
function deltas(policy: StreamPolicy, pieces: readonly string[]): string[] {
  const parser = createInstantParser({ policies: { text: policy } });
  const written = pieces.map((piece) => JSON.stringify(piece).slice(1, -1));
  const chunks = ['{"text":"', ...written, '"}'];
  return chunks
    .flatMap((chunk) => parser.feed(chunk))
    .flatMap((event) => (event.type === 'delta' ? [event.delta] : []));
}

describe('words', () => {
  test('are shown whole, with the space behind them', () => {
    expect(deltas('word', ['The qui', 'ck brown', ' fox'])).toEqual([
      'The ',
      'quick ',
      'brown ',
      'fox',
    ]);
  });

  test('of scripts without spaces are shown character by character', () => {
    expect(deltas('word', ['漢字', 'とabc'])).toEqual(['漢字', 'と', 'abc']);
  });

  test('that do not end are shown after 256 characters', () => {
    const long = 'x'.repeat(300);
    expect(deltas('word', [long, 'y'])).toEqual([long, 'y']);
  });
});

describe('sentences', () => {
  test('are shown whole, with what closes them', () => {
    expect(deltas('sentence', ['He said "Go.', '" Then', ' he left! And?'])).toEqual([
      'He said "Go." ',
      'Then he left! ',
      'And?',
    ]);
  });

  test('end at line breaks and at the full stops of other scripts', () => {
    expect(deltas('sentence', ['one\ntwo', '。three'])).toEqual(['one\n', 'two。', 'three']);
  });

  test.each([
    ['See e.g. the moon. Then'],
    ['Some of it, i.e. all of it. Then'],
    ['Dr. Who met Mrs. Peel. Then'],
    ['It is No. 5 of 3.5 million. Then'],
    ['J. R. Smith saw it. Then'],
    ['Well... maybe… the answer is no. Then'],
    ['1. Open it. Then'],
    ['ca. 12 kg bzw. 13 kg. Then'],
    ['Is it "so?!" Then'],
    ['It was 1990. Then'],
    ['(He went.) Then'],
    ['Really?... Then', 'Really?... Then'],
    ['彼は「行く。」と言った。', '彼は「行く。」', 'と言った。'],
    ['三点五。）次', '三点五。）', '次'],
    ['Dr.\nWho', 'Dr.\n', 'Who'],
    ['one\r\ntwo', 'one\r\n', 'two'],
    ['क्या है। हाँ', 'क्या है। ', 'हाँ'],
  ])('of %s end where a reader would end them, character by character too', (text, ...shown) => {
    const [, before = text] = /^(.*) Then$/.exec(text) ?? [];
    const expected = shown.length > 0 ? shown : [`${before} `, 'Then'];
    expect(deltas('sentence', [...text])).toEqual(expected);
  });

  test('are shown as far wherever the text is cut', () => {
    const words = ['Dr', 'Prof', 'etc', 'e.g', 'A', 'x', 'word', 'Internationalprof', '3', '1990'];
    const marks = ['.', '.', '. ', '...', '…', '?', '!', '。', '」', '"', ')', ' ', '\n', '\r\n'];
    const piece = fc.constantFrom(...words, ...marks);
    const shown = (pieces: readonly string[]) => {
      const parser = createInstantParser({ policies: { '': 'sentence' } });
      const written = pieces.map((each) => JSON.stringify(each).slice(1, -1));
      const events = ['"', ...written].flatMap((chunk) => parser.feed(chunk));
      const text = events
        .flatMap((event) => (event.type === 'delta' ? [event.delta] : []))
        .join('');
      // Space may come late: then it begins what is shown next.
      return text.trimEnd();
    };
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), chunkSizes, (pieces, sizes) => {
        const text = pieces.join('');
        const whole = shown([text]);
        expect(shown(cut(text, sizes))).toBe(whole);
        expect(text.startsWith(whole)).toBe(true);
      }),
      { numRuns: 3000 },
    );
  });

  test('do not end inside a number', () => {
    expect(deltas('sentence', ['It costs 3.', '50 now. Yes'])).toEqual([
      'It costs 3.50 now. ',
      'Yes',
    ]);
  });
});

describe('what is shown only as a whole', () => {
  test('has no start and no deltas, and its done event says everything', () => {
    const parser = createInstantParser({ policies: { '': 'done' } });
    const events = [...'{"a":"text","b":[1]}'].flatMap((character) => parser.feed(character));
    expect(events.map(({ type }) => type)).toEqual(['done']);
    expect(events[0]).toMatchObject({ path: '', value: { a: 'text', b: [1] } });
  });

  test('is whatever turns into something else than text', () => {
    const schema = z.object({
      when: z.string().transform((text) => new Date(text)),
      price: z.coerce.number(),
      note: z.string().trim().max(9).optional(),
    });
    const parser = createInstantParser({ schema });
    const events = parser.feed('{"when":"2020-01-01","price":"12","note":"n"}');
    const grown = events.filter(({ type }) => type === 'delta').map(({ path }) => path);
    expect(grown).toEqual(['note']);
  });
});

describe('a text that can only be one of a few', () => {
  const schema = z.object({ drink: z.enum(['tea', 'team', 'coffee']).nullable() });

  test('is shown when it is clear which', () => {
    const parser = createInstantParser({ schema });
    expect(parser.feed('{"drink":"c').at(-1)).toMatchObject({ type: 'delta', delta: 'coffee' });
    expect(parser.feed('offee').length).toBe(0);
    expect(parser.feed('"').at(-1)).toMatchObject({ type: 'done', value: 'coffee' });
  });

  test('waits while it can still become another', () => {
    const parser = createInstantParser({ schema });
    expect(parser.feed('{"drink":"tea').map(({ type }) => type)).toEqual(['start']);
    expect(parser.feed('"').at(-1)).toMatchObject({ type: 'done', value: 'tea' });
  });

  test('is found among thousands without comparing it to each of them', () => {
    const codes = Array.from({ length: 4096 }, (_, index) => `code-${10_000 + index * 7}`);
    const parser = createInstantParser({ schema: z.object({ code: z.enum(codes.toReversed()) }) });
    parser.feed('{"code":"');
    const startsWith = vi.spyOn(String.prototype, 'startsWith');
    const shown = [...'code-3866'].flatMap((char) => parser.feed(char));
    // Twelve halvings a character, at the most.
    expect(startsWith.mock.calls.length).toBeLessThanOrEqual(12 * 9);
    startsWith.mockRestore();
    expect(shown.map((event) => [event.type, 'value' in event && event.value])).toEqual([
      ['start', ''],
      ['delta', 'code-38665'],
    ]);
  });

  test('is taken back, and told, when it turns out as none of them', () => {
    const parser = createInstantParser({ schema });
    const events = parser.feed('{"drink":"c').concat(parser.feed('ocoa"'));
    expect(events.map(({ type }) => type)).toEqual([
      'start',
      'start',
      'delta',
      'replaced',
      'invalid',
    ]);
    expect(events.at(-1)).toMatchObject({ path: 'drink', value: 'cocoa' });
  });
});

describe('a union of texts and what is none', () => {
  const auto = z.literal('auto');
  test.each<[string, z.ZodType, string, string]>([
    ['a literal or a number', z.union([auto, z.number()]), '"a', 'auto'],
    ['literals or a number', z.union([auto, z.literal('off'), z.number()]), '"o', 'off'],
    ['an enum or a boolean', z.union([z.enum(['yes', 'no']), z.boolean()]).optional(), '"y', 'yes'],
    ['a literal, null or a list', z.union([auto.nullable(), z.array(z.string())]), '"a', 'auto'],
    ['a text that is named twice', z.union([auto, z.enum(['auto', 'off'])]), '"a', 'auto'],
    ['a union in a union', z.union([z.union([auto, z.number()]), z.null()]), '"a', 'auto'],
  ])('shows the text it can only be: %s', (_, schema, begun, shown) => {
    const parser = createInstantParser({ schema: z.object({ size: schema }) });
    expect(parser.feed(`{"size":${begun}`).at(-1)).toMatchObject({ type: 'delta', delta: shown });
  });

  test.each<[string, z.ZodType, string[]]>([
    ['which texts there are', z.union([z.literal('auto'), z.string()]), ['au']],
    ['whether a text becomes a number', z.union([z.literal('auto'), z.coerce.number()]), []],
    ['what a template fits', z.union([z.literal('auto'), z.templateLiteral(['a', z.int()])]), []],
  ])('does not show one where nobody knows %s', (_, schema, deltas) => {
    const events = createInstantParser({ schema: z.object({ size: schema }) }).feed('{"size":"au');
    const shown = events.flatMap((event) => (event.type === 'delta' ? [event.delta] : []));
    expect(shown).toEqual(deltas);
  });
});

describe('an object that waits for a key', () => {
  const read = (text: string, end = false) => {
    const parser = createInstantParser({ policies: { '[*]': { until: 'id' } } });
    const events = [...text].flatMap((character) => parser.feed(character));
    return [...events, ...(end ? parser.end() : [])]
      .filter(isFieldEvent)
      .filter(({ type }) => type !== 'delta')
      .map(({ type, path }) => `${type} ${path}`);
  };

  test('is shown with everything in it once the key is done', () => {
    expect(read('[{"a":1,"id":2')).toEqual(['start ']);
    expect(read('[{"a":1,"id":2,')).toEqual(['start ', 'start [0]', 'done [0].a', 'done [0].id']);
  });

  test('is shown when it closes without the key, or the answer ends', () => {
    expect(read('[{"a":1}')).toEqual(['start ', 'start [0]', 'done [0].a', 'done [0]']);
    expect(read('[{"a":1,', true)).toEqual(['start ', 'start [0]', 'done [0].a']);
  });
});

test('a path’s policy goes before the metadata, and foreign metadata means nothing', () => {
  const schema = z.object({
    a: z.string().meta({ stream: 'done' }),
    b: z.string().meta({ stream: 'done' }).optional(),
    c: z.string().meta({ stream: true }),
  });
  const parser = createInstantParser({ schema, policies: { b: 'delta' } });
  const events = parser.feed('{"a":"x","b":"y","c":"z"}');
  expect(events.filter(({ type }) => type === 'delta').map(({ path }) => path)).toEqual(['b', 'c']);
});

test('a text of nothing but full stops is shown whole', () => {
  const dots = '.'.repeat(200_000);
  expect(deltas('sentence', [dots]).join('')).toBe(dots);
});

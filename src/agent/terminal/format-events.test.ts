import { stripVTControlCharacters } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { InstantEvent } from '../../protocol/index.js';
import { createScriptedModel, splitText } from '../../testing/index.js';
import { createAgent } from '../create-agent.js';
import type { ModelChunk } from '../model.js';
import { tool } from '../tool.js';
import { formatEvents, type FormatEventsOptions } from './index.js';

const Dish = z.object({
  name: z.string(),
  minutes: z.number(),
  vegetarian: z.boolean(),
  note: z.string().nullable(),
  ingredients: z.array(z.object({ amount: z.string(), what: z.string() })),
  steps: z.array(z.string()),
  pairs: z.array(z.array(z.number())),
  extra: z.record(z.string(), z.unknown()),
});

const dish = {
  name: 'Soup',
  minutes: 35,
  vegetarian: true,
  note: null,
  ingredients: [
    { amount: '3', what: 'leeks' },
    { amount: '', what: 'salt' },
  ],
  steps: ['Soften the leeks.\nSlowly.', 'Serve.'],
  pairs: [[1, 2], [], [3]],
  extra: { deep: { er: [] }, none: {} },
};

const PAGE = `name: Soup
minutes: 35
vegetarian: true
note: null
ingredients:
  - amount: 3
    what: leeks
  - amount: ""
    what: salt
steps:
  - Soften the leeks.
    Slowly.
  - Serve.
pairs:
  - - 1
    - 2
  - []
  - - 3
extra:
  deep:
    er: []
  none: {}
`;

async function show(events: AsyncIterable<never>, options?: FormatEventsOptions): Promise<string> {
  let page = '';
  for await (const piece of formatEvents(events, options)) {
    expect(piece).not.toBe('');
    page += piece;
  }
  return page;
}

function say(...says: readonly ModelChunk[]) {
  return createAgent({
    async *model() {
      yield* says;
    },
  }).input('x');
}

const page = (response: unknown, options?: FormatEventsOptions) =>
  show(response as AsyncIterable<never>, options);

describe('an answer on a page', () => {
  test('has a line for each field, and a text in several lines stands below its name', async () => {
    const request = say(JSON.stringify(dish)).output(Dish);
    expect(await page(request.getResponse())).toBe(PAGE);
  });

  test('is the same page at any split of the text', async () => {
    const text = JSON.stringify(dish);
    for (const seed of [1, 2, 3, 4]) {
      const model = createScriptedModel({ text: splitText(text, { seed }) });
      const request = createAgent({ model }).input('x').output(Dish);
      expect(await page(request.getResponse())).toBe(PAGE);
    }
  });

  test('grows while a text is written', async () => {
    const pieces: string[] = [];
    const request = say('{"a":"wa', 'rm', '","b":1}').output(
      z.object({ a: z.string(), b: z.number() }),
    );
    for await (const piece of formatEvents(request.getResponse())) pieces.push(piece);
    expect(pieces).toEqual(['a: ', 'wa', 'rm', '\n', 'b: 1\n']);
  });

  test.each([
    ['a field', '{"a":"', '"}'],
    ['a text', '', ''],
  ])('looks at the whole of %s once, however many pieces it grows by', async (_, head, tail) => {
    let looks = 0;
    async function* counted(events: AsyncIterable<InstantEvent>) {
      for await (const event of events) {
        if (event.type !== 'delta') yield event;
        else {
          const { segments, value } = event;
          const look = { get: () => (looks++, value) };
          yield Object.defineProperty({ ...event, segments }, 'value', look);
        }
      }
    }
    const pieces = Array.from({ length: 500 }, (_, at) => `${at} `);
    const asked = say(head, ...pieces, tail);
    const request = head === '' ? asked : asked.output(z.object({ a: z.string() }));
    const shown = await page(counted(request.getResponse()));
    expect(shown).toBe(`${head === '' ? '' : 'a: '}${pieces.join('')}\n`);
    expect(looks).toBe(1);
  });

  test('is the text itself where there is no schema', async () => {
    expect(await page(say('One.\n\nTw', 'o.').getResponse())).toBe('One.\n\nTwo.\n');
    expect(await page(say('Ends.\n').getResponse())).toBe('Ends.\n');
    expect(await page(say('').getResponse())).toBe('');
  });

  test('says what a schema made of a text, and what does not fit', async () => {
    const Schema = z.object({
      when: z.string().transform((text) => text.length),
      short: z.string().trim(),
      count: z.number().max(3),
      list: z.array(z.number()).min(2),
    });
    expect(
      await page(
        say('{"when":"now","short":"x ","count":7,"list":[1]}').output(Schema).getResponse(),
      ),
    ).toBe(`when: 3
short: x  → x
count: 7
(invalid: count: Too big: expected number to be <=3)
list:
  - 1
(invalid: list: Too small: expected array to have >=2 items)
`);
  });

  test('says that it is asked for again, and shows all of it again', async () => {
    const texts = ['{"a":"x"}', '{"a":"x","b":"y"}'];
    const agent = createAgent({
      async *model() {
        yield texts.shift() ?? '';
      },
    });
    const schema = z.object({ a: z.string(), b: z.string().optional() });
    const response = agent
      .input('x')
      .output(schema)
      .getResponse({ ensureKeys: ['b'] });
    expect(await page(response)).toBe(
      'a: x\n(asked again: missing-keys: b, attempt 2)\na: x\nb: y\n',
    );
  });

  test('says what was withdrawn, and shows what came in its place', async () => {
    const schema = z.object({ a: z.string() });
    expect(await page(say('{"a":"one","a":"two"}').output(schema).getResponse())).toBe(
      'a: one\n(withdrawn: a)\na: two\n',
    );
  });

  test.each([
    ['length', '(cut off)'],
    ['error', ''],
  ])('ends its line when it ends early: %s', async (finishReason, last) => {
    const request = say('{"a":"wa', { type: 'meta', finishReason }).output(
      z.object({ a: z.string() }),
    );
    let shown = '';
    const read = async () => {
      for await (const piece of formatEvents(request.getResponse())) shown += piece;
    };
    if (last === '') await expect(read()).rejects.toMatchObject({ code: 'model-failed' });
    else await read();
    expect(shown).toBe(`a: wa\n${last === '' ? '' : `${last}\n`}`);
  });

  test('shows whatever a schema makes of a value', async () => {
    const circle: { self?: unknown } = {};
    circle.self = circle;
    const values = { big: 10n, circle, none: undefined, when: new Date(0), deep: { big: 1n } };
    async function* events() {
      for (const [path, value] of Object.entries(values))
        yield { type: 'done', path, segments: [path], value };
    }
    expect(await page(events())).toBe(`big: 10
circle: (an object with the keys self)
none: (undefined)
when: "1970-01-01T00:00:00.000Z"
deep: (an object with the keys big)
`);
  });

  test('shows an error that comes as an event', async () => {
    async function* events() {
      yield { type: 'error', code: 'internal', message: 'Something\nbroke.' } as const;
    }
    expect(await page(events())).toBe('(failed: internal) Something broke.\n');
  });
});

describe('what is beside the answer', () => {
  const add = tool({ input: z.object({ of: z.number() }), execute: ({ of }) => of + 1 });
  const response = () =>
    createAgent({
      toolCalling: 'native',
      async *model({ messages }) {
        yield { type: 'reasoning', delta: 'Let me ' };
        yield { type: 'reasoning', delta: 'see.' };
        if (messages.length === 1) {
          yield 'Well, ';
          yield { type: 'tool-call', callId: '1', toolName: 'add', input: '{"of":1}' };
        } else yield 'it is 2.';
      },
    })
      .input('x')
      .tools({ add })
      .getResponse();

  test('is told where it is asked for', async () => {
    expect(await page(response(), { asides: true })).toBe(`Let me see.
Well, 
(calls add {"of":1})
(add answers 2)
Let me see.


it is 2.
`);
  });

  test('is left out otherwise', async () => {
    expect(await page(response())).toBe('Well, \n\nit is 2.\n');
  });

  test('is dim in colours, and asked for with them', async () => {
    const shown = await page(response(), { color: true });
    expect(shown).toContain('\u001B[2mLet me \u001B[22m\u001B[2msee.\u001B[22m\n');
    // A colour is all that colour adds.
    expect(stripVTControlCharacters(shown)).toBe(await page(response(), { asides: true }));
  });
});

describe('on a terminal', () => {
  const hostile = fc.string({
    unit: fc.constantFrom(
      '\u001B',
      '[',
      '2',
      'J',
      '\u009B',
      '\u0007',
      '\u202E',
      '\r',
      '\n',
      '\t',
      'a',
      '\u0000',
    ),
    maxLength: 12,
  });

  test('nothing that a model says is obeyed: not as a text, a key, a thought or what a tool says', async () => {
    await fc.assert(
      fc.asyncProperty(hostile, hostile, async (key, value) => {
        const schema = z.record(z.string(), z.string());
        const shown = await page(
          say({ type: 'reasoning', delta: value }, JSON.stringify({ [`k${key}`]: value }))
            .output(schema)
            .getResponse(),
          { asides: true },
        );
        const text = await page(say(value).getResponse());
        expect(shown + text).not.toMatch(/(?![\n\t])\p{Cc}|\u202E/u);
      }),
    );
  });
});

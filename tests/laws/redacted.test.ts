import fc from 'fast-check';
import { expect, test } from 'vitest';
import { instantEvents, type InstantEventInput } from 'fieldwise';
import { toInstantResponse } from 'fieldwise/server';
import { redact, TestingError, type Recording, type RedactionRule } from 'fieldwise/testing';
import { runs } from './runs.js';

/** Secrets are of characters that nothing else has, and that no mask has. */
const SECRET = /[A-Z@]{4}|[2-9]{4}/;

const letters = fc.string({ unit: fc.constantFrom(...'ABKZ'), minLength: 1, maxLength: 12 });
const secretText = fc
  .tuple(letters, letters, fc.constantFrom('', '"', '\\', '\n', '🍵', ', ', '{"', '": '))
  .map(([one, other, between]) => `${one}${between}${other}@`);
const secretNumber = fc
  .tuple(
    fc.constantFrom(1, -1, 0.0001),
    fc.string({ unit: fc.constantFrom(...'2379'), minLength: 5, maxLength: 9 }),
  )
  .map(([factor, digits]) => Number(digits) * factor);
const plain = fc.constantFrom<unknown>('x', 'y: "z"', 1, true, null, [], {});

/** Where a secret is named `pin`, whatever it is; a pattern finds the texts. */
const secret = fc.oneof(
  secretText,
  secretNumber,
  fc.array(fc.oneof(secretText, secretNumber), { maxLength: 3 }),
  fc.record({ one: secretText, two: secretNumber }),
);
const inside = fc.record({ a: plain, pin: secret, b: plain });
const answers = fc.record({
  a: plain,
  pin: secret,
  in: inside,
  list: fc.array(inside, { minLength: 1, maxLength: 2 }),
});
const byPath: readonly RedactionRule[] = ['pin', 'in.pin', 'list[*].pin'].map((path) => ({ path }));
const byPattern: readonly RedactionRule[] = [{ match: /@/ }, { match: /[2-9]{4}/ }];

const cutTexts = fc
  .tuple(answers, fc.nat(), fc.constantFrom(undefined, 1))
  .map(([answer, at, space]) => {
    const text = JSON.stringify(answer, null, space);
    return text.slice(0, at % (text.length + 1));
  });

const ofText = (text: string): Recording => ({ version: 1, text, ends: [text.length], atMs: [0] });
const ofBody = (body: string): Recording => ({ ...ofText(body), contentType: 'text/event-stream' });

async function* asEvents(texts: readonly string[]): AsyncGenerator<InstantEventInput> {
  for (const [index, text] of texts.entries()) {
    if (index > 0) yield { type: 'attempt', attempt: index + 1, reason: 'invalid' };
    const pieces = text.match(/[^]{1,5}/gu) ?? [];
    for await (const event of instantEvents(pieces))
      if (event.type !== 'end' || index === texts.length - 1) yield event;
  }
}

function asParts(texts: readonly string[]): string {
  const parts = texts.flatMap((text) => [
    { type: 'start-step' },
    ...(text.match(/[^]{1,5}/gu) ?? []).map((delta) => ({ type: 'text-delta', id: '0', delta })),
  ]);
  return parts.map((part) => `data: ${JSON.stringify(part)}\n\n`).join('');
}

/** Nothing of it, where there is anything at all. */
function leftOf(recording: Recording, rules: readonly RedactionRule[]): string {
  try {
    return redact(recording, rules).text;
  } catch (error) {
    if (error instanceof TestingError) return '';
    throw error;
  }
}

/** That a text is cut before its JSON begins is an error of the run, and told to the server. */
const ignore = () => {};

test('Nothing that a rule names is left, whatever the end.', async () => {
  let read = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(cutTexts, { minLength: 1, maxLength: 2 }),
      fc.constantFrom(byPath, byPattern),
      fc.double({ min: 0, max: 1, noNaN: true }),
      async (texts, rules, part) => {
        const frames = await toInstantResponse(asEvents(texts), {
          flushMs: 0,
          onError: ignore,
        }).text();
        const recordings = [
          ...texts.map(ofText),
          ofBody(asParts(texts)),
          ofBody(frames),
          ofBody(frames.slice(0, Math.floor(frames.length * part))),
        ];
        for (const recording of recordings) {
          const left = leftOf(recording, rules);
          if (left !== '') read++;
          expect(left).not.toMatch(SECRET);
        }
      },
    ),
    runs(60),
  );
  expect(read).toBeGreaterThan(0);
});

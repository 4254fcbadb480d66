// In: a way to put a transport in front of a source of events. Out: the suite that every transport of events passes.
// Exported, so that a transport of one's own can be proved as well.
// Knows nothing of HTTP or of what a transport is made of.

import { expect, test } from 'vitest';
import { createInstantParser, type InstantEventInput } from 'fieldwise';
import { describeTransport, readAll } from './transport-suite.js';
import type { Connect, Start, TransportTraits } from './transport-suite.js';

const title: InstantEventInput = { type: 'done', path: 'title', value: 'x' };

async function* answer(text: string): AsyncGenerator<InstantEventInput> {
  const parser = createInstantParser();
  for (const character of text) {
    yield* parser.feed(character);
    await Promise.resolve();
  }
  yield* parser.end();
}

/** Runs the suite for one transport. */
export function testTransport(
  name: string,
  connect: Connect<InstantEventInput>,
  traits: TransportTraits = {},
): void {
  const element = (index: number, value: string) =>
    ({ type: 'done', path: `[${index}]`, value }) as const;
  describeTransport(name, connect, { answer, title: [title], element }, traits, testEvents);
}

function testEvents(start: Start<InstantEventInput>): void {
  test('brings reasoning, meta and a truncated end', async () => {
    const said: InstantEventInput[] = [
      { type: 'reasoning', delta: 'hm' },
      { type: 'meta', model: 'm', usage: { outputTokens: 3 } },
      { type: 'end', outcome: 'truncated', incomplete: ['a'] },
    ];
    const { events } = await start(async function* () {
      yield* said;
    });
    expect(await readAll(events)).toEqual(said);
  });

  test('brings a failure as an error event behind what came before it', async () => {
    const { events } = await start(async function* () {
      yield title;
      yield { type: 'error', code: 'mine', message: 'My own.', path: 'title' };
    });
    const all = await readAll(events);
    expect(all.map(({ type }) => type)).toEqual(['done', 'error']);
    expect(all[1]).toEqual({ type: 'error', code: 'mine', message: 'My own.', path: 'title' });
  });
}

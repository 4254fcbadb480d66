// In: a way to put a transport in front of a source of JSON text. Out: the suite that every transport of text passes.
// Exported, so that a transport of one's own can be proved as well.
// Knows nothing of HTTP or of what the text travels in.

import { expect, test } from 'vitest';
import type { InstantEvent } from 'fieldwise';
import { createInstantRun } from 'fieldwise/client';
import { describeTransport, readAll, TEXT } from './transport-suite.js';
import type { Connect, Run, Start, TransportTraits } from './transport-suite.js';

/** Text, or its UTF-8 bytes. */
export type TextPiece = string | Uint8Array<ArrayBuffer>;

export interface TextTransportTraits extends TransportTraits {
  /** What the reader is told of a source that throws; `truncated` where a failure looks like an end. */
  readonly failure: { readonly kind: string; readonly code: string };
}

async function* answer(text: string): AsyncGenerator<TextPiece> {
  for (const character of text) {
    yield character;
    await Promise.resolve();
  }
}

const words = {
  answer,
  title: ['{"title":"x",'],
  element: (index: number, value: string) => `${index === 0 ? '[' : ','}"${value}"`,
};

/** Runs the suite for one transport. */
export function testTextTransport(
  name: string,
  connect: Connect<TextPiece>,
  traits: TextTransportTraits,
): void {
  describeTransport(name, connect, words, traits, (start, put) => {
    testText(start);
    testEnds(put, traits.failure);
  });
}

function testText(start: Start<TextPiece>): void {
  test('reads the same, wherever bytes are split', async () => {
    const bytes = new TextEncoder().encode(TEXT);
    const whole = await readAll((await start(() => answer(TEXT))).events);
    const split = await start(async function* () {
      for (const index of bytes.keys()) {
        yield bytes.slice(index, index + 1);
        await Promise.resolve();
      }
    });
    const events = await readAll(split.events);
    expect(closed(events)).toEqual(closed(whole));
    expect(closed(events)).toContainEqual(['title', 'Ключ 😀']);
  });

  test('reads what models put around their JSON', async () => {
    const { events } = await start(() => answer('Sure!\n```json\n{"a":1}\n```\nDone.'));
    expect(closed(await readAll(events))).toEqual([
      ['a', 1],
      ['', { a: 1 }],
    ]);
  });

  test('shows a field before the next one is written', async () => {
    let say = () => {};
    const next = new Promise<void>((resolve) => (say = resolve));
    const { events } = await start(async function* () {
      yield '{"a":1,';
      await next;
      yield '"b":2}';
    });
    const done: unknown[] = [];
    for await (const event of events) {
      if (event.type !== 'done') continue;
      done.push(event.path);
      say();
    }
    expect(done).toEqual(['a', 'b', '']);
  });
}

function testEnds(put: Connect<TextPiece>, failure: TextTransportTraits['failure']): void {
  const submit = async (run: Run<TextPiece>) => {
    const { transport } = await put(run);
    return createInstantRun({ transport }).submit(null);
  };

  test('that ends half-way is truncated, and keeps what there was', async () => {
    const snapshot = await submit(() => answer('{"title":"x","body":"ha'));
    expect(snapshot).toMatchObject({
      status: 'error',
      error: { kind: 'truncated', code: 'truncated' },
      partial: { title: 'x', body: 'ha' },
    });
  });

  test('whose source fails half-way says so, and keeps what there was', async () => {
    const snapshot = await submit(async function* () {
      yield '{"title":"x",';
      // A moment later, as a model fails.
      await new Promise((resolve) => setTimeout(resolve, 20));
      throw new Error('broken');
    });
    expect(snapshot).toMatchObject({ status: 'error', error: failure, partial: { title: 'x' } });
  });

  test('whose source fails before the first piece is an error', async () => {
    const snapshot = await submit(async function* () {
      await Promise.reject(new Error('broken'));
      yield '';
    });
    expect(snapshot).toMatchObject({ status: 'error', error: { kind: failure.kind } });
    expect(snapshot.partial).toBeUndefined();
  });

  test('of prose alone is an error of the protocol', async () => {
    const snapshot = await submit(() => answer('I would rather not.'));
    expect(snapshot).toMatchObject({ error: { kind: 'protocol', code: 'no-json' } });
  });
}

function closed(events: readonly InstantEvent[]): unknown[] {
  return events.flatMap((event) => (event.type === 'done' ? [[event.path, event.value]] : []));
}

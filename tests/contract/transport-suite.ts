// In: a transport in front of a source of some kind of pieces. Out: what every InstantTransport does, whatever it carries.
// The source's words are given, so that text, bytes and events are put to one test.
// Knows nothing of HTTP or of what a transport is made of.

import { afterEach, describe, expect, test, vi } from 'vitest';
import { createSnapshot, reduceInstants, type InstantEvent } from 'fieldwise';
import { createInstantRun, type InstantTransport } from 'fieldwise/client';

/** What a transport has on its far side. */
export type Run<Piece> = (context: {
  readonly input: unknown;
  readonly signal: AbortSignal;
}) => AsyncIterable<Piece>;

export interface Connected {
  readonly transport: InstantTransport;
  /** Breaks what connects both sides: the reader gets no last event, and the source is left. */
  readonly cut?: () => void;
  readonly close: () => Promise<void> | void;
}

export type Connect<Piece> = (run: Run<Piece>) => Promise<Connected>;

export interface TransportTraits {
  /** False where reader and source are one process, and nothing between them can break. @default true */
  readonly canBeCut?: boolean;
}

/** How a source says what the tests need said. */
export interface Words<Piece> {
  /** The answer of this JSON text, piece by piece, to its end. */
  readonly answer: (text: string) => AsyncIterable<Piece>;
  /** The field `title` is "x" and closed; its object stays open. */
  readonly title: readonly Piece[];
  /** The next element of a list that never ends. */
  readonly element: (index: number, value: string) => Piece;
}

/** Opens a stream of a transport in front of a source; everything is closed after the test. */
export type Start<Piece> = (
  run: Run<Piece>,
  input?: unknown,
) => Promise<
  Connected & { readonly events: AsyncIterable<InstantEvent>; readonly controller: AbortController }
>;

export const TEXT = '{"title":"Ключ 😀","items":[1,null,"два"],"deep":{"a":{"b":""}}}';

export async function readAll(events: AsyncIterable<InstantEvent>): Promise<InstantEvent[]> {
  const all: InstantEvent[] = [];
  for await (const event of events) all.push(event);
  return all;
}

/** A source that waits for ever after some pieces, and knows whether it was left. */
export function createEndless<Piece>(first: readonly Piece[] = []) {
  const endless = {
    isLeft: false,
    async *run({ signal }: { readonly signal: AbortSignal }): AsyncGenerator<Piece> {
      try {
        yield* first;
        await new Promise<void>((resolve) => {
          if (signal.aborted) resolve();
          signal.addEventListener('abort', () => resolve(), { once: true });
        });
      } finally {
        endless.isLeft = true;
      }
    },
  };
  return endless;
}

/** Describes one transport: what all of them do, and what `more` says of its kind. */
export function describeTransport<Piece>(
  name: string,
  connect: Connect<Piece>,
  words: Words<Piece>,
  { canBeCut = true }: TransportTraits,
  more: (start: Start<Piece>, put: Connect<Piece>) => void,
): void {
  describe(`a transport that is ${name}`, () => {
    const open: Connected[] = [];
    afterEach(async () => {
      for (const connected of open.splice(0)) await connected.close();
    });

    const put: Connect<Piece> = async (run) => {
      const connected = await connect(run);
      open.push(connected);
      return connected;
    };
    const start: Start<Piece> = async (run, input = null) => {
      const connected = await put(run);
      const controller = new AbortController();
      const events = await connected.transport.open({ input, signal: controller.signal });
      return { ...connected, events, controller };
    };

    testAnswers(start, put, words);
    testLeaving(start, words);
    testRuns(put, words);
    if (canBeCut) testCut(put, words);
    more(start, put);
  });
}

function testAnswers<Piece>(
  start: Start<Piece>,
  put: Connect<Piece>,
  { answer }: Words<Piece>,
): void {
  test('brings every event in order, and one end', async () => {
    const events = await readAll((await start(() => answer(TEXT))).events);
    expect(reduceInstants(createSnapshot(), events)).toMatchObject({
      value: JSON.parse(TEXT) as unknown,
      outcome: 'complete',
      open: undefined,
    });
    const done = events.filter(({ type }) => type === 'done');
    const order = 'title items[0] items[1] items[2] items deep.a.b deep.a deep ';
    expect(done.map((event) => 'path' in event && event.path)).toEqual(order.split(' '));
    expect(events.filter(({ type }) => type === 'end')).toHaveLength(1);
    const deltas = events.flatMap((event) =>
      event.type === 'delta' && event.path === 'title' ? [event.delta] : [],
    );
    expect(deltas.join('')).toBe('Ключ 😀');
  });

  test('brings the input to the other side', async () => {
    const inputs: unknown[] = [];
    const input = { topic: 'рыба 🐟', nested: [{ n: 1 }] };
    const { events } = await start((context) => {
      inputs.push(context.input);
      return answer(TEXT);
    }, input);
    await readAll(events);
    expect(inputs).toEqual([input]);
  });

  test('keeps two runs apart', async () => {
    const run: Run<Piece> = ({ input }) => answer(JSON.stringify({ title: input }));
    const { transport } = await put(run);
    const [one, two] = await Promise.all(
      ['one', 'two'].map(async (input) => {
        const signal = new AbortController().signal;
        return readAll(await transport.open({ input, signal }));
      }),
    );
    expect(reduceInstants(createSnapshot(), one ?? []).value).toEqual({ title: 'one' });
    expect(reduceInstants(createSnapshot(), two ?? []).value).toEqual({ title: 'two' });
  });
}

function testLeaving<Piece>(start: Start<Piece>, { title, element }: Words<Piece>): void {
  test('tells the source when its signal is aborted', async () => {
    const endless = createEndless(title);
    const { events, controller } = await start((context) => endless.run(context));
    const iterator = events[Symbol.asyncIterator]();
    await iterator.next();
    const pending = iterator.next().catch(() => 'rejected');
    controller.abort();
    await pending;
    await vi.waitFor(() => expect(endless.isLeft).toBe(true));
  });

  test('tells the source when its reader leaves the loop', async () => {
    const endless = createEndless(title);
    const { events, controller } = await start((context) => endless.run(context));
    const seen: string[] = [];
    for await (const { type } of events) {
      seen.push(type);
      if (type === 'done') break;
    }
    expect(seen.at(-1)).toBe('done');
    // What a run does when it leaves: both.
    controller.abort();
    await vi.waitFor(() => expect(endless.isLeft).toBe(true));
  });

  test('lets a slow reader hold its source back', async () => {
    let count = 0;
    const value = 'x'.repeat(100_000);
    const { events, controller } = await start(async function* () {
      for (;;) yield element(count++, value);
    });
    const iterator = events[Symbol.asyncIterator]();
    await iterator.next();
    let seen = -1;
    // Until the buffers on the way are full and nothing moves any more.
    while (seen !== count) {
      seen = count;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    expect(count).toBeLessThan(1000);
    controller.abort();
    await iterator.return?.();
  });
}

function testRuns<Piece>(put: Connect<Piece>, { answer }: Words<Piece>): void {
  test('carries a run to its data, and a retry after it', async () => {
    const { transport } = await put(() => answer(TEXT));
    const run = createInstantRun({ transport });
    expect(await run.submit({})).toMatchObject({ status: 'complete', data: JSON.parse(TEXT) });
    expect(await run.retry()).toMatchObject({ status: 'complete', runId: 2 });
  });
}

function testCut<Piece>(put: Connect<Piece>, { title }: Words<Piece>): void {
  test('that is cut is a lost connection, and the source is left', async () => {
    const endless = createEndless(title);
    const { transport, cut } = await put((context) => endless.run(context));
    const run = createInstantRun({ transport });
    const finished = run.submit(null);
    await vi.waitFor(() => expect(run.getField('title').isComplete).toBe(true));
    cut?.();
    expect(await finished).toMatchObject({
      status: 'error',
      partial: { title: 'x' },
      error: { kind: 'connection', code: 'connection-lost' },
    });
    await vi.waitFor(() => expect(endless.isLeft).toBe(true));
  });
}

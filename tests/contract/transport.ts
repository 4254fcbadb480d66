// In: a way to put a transport in front of a source. Out: the suite that every InstantTransport passes.
// Exported, so that a transport of one's own can be proved as well.
// Knows nothing of HTTP or of what a transport is made of.

import { afterEach, describe, expect, test, vi } from 'vitest';
import {
  createInstantParser,
  createSnapshot,
  reduceInstants,
  type InstantEvent,
  type InstantEventInput,
} from 'fieldwise';
import { createInstantRun, type InstantTransport } from 'fieldwise/client';

/** What a transport has on its far side. */
export type Run = (context: {
  readonly input: unknown;
  readonly signal: AbortSignal;
}) => AsyncIterable<InstantEventInput>;

export interface Connected {
  readonly transport: InstantTransport;
  /** Breaks what connects both sides: the reader gets no last event, and the source is left. */
  readonly cut: () => void;
  readonly close: () => Promise<void> | void;
}

const TEXT = '{"title":"Ключ 😀","items":[1,null,"два"],"deep":{"a":{"b":""}}}';

async function* answer(text = TEXT): AsyncGenerator<InstantEventInput> {
  const parser = createInstantParser();
  for (const character of text) {
    yield* parser.feed(character);
    await Promise.resolve();
  }
  yield* parser.end();
}

/** A source that waits for ever after some events, and knows whether it was left. */
function createEndless(first: readonly InstantEventInput[] = []) {
  const endless = {
    isLeft: false,
    async *run({ signal }: { readonly signal: AbortSignal }): AsyncGenerator<InstantEventInput> {
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

const title: InstantEventInput = { type: 'done', path: 'title', value: 'x' };

/** Runs the suite for one transport. */
export function testTransport(name: string, connect: (run: Run) => Promise<Connected>): void {
  describe(`a transport that is ${name}`, () => {
    const open: Connected[] = [];
    afterEach(async () => {
      for (const connected of open.splice(0)) await connected.close();
    });

    async function start(run: Run, input: unknown = null, controller = new AbortController()) {
      const connected = await connect(run);
      open.push(connected);
      const events = await connected.transport.open({ input, signal: controller.signal });
      return { ...connected, events, controller };
    }

    async function readAll(events: AsyncIterable<InstantEvent>): Promise<InstantEvent[]> {
      const all: InstantEvent[] = [];
      for await (const event of events) all.push(event);
      return all;
    }

    test('brings every event in order, and one end', async () => {
      const events = await readAll((await start(() => answer())).events);
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
        return answer();
      }, input);
      await readAll(events);
      expect(inputs).toEqual([input]);
    });

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

    test('tells the source when its signal is aborted', async () => {
      const endless = createEndless([title]);
      const { events, controller } = await start((context) => endless.run(context));
      const iterator = events[Symbol.asyncIterator]();
      await iterator.next();
      const pending = iterator.next().catch(() => 'rejected');
      controller.abort();
      await pending;
      await vi.waitFor(() => expect(endless.isLeft).toBe(true));
    });

    test('tells the source when its reader leaves the loop', async () => {
      const endless = createEndless([title]);
      const { events, controller } = await start((context) => endless.run(context));
      for await (const event of events) {
        expect(event.type).toBe('done');
        break;
      }
      // What a run does when it leaves: both.
      controller.abort();
      await vi.waitFor(() => expect(endless.isLeft).toBe(true));
    });

    test('lets a slow reader hold its source back', async () => {
      let count = 0;
      const value = 'x'.repeat(100_000);
      const { events, controller } = await start(async function* () {
        for (;;) yield { type: 'done', path: `[${count++}]`, value };
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

    test('keeps two runs apart', async () => {
      const run: Run = ({ input }) => answer(JSON.stringify({ title: input }));
      const { transport } = await start(run);
      const [one, two] = await Promise.all(
        ['one', 'two'].map(async (input) => {
          const signal = new AbortController().signal;
          return readAll(await transport.open({ input, signal }));
        }),
      );
      expect(reduceInstants(createSnapshot(), one ?? []).value).toEqual({ title: 'one' });
      expect(reduceInstants(createSnapshot(), two ?? []).value).toEqual({ title: 'two' });
    });

    test('carries a run to its data, and a retry after it', async () => {
      const { transport } = await start(() => answer());
      const run = createInstantRun({ transport });
      expect(await run.submit({})).toMatchObject({ status: 'complete', data: JSON.parse(TEXT) });
      expect(await run.retry()).toMatchObject({ status: 'complete', runId: 2 });
    });

    test('that is cut is a lost connection, and the source is left', async () => {
      const endless = createEndless([title]);
      const { transport, cut } = await start((context) => endless.run(context));
      const run = createInstantRun({ transport });
      const finished = run.submit(null);
      await vi.waitFor(() => expect(run.getField('title').isComplete).toBe(true));
      cut();
      expect(await finished).toMatchObject({
        status: 'error',
        partial: { title: 'x' },
        error: { kind: 'connection', code: 'connection-lost' },
      });
      await vi.waitFor(() => expect(endless.isLeft).toBe(true));
    });
  });
}

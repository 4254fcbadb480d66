import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { InstantEvent } from 'fieldwise';
import { createTriggerFlow, type FlowObserver } from 'fieldwise/flow';
import { concurrency, idsOf, items, work, working } from './flow-work.js';

test('Observers hear each call begin and end once, within their execution, whatever fails.', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.scheduler(),
      work,
      concurrency,
      fc.option(fc.nat(), { nil: undefined }),
      async (scheduler, tree, limit, pick) => {
        const ids = idsOf(tree);
        const { flow, log } = working(scheduler, pick === undefined ? -1 : ids[pick % ids.length]);
        const told: string[] = [];
        const open = new Set<string>();
        const observer: FlowObserver = {
          onStart: () => void told.push('start'),
          onChunkStart: ({ run }) => {
            open.add(run.runId);
            told.push(run.runId);
          },
          // What an observer throws fails nothing, so what is wrong is written down.
          onChunkFinish: ({ run }) => {
            if (!open.delete(run.runId)) told.push('ended twice');
          },
          onError: () => void told.push('error'),
          onFinish: ({ status }) => void told.push(status),
        };
        const result = flow.start(tree, { concurrency: limit, observers: [observer] });
        await scheduler.waitFor(result.catch(() => undefined));
        expect(told[0]).toBe('start');
        expect(told.slice(pick === undefined ? -1 : -2)).toEqual(
          pick === undefined ? ['completed'] : ['error', 'failed'],
        );
        expect(new Set(told).size).toBe(told.length);
        const begun = log.filter((line) => line.startsWith('begin')).length;
        // Two more are of the first chunk: itself, and the start of all.
        expect(told.length).toBe(begun + (pick === undefined ? 3 : 4));
        if (pick === undefined) expect(open.size).toBe(0);
        await scheduler.waitIdle();
        expect(open.size).toBe(0);
      },
    ),
  );
});

test('A reader of signals slows nobody, and is told of each name the last, in order, with every item.', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.scheduler(),
      fc.array(fc.constantFrom('a', 'b', 'item'), { minLength: 1, maxLength: 40 }),
      fc.integer({ min: 1, max: 6 }),
      async (scheduler, acts, streamBuffer) => {
        const flow = createTriggerFlow<{
          events: { a: number; b: number };
          stream: number;
          result: string;
        }>();
        flow
          .to(async ({ emit, putIntoStream }) => {
            for (const [index, act] of acts.entries()) {
              if (act === 'item') await putIntoStream(index);
              else await emit(act, index);
            }
            return 'done';
          })
          .end();
        flow.when('a').to(() => undefined);
        const execution = flow.createExecution({ streamBuffer });
        const reading = (async () => {
          const told: (readonly [string, unknown])[] = [];
          for await (const event of execution.instants({ signals: true })) {
            if (event.type === 'signal') told.push([event.name, event.value]);
            if (event.type === 'item') told.push(['item', event.value]);
            await scheduler.schedule(Promise.resolve());
          }
          return told;
        })();
        const result = execution.start();
        // Where nothing is shown, nobody waits for the reader.
        if (!acts.includes('item')) expect(await result).toBe('done');
        await scheduler.waitFor(Promise.all([result, reading]));
        const told = await reading;
        const places = told.map(([, value]) => Number(value));
        expect(places).toEqual([...new Set(places)].toSorted((one, other) => one - other));
        for (const name of ['a', 'b'] as const) {
          const last = acts.lastIndexOf(name);
          expect(told.findLast(([each]) => each === name)?.[1]).toBe(last < 0 ? undefined : last);
        }
        const shown = acts.flatMap((act, index) => (act === 'item' ? [index] : []));
        expect(told.flatMap(([name, value]) => (name === 'item' ? [value] : []))).toEqual(shown);
      },
    ),
  );
});

/** Events of a source of its own, at the scheduler's whim. */
async function* speaking(
  scheduler: fc.Scheduler,
  words: readonly number[],
): AsyncGenerator<InstantEvent> {
  for (const word of words) {
    await scheduler.schedule(Promise.resolve());
    yield { type: 'reasoning', delta: String(word) };
  }
}

test('Each lane has the whole of its source in its order and one end, before the result, for every reader.', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.scheduler(),
      fc.array(items, { minLength: 1, maxLength: 4 }),
      async (scheduler, sources) => {
        const flow = createTriggerFlow<{ input: readonly number[][]; result: number }>();
        flow
          .forEach()
          .to(({ value, signalId, showFields }) =>
            showFields(speaking(scheduler, value), { lane: `${signalId}` }).then(() => signalId),
          )
          .endForEach()
          .to(({ value }) => value.length)
          .end();
        const execution = flow.createExecution();
        const read = async () => {
          const seen: InstantEvent[] = [];
          for await (const event of execution) seen.push(event);
          return seen;
        };
        const early = read();
        const result = execution.start(sources.map((words) => [...words]));
        await scheduler.waitFor(Promise.all([result, early]));
        const events = await early;
        const lanes = new Map<string, string[]>();
        for (const event of events) {
          if (event.type !== 'lane') continue;
          const told = event.event.type === 'reasoning' ? event.event.delta : event.event.type;
          lanes.set(event.lane, [...(lanes.get(event.lane) ?? []), told]);
        }
        const expected = sources.map((words) => [...words.map(String), 'end'].join(' '));
        const told = [...lanes.values()].map((words) => words.join(' '));
        expect(told.toSorted()).toEqual(expected.toSorted());
        const first = events.findIndex(({ path }) => path === '');
        expect(events.slice(first).every(({ type }) => type !== 'lane')).toBe(true);
        expect(await read()).toEqual(events);
      },
    ),
  );
});

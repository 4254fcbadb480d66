import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createTriggerFlow, FlowError } from 'fieldwise/flow';
import {
  concurrency,
  idsIn,
  idsOf,
  items,
  upwards,
  work,
  working,
  type Work,
} from './flow-work.js';

test('No signal is lost and none comes twice, at any schedule and any concurrency.', async () => {
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), work, concurrency, async (scheduler, tree, limit) => {
      const { flow, log } = working(scheduler);
      const result = flow.start(tree, { concurrency: limit });
      await scheduler.waitFor(result);
      expect(await result).toBe('done');
      expect(idsIn(log, 'begin')).toEqual(idsOf(tree).toSorted(upwards));
      expect(idsIn(log, 'end')).toEqual(idsOf(tree).toSorted(upwards));
    }),
  );
});

test('An awaited emit is over after everything it set going, and not before.', async () => {
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), work, concurrency, async (scheduler, tree, limit) => {
      const { flow, log } = working(scheduler);
      const result = flow.start(tree, { concurrency: limit });
      await scheduler.waitFor(result);
      const check = (node: Work): void => {
        const over = log.indexOf(`${node.id} is over`);
        const last = Math.max(...idsOf(node).map((id) => log.indexOf(`end ${id}`)));
        if (over >= 0) expect(over).toBeGreaterThan(last);
        node.next.forEach(check);
      };
      check(tree);
    }),
  );
});

test('A failure ends the execution once, by the name of its cause, and nothing begins after it.', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.scheduler(),
      work,
      concurrency,
      fc.nat(),
      async (scheduler, tree, limit, pick) => {
        const ids = idsOf(tree);
        const { flow, log } = working(scheduler, ids[pick % ids.length]);
        const execution = flow.createExecution({ concurrency: limit });
        const result = execution.start(tree).catch((error: unknown) => error);
        await scheduler.waitFor(result);
        const begun = log.filter((line) => line.startsWith('begin')).length;
        expect(await result).toBeInstanceOf(FlowError);
        expect(await result).toMatchObject({ code: 'chunk-failed', cause: { message: 'broken' } });
        await scheduler.waitIdle();
        expect(log.filter((line) => line.startsWith('begin'))).toHaveLength(begun);
        expect(execution.status).toBe('failed');
        expect(execution.failures).toHaveLength(1);
      },
    ),
  );
});

test('No result comes before its inputs: a group is over when its last item is, in the order of its items.', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.scheduler(),
      items,
      concurrency,
      concurrency,
      async (scheduler, list, outer, inner) => {
        const flow = createTriggerFlow<{ input: readonly number[]; result: unknown }>();
        let ended = 0;
        let early = false;
        flow
          .forEach({ concurrency: outer })
          .to(({ value }) => Array.from({ length: value % 3 }, (_, index) => value * 10 + index))
          .forEach({ concurrency: inner })
          .to(async ({ value }) => {
            await scheduler.schedule(Promise.resolve());
            ended++;
            return value;
          })
          .endForEach()
          .endForEach()
          .sideBranch(({ value }) => {
            early = ended < value.flat().length;
          })
          .end();
        const result = flow.start(list, { concurrency: 3 });
        await scheduler.waitFor(result);
        expect(await result).toEqual(
          list.map((value) => Array.from({ length: value % 3 }, (_, index) => value * 10 + index)),
        );
        expect(early).toBe(false);
      },
    ),
  );
});

test('Every value joins one round at most, and a round has one of each.', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.scheduler(),
      fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 30 }),
      async (scheduler, names) => {
        const flow = createTriggerFlow<{
          events: { a: number; b: number; c: number };
          result: string;
        }>();
        const rounds: unknown[] = [];
        flow
          .to(async ({ emitNowait }) => {
            for (const [index, name] of names.entries()) {
              emitNowait(name, index);
              if (index % 3 === 0) await scheduler.schedule(Promise.resolve());
            }
            return 'done';
          })
          .end();
        flow.when(['a', 'b', 'c']).to(async ({ value }) => {
          rounds.push(value.event);
          await scheduler.schedule(Promise.resolve());
        });
        await scheduler.waitFor(flow.start());
        expect(rounds).toEqual(roundsOf(names));
      },
    ),
  );
});

/** What comes twice counts with its last value; what was used is gone. */
function roundsOf(names: readonly string[]): unknown[] {
  const rounds: unknown[] = [];
  let round: Record<string, number> = {};
  for (const [index, name] of names.entries()) {
    round[name] = index;
    if (Object.keys(round).length < 3) continue;
    rounds.push(round);
    round = {};
  }
  return rounds;
}

test('The stream has every item once, those of one source in their order, for every reader.', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.scheduler(),
      fc.array(fc.nat({ max: 6 }), { maxLength: 5 }),
      fc.integer({ min: 1, max: 5 }),
      async (scheduler, counts, streamBuffer) => {
        const flow = createTriggerFlow<{
          input: readonly number[];
          stream: { source: number; item: number };
        }>();
        let source = 0;
        flow
          .forEach()
          .to(async ({ value, putIntoStream }) => {
            const own = source++;
            for (let item = 0; item < value; item++) {
              await scheduler.schedule(Promise.resolve());
              await putIntoStream({ source: own, item });
            }
          })
          .endForEach();
        const execution = flow.createExecution({ streamBuffer });
        const read = async () => {
          const seen: { source: number; item: number }[] = [];
          for await (const item of execution.getRuntimeStream()) {
            seen.push(item);
            await scheduler.schedule(Promise.resolve());
          }
          return seen;
        };
        const readers = [read(), read()];
        const result = execution.start(counts);
        await scheduler.waitFor(Promise.all([...readers, result]));
        const [first = [], second] = await Promise.all(readers);
        expect(second).toEqual(first);
        for (const own of counts.keys()) {
          const seen = first.filter((each) => each.source === own).map(({ item }) => item);
          expect(seen).toEqual(Array.from({ length: seen.length }, (_, index) => index));
        }
        expect(first).toHaveLength(counts.reduce((sum, count) => sum + count, 0));
      },
    ),
  );
});

test('Every answer is gone on with once, in whatever order answers and work come.', async () => {
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), items, concurrency, async (scheduler, list, limit) => {
      const flow = createTriggerFlow<{
        input: readonly number[];
        stream: never;
        interrupts: { ask: { payload: number; answer: number } };
        result: readonly number[];
      }>();
      flow
        .forEach({ concurrency: limit })
        .to(async ({ value, pauseFor }) => {
          await scheduler.schedule(Promise.resolve());
          return value % 2 === 0 ? value : pauseFor('ask', value);
        })
        .to(async ({ value }) => {
          await scheduler.schedule(Promise.resolve());
          return value + 1;
        })
        .endForEach()
        .end();
      const execution = flow.createExecution({ concurrency: limit });
      const news: string[] = [];
      const answering = (async () => {
        for await (const { action, interrupt } of execution.getRuntimeStream()) {
          news.push(`${action} ${interrupt.id}`);
          if (action !== 'pause') continue;
          const answer = () => execution.continueWith(interrupt, -interrupt.payload);
          void scheduler.schedule(Promise.resolve()).then(answer);
        }
      })();
      const result = execution.start(list);
      await scheduler.waitFor(Promise.all([result, answering]));
      expect(await result).toEqual(list.map((value) => (value % 2 === 0 ? value : -value) + 1));
      const asked = list.filter((value) => value % 2 !== 0).length;
      expect(new Set(news).size).toBe(2 * asked);
      expect(news).toHaveLength(2 * asked);
    }),
  );
});

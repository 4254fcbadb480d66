import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { InstantEvent } from 'fieldwise';
import { createTriggerFlow, FlowError, type FlowObserver } from 'fieldwise/flow';

/** What a chunk does: it takes its time, sends this on in one way or the other, and fails or does not. */
interface Work {
  readonly id: number;
  readonly awaits: boolean;
  readonly next: readonly Work[];
}

type Shape = Pick<Work, 'awaits'> & { readonly next: readonly Shape[] };

/** Trees of work, each node with a number of its own. */
const work: fc.Arbitrary<Work> = shapes(3).map((root) => numbered(root, { count: 0 }));

function shapes(depth: number): fc.Arbitrary<Shape> {
  const next = depth === 0 ? fc.constant([]) : fc.array(shapes(depth - 1), { maxLength: 3 });
  return fc.record({ awaits: fc.boolean(), next });
}

function numbered(shape: Shape, ids: { count: number }): Work {
  const id = ids.count++;
  return { id, awaits: shape.awaits, next: shape.next.map((each) => numbered(each, ids)) };
}

function idsOf({ id, next }: Work): readonly number[] {
  return [id, ...next.flatMap(idsOf)];
}

/** The numbers of what began or ended, smallest first. */
function idsIn(log: readonly string[], word: 'begin' | 'end'): readonly number[] {
  const lines = log.filter((line) => line.startsWith(word));
  return lines.map((line) => Number(line.slice(word.length))).toSorted(upwards);
}

function upwards(one: number, other: number): number {
  return one - other;
}

const concurrency = fc.integer({ min: 1, max: 4 });
const items = fc.array(fc.nat({ max: 9 }), { maxLength: 12 });

/** A flow that works through a tree at the scheduler's whim and writes down what begins and ends. */
function working(scheduler: fc.Scheduler, failing = -1) {
  const log: string[] = [];
  const flow = createTriggerFlow<{ input: Work; events: { work: Work }; result: string }>();
  flow.to(({ value, emit }) => emit('work', value).then(() => 'done')).end();
  flow.when('work').to(async ({ value: { id, awaits, next }, emit, emitNowait }) => {
    log.push(`begin ${id}`);
    await scheduler.schedule(Promise.resolve());
    if (id === failing) throw new Error('broken');
    for (const each of next) {
      if (!awaits) emitNowait('work', each);
      else {
        await emit('work', each);
        log.push(`${each.id} is over`);
      }
    }
    await scheduler.schedule(Promise.resolve());
    log.push(`end ${id}`);
  });
  return { flow, log };
}

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

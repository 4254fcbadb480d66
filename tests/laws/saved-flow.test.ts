import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createTriggerFlow, FlowError, type FlowSnapshot } from 'fieldwise/flow';

interface Asking {
  input: readonly number[];
  events: { item: number; last: number };
  stream: number;
  state: { sum: number };
  interrupts: { ask: { payload: number; answer: number } };
  result: unknown;
}

/** Asks within another flow, which has a turn of its own before and after. */
function inner(work: () => Promise<void>) {
  const flow = createTriggerFlow<{
    input: number;
    stream: number;
    interrupts: Asking['interrupts'];
    result: number;
  }>({ name: 'inner' });
  flow
    .to(async ({ value, putIntoStream }) => {
      await work();
      await putIntoStream(-value);
      return value;
    })
    .to(({ value, pauseFor }) => pauseFor('ask', value))
    .end();
  return flow;
}

/** Items wait for people or do not, here or in a sub flow; what they come to meets an event. */
function asking(scheduler?: fc.Scheduler) {
  const flow = createTriggerFlow<Asking>();
  const work = async () => {
    await scheduler?.schedule(Promise.resolve());
  };
  flow
    .forEach({ concurrency: 3 })
    .to(async ({ value, pauseFor, putIntoStream }) => {
      await putIntoStream(value);
      return value % 3 === 0 ? pauseFor('ask', value) : value;
    })
    .to(async ({ value, emitNowait, state }) => {
      await work();
      state.set('sum', (state.get('sum') ?? 0) + value);
      emitNowait('item', value);
      return value;
    })
    .match({ mode: 'hitAll' })
    .case((value) => value % 2 === 0)
    .toSubFlow(inner(work), { concurrency: 2 })
    .case(() => true)
    .to(({ value }) => -value)
    .endMatch()
    .endForEach()
    .to(({ value, state, emitNowait }) => {
      emitNowait('last', state.get('sum') ?? 0);
      return value;
    })
    .collect('both', 'list');
  flow
    .when({ event: ['last'] })
    .collect('both', 'sum')
    .end();
  flow.when(['item', 'last']).to(({ value, putIntoStream }) => putIntoStream(value.event.last));
  return flow;
}

type Execution = ReturnType<ReturnType<typeof asking>['createExecution']>;

/** Answers what waits, one at a time, the one the number points to; between answers the execution may be another one. */
async function answerAll(
  execution: Execution,
  picks: readonly number[],
  between: (execution: Execution) => Promise<Execution>,
): Promise<Execution> {
  let current = execution;
  for (let turn = 0; (await current.idle()) === 'waiting'; turn++) {
    current = await between(current);
    const { interrupts } = current;
    const asked = interrupts[(picks[turn % picks.length] ?? 0) % interrupts.length];
    if (asked !== undefined) await current.continueWith(asked, asked.payload + 1);
  }
  return current;
}

async function streamOf(execution: Execution): Promise<unknown[]> {
  const seen: unknown[] = [];
  for await (const item of execution.getRuntimeStream()) seen.push(item);
  return seen;
}

const items = fc.array(fc.nat({ max: 12 }), { maxLength: 8 });
const picks = fc.array(fc.nat({ max: 9 }), { minLength: 1, maxLength: 5 });

test('An execution that is saved and loaded while it waits gives the result and the stream it would have given.', async () => {
  await fc.assert(
    fc.asyncProperty(items, picks, fc.integer({ min: 1, max: 3 }), async (list, order, every) => {
      const whole = asking().createExecution();
      void whole.start(list);
      await answerAll(whole, order, async (each) => each);
      const begun = asking().createExecution();
      begun.start(list).catch(() => undefined);
      let turn = 0;
      const parted = await answerAll(begun, order, async (each) => {
        if (turn++ % every !== 0) return each;
        const text = JSON.stringify(await each.save());
        each.cancel();
        return asking().loadExecution(text);
      });
      expect(parted.status).toBe('completed');
      expect(await parted.result).toEqual(await whole.result);
      expect(await streamOf(parted)).toEqual(await streamOf(whole));
    }),
  );
});

test('At any schedule a saved execution loses nothing and does nothing twice.', async () => {
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), items, picks, async (scheduler, list, order) => {
      const begun = asking(scheduler).createExecution();
      begun.start(list).catch(() => undefined);
      const answering = answerAll(begun, order, async (each) => {
        const snapshot = await each.save();
        each.cancel();
        return asking(scheduler).loadExecution(snapshot);
      });
      const ended = await scheduler.waitFor(answering);
      const whole = asking().createExecution();
      void whole.start(list);
      await answerAll(whole, [0], async (each) => each);
      expect(await ended.result).toEqual(await whole.result);
    }),
  );
});

/** A snapshot with much in it. */
async function snapshotOf(list: readonly number[]): Promise<FlowSnapshot> {
  const execution = asking().createExecution();
  execution.start(list).catch(() => undefined);
  await execution.idle();
  const snapshot = await execution.save();
  execution.cancel();
  return snapshot;
}

/** Every place in a value: the keys that lead to it. */
function placesIn(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [path];
  return [
    path,
    ...Object.entries(value).flatMap(([key, child]) => placesIn(child, [...path, key])),
  ];
}

function withChange(value: unknown, path: readonly string[], change: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return change;
  const copy = structuredClone(value) as Record<string, unknown>;
  copy[key] = withChange(copy[key], rest, change);
  return copy;
}

test('Whatever is changed in a snapshot, it is refused by its place or goes on to an end.', async () => {
  const snapshot = await snapshotOf([3, 2, 6, 1]);
  const places = placesIn(snapshot);
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...places),
      fc.oneof(fc.jsonValue(), fc.constantFrom(-1, 0, 1, 2, 1e9, '1', 'chunk ask', [], {})),
      async (place, change) => {
        let execution;
        try {
          execution = asking().loadExecution(withChange(snapshot, place, change) as FlowSnapshot);
        } catch (error) {
          expect(error).toBeInstanceOf(FlowError);
          expect(error).toMatchObject({ code: 'invalid-snapshot' });
          return;
        }
        await answerAll(execution, [0], async (each) => each);
        expect(['completed', 'failed', 'stalled']).toContain(execution.status);
        await execution.result.catch((error: unknown) => expect(error).toBeInstanceOf(FlowError));
      },
    ),
    { numRuns: 500 },
  );
});

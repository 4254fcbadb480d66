import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { InstantEvent } from 'fieldwise';
import { createTriggerFlow, FlowError, type FlowObserver } from 'fieldwise/flow';
import { runs } from './runs.js';

interface Types {
  input: readonly number[];
  events: { go: readonly number[]; field: number; left: number; right: number };
  stream: number;
  interrupts: { ask: { payload: number; answer: number } };
  result: unknown;
}

/** Complete fields, at the scheduler's whim. */
async function* speaking(scheduler: fc.Scheduler, count: number): AsyncGenerator<InstantEvent> {
  for (let index = 0; index < count; index++) {
    await scheduler.schedule(Promise.resolve());
    yield { type: 'done', path: `items[${index}]`, value: index, isComplete: true } as InstantEvent;
  }
}

/**
 * Some of everything that can be under way: groups, sub flows, questions, fields, joins, items of the stream. All of it is
 * behind one emit, whose failure is caught.
 */
function busy(scheduler: fc.Scheduler, onCaught: (error: unknown) => void) {
  const work = () => scheduler.schedule(Promise.resolve());
  const inner = createTriggerFlow<
    Pick<Types, 'stream' | 'interrupts'> & { input: number; result: number }
  >({
    name: 'inner',
  });
  inner
    .to(async ({ value, pauseFor, putIntoStream }) => {
      await putIntoStream(value);
      await work();
      return value % 2 === 0 ? pauseFor('ask', value) : value;
    })
    .end();
  const flow = createTriggerFlow<Types>({ name: 'busy' });
  flow.to(({ value, emit }) => emit('go', value).then(() => 'done', onCaught)).end();
  flow
    .when('go')
    .forEach({ concurrency: 2 })
    .match({ mode: 'hitAll' })
    .case(async (value) => {
      await work();
      return value % 3 > 0;
    })
    .toSubFlow(inner, { concurrency: 2 })
    .case(() => true)
    .to(async ({ value, emitFields, emitNowait }) => {
      emitNowait('left', value);
      await emitFields(
        speaking(scheduler, value % 4),
        { 'items[*]': 'field' },
        { concurrency: 1, maxQueued: 1 },
      );
      return value;
    })
    .endMatch()
    .endForEach();
  flow.when('field').to(
    async ({ value, emitNowait }) => {
      await work();
      emitNowait('right', value);
    },
    { concurrency: 1, maxQueued: 1 },
  );
  flow.when(['left', 'right']).batch({ a: work, b: work });
  return { flow, inner };
}

const items = fc.array(fc.nat({ max: 9 }), { minLength: 1, maxLength: 6 });

test('A cancel at any moment ends everything: nothing begins after it, no question stays open, every reader ends.', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.scheduler(),
      items,
      fc.integer({ min: 1, max: 4 }),
      fc.nat({ max: 60 }),
      async (scheduler, list, concurrency, moment) => {
        const { flow, inner } = busy(scheduler, () => undefined);
        const begun: string[] = [];
        const open = new Set<string>();
        const observer: FlowObserver = {
          onStart: ({ run }) => void open.add(run.runId),
          onFinish: ({ run }) => void open.delete(run.runId),
          onChunkStart: ({ run }) => {
            begun.push(run.runId);
            open.add(run.runId);
          },
          onChunkFinish: ({ run }) => void open.delete(run.runId),
        };
        const execution = flow.createExecution({
          concurrency,
          streamBuffer: 2,
          observers: [observer],
        });
        const read = async (source: AsyncIterable<unknown>) => {
          for await (const _ of source) await scheduler.schedule(Promise.resolve());
        };
        const readers = [
          read(execution.getRuntimeStream()).catch((error: unknown) => error),
          read(execution.instants({ signals: true, progress: true })),
        ];
        const result = execution.start(list).catch((error: unknown) => error);
        for (let turn = 0; turn < moment; turn++) {
          if (scheduler.count() > 0) await scheduler.waitOne();
          else await Promise.resolve();
        }
        const wasOver = execution.status === 'completed';
        execution.cancel();
        const begunBefore = begun.length;
        const ends = Promise.all([result, ...readers]);
        await scheduler.waitFor(ends);
        await scheduler.waitIdle();
        expect(begun).toHaveLength(begunBefore);
        expect(open.size).toBe(0);
        expect(execution.interrupts).toEqual([]);
        expect(flow.executions.size).toBe(0);
        expect(inner.executions.size).toBe(0);
        const [ended, streamed] = await ends;
        expect(execution.status).toBe(wasOver ? 'completed' : 'cancelled');
        if (wasOver) return;
        expect(ended).toBeInstanceOf(FlowError);
        expect(ended).toMatchObject({ code: 'cancelled' });
        expect(streamed).toBe(ended);
      },
    ),
    runs(100),
  );
});

test('A failure that is caught ends all that was set going with it, at any moment, and nothing else.', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.scheduler(),
      items,
      fc.integer({ min: 1, max: 4 }),
      fc.nat({ max: 30 }),
      async (scheduler, list, concurrency, moment) => {
        const caught: unknown[] = [];
        const { flow, inner } = busy(scheduler, (error) => void caught.push(error));
        const bomb = flow.chunk('bomb', async () => {
          for (let turn = 0; turn < moment; turn++) await scheduler.schedule(Promise.resolve());
          throw new Error('broken');
        });
        flow.when('go').to(bomb);
        const late: string[] = [];
        const open = new Set<string>();
        const observer: FlowObserver = {
          onStart: ({ run }) => void open.add(run.runId),
          onFinish: ({ run }) => void open.delete(run.runId),
          onChunkStart: ({ run, chunk }) => {
            if (caught.length > 0) late.push(chunk);
            open.add(run.runId);
          },
          onChunkFinish: ({ run }) => void open.delete(run.runId),
        };
        const execution = flow.createExecution({ concurrency, observers: [observer] });
        const result = execution.start(list);
        await scheduler.waitFor(result);
        await scheduler.waitIdle();
        expect(caught).toMatchObject([{ code: 'chunk-failed', chunk: 'bomb' }]);
        expect(late).toEqual([]);
        expect(open.size).toBe(0);
        expect(execution.status).toBe('completed');
        expect(execution.failures).toEqual([]);
        expect(execution.interrupts).toEqual([]);
        expect(inner.executions.size + flow.executions.size).toBe(0);
      },
    ),
    runs(100),
  );
});

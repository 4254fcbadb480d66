import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createTriggerFlow, FlowError } from 'fieldwise/flow';
import { runs } from './runs.js';

interface Types {
  input: readonly number[];
  events: { seen: number };
  stream: string;
  state: { seen: readonly number[] };
  interrupts: { ask: { payload: number; answer: number } };
  result: unknown;
}

/** Fails here, in a sub flow, behind an answer and behind an event, each at numbers of its own. */
function failing() {
  const inner = createTriggerFlow<
    Pick<Types, 'stream' | 'interrupts'> & { input: number; result: number }
  >({ name: 'inner' });
  const check = inner.chunk('check', ({ value }) => {
    if (value % 7 === 3) throw new Error(`inside ${value}`);
    return value;
  });
  inner
    .to(({ value, pauseFor }) => (value % 2 === 0 ? pauseFor('ask', value) : value))
    .to(check)
    .end();
  const flow = createTriggerFlow<Types>({ name: 'failing' });
  flow
    .forEach({ concurrency: 2 })
    .to(
      flow.chunk('first', ({ value, emitNowait }: { value: number; emitNowait: Emit }) => {
        if (value % 5 === 4) throw new Error(`first ${value}`);
        emitNowait('seen', value);
        return value;
      }),
    )
    .toSubFlow(inner, { concurrency: 2 })
    .to(({ value, pauseFor }) => (value % 3 === 0 ? pauseFor('ask', value) : value))
    .endForEach()
    .end();
  flow.when('seen').to(
    flow.chunk('note', ({ value, state }: { value: number; state: State }) => {
      if (value % 6 === 1) throw new Error(`note ${value}`);
      state.append('seen', value);
    }),
  );
  return flow;
}

type Emit = (name: 'seen', value: number) => void;
type State = { append(key: 'seen', item: number): void };
type Execution = ReturnType<ReturnType<typeof failing>['createExecution']>;

async function answerAll(
  execution: Execution,
  between: (execution: Execution) => Promise<Execution>,
): Promise<Execution> {
  let current = execution;
  while ((await current.idle()) === 'waiting') {
    current = await between(current);
    const [asked] = current.interrupts;
    if (asked !== undefined) await current.continueWith(asked, asked.payload + 1);
  }
  return current;
}

/** How it ended, in words. */
async function endOf(execution: Execution): Promise<unknown> {
  const result = await execution.result.catch((error: unknown) =>
    error instanceof FlowError ? [error.code, error.message, error.waiting] : error,
  );
  const failures = execution.failures.map(({ message }) => message);
  return { result, failures, status: execution.status };
}

test('What fails and is let be is known at the end, whether or not the execution was saved on its way.', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.nat({ max: 20 }), { maxLength: 8 }),
      fc.integer({ min: 1, max: 3 }),
      async (list, every) => {
        const whole = failing().createExecution({ onError: 'continue' });
        whole.start(list).catch(() => undefined);
        await answerAll(whole, async (each) => each);
        const begun = failing().createExecution({ onError: 'continue' });
        begun.start(list).catch(() => undefined);
        let turn = 0;
        const parted = await answerAll(begun, async (each) => {
          if (turn++ % every !== 0) return each;
          const text = JSON.stringify(await each.save());
          each.cancel();
          return failing().loadExecution(text, { onError: 'continue' });
        });
        expect(await endOf(parted)).toEqual(await endOf(whole));
      },
    ),
    runs(100),
  );
});

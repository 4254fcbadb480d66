// In: how long each step takes, or a delivery whose pieces are the steps. Out: a flow with every kind of group: for each item, a batch, a choice, a flow within the flow.
// Nothing is worked out: each step only takes its time.
// Knows nothing of servers or components.

import { createTriggerFlow, type DataOf } from 'fieldwise/flow';
import { z } from 'zod';
import type { Delivery } from './delivery.js';
import { flowFetch, type ServedFlow } from './flow-fetch.js';

export interface LetterPace {
  readonly delayMs: number;
  /** Whether the letter is rewritten by a flow of its own, or only polished. */
  readonly length: 'short' | 'long';
}

const Letter = z.object({ text: z.string() });

/** Of each way: three pages are read, and a long letter is drafted and judged. */
const STEPS = { short: 9, long: 10 } as const;

interface Step<V> {
  readonly value: V;
  readonly signal: AbortSignal;
}

/** `wait` is what a step takes. @default the delay */
export function createLetterFlow(
  { delayMs, length }: LetterPace,
  wait: (signal: AbortSignal) => Promise<void> = () =>
    new Promise((resolve) => setTimeout(resolve, delayMs)),
) {
  const pass = async <V>({ value, signal }: Step<V>): Promise<V> => {
    await wait(signal);
    return value;
  };
  const rewrite = createTriggerFlow<{ input: string; result: string }>({ name: 'rewrite' });
  rewrite
    .to(rewrite.chunk('draft', pass<string>))
    .to(rewrite.chunk('judge', pass<string>))
    .end();

  const flow = createTriggerFlow<{ input: string; result: z.infer<typeof Letter> }>({
    name: 'letter',
  });
  flow
    .to(flow.chunk('pages', async (data) => [await pass(data), 'two', 'three']))
    .forEach({ concurrency: 2 })
    .to(flow.chunk('read', pass<string>))
    .endForEach()
    .batch({
      tone: flow.chunk('tone', pass<readonly string[]>),
      facts: flow.chunk('facts', pass<readonly string[]>),
    })
    .to(
      flow.chunk('measure', (data: DataOf<typeof flow, unknown>) =>
        pass({ ...data, value: length }),
      ),
    )
    .match()
    .case('short')
    .to(flow.chunk('polish', pass<string>))
    .caseElse()
    .toSubFlow(rewrite)
    .endMatch()
    .to(flow.chunk('send', async (data) => ({ text: await pass(data) })))
    .end();
  return flow;
}

export function letterFetch(pace: LetterPace, delivery?: Delivery): typeof fetch {
  let step = 0;
  const wait = delivery && ((signal: AbortSignal) => delivery.until(step++, signal));
  const flow = createLetterFlow(pace, wait);
  const served: ServedFlow<z.infer<typeof Letter>> = {
    output: Letter,
    run(input, signal) {
      step = 0;
      delivery?.begin(STEPS[pace.length], { isText: false });
      const execution = flow.createExecution({ signal });
      const events = execution.instants({ progress: true });
      // What fails is told at the end of the events.
      execution.start(input).catch(() => undefined);
      return events;
    },
    answer: () => Promise.resolve(false),
  };
  return flowFetch(served, delivery);
}

// In: how long each step takes. Out: a flow with every kind of group: for each item, a batch, a choice, a flow within the flow.
// Nothing is worked out: each step only takes its time.
// Knows nothing of servers or components.

import { createTriggerFlow, type DataOf } from 'fieldwise/flow';
import { z } from 'zod';
import { flowFetch } from './flow-fetch.js';

export interface LetterPace {
  readonly delayMs: number;
  /** Whether the letter is rewritten by a flow of its own, or only polished. */
  readonly length: 'short' | 'long';
}

const Letter = z.object({ text: z.string() });

export function createLetterFlow({ delayMs, length }: LetterPace) {
  const pass = async <V>({ value }: { readonly value: V }): Promise<V> => {
    await new Promise((resolve) => setTimeout(resolve, delayMs));
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
    .to(flow.chunk('pages', async ({ value }) => [await pass({ value }), 'two', 'three']))
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
    .to(flow.chunk('send', async ({ value }) => ({ text: await pass({ value }) })))
    .end();
  return flow;
}

export function letterFetch(pace: LetterPace): typeof fetch {
  const flow = createLetterFlow(pace);
  return flowFetch({
    output: Letter,
    run(input, signal) {
      const execution = flow.createExecution({ signal });
      const events = execution.instants({ progress: true });
      // What fails is told at the end of the events.
      execution.start(input).catch(() => undefined);
      return events;
    },
    answer: () => Promise.resolve(false),
  });
}

// In: what to show of a flow. Out: it, on a page whose stream is fed by hand, event by event.
// Made for tests of what a flow tells beside its result.
// Knows nothing of what is tested.

import { screen } from '@testing-library/react';
import { createInstantParser, type InstantEvent } from 'fieldwise';
import type { InterruptAnswer } from 'fieldwise/client';
import { InstantStreamProvider, useInstantStream, type InstantStream } from 'fieldwise/react';
import { useEffect, type ReactNode } from 'react';
import { createManualTransport } from './manual-transport.js';
import { after, nextTask, renderWithCache } from './react-harness.js';

export const END: InstantEvent = { type: 'end', outcome: 'complete', incomplete: [] };

export const inLane = (lane: string, event: InstantEvent): InstantEvent => ({
  type: 'lane',
  lane,
  event,
});

export const signal = (name: string, value: unknown): InstantEvent => ({
  type: 'signal',
  name,
  value,
});

/** A question of the execution `e`, or what has become of it. */
export function asks(
  id: string,
  payload: unknown = 'Go?',
  action: 'pause' | 'resume' | 'cancel' = 'pause',
): InstantEvent {
  const interrupt = { id, name: 'approve', chunk: 'ask', payload };
  return { type: 'interrupt', action, executionId: 'e', interrupt };
}

export const textOf = (id: string) => screen.getByTestId(id).textContent;

export interface FlowStageOptions {
  readonly isStrict?: boolean;
  readonly answer?: (given: InterruptAnswer) => Promise<void>;
}

/** Renders `children` in a stream that is fed by hand. */
export function setUpFlow(
  children: ReactNode,
  { isStrict = false, answer }: FlowStageOptions = {},
) {
  const manual = createManualTransport<string>();
  const transport = { open: manual.open.bind(manual), answer };
  const seen: { stream?: InstantStream<unknown, string> } = {};
  function Page({ shown }: { readonly shown: ReactNode }) {
    const stream = useInstantStream<unknown, string>({
      transport,
      scheduler: nextTask,
      id: 'flow',
    });
    useEffect(() => {
      seen.stream = stream;
    });
    return <InstantStreamProvider stream={stream}>{shown}</InstantStreamProvider>;
  }
  const { rerender } = renderWithCache(<Page shown={children} />, { isStrict });
  const stream = () => {
    if (seen.stream === undefined) throw new Error('Nothing was rendered.');
    return seen.stream;
  };
  return {
    stream,
    show: (next: ReactNode) => after(() => rerender(<Page shown={next} />)),
    submit: () => after(() => void stream().submit('x')),
    send: (...events: readonly InstantEvent[]) =>
      after(() => {
        for (const event of events) manual.last.send(event);
      }),
    /** Sends the text's events in a lane. */
    write: (lane: string) => {
      const parser = createInstantParser();
      return (text: string) =>
        after(() => {
          for (const event of parser.feed(text)) manual.last.send(inLane(lane, event));
        });
    },
    end: () =>
      after(() => {
        manual.last.push('{"title":"Report"}');
        manual.last.end();
      }),
    fail: (error: Error) => after(() => manual.last.fail(error)),
  };
}

// In: options of a run. Out: the run over a transport fed by hand, its frames, and what it published and finished with.
// Made for tests of the run itself; the events come from the real parser. Needs vitest's fake timers.
// Knows nothing of React.

import { vi } from 'vitest';
import { createInstantParser, type InstantEvent } from 'fieldwise';
import { createInstantRun } from 'fieldwise/client';
import type {
  InstantRunOptions,
  InstantTransport,
  RunFinish,
  RunSnapshot,
  TransportRequest,
} from 'fieldwise/client';

export interface Report {
  title: string;
  items: string[];
}

export const END: InstantEvent = { type: 'end', outcome: 'complete', incomplete: [] };

/** One opened stream, fed by hand. Deaf to its signal, like a transport that was written carelessly. */
export interface Call extends TransportRequest {
  returns: number;
  text(text: string): void;
  send(...events: readonly InstantEvent[]): void;
  close(error?: Error): void;
}

export function createManualTransport() {
  const calls: Call[] = [];
  const transport: InstantTransport = {
    open(request) {
      const parser = createInstantParser();
      const queue: (IteratorResult<InstantEvent> | Error)[] = [];
      let wake = (): void => {};
      const add = (...steps: typeof queue) => {
        queue.push(...steps);
        wake();
      };
      const send = (events: readonly InstantEvent[]) =>
        add(...events.map((value) => ({ done: false, value })));
      const call: Call = {
        ...request,
        returns: 0,
        text: (text) => send(parser.feed(text)),
        send: (...events) => send(events),
        close: (error) => add(error ?? { done: true, value: undefined }),
      };
      calls.push(call);
      const next = async (): Promise<IteratorResult<InstantEvent>> => {
        while (queue.length === 0) await new Promise<void>((resolve) => (wake = resolve));
        const step = queue.shift();
        if (step instanceof Error) throw step;
        return step ?? { done: true, value: undefined };
      };
      const leave = () => {
        call.returns += 1;
        return new Promise<never>(() => {});
      };
      return { [Symbol.asyncIterator]: () => ({ next, return: leave }) };
    },
  };
  return { transport, calls, last: () => calls.at(-1)! };
}

/** A run over a manual transport; `frame()` lets the scheduler's frame come. */
export function setUpRun<T = Report>(options: Partial<InstantRunOptions<T>> = {}) {
  const manual = createManualTransport();
  const frames = new Set<() => void>();
  const finishes: RunFinish<T>[] = [];
  const run = createInstantRun<T>({
    transport: manual.transport,
    scheduler: (flush) => {
      frames.add(flush);
      return () => void frames.delete(flush);
    },
    onFinish: (finish) => void finishes.push(finish),
    ...options,
  });
  const published: RunSnapshot<T>[] = [];
  run.subscribe(() => void published.push(run.getSnapshot()));
  const settle = () => vi.advanceTimersByTimeAsync(0);
  const frame = async () => {
    await settle();
    const due = [...frames];
    frames.clear();
    for (const flush of due) flush();
  };
  return { ...manual, run, published, finishes, frames, settle, frame };
}

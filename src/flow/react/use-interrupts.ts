'use client';
// In: a stream, and how answers travel. Out: what its flow asks people now, each with a function that answers it.
// What was answered is gone when the stream says so, whoever answered it.
// Knows nothing of what is asked.

import { useMemo, useRef, useState, useSyncExternalStore, useEffect } from 'react';
import { InstantClientError } from '../../client/index.js';
import type { InstantError, InstantRun, InterruptAnswer } from '../../client/index.js';
import type { InterruptEvent } from '../../protocol/index.js';
import type { FlowInterrupt } from '../interrupt-types.js';
import { useBeside, useFlowRun, type FlowStreamOptions } from './use-beside.js';

export interface UseInterruptsOptions extends FlowStreamOptions {
  /**
   * Sends an answer in the place of the run's transport; rejects where it was not taken. Default: the route that was asked
   * gets it by `PATCH`, see `createInterruptRoute` of `fieldwise/server`.
   */
  readonly answer?: ((given: InterruptAnswer) => Promise<void>) | undefined;
}

/** What a flow waits for a person to say. */
export interface OpenInterrupt<Payload = unknown, Answer = unknown, Name extends string = string> {
  readonly interrupt: FlowInterrupt<Name, Payload>;
  readonly executionId: string;
  /**
   * Answers. Resolves with `true` when the answer was taken, with `false` when not: then `error` says why, and it is still
   * open, unless somebody else was sooner. Never rejects.
   */
  readonly answer: (value: Answer) => Promise<boolean>;
  /** From the answer on, until the stream says that it was taken, or `error` that it was not. */
  readonly isAnswering: boolean;
  /** Why the last answer given here was not taken; `error.issues` of one that does not fit. */
  readonly error: InstantError | undefined;
}

interface Answering {
  readonly isAnswering: boolean;
  readonly error: InstantError | undefined;
}

const IDLE: Answering = { isAnswering: false, error: undefined };
const NONE: readonly InterruptEvent[] = [];

/**
 * Returns all that the flow asks people, oldest first; the component renders when there is another question, or one less.
 * There are none once the flow has come to its end, or was stopped.
 *
 * @throws {InstantReactError} `missing-provider` when there is neither a stream nor a provider.
 * @example
 * ```tsx
 * export function Questions() {
 *   return useInterrupts<string, boolean>({ stream: report }).map(({ interrupt, answer }) => (
 *     <button key={interrupt.id} onClick={() => void answer(true)}>
 *       {interrupt.payload}
 *     </button>
 *   ));
 * }
 * ```
 */
export function useInterrupts<Payload = unknown, Answer = unknown>(
  options: UseInterruptsOptions = {},
): readonly OpenInterrupt<Payload, Answer>[] {
  const run = useFlowRun(options);
  const told = useBeside(run, ({ interrupts }) => interrupts);
  const isOver = useSyncExternalStore(
    run.subscribe,
    () => hasEnded(run),
    () => false,
  );
  const open = isOver ? NONE : told;
  const send = useRef(options.answer);
  useEffect(() => {
    send.current = options.answer;
  });
  const [states, setStates] = useState<ReadonlyMap<string, Answering>>(new Map());
  return useMemo(
    () =>
      open.map((event): OpenInterrupt<Payload, Answer> => {
        const { interrupt, executionId } = event;
        const key = JSON.stringify([executionId, interrupt.id]);
        const put = (state: Answering) => setStates((before) => new Map(before).set(key, state));
        const answer = async (value: Answer): Promise<boolean> => {
          put({ isAnswering: true, error: undefined });
          try {
            const given = { executionId, interruptId: interrupt.id, answer: value };
            await (send.current ?? run.answer)(given);
            return true;
          } catch (cause) {
            put({ isAnswering: false, error: toError(cause) });
            return false;
          }
        };
        // What is asked is the promise of whoever gives its type.
        const asked = interrupt as FlowInterrupt<string, Payload>;
        return { interrupt: asked, executionId, answer, ...(states.get(key) ?? IDLE) };
      }),
    [open, run, states],
  );
}

/**
 * Returns the oldest of what the flow asks people, or the oldest of that name; `undefined` where nothing is asked.
 *
 * @throws {InstantReactError} `missing-provider` when there is neither a stream nor a provider.
 * @example
 * ```tsx
 * export function Approve() {
 *   const asked = useInterrupt<string, boolean>('approve', { stream: report });
 *   if (asked === undefined) return null;
 *   return (
 *     <button disabled={asked.isAnswering} onClick={() => void asked.answer(true)}>
 *       {asked.interrupt.payload} {asked.error?.message}
 *     </button>
 *   );
 * }
 * ```
 */
export function useInterrupt<Payload = unknown, Answer = unknown>(
  name?: string,
  options: UseInterruptsOptions = {},
): OpenInterrupt<Payload, Answer> | undefined {
  const all = useInterrupts<Payload, Answer>(options);
  return all.find(({ interrupt }) => name === undefined || interrupt.name === name);
}

function hasEnded(run: InstantRun<unknown, never>): boolean {
  const { status } = run.getSnapshot();
  return status === 'complete' || status === 'stopped';
}

/** A function of the application may reject with anything. */
function toError(cause: unknown): InstantError {
  const isOurs = cause instanceof InstantClientError;
  const error = isOurs
    ? cause
    : new InstantClientError(
        'connection',
        'connection-failed',
        'The answer could not be sent. Its own error is the cause.',
        { cause },
      );
  // The constructor keeps what its kind promises.
  return error as InstantError;
}

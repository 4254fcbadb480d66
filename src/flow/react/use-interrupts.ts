'use client';
// In: a stream, and how answers travel. Out: what its flow asks people now, each with a function that answers it.
// What was answered is gone when the stream says so, whoever answered it.
// Knows nothing of what is asked.

import { useEffect, useMemo, useRef, useSyncExternalStore } from 'react';
import type { InstantError, InstantRun, InterruptAnswer } from '../../client/index.js';
import { check, checkKinds } from '../../internal/usage-error.js';
import type { InterruptEvent } from '../../protocol/index.js';
import type { FlowInterrupt } from '../interrupt-types.js';
import { answersOf, questionOf, type Answering } from './answers.js';
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
   * open, unless somebody else was sooner. While an answer is on its way no other one is sent, and `false` comes at once.
   * Never rejects.
   */
  readonly answer: (value: Answer) => Promise<boolean>;
  /**
   * From the answer on, until the stream says that it was taken, or `error` that it was not; in every component that asks.
   * Where the connection is lost meanwhile the question is gone as soon as the answer was taken.
   */
  readonly isAnswering: boolean;
  /** Why the last answer given on this page was not taken; `error.issues` of one that does not fit. */
  readonly error: InstantError | undefined;
}

const NONE: readonly InterruptEvent[] = [];
const IDLE: Answering = { isAnswering: false, error: undefined, isTaken: false };
const UNANSWERED: ReadonlyMap<string, Answering> = new Map();

/**
 * Returns all that the flow asks people, oldest first; the component renders when there is another question, or one less.
 * There are none once the flow has come to its end, has failed, or was stopped. Where only the connection is lost the flow
 * may still wait: what nobody answered stays open.
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
  const { answer: own } = options;
  checkKinds({ answer: own }, 'function', 'undefined');
  const run = useFlowRun(options);
  const told = useBeside(run, ({ interrupts }) => interrupts);
  const hearing = useSyncExternalStore(
    run.subscribe,
    () => hearingOf(run),
    () => 'open',
  );
  const answers = answersOf(run.beside);
  const states = useSyncExternalStore(
    answers.subscribe,
    () => answers.states,
    () => UNANSWERED,
  );
  const send = useRef(own);
  useEffect(() => {
    send.current = own;
  });
  return useMemo(
    () =>
      (hearing === 'over' ? NONE : told).flatMap((event): OpenInterrupt<Payload, Answer>[] => {
        const { interrupt, executionId } = event;
        const answer = (value: Answer) => {
          const given = { executionId, interruptId: interrupt.id, answer: value };
          // Nobody answers in the past: what was asked there is answered now, where it is still asked.
          if (run.travel?.isAway()) {
            run.travel.leave();
            if (!isAsked(run, event)) return Promise.resolve(false);
          }
          return answers.give(given, send.current ?? run.answer);
        };
        // What is asked is the promise of whoever gives its type.
        const asked = interrupt as FlowInterrupt<string, Payload>;
        const { isTaken, ...state } = states.get(questionOf(event)) ?? IDLE;
        if (isTaken && hearing === 'lost') return [];
        return [{ interrupt: asked, executionId, answer, ...state }];
      }),
    [told, hearing, run, answers, states],
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
  check(name === undefined || typeof name === 'string', 'name', 'a string', name);
  const all = useInterrupts<Payload, Answer>(options);
  return all.find(({ interrupt }) => name === undefined || interrupt.name === name);
}

function isAsked(run: InstantRun<unknown, never>, event: InterruptEvent): boolean {
  const { interrupts } = run.beside.getSnapshot();
  const question = questionOf(event);
  return hearingOf(run) !== 'over' && interrupts.some((other) => questionOf(other) === question);
}

/** Whether more will be told of the flow; `lost` where it may go on, and this page does not hear of it. */
function hearingOf(run: InstantRun<unknown, never>): 'open' | 'lost' | 'over' {
  const { status, error } = run.getSnapshot();
  if (status === 'error') {
    return error?.kind === 'connection' || error?.kind === 'protocol' ? 'lost' : 'over';
  }
  return status === 'complete' || status === 'stopped' ? 'over' : 'open';
}

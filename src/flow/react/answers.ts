// In: answers of people to what a flow asks. Out: which of them are on their way, and why one was not taken, for all who show it.
// One answer to a question at a time, whichever component it is given in.
// Knows nothing of React, or of how answers travel.

import { InstantClientError } from '../../client/index.js';
import type { InstantError, InterruptAnswer, RunBeside } from '../../client/index.js';
import type { InterruptEvent } from '../../protocol/index.js';

/** What has become of the last answer to a question that is still open. */
export interface Answering {
  readonly isAnswering: boolean;
  readonly error: InstantError | undefined;
  /** The answer was taken, and the stream has not said so yet: one that is lost never will. */
  readonly isTaken: boolean;
}

type Send = (given: InterruptAnswer) => Promise<void>;

class Answers {
  readonly #listeners = new Set<() => void>();
  #states: ReadonlyMap<string, Answering> = new Map();

  constructor(beside: RunBeside) {
    // What is told of a question ends what was known of it: it is over, or asked anew.
    beside.subscribe((event) => {
      if (event === undefined) this.#put(() => new Map());
      else if (event.type === 'interrupt') this.#set(questionOf(event), undefined);
    });
  }

  /** By question; another object when one changed. */
  get states(): ReadonlyMap<string, Answering> {
    return this.#states;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  /** Sends an answer, unless one is on its way. True when it was taken; never rejects. */
  async give(given: InterruptAnswer, send: Send): Promise<boolean> {
    const question = keyOf(given.executionId, given.interruptId);
    if (this.#states.get(question)?.isAnswering === true) return false;
    const sent: Answering = { isAnswering: true, error: undefined, isTaken: false };
    this.#set(question, sent);
    try {
      await send(given);
      if (this.#states.get(question) === sent) this.#set(question, { ...sent, isTaken: true });
      return true;
    } catch (cause) {
      // Somebody else may have been sooner: then it is no longer open.
      if (this.#states.get(question) === sent) {
        this.#set(question, { isAnswering: false, error: toError(cause), isTaken: false });
      }
      return false;
    }
  }

  #set(question: string, state: Answering | undefined): void {
    if (this.#states.get(question) === state) return;
    this.#put((states) => {
      if (state === undefined) states.delete(question);
      else states.set(question, state);
      return states;
    });
  }

  #put(change: (states: Map<string, Answering>) => ReadonlyMap<string, Answering>): void {
    this.#states = change(new Map(this.#states));
    for (const listener of this.#listeners) listener();
  }
}

/**
 * Of the module, and harmless: nothing can be found in it without the very run that is the key, and an entry is collected
 * with its run.
 */
const known = new WeakMap<RunBeside, Answers>();

/** The answers given to the flow of a run. */
export function answersOf(beside: RunBeside): Answers {
  let answers = known.get(beside);
  if (answers === undefined) known.set(beside, (answers = new Answers(beside)));
  return answers;
}

/** A name for the question that is the same wherever it is told of. */
export function questionOf({ executionId, interrupt }: InterruptEvent): string {
  return keyOf(executionId, interrupt.id);
}

function keyOf(executionId: string, interruptId: string): string {
  return JSON.stringify([executionId, interruptId]);
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

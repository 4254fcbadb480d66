// In: a run's snapshot, or one that was kept as data. Out: one turn of a conversation, to be shown like a stream.
// A kept turn has a run of its own, made when somebody reads it, so the same components show it.
// Knows nothing of React and nothing of requests.

import { createInstantRun, InstantClientError } from '../client/index.js';
import type { InstantRun, KeptError, RunSnapshot, RunStatus } from '../client/index.js';
import type { Streaming } from '../protocol/index.js';
import { InstantReactError } from './error.js';
import type { InstantStream } from './instant-stream.js';
import { keptAnswer, toQueryData, type InstantQueryData } from './query-data.js';

/** Why a turn failed; of a turn that was kept, as plain data. */
export type TurnError = KeptError;

/**
 * One input and its answer. The last turn is the live one: reading a value of it subscribes the component to that value.
 * Every turn is a stream to `<StructuredField stream={turn}>` and `<InstantStreamProvider stream={turn}>`.
 */
export interface InstantTurn<T = unknown, Input = unknown> {
  /** Its place; a turn keeps it, so it is a good React key. */
  readonly index: number;
  readonly input: Input;
  readonly runId: number;
  readonly status: RunStatus;
  readonly partial: Streaming<T> | undefined;
  readonly data: T | undefined;
  readonly error: TurnError | undefined;
  /**
   * What its fields are read from. That of a kept turn asks for nothing: its fields stay as they are when they are
   * retried, with an `error` whose `code` is `kept-turn`; `submit` and `retry` reject with it, `reset` does nothing.
   */
  readonly run: InstantRun<T, never>;
}

/** A turn as the cache keeps it: plain data. */
export interface KeptTurn<T = unknown> extends InstantQueryData<T> {
  readonly error?: TurnError;
}

export function keepTurn<T>(snapshot: RunSnapshot<T>): KeptTurn<T> {
  const kept = toQueryData(snapshot, false);
  if (!snapshot.error) return kept;
  const { kind, code, message, path, status, issues } = snapshot.error;
  return { ...kept, error: { kind, code, message, path, status, issues } };
}

/** What of a turn is read from a stream or from the cache. */
type TurnSource<T> = Omit<InstantTurn<T>, 'index' | 'run'>;

class Turn<T, Input> implements InstantTurn<T, Input> {
  readonly index: number;
  readonly #source: TurnSource<T>;
  readonly #findRun: () => InstantRun<T, never>;

  constructor(index: number, source: TurnSource<T>, findRun: () => InstantRun<T, never>) {
    this.index = index;
    this.#source = source;
    this.#findRun = findRun;
  }

  // Getters of the prototype: React's development build reads a prop's own ones, which would subscribe to all of them.
  get input(): Input {
    // Whoever submits to a turn submits an `Input`.
    return this.#source.input as Input;
  }
  get runId(): number {
    return this.#source.runId;
  }
  get status(): RunStatus {
    return this.#source.status;
  }
  get partial(): Streaming<T> | undefined {
    return this.#source.partial;
  }
  get data(): T | undefined {
    return this.#source.data;
  }
  get error(): TurnError | undefined {
    return this.#source.error;
  }
  get run(): InstantRun<T, never> {
    return this.#findRun();
  }
}

export function liveTurn<T, Input>(
  index: number,
  stream: InstantStream<T, Input>,
): InstantTurn<T, Input> {
  return new Turn<T, Input>(index, stream, () => stream.run);
}

export function keptTurn<T, Input>(index: number, kept: KeptTurn<T>): InstantTurn<T, Input> {
  let run: InstantRun<T, never> | undefined;
  const source = { ...kept, error: kept.error };
  return new Turn<T, Input>(index, source, () => (run ??= keptRun<T>(kept)));
}

/** A run that shows what was kept and asks for nothing: it knows neither the route nor the turns before it. */
function keptRun<T>(kept: KeptTurn<T>): InstantRun<T, never> {
  const run = createInstantRun<T, never>({ transport: { open: refuseField } });
  const answer = kept.error ? kept : keptAnswer(kept);
  // Of what cannot be read it is still known that it is over.
  run.restore(answer ?? { status: 'stopped', input: kept.input });
  return { ...run, submit: refuse, retry: refuse, reset: () => {} };
}

const REFUSAL =
  'A turn that was kept cannot be asked for anew: only the last turn is live. ' +
  'Submit its input again, or retry the stream of useInstantTurns while the turn is the last.';

/** What comes of a field is in the field. */
function refuseField(): never {
  throw new InstantClientError('usage', 'kept-turn', REFUSAL);
}

function refuse(): Promise<never> {
  return Promise.reject(new InstantReactError('kept-turn', REFUSAL));
}

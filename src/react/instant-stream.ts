// In: a run's snapshots and who wants to know what is read. Out: the object `useInstantStream` returns.
// Every value is a getter: reading it is what subscribes the component to it.
// Knows nothing of React and nothing of the cache.

import type {
  InstantError,
  InstantRun,
  RunProgress,
  RunSnapshot,
  RunStatus,
} from '../client/index.js';
import type { InstantMeta, Streaming } from '../protocol/index.js';
import type { StreamComponents } from './stream-components.js';

/**
 * The values of a stream. Reading one in a component subscribes the component to that one alone. Read them by name:
 * `{ ...stream }` copies the functions and none of the values.
 */
export interface InstantStreamValues<T> {
  readonly status: RunStatus;
  /** The answer so far: keys may be absent, strings short, arrays still growing. A new object per flush. */
  readonly partial: Streaming<T> | undefined;
  /**
   * The whole answer, validated by the schema, when `status` is `'complete'`; with `refetchMode: 'replace'` also while
   * the next one arrives (`isStale`).
   */
  readonly data: T | undefined;
  /** Why the run failed, when `status` is `'error'`; what had arrived stays in `partial`. Told apart by its `kind`. */
  readonly error: InstantError | undefined;
  /** What the model thought aloud; empty when it did not. */
  readonly reasoning: string;
  /** What the provider said of the call: model, finish reason, token counts. */
  readonly meta: InstantMeta;
  /** Counts the submits of this run's key. */
  readonly runId: number;
  /** What was submitted last; also of an answer that was restored. */
  readonly input: unknown;
  /**
   * How often the answer was asked for: 1, and one more per automatic retry, here or on the other side. 0 before something
   * was submitted.
   */
  readonly attempt: number;
  /** How many values are closed, and how much text has arrived. */
  readonly progress: RunProgress;
  /** Nothing was submitted yet, or `reset()` was called. */
  readonly isIdle: boolean;
  /** Connecting or streaming: there is something to stop. */
  readonly isRunning: boolean;
  /** The first event has arrived and the last has not. */
  readonly isStreaming: boolean;
  readonly isComplete: boolean;
  readonly isStopped: boolean;
  /** As in TanStack Query: the last run failed. */
  readonly isError: boolean;
  /** As in TanStack Query: there is no `data` yet, and no error. Also while it streams, and after a stop. */
  readonly isPending: boolean;
  /** As in TanStack Query: there is `data`, and no error. */
  readonly isSuccess: boolean;
  /** As in TanStack Query: a request is under way. The same as `isRunning`. */
  readonly isFetching: boolean;
  /** As in TanStack Query: `isFetching` and `isPending`. */
  readonly isLoading: boolean;
  /** As in TanStack Query: `isFetching` and not `isPending`. Only with `refetchMode: 'replace'`. */
  readonly isRefetching: boolean;
  /** What is shown is, where nothing new has arrived, the answer before. Only with `refetchMode: 'replace'`. */
  readonly isStale: boolean;
  /** What is shown is, where nothing has arrived, the `placeholder`. `data` never is. */
  readonly isPlaceholder: boolean;
}

/**
 * Takes an input; and none, where `Input` allows `undefined`: `submit()`. The call without one comes first, so that the
 * parameter of the type is the input.
 */
export type SubmitInput<T, Input> = (undefined extends Input
  ? () => Promise<RunSnapshot<T>>
  : unknown) &
  ((input: Input) => Promise<RunSnapshot<T>>);

/** One run, as a component sees it: live values, what can be done, and components typed by its schema. */
export interface InstantStream<T, Input = unknown>
  extends InstantStreamValues<T>, StreamComponents<T> {
  /**
   * Starts a run; one that is under way is aborted and none of its later events count. Never rejects. `null` is an input
   * like any other; `submit()` asks without one, where `Input` allows `undefined`.
   */
  readonly submit: SubmitInput<T, Input>;
  /** Ends the run and keeps what arrived. */
  readonly stop: () => void;
  /** Ends the run and forgets what arrived. */
  readonly reset: () => void;
  /** Submits the last input again. */
  readonly retry: () => Promise<RunSnapshot<T>>;
  /** The run itself: for providers, fields, and code outside React. Reading it subscribes to nothing. */
  readonly run: InstantRun<T, Input>;
}

const isRunning = ({ status }: RunSnapshot) => status === 'connecting' || status === 'streaming';
const isPending = ({ data, error }: RunSnapshot) => data === undefined && error === undefined;

const VALUES: {
  readonly [K in keyof InstantStreamValues<unknown>]: (snapshot: RunSnapshot) => unknown;
} = {
  status: (snapshot) => snapshot.status,
  partial: (snapshot) => snapshot.partial,
  data: (snapshot) => snapshot.data,
  error: (snapshot) => snapshot.error,
  reasoning: (snapshot) => snapshot.reasoning,
  meta: (snapshot) => snapshot.meta,
  runId: (snapshot) => snapshot.runId,
  input: (snapshot) => snapshot.input,
  attempt: (snapshot) => snapshot.attempt,
  progress: (snapshot) => snapshot.progress,
  isIdle: ({ status }) => status === 'idle',
  isRunning,
  isStreaming: ({ status }) => status === 'streaming',
  isComplete: ({ status }) => status === 'complete',
  isStopped: ({ status }) => status === 'stopped',
  isError: ({ status }) => status === 'error',
  isPending,
  isSuccess: ({ data, error }) => data !== undefined && error === undefined,
  isFetching: isRunning,
  isLoading: (snapshot) => isRunning(snapshot) && isPending(snapshot),
  isRefetching: (snapshot) => isRunning(snapshot) && !isPending(snapshot),
  isStale: (snapshot) => snapshot.isStale,
  isPlaceholder: (snapshot) => snapshot.isPlaceholder,
};

/** The name of a value of a stream. */
export type StreamValueName = keyof InstantStreamValues<unknown>;

/** True when one of the named values differs between two snapshots. */
export function hasChanged(
  names: ReadonlySet<StreamValueName>,
  before: RunSnapshot,
  after: RunSnapshot,
): boolean {
  if (before === after) return false;
  for (const name of names) {
    if (!Object.is(VALUES[name](before), VALUES[name](after))) return true;
  }
  return false;
}

/**
 * Adds a getter per value to `rest`; `read` learns the name and answers which snapshot to take the value from. A
 * component's getter calls `render`: whoever makes an element of it has the run of this stream in its closure.
 */
export function instantStream<T, Input>(
  rest: Omit<InstantStream<T, Input>, StreamValueName | keyof StreamComponents<T>>,
  read: (name: StreamValueName) => RunSnapshot<T>,
  components: StreamComponents<T>,
  render: () => void,
): InstantStream<T, Input> {
  const stream = { ...rest };
  for (const name of Object.keys(components) as (keyof StreamComponents<T>)[]) {
    const get = () => {
      render();
      return components[name];
    };
    Object.defineProperty(stream, name, { get, enumerable: true });
  }
  for (const name of Object.keys(VALUES) as StreamValueName[]) {
    // Not enumerable: React's development build compares props key by key, and whoever hands the stream on as a prop
    // would be subscribed to everything.
    Object.defineProperty(stream, name, { get: () => VALUES[name](read(name)) });
  }
  // The loops define exactly the names that `rest` lacks.
  return stream as InstantStream<T, Input>;
}

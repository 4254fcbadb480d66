// In: a cache key and the components that use it. Out: the one run behind that key, living as one TanStack query.
// The query owns the run's life (fetch, cancel, refetch, collect); the run owns its content and its subscribers.
// Refuses to know React.

import { QueryObserver } from '@tanstack/react-query';
import type {
  Query,
  QueryCacheNotifyEvent,
  QueryClient,
  QueryFunctionContext,
  QueryKey,
} from '@tanstack/react-query';
import { createInstantRun } from '../client/index.js';
import type { InstantRun, KeptAnswer, RunSnapshot, RunStatus } from '../client/index.js';
import { getOwn } from '../internal/own.js';
import type { InstantMeta, Streaming } from '../protocol/index.js';
import { InstantReactError } from './error.js';
import { hydratableRun } from './hydratable-run.js';
import type { HydratableRun } from './hydratable-run.js';
import { transportOf } from './stream-options.js';
import type { StreamUser, UseInstantStreamOptions } from './stream-options.js';

/** What the query cache holds for a run: plain data, written at every flush. A failed run has it beside its error. */
export interface InstantQueryData<T = unknown> {
  readonly status: RunStatus;
  /** What has arrived. */
  readonly partial: Streaming<T> | undefined;
  /** The whole answer, validated; only when complete. */
  readonly data: T | undefined;
  readonly reasoning: string;
  readonly meta: InstantMeta;
  /** Counts the submits of this key. */
  readonly runId: number;
}

/**
 * Runs are attached to queries from outside: a query's data must stay plain (devtools, persisters and other readers
 * see it) while a run has subscribers and a transport. The map is no registry: an entry lives as long as its query,
 * and goes with it when the cache collects it.
 */
const attached = new WeakMap<object, StreamQuery<never, never>>();

/** Finds the run of a key in this cache, or puts an idle one there. Sends nothing. */
export function streamQueryOf<T, Input>(
  client: QueryClient,
  queryKey: QueryKey,
  user: StreamUser<T, Input>,
  options: UseInstantStreamOptions<T, Input>,
): StreamQuery<T, Input> {
  const { queryHash } = client.defaultQueryOptions({ queryKey });
  const query = client.getQueryCache().get(queryHash);
  const found = query && attached.get(query);
  // The cache knows no types: that one key means one schema is the promise of whoever chose the key.
  if (found) return found as unknown as StreamQuery<T, Input>;
  return new StreamQuery(client, queryKey, user, options);
}

/** Starts the declared input of `user`, unless the run behind this hash has no reason to. */
export function beginDeclared<T, Input>(
  client: QueryClient,
  queryHash: string,
  user: StreamUser<T, Input>,
): void {
  const query = client.getQueryCache().get(queryHash);
  const found = query && attached.get(query);
  (found as unknown as StreamQuery<T, Input> | undefined)?.begin(user);
}

/** One run as one query. Made by {@link streamQueryOf}. */
export class StreamQuery<T, Input> {
  readonly hash: string;
  /** The run as components see it: submitting, resetting and retrying go through the cache. */
  readonly run: HydratableRun<T, Input>;
  readonly #client: QueryClient;
  readonly #query: Query<InstantQueryData<T>>;
  readonly #observer: QueryObserver<InstantQueryData<T>>;
  readonly #inner: InstantRun<T, Input>;
  readonly #users = new Map<StreamUser<T, Input>, () => void>();
  /** Who unmounted last, until the run it left has ended: it is told of that end. */
  #leaver: StreamUser<T, Input> | undefined;
  /** Whose transport and headers serve the next request: who submitted last, at first who came first. */
  #source: StreamUser<T, Input>;
  #last: { readonly input: Input } | undefined;
  /** Identifies the latest request, so that a late cancellation of an earlier one does nothing. */
  #turn: object | undefined;
  #settled: Promise<RunSnapshot<T>> | undefined;
  #wasAbandoned = false;
  /** What the cache holds of which snapshot; anything else in there was put by somebody else. */
  #written: { snapshot: RunSnapshot<T>; data: InstantQueryData<T> | undefined } | undefined;
  #isAdopting = false;
  #leaveCache: (() => void) | undefined;
  #leaveTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    client: QueryClient,
    queryKey: QueryKey,
    user: StreamUser<T, Input>,
    { initialValue, scheduler, gcTime }: UseInstantStreamOptions<T, Input>,
  ) {
    this.#client = client;
    this.#source = user;
    this.#observer = new QueryObserver<InstantQueryData<T>>(client, {
      queryKey,
      queryFn: this.#fetch,
      enabled: () => this.#last !== undefined,
      ...NEVER_BY_ITSELF,
      ...(gcTime !== undefined && { gcTime }),
    });
    this.#query = this.#observer.getCurrentQuery();
    this.hash = this.#query.queryHash;
    attached.set(this.#query, this as unknown as StreamQuery<never, never>);
    const start = initialValue === undefined ? {} : { initialValue };
    const latest = () => this.#source.current;
    const transport = {
      open: (request: { input: Input; signal: AbortSignal }) => transportOf(latest()).open(request),
    };
    this.#inner = createInstantRun<T, Input>({
      ...start,
      ...(scheduler && { scheduler }),
      transport,
      // Those of the latest render, so that written inline they are never stale ones.
      get schema() {
        return latest().schema;
      },
      get policies() {
        return latest().policies;
      },
      onFinish: (result) => this.#tell((options) => options.onFinish?.(result)),
      onError: (error) => this.#tell((options) => options.onError?.(error)),
      onEvent: (event) => this.#tell((options) => options.onEvent?.(event)),
    });
    const kept = keptAnswer(this.#query.state.data);
    if (kept) this.#adopt(kept);
    this.#inner.subscribe(this.#mirror);
    const controls = {
      submit: (input: Input) => this.submit(this.#source, input),
      retry: () => this.retry(this.#source),
      reset: () => this.reset(),
      stop: () => this.stop(),
    };
    const createPristine = () => {
      const pristine = createInstantRun<T, Input>({ ...start, transport });
      if (kept) pristine.restore(kept);
      return pristine;
    };
    this.run = hydratableRun(this.#inner, controls, createPristine);
  }

  /** Counts a component in; the returned function counts it out. `onRemoved` tells it to ask for the key again. */
  retain(user: StreamUser<T, Input>, onRemoved: () => void): () => void {
    this.#users.set(user, onRemoved);
    this.#leaver = undefined;
    clearTimeout(this.#leaveTimer);
    this.#leaveCache ??= this.#enterCache();
    if (!this.#isCached()) onRemoved();
    return () => {
      this.#users.delete(user);
      // StrictMode, and a move to another parent, unmount and mount again in one task: only a component that is
      // still gone afterwards has left.
      if (this.#users.size > 0) return;
      this.#leaver = user;
      this.#leaveTimer = setTimeout(this.#leave);
    };
  }

  /** Starts a declared input, unless its answer is there, on its way, or was stopped or failed in front of its users. */
  begin(user: StreamUser<T, Input>): void {
    const { input } = user.current;
    if (input === undefined) return;
    const { status } = this.#inner.getSnapshot();
    const wasCutOff = status === 'stopped' && this.#wasAbandoned;
    const isOutdated = status === 'complete' && this.#query.state.isInvalidated;
    if (status === 'idle' || wasCutOff || isOutdated) void this.submit(user, input);
  }

  submit(user: StreamUser<T, Input>, input: Input): Promise<RunSnapshot<T>> {
    this.#last = { input };
    this.#source = user;
    this.#settled = undefined;
    void this.#query.cancel({ silent: true });
    const snapshot = () => this.#inner.getSnapshot();
    const fetched = this.#query.fetch(this.#observer.options).then(snapshot, snapshot);
    // The query's promise follows whatever replaces this run; the run's own settles with this run.
    return this.#settled ?? fetched;
  }

  retry(user: StreamUser<T, Input>): Promise<RunSnapshot<T>> {
    const input = this.#last ? this.#last.input : user.current.input;
    return input === undefined
      ? Promise.resolve(this.#inner.getSnapshot())
      : this.submit(user, input);
  }

  reset(): void {
    this.#last = undefined;
    this.#forget();
    this.#query.reset();
  }

  stop(): void {
    this.#inner.stop();
  }

  readonly #fetch = async ({ signal }: QueryFunctionContext): Promise<InstantQueryData<T>> => {
    const input = this.#last ? this.#last.input : this.#source.current.input;
    if (input === undefined) {
      throw new InstantReactError(
        'missing-input',
        `The stream ${this.hash} cannot be fetched: nothing was submitted yet. Call submit(input) first.`,
      );
    }
    const turn = {};
    this.#turn = turn;
    this.#last = { input };
    this.#wasAbandoned = false;
    // A refetch cancels and starts again in one task: by the microtask the new turn has begun, and no stop shows.
    const onAbort = () => queueMicrotask(() => this.#turn === turn && this.#inner.stop());
    signal.addEventListener('abort', onAbort, { once: true });
    this.#settled = this.#inner.submit(input);
    const { error } = await this.#settled;
    if (error !== undefined) throw error;
    // Of the run and not of this fetch: an answer may have been restored in its place.
    return this.#dataOf(this.#inner.getSnapshot());
  };

  /** Writes what has arrived into the cache. While connecting, the query keeps what it had. */
  readonly #mirror = (): void => {
    const snapshot = this.#inner.getSnapshot();
    if (snapshot.status === 'idle' || snapshot.status === 'connecting' || !this.#isCached()) return;
    if (this.#isAdopting) return;
    const data = this.#dataOf(snapshot);
    this.#written = {
      snapshot,
      data: this.#client.setQueryData<InstantQueryData<T>>(this.#query.queryKey, data) ?? data,
    };
  };

  /** Shows an answer that the cache had, or was given, from elsewhere: another process, an earlier visit, `setQueryData`. */
  #adopt(answer: KeptAnswer): void {
    const { input } = this.#source.current;
    if (input !== undefined) this.#last ??= { input };
    this.#isAdopting = true;
    this.#inner.restore(answer);
    this.#isAdopting = false;
    this.#written = { snapshot: this.#inner.getSnapshot(), data: this.#query.state.data };
  }

  /** One object per snapshot: what a fetch returns is what the last flush wrote. */
  #dataOf(snapshot: RunSnapshot<T>): InstantQueryData<T> {
    const written = this.#written?.snapshot === snapshot ? this.#written.data : undefined;
    return written ?? toQueryData(snapshot);
  }

  #enterCache(): () => void {
    this.#followCache();
    const stopObserving = this.#observer.subscribe(() => {});
    const stopListening = this.#client.getQueryCache().subscribe(this.#hear);
    return () => {
      stopListening();
      stopObserving();
    };
  }

  /** The last component is gone. With no other observer either, TanStack now aborts: the signal is in use. */
  readonly #leave = (): void => {
    const { status } = this.#inner.getSnapshot();
    this.#wasAbandoned = status === 'connecting' || status === 'streaming';
    this.#leaveCache?.();
    this.#leaveCache = undefined;
    void this.#releaseLeaver();
  };

  async #releaseLeaver(): Promise<void> {
    const leaver = this.#leaver;
    if (this.#wasAbandoned) await this.#settled;
    if (this.#leaver === leaver) this.#leaver = undefined;
  }

  readonly #hear = (event: QueryCacheNotifyEvent): void => {
    if (event.query !== this.#query) return;
    if (event.type === 'updated') this.#followCache();
    if (event.type !== 'removed') return;
    for (const onRemoved of this.#users.values()) onRemoved();
  };

  /** The cache is told what happens elsewhere: `resetQueries`, a cancelled first fetch, an answer from another process. */
  #followCache(): void {
    const { data, fetchStatus } = this.#query.state;
    if (fetchStatus !== 'idle' || data === this.#written?.data) return;
    const answer = keptAnswer(data);
    if (answer) this.#adopt(answer);
    else if (data === undefined) this.#forget();
  }

  #forget(): void {
    this.#turn = undefined;
    this.#written = undefined;
    this.#inner.reset();
  }

  #isCached(): boolean {
    return this.#client.getQueryCache().get(this.hash) === this.#query;
  }

  #tell(tell: (options: UseInstantStreamOptions<T, Input>) => void): void {
    if (this.#users.size === 0 && this.#leaver) return tell(this.#leaver.current);
    for (const user of this.#users.keys()) tell(user.current);
  }
}

/**
 * One observer stands for all components of a key. It makes the query active, so that invalidateQueries and
 * refetchQueries reach it and collection does not, but fetches nothing by itself: mounting, focus, a reconnect or a
 * failure must not pay for another answer.
 */
const NEVER_BY_ITSELF = {
  staleTime: Number.POSITIVE_INFINITY,
  refetchOnMount: false,
  refetchOnWindowFocus: false,
  refetchOnReconnect: false,
  retry: false,
  networkMode: 'always',
  structuralSharing: false,
  notifyOnChangeProps: [],
  throwOnError: false,
} as const satisfies Partial<ConstructorParameters<typeof QueryObserver>[1]>;

/** The finished answer in the cache; another function may have put anything there. */
function keptAnswer(cached: unknown): KeptAnswer | undefined {
  const isKept = getOwn(cached, 'status') === 'complete' && getOwn(cached, 'data') !== undefined;
  return isKept ? (cached as KeptAnswer) : undefined;
}

function toQueryData<T>({
  status,
  partial,
  data,
  reasoning,
  meta,
  runId,
}: RunSnapshot<T>): InstantQueryData<T> {
  return { status, partial, data, reasoning, meta, runId };
}

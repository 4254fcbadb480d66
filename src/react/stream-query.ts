// In: submits of the components of one key, and what the query cache asks for. Out: one run, living as one query.
// The query owns the run's life (fetch, cancel, refetch, collect); the run owns its content and its subscribers.
// Refuses to know React.

import type {
  Query,
  QueryCacheNotifyEvent,
  QueryClient,
  QueryFunctionContext,
  QueryKey,
  QueryObserver,
} from '@tanstack/react-query';
import { liveRun, type InstantRun, type RunSnapshot } from '../client/index.js';
import type { Streaming } from '../protocol/index.js';
import { DeclaredStart } from './declared-start.js';
import { InstantReactError } from './error.js';
import { hydratableRun } from './hydratable-run.js';
import type { HydratableRun } from './hydratable-run.js';
import { keptAnswer, type InstantQueryData } from './query-data.js';
import { QueryMirror } from './query-mirror.js';
import { createPristineRun, createQueryRun } from './query-run.js';
import { createQuietObserver } from './quiet-observer.js';
import { quietOptions } from './stream-options.js';
import type { StreamUser, UseInstantStreamOptions } from './stream-options.js';
import { StreamUsers } from './stream-users.js';

interface Asked<Input> {
  readonly input: Input;
}

interface Begun<T> {
  readonly settled: Promise<RunSnapshot<T>>;
  readonly start: (() => void) | undefined;
}

/** One run as one query. */
export class StreamQuery<T, Input> {
  readonly query: Query<InstantQueryData<T>>;
  /** The run as components see it: submitting, resetting and retrying go through the cache. */
  readonly run: HydratableRun<T, Input>;
  /** What renders declare that are not mounted yet. */
  readonly declared: DeclaredStart<T, Input>;
  readonly #client: QueryClient;
  readonly #observer: QueryObserver<InstantQueryData<T>>;
  readonly #users: StreamUsers<T, Input>;
  readonly #inner: InstantRun<T, Input>;
  readonly #mirror: QueryMirror<T>;
  /** What was submitted last; in a box, because `null` and `undefined` can be submitted, too. */
  #asked: Asked<Input> | undefined;
  /** Identifies the latest request, so that a late cancellation of an earlier one does nothing. */
  #turn: object | undefined;
  #settled: Promise<RunSnapshot<T>> | undefined;
  /** An answer that had begun elsewhere, shown from the first render on: the first component to mount fetches it. */
  #begun: Begun<T> | undefined;
  #leaveCache: (() => void) | undefined;
  /** True while its observer joins the query: that alone asks for nothing, whatever was asked before. */
  #isJoining = false;

  constructor(
    client: QueryClient,
    queryKey: QueryKey,
    user: StreamUser<T, Input>,
    options: UseInstantStreamOptions<T, Input>,
    shown: Streaming<T> | undefined,
  ) {
    this.#client = client;
    this.#users = new StreamUsers(user, this.#leave);
    const run = createQueryRun(this.#users, options, shown);
    this.#inner = liveRun(run);
    this.#observer = createQuietObserver<InstantQueryData<T>>(client, {
      queryKey,
      ...quietOptions(options),
      queryFn: (context) => this.fetch(this.#users.source, context),
      enabled: ({ state }) => !this.#isJoining && this.#canAsk(state.data !== undefined),
    });
    this.query = this.#observer.getCurrentQuery();
    const isKept = keptAnswer(this.query.state.data) !== undefined;
    const begun = isKept ? undefined : options.transport?.begun;
    if (begun) {
      const settled = this.#inner.submit(options.input as Input, begun);
      this.#begun = { settled, start: begun.start };
    }
    this.#mirror = new QueryMirror<T>(client, this.query, this.#inner);
    const rendered = () =>
      typeof document === 'undefined' ? keptAnswer(this.query.state.data) : this.#mirror.first;
    this.declared = new DeclaredStart<T, Input>({
      isDue: (declared) => this.#begun !== undefined || this.#isDue(declared),
      begin: (standIn, onRemoved) => {
        const release = this.#count(standIn, onRemoved);
        this.begin(standIn);
        return release;
      },
    });
    const controls = {
      submit: (input: Input) => this.submit(this.#users.source, input),
      retry: () => this.retry(this.#users.source),
      reset: () => this.reset(),
      stop: () => this.stop(),
      startDeclared: this.declared.ask,
      whenToAsk: this.declared.whenToAsk,
    };
    this.run = hydratableRun(
      run,
      controls,
      () => createPristineRun(options, rendered(), begun),
      () => this.declared.isPending || (this.#isDeclared() && this.#wasCutOff()),
    );
  }

  /** Counts a component in; the returned function counts it out. `onRemoved` tells it to ask for the key again. */
  retain(user: StreamUser<T, Input>, onRemoved: () => void): () => void {
    // Before it is counted in, so that its options serve what comes, and it is told of that once.
    this.declared.mount();
    return this.#count(user, onRemoved);
  }

  #count(user: StreamUser<T, Input>, onRemoved: () => void): () => void {
    const release = this.#users.add(user, onRemoved);
    // A query may be collected before its first component is mounted, with a gcTime of 0.
    const isNew = this.#begun !== undefined || this.#inner.getSnapshot().status === 'idle';
    if (isNew) this.#client.getQueryCache().add(this.query);
    const begun = this.#begun;
    if (begun) void this.submit(user, user.current.input as Input);
    begun?.start?.();
    this.#leaveCache ??= this.#enterCache();
    if (!this.#mirror.isCached) onRemoved();
    return release;
  }

  /** Starts a declared input, unless its answer is there, on its way, or was stopped or failed in front of its users. */
  begin(user: StreamUser<T, Input>): void {
    if (this.#isDue(user.current)) void this.submit(user, user.current.input as Input);
  }

  #isDue({ input, staleTime = Number.POSITIVE_INFINITY }: UseInstantStreamOptions<T, Input>) {
    if (input === undefined) return false;
    const { status } = this.#inner.getSnapshot();
    const isOutdated = status === 'complete' && this.query.isStaleByTime(staleTime);
    return status === 'idle' || this.#wasCutOff() || isOutdated;
  }

  #wasCutOff(): boolean {
    return this.#mirror.wasCutOff && this.#inner.getSnapshot().status === 'stopped';
  }

  /** Also where it is held back: it may be let go. */
  #isDeclared(): boolean {
    return this.#users.source.current.input !== undefined;
  }

  submit(user: StreamUser<T, Input>, input: Input): Promise<RunSnapshot<T>> {
    this.#asked = { input };
    this.#users.source = user;
    this.#settled = undefined;
    void this.query.cancel({ silent: true });
    const snapshot = () => this.#inner.getSnapshot();
    const fetched = this.query.fetch(this.#observer.options).then(snapshot, snapshot);
    // The query's promise follows whatever replaces this run; the run's own settles with this run.
    return this.#settled ?? fetched;
  }

  retry(user: StreamUser<T, Input>): Promise<RunSnapshot<T>> {
    const asked = this.#inputFor(user);
    return asked ? this.submit(user, asked.input) : Promise.resolve(this.#inner.getSnapshot());
  }

  reset(): void {
    this.#asked = undefined;
    this.#forget();
    this.query.reset();
  }

  stop(): void {
    this.#inner.stop();
  }

  /** An answer that came with the cache was never submitted here, and can be asked for again all the same. */
  #canAsk(hasData: boolean): boolean {
    const { source } = this.#users;
    const { enabled = true } = source.current;
    return (
      this.#asked !== undefined || (hasData && enabled && this.#inputFor(source) !== undefined)
    );
  }

  #inputFor({ current }: StreamUser<T, Input>): Asked<Input> | undefined {
    if (this.#asked) return this.#asked;
    // That what was restored is an input is the promise of whoever kept it.
    const restored = this.#inner.getSnapshot().input as Input | undefined;
    const input = current.input === undefined ? restored : current.input;
    return input === undefined ? undefined : { input };
  }

  /** What the query does when it fetches; `user` is whose options serve it. */
  async fetch(
    user: StreamUser<T, Input>,
    { signal }: Pick<QueryFunctionContext, 'signal'>,
  ): Promise<InstantQueryData<T>> {
    this.#users.serveWith(user);
    const asked = this.#inputFor(this.#users.source);
    if (!asked) {
      throw new InstantReactError(
        'missing-input',
        `The stream ${this.query.queryHash} cannot be fetched: nothing was submitted yet. Call submit(input) first.`,
      );
    }
    const turn = {};
    this.#turn = turn;
    this.#asked = asked;
    this.#mirror.wasCutOff = false;
    // A refetch cancels and starts again in one task: by the microtask the new turn has begun, and no stop shows.
    const onAbort = () => queueMicrotask(() => this.#turn === turn && this.#inner.stop());
    signal.addEventListener('abort', onAbort, { once: true });
    this.#settled = this.#begun?.settled ?? this.#inner.submit(asked.input);
    this.#begun = undefined;
    const { error } = await this.#settled;
    if (error !== undefined) throw error;
    // Of the run and not of this fetch: an answer may have been restored in its place.
    return this.#mirror.data;
  }

  #enterCache(): () => void {
    this.#follow();
    this.#isJoining = true;
    const stopObserving = this.#observer.subscribe(() => {});
    this.#isJoining = false;
    const stopListening = this.#client.getQueryCache().subscribe(this.#hear);
    return () => {
      // In this order, so that what a cancelled fetch leaves in the cache is heard of.
      stopObserving();
      stopListening();
    };
  }

  /** The last component is gone. With no other observer either, TanStack now aborts: the signal is in use. */
  readonly #leave = async (): Promise<void> => {
    const { status } = this.#inner.getSnapshot();
    const isRunning = status === 'connecting' || status === 'streaming';
    if (isRunning) this.#mirror.wasCutOff = true;
    // Of a run that is over, a field may be asked for anew.
    else this.#inner.stop();
    this.#leaveCache?.();
    this.#leaveCache = undefined;
    if (isRunning) await this.#settled;
    // Whoever still waits, and is not mounted, has nobody left who asks.
    this.declared.wake();
  };

  readonly #hear = (event: QueryCacheNotifyEvent): void => {
    if (event.query !== this.query) return;
    if (event.type === 'updated') this.#follow();
    if (event.type === 'removed') this.#users.tellRemoved();
  };

  /**
   * What others do to the query, the run follows: `resetQueries`, or cancelling before the first byte, leaves it empty or
   * with the answer it had before; hydration and `setQueryData` bring one.
   */
  #follow(): void {
    this.#mirror.follow(() => this.#forget());
  }

  #forget(): void {
    this.#turn = undefined;
    this.#mirror.forget();
    this.#inner.reset();
  }
}

// In: a run and its query. Out: the query's data, kept equal to the run; and the run, begun from data of elsewhere.
// The cache is written once per flush; what somebody else puts there is taken over unless a run is under way.
// Knows nothing of requests and nothing of components.

import type { Query, QueryClient } from '@tanstack/react-query';
import type { InstantRun, KeptAnswer, RunSnapshot } from '../client/index.js';
import { isCutOff, keptAnswer, toQueryData, type InstantQueryData } from './query-data.js';

export class QueryMirror<T> {
  /** The answer that was there from the start, unless it was cut off: what a server rendered. */
  readonly first: KeptAnswer | undefined;
  /** True when nobody stopped the run, and it has ended before its time. */
  wasCutOff = false;
  readonly #client: QueryClient;
  readonly #query: Query<InstantQueryData<T>>;
  readonly #run: InstantRun<T, never>;
  /** What the cache holds of which snapshot; anything else in there was put by somebody else. */
  #written: { snapshot: RunSnapshot<T>; data: InstantQueryData<T> | undefined } | undefined;
  /** True while it changes one of the two itself: what it hears of then is not news. */
  #isBusy = false;

  constructor(client: QueryClient, query: Query<InstantQueryData<T>>, run: InstantRun<T, never>) {
    this.#client = client;
    this.#query = query;
    this.#run = run;
    run.subscribe(this.#write);
    const answer = keptAnswer(query.state.data);
    if (answer) this.#adopt(answer);
    if (!this.wasCutOff) this.first = answer;
  }

  /** True until the query is removed from the cache. */
  get isCached(): boolean {
    return this.#client.getQueryCache().get(this.#query.queryHash) === this.#query;
  }

  /** The run as data: one object per snapshot, so that what a fetch returns is what the last flush wrote. */
  get data(): InstantQueryData<T> {
    const snapshot = this.#run.getSnapshot();
    const written = this.#written?.snapshot === snapshot ? this.#written.data : undefined;
    return written ?? toQueryData(snapshot, this.wasCutOff);
  }

  /** Follows what others did to the query while nothing is fetched; the run of an emptied one is reset by `reset`. */
  follow(reset: () => void): void {
    const { data, fetchStatus, status } = this.#query.state;
    const snapshot = this.#run.getSnapshot();
    const isKnown = this.#written?.snapshot === snapshot && this.#written.data === data;
    // A run that failed before anything arrived has left no data: it is emptied when its error is gone.
    const isOurs = isKnown && (data !== undefined || status === 'error');
    if (fetchStatus !== 'idle' || isOurs || this.#isBusy) return;
    const answer = keptAnswer(data);
    if (answer) this.#adopt(answer);
    else if (data === undefined && snapshot.status !== 'idle') reset();
  }

  /** What was written counts no more: the run is about to begin anew, the cache to be emptied. */
  forget(): void {
    this.#written = undefined;
  }

  /**
   * While nothing has arrived yet, and when nothing did before the run failed, the query keeps what it had; but nothing of
   * an attempt that was withdrawn.
   */
  readonly #write = (): void => {
    const snapshot = this.#run.getSnapshot();
    const { status } = snapshot;
    if (status === 'idle' || status === 'connecting' || this.#isBusy || !this.isCached) return;
    const isKept = hasNothing(snapshot) && this.#written?.data?.runId !== snapshot.runId;
    if (status === 'streaming' && isKept) return;
    if (status === 'error' && isKept) {
      this.#written = { snapshot, data: this.#query.state.data };
      return;
    }
    this.#isBusy = true;
    // What `setQueryData` comes down to, without looking up by key, at every flush, the query that is at hand.
    const data = this.#query.setData(this.data, { manual: true });
    this.#isBusy = false;
    this.#written = { snapshot, data };
  };

  #adopt(answer: KeptAnswer): void {
    this.wasCutOff = isCutOff(answer);
    this.#isBusy = true;
    this.#run.restore(answer);
    this.#isBusy = false;
    this.#written = { snapshot: this.#run.getSnapshot(), data: this.#query.state.data };
  }
}

function hasNothing({ snapshot, reasoning }: RunSnapshot): boolean {
  return snapshot.value === undefined && reasoning === '';
}

// In: inputs that renders declare, and readers that wait for them. Out: their start, where no component is mounted to do it.
// A component whose own render waits has no effects yet: React forgets that render, and only what is kept here remains.
// Knows nothing of React, and of runs only how one is begun.

import { reportUncaught } from '../internal/report-error.js';
import { InstantReactError } from './error.js';
import type { StreamUser, UseInstantStreamOptions } from './stream-options.js';
import { limitTime } from './time-limit.js';

/** How long a run is kept for a component that may still be mounted; as long as a query cache keeps what nobody uses. */
const KEPT_MS = 300_000;
/** By when a component that does not wait has been mounted, or one that does is to be told of. */
const LOST_MS = 1000;

/** What a run lets be done to it. */
export interface StartPort<T, Input> {
  /** True while mounting a component with these options would begin the run. */
  isDue(options: UseInstantStreamOptions<T, Input>): boolean;
  /** Counts a user in and begins with what it declares; the returned function counts it out. */
  begin(user: StreamUser<T, Input>, onRemoved: () => void): () => void;
  stop(): void;
}

/** An input that a render declares. */
export interface Declared<T, Input> {
  readonly options: UseInstantStreamOptions<T, Input>;
  /** How long the input must have been rendered before it is asked for. */
  readonly pauseMs: number;
  /** True where the next render of the same component finds the same run. */
  readonly isFound: boolean;
}

/** A start that is on its way. */
export interface AwaitedStart {
  /** When to ask again: a debounced input is asked for by whoever is still rendered with it after its time. */
  readonly pause: Promise<void> | undefined;
}

interface Pending extends AwaitedStart {
  readonly resolve: () => void;
}

/** The start of one run that was declared and waits to be mounted. */
export class DeclaredStart<T, Input> {
  readonly #port: StartPort<T, Input>;
  #declared: Declared<T, Input> | undefined;
  #pending: Pending | undefined;
  /** Lets go of the user that stands in for a component until it is mounted. */
  #leave: (() => void) | undefined;
  #hasPaused = false;
  #isLost = false;

  constructor(port: StartPort<T, Input>) {
    this.#port = port;
  }

  /** Notes what the latest render declares, or that it declares nothing. That alone starts nothing. */
  declare(declared: Declared<T, Input> | undefined): void {
    this.#declared = declared;
  }

  /** The component of the latest render is in the tree: its effects will start it, once it is seen. */
  commit(): void {
    this.#declared = undefined;
    this.#pending?.resolve();
    this.#pending = undefined;
  }

  /** A component is mounted: nobody has to stand in for it any more. */
  mount(): void {
    this.commit();
    this.#letGo();
  }

  /** Called by a reader that has to wait, while it renders. Nothing, where nothing is to be started. */
  readonly ask = (): AwaitedStart | undefined => {
    const declared = this.#declared;
    if (!declared || this.#leave || !this.#port.isDue(declared.options)) return undefined;
    if (!declared.isFound) return this.#expectMount();
    return (this.#pending ??= this.#schedule(declared));
  };

  /** One task later, because what is mounted at once is in the tree before. */
  #schedule({ options, ...declared }: Declared<T, Input>): Pending {
    const pauseMs = this.#hasPaused ? 0 : declared.pauseMs;
    let resolve = () => {};
    const pause = pauseMs > 0 ? new Promise<void>((done) => (resolve = done)) : undefined;
    const pending: Pending = { pause, resolve };
    setTimeout(() => {
      if (this.#pending !== pending) return;
      this.#pending = undefined;
      if (pauseMs > 0) this.#pauseUntilAsked(pauseMs);
      else if (this.#port.isDue(options)) this.#begin(options);
      resolve();
    }, pauseMs);
    return pending;
  }

  /** An input that nobody waits for any more by then is another burst's when it comes back. */
  #pauseUntilAsked(pauseMs: number): void {
    this.#hasPaused = true;
    setTimeout(() => (this.#hasPaused = false), pauseMs);
  }

  #begin(options: UseInstantStreamOptions<T, Input>): void {
    const release = this.#port.begin({ current: options }, () => this.#letGo());
    const endLimit = limitTime(KEPT_MS, () => {
      this.#port.stop();
      this.#letGo();
    });
    this.#leave = () => {
      endLimit();
      release();
    };
  }

  #letGo(): void {
    const leave = this.#leave;
    this.#leave = undefined;
    leave?.();
  }

  /** Started for a render that nothing will find again, it would be asked for once more by every render. */
  #expectMount(): undefined {
    if (this.#isLost) return;
    this.#isLost = true;
    const declared = this.#declared;
    setTimeout(() => {
      if (this.#declared === declared) reportUncaught(lostInput());
    }, LOST_MS);
  }
}

function lostInput(): InstantReactError {
  return new InstantReactError(
    'missing-key',
    'A stream with a declared input waits for itself: a <Suspense> above the component of useInstantStream is suspended ' +
      'by a field below it, so it is not mounted, and without a name no later render finds its run. ' +
      'Give it an id, or put a <Suspense> below the component.',
  );
}

// In: inputs that renders declare, and readers that wait for them. Out: their start, where no component is mounted to do it.
// A component whose own render waits has no effects yet: React forgets that render, and only what is kept here remains.
// Knows nothing of React, and of runs only how one is begun.

import { reportUncaught } from '../internal/report-error.js';
import { InstantReactError } from './error.js';
import type { StreamUser, UseInstantStreamOptions } from './stream-options.js';

/** How often it is looked whether a reader still waits, while nobody is mounted. */
const LOOK_MS = 500;
/** After how many looks readers are asked to ask again, which those that React still renders do at once. */
const LOOKS_BEFORE_WAKING = 2;
/** After how many looks without an answer nobody waits any more. More than one: the first may follow a long task. */
const LOOKS_BEFORE_LEAVING = 4;
/** The same, where all that was waited for is there and what else keeps the component from being mounted is unknown. */
const LOOKS_KEPT = 600;
/** By when a component that does not wait has been mounted, or one that does is to be told of. */
const LOST_MS = 1000;

/** What a run lets be done to it. */
export interface StartPort<T, Input> {
  /** True while mounting a component with these options would begin the run. */
  isDue(options: UseInstantStreamOptions<T, Input>): boolean;
  /** Counts a user in and begins with what it declares; the returned function counts it out. */
  begin(user: StreamUser<T, Input>, onRemoved: () => void): () => void;
}

/** An input that a render declares. */
export interface Declared<T, Input> {
  readonly options: UseInstantStreamOptions<T, Input>;
  /** How long the input must have been rendered before it is asked for. */
  readonly pauseMs: number;
  /** True where the next render of the same component finds the same run. */
  readonly isFound: boolean;
}

/**
 * The start of one run that was declared and waits to be mounted. React tells nobody of a render that it gave up, so
 * whoever waits is asked to ask again now and then: who does is still there.
 */
export class DeclaredStart<T, Input> {
  readonly #port: StartPort<T, Input>;
  /** Readers that wait, by what has them rendered again. */
  readonly #waiting = new Set<() => void>();
  #declared: Declared<T, Input> | undefined;
  #pending: ReturnType<typeof setTimeout> | undefined;
  /** Lets go of the user that stands in for a component until it is mounted. */
  #leave: (() => void) | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #hasPaused = false;
  #pauses = 0;
  #isDoubted = false;
  #isLost = false;
  /** How many looks ago a reader asked. */
  #looks = 0;
  /** True from when readers were woken until one of them asks. */
  #isOwed = false;
  /** Grows where nobody was there in time: a render may take longer than any time that is set for it. */
  #patience = 1;

  constructor(port: StartPort<T, Input>) {
    this.#port = port;
  }

  /** True while a start is on its way. */
  get isPending(): boolean {
    return this.#pending !== undefined;
  }

  /** Notes what the latest render declares, or that it declares nothing. That alone starts nothing. */
  declare(declared: Declared<T, Input> | undefined): void {
    this.#declared = declared;
  }

  /** The component of the latest render is in the tree: its effects will start it, once it is seen. */
  commit(): void {
    this.#declared = undefined;
    clearTimeout(this.#pending);
    this.#pending = undefined;
  }

  /** A component is mounted: nobody has to stand in for it any more. */
  mount(): void {
    // One that starts nothing itself: whoever waits has to ask for it anew.
    const isOthers = this.isPending;
    this.commit();
    this.#letGo();
    this.#patience = 1;
    if (isOthers) this.wake();
  }

  /** Called by a reader that has to wait, while it renders. */
  readonly ask = (): void => {
    this.#looks = 0;
    this.#isOwed = false;
    const declared = this.#declared;
    if (!declared || this.#leave || !this.#port.isDue(declared.options)) return;
    if (declared.isFound) this.#pending ??= this.#schedule(declared);
    else this.#expectMount(declared);
  };

  /** Calls the listener, once, when a reader that still waits has to ask again; the returned function takes it back. */
  readonly whenToAsk = (listener: () => void): (() => void) => {
    this.#waiting.add(listener);
    return () => this.#waiting.delete(listener);
  };

  /** Has all readers that wait render and ask again. */
  wake(): void {
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const listener of waiting) listener();
  }

  /** One task later, because what is mounted at once is in the tree before. */
  #schedule(asked: Declared<T, Input>): ReturnType<typeof setTimeout> {
    const pauseMs = this.#hasPaused ? 0 : asked.pauseMs;
    return setTimeout(() => {
      this.#pending = undefined;
      if (pauseMs > 0) this.#pauseUntilAsked(pauseMs);
      else this.#start(asked);
    }, pauseMs);
  }

  /** An input that nobody waits for any more by then is another burst's when it comes back. */
  #pauseUntilAsked(pauseMs: number): void {
    this.#hasPaused = true;
    // Longer each time: the render that asks may itself take longer than a pause.
    setTimeout(() => (this.#hasPaused = false), pauseMs * 4 ** this.#pauses++);
    this.wake();
  }

  /** What was asked for may be declared no more, or another component of this run declares nothing: asking again tells. */
  #start(asked: Declared<T, Input>): void {
    const declared = this.#declared ?? (this.#isDoubted ? asked : undefined);
    this.#isDoubted = !declared;
    if (!declared) this.wake();
    else if (this.#port.isDue(declared.options)) this.#begin(declared.options);
  }

  #begin(options: UseInstantStreamOptions<T, Input>): void {
    const release = this.#port.begin({ current: options }, () => this.#letGo());
    this.#watch();
    this.#leave = () => {
      clearTimeout(this.#timer);
      release();
    };
  }

  /** Each look is set by the one before, so that after a long task React renders between two of them. */
  #watch(): void {
    this.#timer = setTimeout(() => {
      if (this.#isLeft()) this.#letGo();
      else this.#watch();
    }, LOOK_MS);
  }

  #isLeft(): boolean {
    this.#looks += 1;
    if (this.#looks === LOOKS_BEFORE_WAKING) {
      this.#isOwed = this.#waiting.size > 0;
      this.wake();
    }
    const isLeft =
      this.#looks >= (this.#isOwed ? LOOKS_BEFORE_LEAVING * this.#patience : LOOKS_KEPT);
    if (isLeft) this.#patience *= 4;
    return isLeft;
  }

  #letGo(): void {
    const leave = this.#leave;
    this.#leave = undefined;
    leave?.();
  }

  /** Started for a render that nothing will find again, it would be asked for once more by every render. */
  #expectMount(declared: Declared<T, Input>): void {
    if (this.#isLost) return;
    this.#isLost = true;
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

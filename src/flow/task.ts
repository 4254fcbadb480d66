// In: one call of a user's function, and the gates it must pass. Out: its slots taken, lent and given back exactly once.
// While a call waits for its own downstream it lends its slots: otherwise the two would wait for each other.
// Knows nothing of what the function does.

import type { Activity, Lender } from './activity.js';
import type { Gate } from './gate.js';
import type { PauseRequest } from './pause.js';
import type { Scope } from './scope.js';

/** An emission whose failure nobody has heard of yet. */
export interface Unheard {
  /** Its emitter is over and can no longer hear of a failure. */
  detach(): void;
}

export class Task implements Lender {
  readonly chunk: string;
  readonly scope: Scope;
  /** What it asked a person, and is to return. */
  pause: PauseRequest | undefined;
  readonly #gates: readonly Gate[];
  readonly #activity: Activity;
  readonly #tell: (phase: 'wait' | 'begin') => void;
  #unheard: Set<Unheard> | undefined;
  #waits = 0;
  /** What waits for the slots to be back. */
  readonly #returning: (() => void)[] = [];
  #isInside = false;
  #isOver = false;
  /** Its scope counts it among what waits: what it waits for is work of the same scope. */
  #isResting = false;
  /** It was told that it waits. */
  #isToldWaiting = false;

  /** `tell` says of a call that lent its places that it waits as well, and that it goes on. */
  constructor(
    chunk: string,
    scope: Scope,
    gates: readonly Gate[],
    activity: Activity,
    tell: (phase: 'wait' | 'begin') => void,
  ) {
    this.chunk = chunk;
    this.scope = scope;
    this.#gates = gates;
    this.#activity = activity;
    this.#tell = tell;
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  /** Runs `go` with a slot of every gate. */
  begin(go: () => void): void {
    this.#pass(0, 'enter', () => {
      this.#arrive();
      go();
    });
  }

  /** Says that what it waits for has to come back to it, until the function returned is called. */
  pin(): () => void {
    return this.#activity.pin(this.chunk);
  }

  /** Lends the slots until `resume`; calls may overlap. */
  suspend(): void {
    this.#waits++;
    if (!this.#isOver && !this.#isToldWaiting) this.#activity.lend(this);
    if (!this.#isResting && !this.#isOver) {
      this.#isResting = true;
      this.scope.rest();
    }
    // What takes the place of an item that rests begins before anybody is told that nothing is at work.
    this.#leave();
  }

  /** Runs `go` once the slots are back. A call that is over needs none. */
  resume(go: () => void): void {
    if (--this.#waits > 0 || this.#isOver) return go();
    this.goOn();
    // A call comes back once, with all that it comes back for: a second place would never be given back.
    const isFirst = this.#returning.push(go) === 1;
    this.#stir(() => {
      if (isFirst) this.#return();
    });
    if (!isFirst || this.#returning.length === 0) return;
    // Who is not wanted any more is told so, though the places are taken by others that do not look.
    this.#returning.push(this.scope.whenAborted(this.#comeBack));
  }

  tellWaiting(): void {
    this.#isToldWaiting = true;
    this.#tell('wait');
  }

  /** It waits for nothing any more, or is over. */
  goOn(): void {
    this.#activity.takeBack(this);
    if (!this.#isToldWaiting) return;
    this.#isToldWaiting = false;
    this.#tell('begin');
  }

  end(): void {
    this.#isOver = true;
    this.#leave();
    this.#stir(() => undefined);
    for (const emission of this.#unheard ?? []) emission.detach();
    this.#unheard = undefined;
  }

  remember(emission: Unheard): void {
    this.#unheard ??= new Set();
    this.#unheard.add(emission);
  }

  /** Its failure is known: whoever awaits it has begun to by the next turn, as with any promise. */
  detachSoon(emission: Unheard): void {
    if (this.#isOver) return emission.detach();
    this.remember(emission);
    setTimeout(() => {
      if (this.#unheard?.delete(emission) === true) emission.detach();
    }, 0);
  }

  forget(emission: Unheard): void {
    this.#unheard?.delete(emission);
  }

  /** One gate after the other, always in the same order: whoever is inside the last one needs none of the others. */
  #pass(index: number, how: 'enter' | 'reenter', go: () => void): void {
    const gate = this.#gates[index];
    if (gate === undefined) go();
    else gate[how](() => this.#pass(index + 1, how, go));
  }

  #return(): void {
    this.#pass(0, 'reenter', () => {
      this.#arrive();
      if (this.#waits > 0 || this.#isOver) this.#leave();
      this.#comeBack();
    });
  }

  /** Its scope counts it among what is at work again; `go` is run when there is a place for that. */
  #stir(go: () => void): void {
    if (!this.#isResting) return go();
    this.#isResting = false;
    this.scope.wake(go);
  }

  readonly #comeBack = (): void => {
    for (const each of this.#returning.splice(0)) each();
  };

  #arrive(): void {
    this.#isInside = true;
    this.#activity.begin();
  }

  #leave(): void {
    if (!this.#isInside) return;
    this.#isInside = false;
    for (const gate of this.#gates) gate.leave();
    this.#activity.end();
  }
}

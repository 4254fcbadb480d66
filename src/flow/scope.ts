// In: work that begins, ends or fails, and what it is part of. Out: the moment when all of it is over, exactly once.
// A tree of counters: a scope counts its own work and its open children, so a change costs the same at any depth.
// Knows nothing of signals, handlers or results.

import type { Seat } from './seats.js';

/** Values that came for a step which needs more of them; what is not complete is lost with its layer. */
export interface Waiting {
  /** What is missing, for the message of an execution that stalls; undefined if nothing is. */
  describe(): string | undefined;
}

/** One item of a group: where its value goes. */
export interface Place {
  /** The step that opened the group. */
  readonly owner: object;
  fill(value: unknown): void;
}

export interface ScopeHooks {
  /** All work of the scope is over. What starts here in the parent still counts as its work. */
  onSettled?(): void;
  /** Something in here failed: true if that is the end of it, false if it concerns the parent as well. */
  onFailure?(error: Error): boolean;
  onAborted?(reason: Error): void;
  /** Nobody looks at it as a whole any more. */
  readonly isDetached?: boolean;
  /** Its place among those beside it, which it gives back while all its work waits. */
  readonly seat?: Seat;
}

export class Scope {
  readonly parent: Scope | undefined;
  /** The scope that keeps aggregations apart: an item of a group, or the whole execution. */
  readonly layer: Scope;
  readonly place: Place | undefined;
  /** All of an execution, which may be a part of another. */
  readonly isWhole: boolean;
  readonly waiting = new Map<object, Waiting>();
  readonly #hooks: ScopeHooks;
  /** The innermost place that work in here needs. */
  readonly seat: Seat | undefined;
  #pending = 0;
  /** How much of it waits for somebody outside. */
  #resting = 0;
  #waking: Set<() => void> | undefined;
  #reason: Error | undefined;
  #children: Set<Scope> | undefined;
  #controller: AbortController | undefined;
  #watchers: Set<() => void> | undefined;

  constructor(
    parent: Scope | undefined,
    hooks: ScopeHooks,
    place?: Place,
    isWhole = parent === undefined,
  ) {
    this.parent = parent;
    this.isWhole = isWhole;
    this.layer = parent === undefined || isWhole || place !== undefined ? this : parent.layer;
    this.place = place;
    this.#hooks = hooks;
    this.seat = hooks.seat ?? parent?.seat;
    // What is begun in something that is over already is over, too.
    this.#reason = parent?.reason;
  }

  /** Why nothing more is to be done here; undefined while there is. */
  get reason(): Error | undefined {
    return this.#reason;
  }

  /** Where what begins here belongs: beyond what nobody looks at as a whole, so a loop in it does not nest. */
  get lasting(): Scope {
    return Scope.#lasting(this);
  }

  /** The nearest that has work to do, this one or one around it; undefined where all of it is over. */
  get underWay(): Scope | undefined {
    return this.#pending > 0 ? this : this.parent?.underWay;
  }

  static #lasting(first: Scope): Scope {
    let scope = first;
    while (scope.#hooks.isDetached === true && scope.parent !== undefined) scope = scope.parent;
    return scope;
  }

  /** What has work to do in here. */
  get children(): Iterable<Scope> {
    return this.#children ?? [];
  }

  /** Aborted together with the scope. Made when asked for: most handlers never look. */
  get signal(): AbortSignal {
    this.#controller ??= new AbortController();
    if (this.#reason !== undefined) this.#controller.abort(this.#reason);
    return this.#controller.signal;
  }

  /**
   * Calls `act` once it is aborted, at once where it is, unless the function returned is called before. Cheaper than a
   * listener on the signal, of which Node warns beyond ten.
   */
  whenAborted(act: () => void): () => void {
    if (this.#reason !== undefined) act();
    else (this.#watchers ??= new Set()).add(act);
    return () => void this.#watchers?.delete(act);
  }

  /** A piece of work began. */
  hold(): void {
    const wasAtRest = this.#isAtRest;
    if (this.#pending++ === 0) this.parent?.adopt(this);
    else if (wasAtRest) this.#stirAround();
  }

  /** A piece of work waits for somebody outside from now on. What holds nothing but such work is at rest, too. */
  rest(): void {
    this.#resting++;
    if (this.#isAtRest) this.#restAround();
  }

  /** It waits no more. */
  stir(): void {
    const wasAtRest = this.#isAtRest;
    this.#resting--;
    if (wasAtRest) this.#stirAround();
  }

  /** It waits no more, and goes on when there is a place for it; at once when it is not wanted any more. */
  wake(go: () => void): void {
    this.stir();
    if (this.seat === undefined || this.#reason !== undefined) return go();
    const once = () => {
      if (this.#waking?.delete(once) === true) go();
    };
    this.#waking ??= new Set();
    this.#waking.add(once);
    this.seat.whenIn(once);
  }

  /** A piece of work is over; with the last one of a scope, its parent has one less. */
  release(): void {
    let isOver = this.countDown();
    for (let scope = this.parent; isOver && scope !== undefined; scope = scope.parent) {
      isOver = scope.countDown();
    }
  }

  /** Carries an error up to the scope that ends it. */
  fail(error: Error): void {
    let isHandled = this.handle(error);
    for (let scope = this.parent; !isHandled && scope !== undefined; scope = scope.parent) {
      isHandled = scope.handle(error);
    }
  }

  /** Ends everything in here: what waits will not begin, what runs is told by its signal. */
  abort(reason: Error): void {
    const scopes: Scope[] = [this];
    for (let scope = scopes.pop(); scope !== undefined; scope = scopes.pop()) {
      if (scope.#reason !== undefined) continue;
      scope.#reason = reason;
      for (const child of scope.#children ?? []) scopes.push(child);
      scope.#controller?.abort(reason);
      for (const act of scope.#watchers ?? []) act();
      scope.#hooks.onAborted?.(reason);
      for (const go of scope.#waking ?? []) go();
    }
  }

  get #isAtRest(): boolean {
    return this.#pending > 0 && this.#resting === this.#pending;
  }

  #restAround(): void {
    this.#hooks.seat?.rest();
    for (let scope = this.parent; scope !== undefined; scope = scope.parent) {
      scope.#resting++;
      if (!scope.#isAtRest) return;
      scope.#hooks.seat?.rest();
    }
  }

  #stirAround(): void {
    this.#hooks.seat?.stir();
    for (let scope = this.parent; scope !== undefined; scope = scope.parent) {
      const wasAtRest = scope.#isAtRest;
      scope.#resting--;
      if (!wasAtRest) return;
      scope.#hooks.seat?.stir();
    }
  }

  private countDown(): boolean {
    // Before the count: what starts in the parent now must find it still counting this scope.
    if (this.#pending === 1) this.#hooks.onSettled?.();
    if (--this.#pending > 0) {
      if (this.#isAtRest) this.#restAround();
      return false;
    }
    this.parent?.disown(this);
    return true;
  }

  private handle(error: Error): boolean {
    return this.#hooks.onFailure?.(error) === true;
  }

  private adopt(child: Scope): void {
    this.#children ??= new Set();
    this.#children.add(child);
    this.hold();
  }

  private disown(child: Scope): void {
    this.#children?.delete(child);
  }
}

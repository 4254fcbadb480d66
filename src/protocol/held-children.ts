// In: those children of one container that are not as they were written. Out: the container with them in their places.
// Made only where there is such a child, which is seldom.
// Knows nothing of events, nor of when a child closed.

import { setOwn, type JsonObject } from '../internal/own.js';
import { hasThrown, isHeld, issuesOf, release, type Verdict } from '../schema/index.js';
import type { PathSegment } from './path.js';

type Whole = JsonObject | unknown[];

/** What is held of children whose schemas made something else of them, or found them wrong, or could not tell. */
export class HeldChildren {
  readonly #children = new Map<PathSegment, unknown>();
  #isClean = true;
  #isUntold = false;

  /** What is held of each is its output. */
  get isClean(): boolean {
    return this.#isClean;
  }

  /** Of some child only a promise could tell, or tell all. */
  get isUntold(): boolean {
    return this.#isUntold;
  }

  set(key: PathSegment, held: unknown, isUntold: boolean): void {
    this.#isClean &&= !isHeld(held);
    this.#isUntold ||= isUntold;
    this.#children.set(key, held);
  }

  delete(key: PathSegment): void {
    this.#children.delete(key);
  }

  /** As the container's own check wants them. */
  putInto(raw: unknown): Whole {
    return this.#putInto(raw, (held) => held);
  }

  /** As they may be shown. */
  release(raw: unknown): Whole {
    return this.#putInto(raw, release);
  }

  /**
   * Where some children cannot be told of, those that are wrong make the container wrong: unless something around it may
   * still have it otherwise, which it has not where a function threw.
   */
  verdict(isPlain: boolean): Verdict | undefined {
    const children = [...this.#children];
    const isThrown = children.some(([, held]) => hasThrown(held));
    const issues =
      isPlain || isThrown ? children.flatMap(([key, held]) => issuesOf(key, held)) : [];
    if (issues.length === 0) return undefined;
    return { value: undefined, issues, hasThrown: isThrown, isPartial: !isThrown };
  }

  #putInto(raw: unknown, of: (held: unknown) => unknown): Whole {
    const whole = copy(raw);
    for (const [key, held] of this.#children) {
      if (Array.isArray(whole)) whole[Number(key)] = of(held);
      else setOwn(whole, String(key), of(held));
    }
    return whole;
  }
}

/** A container of the same children, since a schema's code may write into what it is given. */
export function copy(raw: unknown): Whole {
  return Array.isArray(raw) ? [...(raw as unknown[])] : { ...(raw as JsonObject) };
}

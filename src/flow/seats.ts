// In: items that begin, wait for somebody outside, and go on. Out: each at work only while there is a place for it.
// Who waits for people gives its place back; who goes on is let in before those who have not begun.
// Knows nothing of what the items are.

import { Queue } from './queue.js';

export class Seats {
  readonly #limit: number;
  readonly #onFree: () => void;
  readonly #returning = new Queue<Seat>();
  #taken = 0;

  /** `onFree` is called when an item waits, and nobody who goes on wants its place. */
  constructor(limit: number, onFree: () => void) {
    this.#limit = limit;
    this.#onFree = onFree;
  }

  get hasRoom(): boolean {
    return this.#taken < this.#limit;
  }

  /** A place for an item that begins, also beyond the limit: what is taken up elsewhere waits again at once. */
  take(outer: Seat | undefined): Seat {
    const seat = new Seat(this, outer);
    this.admit(seat);
    return seat;
  }

  /** The same for an item that is known before it begins. */
  admit(seat: Seat): void {
    this.#taken++;
    seat.arrive();
  }

  /** True if the place is there; otherwise `arrive` of the seat is called when it is. */
  retake(seat: Seat): boolean {
    const { hasRoom } = this;
    if (hasRoom) this.#taken++;
    else this.#returning.push(seat);
    return hasRoom;
  }

  /** The item is over, or waits. */
  free(isOver: boolean): void {
    this.#taken--;
    while (this.hasRoom) {
      const next = this.#returning.shift();
      if (next === undefined) break;
      // It may be over, or wait again.
      if (!next.isReturning) continue;
      this.#taken++;
      next.arrive();
    }
    if (!isOver && this.hasRoom) this.#onFree();
  }
}

/** The place of one item. */
export class Seat {
  readonly #seats: Seats;
  /** That of the item around. */
  readonly #outer: Seat | undefined;
  readonly #arriving: (() => void)[] = [];
  #state: 'in' | 'out' | 'returning' | 'over' = 'out';

  constructor(seats: Seats, outer: Seat | undefined) {
    this.#seats = seats;
    this.#outer = outer;
  }

  get isReturning(): boolean {
    return this.#state === 'returning';
  }

  /** All its work waits for somebody outside. */
  rest(): void {
    const wasIn = this.#state === 'in';
    if (this.#state !== 'over') this.#state = 'out';
    if (wasIn) this.#seats.free(false);
  }

  /** It has work again, which may begin with `whenIn`. */
  stir(): void {
    if (this.#state === 'out') this.#state = this.#seats.retake(this) ? 'in' : 'returning';
  }

  end(): void {
    const wasIn = this.#state === 'in';
    this.#state = 'over';
    if (wasIn) this.#seats.free(true);
  }

  /** There is a place for it. */
  arrive(): void {
    this.#state = 'in';
    for (const go of this.#arriving.splice(0)) go();
  }

  /** Runs `go` when this and all around it have their places, the outermost first. */
  whenIn(go: () => void): void {
    let next = () => this.#enter(go);
    for (let seat = this.#outer; seat !== undefined; seat = seat.#outer) {
      if (!seat.isReturning) continue;
      const [waiting, inner] = [seat, next];
      next = () => waiting.#enter(inner);
    }
    next();
  }

  #enter(go: () => void): void {
    if (this.isReturning) this.#arriving.push(go);
    else go();
  }
}

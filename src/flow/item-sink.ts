// In: items of a flow that runs in another. Out: the same items in the stream of the whole, as each contract on the way has them.
// Knows nothing of executions.

import { breach, checkValue, type Contract } from './contract.js';
import { InOrder } from './in-order.js';

/** Where items are put. */
export interface ItemSink {
  /** Waits while a reader is too far behind. False if the stream has ended and nobody will see it. */
  put(item: unknown): Promise<boolean>;
  /** Nothing follows. */
  end(error?: Error): void;
  readonly isEnded: boolean;
  /** A schema on the way has not answered yet. */
  readonly isLate?: boolean;
}

/** What a part's items go on into. */
interface Outside {
  readonly sink: ItemSink;
  /** Of the items there. */
  readonly schema: Contract['stream'];
}

/** The stream of a part. Its end is not that of the stream around it. */
export class PartSink implements ItemSink {
  readonly #outside: Outside;
  readonly #order = new InOrder();
  #isEnded: boolean;

  constructor(outside: Outside, isEnded = false) {
    this.#outside = outside;
    this.#isEnded = isEnded;
  }

  get isEnded(): boolean {
    return this.#isEnded;
  }

  get isLate(): boolean {
    return PartSink.#isLateFrom(this);
  }

  put(item: unknown): Promise<boolean> {
    return PartSink.#putThrough(this, item);
  }

  static #isLateFrom(first: ItemSink): boolean {
    let sink = first;
    while (sink instanceof PartSink) {
      if (sink.#order.isLate) return true;
      sink = sink.#outside.sink;
    }
    return false;
  }

  /** Goes outwards in a loop: flows may run in flows to any depth. */
  static async #putThrough(first: ItemSink, given: unknown): Promise<boolean> {
    let item = given;
    let sink = first;
    while (sink instanceof PartSink) {
      if (sink.#isEnded) return false;
      const { schema } = sink.#outside;
      if (schema !== undefined) {
        const checked = checkValue(schema, item, breach('An item of the stream'));
        const late = checked instanceof Promise ? checked : undefined;
        // Only what answers later is waited for, by what comes after it as well: items keep their order.
        const turn = sink.#order.pass(late, () => checked);
        item = turn instanceof Promise ? await turn : turn;
      }
      sink = sink.#outside.sink;
    }
    return sink.put(item);
  }

  end(): void {
    this.#isEnded = true;
  }
}

// In: items that one call of a chunk shows. Out: each in the stream and told, in their order, as the contract has it.
// Knows nothing of who reads.

import { breach, checkValue, type Contract } from './contract.js';
import { InOrder } from './in-order.js';
import type { Engine } from './engine.js';
import type { ItemSink } from './item-sink.js';
import type { Scope } from './scope.js';
import type { Call } from './step.js';
import type { Within } from './standing.js';
import type { Telling } from './telling.js';
import type { Watch } from './watch.js';

export interface ShownItemsOptions {
  readonly engine: Engine;
  readonly stream: ItemSink;
  readonly telling: Telling;
  readonly watch: Watch;
  readonly contract: Contract;
  readonly within: Within;
}

export class ShownItems {
  readonly #options: ShownItemsOptions;
  readonly #call: Call;
  readonly #order = new InOrder();

  constructor(options: ShownItemsOptions, call: Call) {
    this.#options = options;
    this.#call = call;
  }

  /** A schema has not answered yet, here or of a flow around. */
  get isLate(): boolean {
    return this.#order.isLate || this.#options.stream.isLate === true;
  }

  /** Resolves when there is room for the next. @throws {FlowError} `broken-contract`, at once where it is known at once */
  put(item: unknown, scope: Scope): Promise<boolean> {
    const { stream, telling, contract, watch, engine, within } = this.#options;
    const { chunk } = this.#call;
    let given = item;
    let late: Promise<unknown> | undefined;
    if (contract.stream !== undefined) {
      given = checkValue(contract.stream, item, breach('An item of the stream', chunk));
      if (given instanceof Promise) late = given.then((value: unknown) => (given = value));
    }
    const show = async () => {
      if (!stream.isEnded) watch.item(this.#call, given);
      const told = stream.isEnded ? undefined : telling.item(given, { chunk, ...within });
      const isSeen = await stream.put(given);
      if (told !== undefined) await told;
      const turn = engine.takeTurn();
      if (turn !== undefined) await turn;
      if (scope.reason !== undefined) throw scope.reason;
      return isSeen;
    };
    // Only what answers later is waited for, by what comes after it as well: items keep their order.
    return Promise.resolve(this.#order.pass(late, show));
  }
}

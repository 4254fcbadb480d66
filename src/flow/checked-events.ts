// In: an event with its payload, the contract, and a scope. Out: the event sent as its schema returns it, or the scope failed.
// A schema that answers later is work of the scope until it has.
// Knows nothing of who sends.

import { breach, schemaOf, whenChecked, type Contract } from './contract.js';
import { failIn } from './chunk-failure.js';
import type { Engine } from './engine.js';
import type { InOrder } from './in-order.js';
import type { Scope } from './scope.js';
import type { Trigger } from './trigger.js';

export interface EventSending {
  readonly engine: Engine;
  readonly contract: Contract;
  /** Who sends it, for the error. */
  readonly chunk: string;
  readonly scope: Scope;
  /** Of what the chunk sends. */
  readonly order: InOrder;
  /** Tells those who look that it is sent, and as which signal. */
  readonly tell: (name: string, value: unknown, signalId: number) => void;
}

export function sendEvent(trigger: Trigger, payload: unknown, sending: EventSending): void {
  const { engine, contract, chunk, scope, order, tell } = sending;
  const { name } = trigger;
  let giveBack = () => {};
  const send = (value: unknown) => {
    giveBack();
    // What it sets going begins later, so it is told of before that.
    tell(name, value, engine.send(trigger, value, scope));
  };
  const schema = schemaOf(contract.events, name);
  if (schema === undefined && !order.isLate) return send(payload);
  const later = whenChecked(
    schema,
    payload,
    breach(`The event ${JSON.stringify(name)}`, chunk),
    send,
    (error) => {
      giveBack();
      failIn(scope, chunk, error);
    },
    order,
  );
  if (later === undefined) return;
  // It waits already, wherever it goes.
  giveBack = engine.backlogs.book(trigger);
  engine.activity.until(later, scope);
}

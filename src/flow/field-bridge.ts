// In: the source of an answer's fields, and a scope. Out: an event for each field that is complete, a few at a time.
// Knows nothing of who asked for it.

import type { InstantEvent } from '../protocol/index.js';
import type { Engine } from './engine.js';
import { FieldQueue } from './field-queue.js';
import type { BridgeOptions, FieldSource, WithdrawnField } from './field-types.js';
import { checkBridgeOptions } from './flow-options.js';
import { readFields } from './read-fields.js';
import type { Scope } from './scope.js';
import { createTrigger } from './trigger.js';

export interface FieldSending {
  readonly engine: Engine;
  readonly source: FieldSource<InstantEvent>;
  /** The event for each path or pattern. */
  readonly fields: Readonly<Record<string, string>>;
  readonly options: BridgeOptions;
  readonly send: (name: string, payload: unknown, scope: Scope) => void;
  /** What all of it is part of; held until the source has been read. */
  readonly scope: Scope;
}

export function sendFields({ engine, source, fields, options, send, scope }: FieldSending): void {
  const { concurrency, maxQueued } = checkBridgeOptions(options);
  const queue = new FieldQueue({
    concurrency,
    maxQueued,
    start: ({ type, pattern, path, value }, done) => {
      const item = engine.openScope(scope, { onSettled: done });
      item.hold();
      const withdrawal: WithdrawnField = { path, value };
      const name = type === 'complete' ? fields[pattern] : options.withdrawn;
      const payload = type === 'complete' ? value : withdrawal;
      const sendOn = () => {
        if (name !== undefined && item.reason === undefined) send(name, payload, item);
        item.release();
      };
      if (name === undefined) sendOn();
      else engine.whenRoom(createTrigger('event', name), sendOn);
    },
  });
  const patterns = Object.keys(fields);
  engine.activity.begin();
  void readFields({ source, patterns, signal: scope.signal, take: (news) => queue.add(news) })
    .catch((error: Error) => {
      if (scope.reason === undefined) scope.fail(error);
    })
    .finally(() => {
      scope.release();
      engine.activity.end();
    });
}

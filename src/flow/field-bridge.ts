// In: the source of an answer's fields, and a scope. Out: an event for each field that is complete, a few at a time.
// Knows nothing of who asked for it.

import type { InstantEvent } from '../protocol/index.js';
import type { Engine } from './engine.js';
import type { FieldNews } from './completed-fields.js';
import { FieldQueue } from './field-queue.js';
import { FlowError } from './error.js';
import type { FieldSource, WithdrawnField } from './field-types.js';
import { copyData } from '../internal/plain-data.js';
import { readFields } from './read-fields.js';
import type { Scope } from './scope.js';
import { createTrigger } from './trigger.js';

export interface FieldLimits {
  readonly concurrency: number;
  readonly maxQueued: number;
  readonly withdrawn: string | undefined;
  readonly acceptPartial: boolean;
}

export interface FieldSending {
  readonly engine: Engine;
  readonly source: FieldSource<InstantEvent>;
  /** The event for each path or pattern. */
  readonly fields: Readonly<Record<string, string>>;
  readonly patterns: readonly string[];
  readonly limits: FieldLimits;
  /** Who reads the source, and is in the middle of its work until it has. */
  readonly chunk: string;
  readonly send: (name: string, payload: unknown, scope: Scope) => void;
  /** What all of it is part of; held until the source has been read. */
  readonly scope: Scope;
}

export function sendFields({
  engine,
  source,
  fields,
  patterns,
  limits: { concurrency, maxQueued, withdrawn, acceptPartial },
  chunk,
  send,
  scope,
}: FieldSending): void {
  const queue = new FieldQueue({
    concurrency,
    maxQueued,
    outer: scope.seat,
    start: ({ type, pattern, path, value }, seat, done) => {
      const item = engine.openScope(scope, { seat, onSettled: done });
      item.hold();
      const name = type === 'complete' ? fields[pattern] : withdrawn;
      const sendOn = () => {
        if (name !== undefined && item.reason === undefined) {
          // Who takes it may write into it: the answer, and what a retry is compared with, stay as they are.
          const own = copyData(value);
          const withdrawal: WithdrawnField = { path, value: own };
          send(name, type === 'complete' ? own : withdrawal, item);
        }
        item.release();
      };
      if (name === undefined) sendOn();
      else engine.backlogs.whenRoom(createTrigger('event', name), sendOn);
    },
  });
  const { activity } = engine;
  const unpin = activity.pin(chunk);
  const end = (error: Error | undefined) => {
    unpin();
    if (error !== undefined && scope.reason === undefined) scope.fail(error);
    scope.release();
  };
  const take = (news: readonly FieldNews[]) => queue.add(news);
  activity.begin();
  void readFields({ engine, source, patterns, scope, acceptPartial, take })
    .then(
      () => end(undefined),
      (error: Error) => {
        // A failure ends what is at work here, so it comes after what has to be done before it.
        const after = { all: isCut(error) };
        if (queue.isDone(after)) return end(error);
        scope.rest();
        queue.onDone = () => {
          if (!queue.isDone(after)) return;
          queue.onDone = undefined;
          scope.wake(() => end(error));
        };
      },
    )
    .finally(() => activity.end());
}

/** What is there of an answer that was cut off, or stopped, is whole: it is worked on. */
function isCut(error: Error): boolean {
  return (
    error instanceof FlowError && (error.code === 'truncated-output' || error.code === 'stopped')
  );
}

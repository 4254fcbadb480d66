// In: a call of a chunk, and what it wants to begin. Out: the scope to do that in.
// A call that has returned can begin nothing: what it was part of may be over. What is left of the work around it is told.
// Knows nothing of what is begun.

import { failIn } from './chunk-failure.js';
import { FlowError } from './error.js';
import type { Scope } from './scope.js';
import type { Task } from './task.js';

/** @throws {FlowError} `ended-chunk`, or what ended its work */
export function openTask({ scope, isOver, chunk }: Task, what: string): Scope {
  if (scope.reason !== undefined) throw scope.reason;
  if (!isOver) return scope.lasting;
  const error = new FlowError(
    'ended-chunk',
    `The chunk ${JSON.stringify(chunk)} called ${what} after it had returned. Await what it does before it returns.`,
    { chunk },
  );
  const { underWay } = scope;
  if (underWay !== undefined) failIn(underWay, chunk, error);
  throw error;
}

/** What `begin` makes of the scope; where there is none, who awaits it hears why, and the work around it knows already. */
export function begun<Value>(
  task: Task,
  what: string,
  begin: (scope: Scope) => Promise<Value>,
): Promise<Value> {
  let scope: Scope;
  try {
    scope = openTask(task, what);
  } catch (error) {
    const refused = Promise.reject<Value>(error);
    refused.catch(() => undefined);
    return refused;
  }
  return begin(scope);
}

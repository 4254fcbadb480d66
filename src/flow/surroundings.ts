// In: nothing. Out: the type of what an execution shares with the functions it runs.
// Types only: nothing here exists at run time.
// Knows nothing of what a function may do with it.

import type { Contract } from './contract.js';
import type { Engine } from './engine.js';
import type { ItemSink } from './item-sink.js';
import type { Resources } from './resources.js';
import type { Scope } from './scope.js';
import type { Within } from './standing.js';
import type { StateValues } from './state-values.js';
import type { Telling } from './telling.js';
import type { Watch } from './watch.js';

export interface Surroundings {
  readonly executionId: string;
  readonly rootExecutionId: string;
  readonly engine: Engine;
  /** Whether a failure ends what runs beside it. */
  readonly cancels: boolean;
  readonly contract: Contract;
  readonly stream: ItemSink;
  readonly telling: Telling;
  readonly within: Within;
  readonly watch: Watch;
  readonly state: StateValues;
  readonly flowState: StateValues;
  readonly resources: Resources;
  setResult(value: unknown, chunk: string): void;
  /** Tells every execution of the flow that is running; this one in the scope of the change. */
  announce(key: string, read: () => unknown, scope: Scope): void;
}

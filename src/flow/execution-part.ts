// In: nothing. Out: what an execution has to know to be a part of another.
// Types only: nothing here exists at run time.
// Knows nothing of how either works.

import type { Contract } from './contract.js';
import type { Engine } from './engine.js';
import type { ExecutionStatus } from './execution-status.js';
import type { Failures } from './failures.js';
import type { Captured } from './sub-flow-options.js';
import type { Interrupts } from './interrupts.js';
import type { ItemSink } from './item-sink.js';
import type { LoadedPart } from './load-part.js';
import type { RuntimeStream } from './runtime-stream.js';
import type { Scope } from './scope.js';
import type { Standing } from './standing.js';
import type { FlowStep } from './step.js';
import type { Telling } from './telling.js';
import type { Watch } from './watch.js';

/** How a part ended. */
export interface PartEnd {
  readonly status: ExecutionStatus;
  readonly value: unknown;
  readonly error: Error | undefined;
}

export interface PartRequest {
  readonly step: FlowStep;
  /** What the part counts as work of. */
  readonly scope: Scope;
  readonly given: Captured;
  /** What it goes on with, if it began elsewhere. */
  readonly loaded: LoadedPart | undefined;
  /** Called once, before its last piece of work is over. */
  readonly onEnd: (end: PartEnd) => void;
}

/** The execution around a part. */
export interface ExecutionHost extends PartRequest {
  /** Of the part. */
  readonly standing: Standing;
  /** The id of the whole. */
  readonly rootId: string;
  readonly engine: Engine;
  readonly interrupts: Interrupts;
  /** Schemas of answers, where the part's own contract has none. */
  readonly answers: Contract['interrupts'];
  /** The stream of the whole, and where items are put on their way there. */
  readonly stream: RuntimeStream<unknown>;
  readonly sink: ItemSink;
  /** Tells of the whole. */
  readonly telling: Telling;
  /** Watches the execution around. */
  readonly watch: Watch;
  /** Of the items of the stream around. */
  readonly schema: Contract['stream'];
  readonly onError: 'cancel' | 'continue';
  /** Takes what failed in the part and was handled by nobody, where the part has a result all the same. */
  readonly failures: Failures;
}

// In: an execution in which nothing is at work, with those that are part of it. Out: all of it as JSON.
// What stands in something comes after it, so each can be made anew where it stands.
// Knows nothing of how an execution works.

import type { ExecutionErrors } from './execution-errors.js';
import type { ExecutionStatus } from './execution-status.js';
import type { PendingInterrupt } from './interrupts.js';
import type { KeptItems } from './runtime-stream.js';
import { SavedPlaces } from './saved-places.js';
import type { Scope } from './scope.js';
import { packValue } from './snapshot-value.js';
import {
  SNAPSHOT_FORMAT,
  SNAPSHOT_VERSION,
  type FlowSnapshot,
  type SavedCall,
  type SavedInterrupt,
  type SavedPart,
} from './snapshot.js';
import type { FlowCall, PartExecution } from './sub-flows.js';

/** An execution that is part of no other. */
interface WholeExecution extends PartExecution {
  readonly status: ExecutionStatus;
  readonly stream: { readonly kept: KeptItems<unknown> };
  idle(): Promise<ExecutionStatus>;
}

/** What people are asked, and how many questions there have been. */
interface Questions {
  readonly pending: readonly PendingInterrupt[];
  readonly count: number;
}

/** An execution that is being saved, and the call that it is the execution of. */
interface Part {
  readonly execution: PartExecution;
  readonly places: SavedPlaces;
  readonly call: number | undefined;
}

/** @throws {FlowError} `unsaved-execution`, `unsaved-value` */
export async function saveWhenIdle(
  whole: WholeExecution,
  asked: Questions,
  errors: ExecutionErrors,
): Promise<FlowSnapshot> {
  while (whole.status === 'running') await whole.idle();
  const { status } = whole;
  const pinned = status === 'waiting' ? whole.engine.activity.pinned : [];
  if ((status !== 'completed' && status !== 'waiting') || pinned.length > 0) {
    throw errors.unsaved(status, pinned);
  }
  return saveExecution(whole, status, asked);
}

function saveExecution(
  whole: WholeExecution,
  status: FlowSnapshot['status'],
  { pending, count }: Questions,
): FlowSnapshot {
  const stream = whole.stream.kept;
  const first = partOf(whole, undefined);
  const parts = new Map([[whole.engine.root, first]]);
  const calls: SavedCall[] = [];
  // What is added to a map while it is gone through has its turn as well.
  for (const part of parts.values()) {
    for (const [call, execution] of part.execution.flows.running) {
      const inside = partOf(execution, calls.length);
      calls.push(saveCall(call, part, inside));
      parts.set(execution.engine.root, inside);
    }
  }
  return {
    format: SNAPSHOT_FORMAT,
    version: SNAPSHOT_VERSION,
    ...savePart(first),
    status,
    interrupts: pending.map((each) =>
      saveInterrupt(each, parts.get(wholeOf(each.asker.scope)) ?? first),
    ),
    signals: whole.engine.counts.signals,
    asked: count,
    ...(calls.length === 0 ? {} : { calls }),
    stream: {
      forgotten: stream.forgotten,
      items: stream.items.map((item, index) => packValue(item, `The stream's item ${index}`)),
      isEnded: stream.isEnded,
    },
  };
}

function partOf(execution: PartExecution, call: number | undefined): Part {
  const { home, engine } = execution;
  return { execution, places: new SavedPlaces(home.table, engine.root), call };
}

function savePart({ execution, places }: Part): SavedPart {
  const { id, home, engine, state, value, failures, failureCount } = execution;
  return {
    flow: home.name,
    id,
    state: packEntries(state, 'state'),
    flowState: packEntries(home.flowState, 'flowState'),
    ...(value === undefined ? {} : { result: [packValue(value.value, 'The result')] }),
    failures: failures.map(saveFailure),
    ...(failureCount > failures.length ? { failureCount } : {}),
    notes: [...engine.notes],
    scopes: places.scopes,
    groups: places.groups,
  };
}

/** Each has begun: where nothing is at work all rest, and who rests holds no place that another waits for. */
function saveCall({ step, signal }: FlowCall, around: Part, inside: Part): SavedCall {
  const { places, call } = around;
  return {
    step: places.nameOf(step),
    ...(call === undefined ? {} : { call }),
    scope: places.indexOf(signal.scope),
    signal: signal.id,
    value: packValue(signal.value, `What ${step.name} has`),
    execution: { ...savePart(inside), isStreamEnded: inside.execution.sink.isEnded },
  };
}

function saveInterrupt(
  { interrupt, asker, otherwise }: PendingInterrupt,
  { places, call }: Part,
): SavedInterrupt {
  const what = `What ${interrupt.chunk} asks`;
  // A flow that has grown elsewhere has other places.
  const { within: _, ...asked } = interrupt;
  return {
    ...asked,
    payload: packValue(interrupt.payload, what),
    step: places.nameOf(asker.step),
    ...(call === undefined ? {} : { call }),
    scope: places.indexOf(asker.scope),
    ...(otherwise === undefined ? {} : { otherwise: [packValue(otherwise.value, what)] }),
  };
}

/** The scope of all of the execution that one stands in. */
function wholeOf({ layer }: Scope): Scope {
  let scope = layer;
  while (!scope.isWhole && scope.parent !== undefined) scope = scope.parent.layer;
  return scope;
}

function saveFailure(error: Error) {
  const { message } = error;
  return 'chunk' in error && typeof error.chunk === 'string'
    ? { message, chunk: error.chunk }
    : { message };
}

function packEntries(values: Iterable<readonly [string, unknown]>, name: string) {
  return [...values].map(([key, value]) => [key, packValue(value, `${name}.${key}`)] as const);
}

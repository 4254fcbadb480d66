// In: a snapshot from anywhere, and the steps of a flow. Out: what an execution has to know, with every reference checked.
// All of it is read before anything is made of it: what is refused has done nothing.
// Knows nothing of executions.

import { ChunkStep } from './chunk-step.js';
import { FlowError } from './error.js';
import type { GroupStep } from './group.js';
import type { FlowInterrupt } from './interrupt-types.js';
import { JoinStep } from './join-step.js';
import { SnapshotPart } from './snapshot-part.js';
import { SNAPSHOT_FORMAT, SNAPSHOT_VERSION } from './snapshot.js';
import type { Step, StepTable } from './step.js';

export interface LoadedScope {
  readonly group: number | undefined;
  readonly index: number;
  readonly rounds: readonly {
    readonly step: JoinStep;
    readonly values: ReadonlyMap<number, unknown>;
  }[];
}

export interface LoadedGroup {
  readonly step: GroupStep;
  readonly scope: number;
  readonly input: unknown;
  readonly size: number;
  readonly started: number;
  readonly values: ReadonlyMap<number, unknown>;
}

export interface LoadedInterrupt {
  readonly interrupt: FlowInterrupt;
  readonly step: ChunkStep;
  readonly scope: number;
  readonly otherwise: { readonly value: unknown } | undefined;
}

export type LoadedExecution = ReturnType<typeof readSnapshot>;

/** @throws {FlowError} `invalid-snapshot` */
export function readSnapshot(given: unknown, flow: string, table: StepTable) {
  const whole = new SnapshotPart(typeof given === 'string' ? parse(given) : given);
  if (whole.part('format').text() !== SNAPSHOT_FORMAT) whole.part('format').refuse('is another');
  if (whole.part('version').count() !== SNAPSHOT_VERSION) {
    whole.part('version').refuse(`is not ${SNAPSHOT_VERSION}, the one that is understood here`);
  }
  if (whole.part('flow').text() !== flow)
    whole.part('flow').refuse(`is not ${JSON.stringify(flow)}`);
  const status = whole.part('status').text();
  if (status !== 'waiting' && status !== 'completed') whole.part('status').refuse('is unknown');
  const groups = whole
    .part('groups')
    .list()
    .map((part) => readGroup(part, table));
  const scopes = readScopes(whole.part('scopes'), groups, table);
  const asked = whole.part('asked').count();
  const stream = whole.part('stream');
  return {
    id: whole.part('id').text(),
    isCompleted: status === 'completed',
    groups,
    scopes,
    interrupts: readInterrupts(whole.part('interrupts'), asked, scopes.length, table),
    asked,
    signals: whole.part('signals').count(),
    state: whole.part('state').entries(),
    flowState: whole.part('flowState').entries(),
    result: readBoxed(whole, 'result'),
    failures: whole.part('failures').list().map(readFailure),
    notes: whole
      .part('notes')
      .list()
      .map((note) => note.text()),
    stream: {
      forgotten: stream.part('forgotten').count(),
      items: stream
        .part('items')
        .list()
        .map((item) => item.value()),
      isEnded: stream.part('isEnded').flag(),
    },
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new FlowError('invalid-snapshot', 'A saved execution is JSON, and this text is not.', {
      cause,
    });
  }
}

function readGroup(part: SnapshotPart, table: StepTable): LoadedGroup {
  const step = stepOf(part, table);
  if (!isGroupStep(step)) return part.part('step').refuse('has no items in this flow');
  const input = part.part('input').value();
  const size = step.sizeOf(input);
  if (size === undefined) return part.part('input').refuse(`is nothing that ${step.name} takes`);
  const started = part.part('started').count(size + 1);
  const values = part.part('values').indexed(started);
  return { step, scope: part.part('scope').count(), input, size, started, values };
}

/** Parents come first, so a tree is all it can be. */
function readScopes(
  part: SnapshotPart,
  groups: readonly LoadedGroup[],
  table: StepTable,
): readonly LoadedScope[] {
  const taken = new Set<string>();
  const parts = part.list();
  if (parts.length === 0) part.refuse('is empty');
  return parts.map((each, at) => {
    const rounds = each
      .part('rounds')
      .list()
      .map((round) => readRound(round, table));
    if (at === 0) return { group: undefined, index: 0, rounds };
    const group = each.part('group').count(groups.length);
    const index = each.part('index').count(groups[group]?.started);
    if ((groups[group]?.scope ?? at) >= at) each.part('group').refuse('comes later than its item');
    if (taken.has(`${group} ${index}`)) each.refuse('comes twice');
    taken.add(`${group} ${index}`);
    return { group, index, rounds };
  });
}

function readRound(part: SnapshotPart, table: StepTable) {
  const step = stepOf(part, table);
  if (!(step instanceof JoinStep))
    return part.part('step').refuse('waits for nothing in this flow');
  return { step, values: part.part('values').indexed(step.size) };
}

function readInterrupts(
  part: SnapshotPart,
  asked: number,
  scopes: number,
  table: StepTable,
): readonly LoadedInterrupt[] {
  const ids = new Set<string>();
  return part.list().map((each) => {
    const id = each.part('id').text();
    const isId = /^[1-9]\d*$/.test(id) && Number(id) <= asked && !ids.has(id);
    if (!isId) each.part('id').refuse('is none, or comes twice');
    ids.add(id);
    const step = stepOf(each, table);
    if (!(step instanceof ChunkStep)) return each.part('step').refuse('is no chunk of this flow');
    const interrupt: FlowInterrupt = {
      id,
      name: each.part('name').text(),
      chunk: each.part('chunk').text(),
      payload: each.part('payload').value(),
      ...(each.has('expiresAt') ? { expiresAt: each.part('expiresAt').count() } : {}),
    };
    const otherwise = readBoxed(each, 'otherwise');
    return { interrupt, step, scope: each.part('scope').count(scopes), otherwise };
  });
}

function readFailure(part: SnapshotPart): FlowError {
  const chunk = part.has('chunk') ? { chunk: part.part('chunk').text() } : {};
  return new FlowError('chunk-failed', part.part('message').text(), chunk);
}

function readBoxed(part: SnapshotPart, key: string): { readonly value: unknown } | undefined {
  if (!part.has(key)) return undefined;
  const [box, ...rest] = part.part(key).list();
  if (box === undefined || rest.length > 0) return part.part(key).refuse('is no single value');
  return { value: box.value() };
}

function stepOf(part: SnapshotPart, { named }: StepTable): Step {
  const name = part.part('step').text();
  return (
    named.get(name) ??
    part.part('step').refuse(`is ${JSON.stringify(name)}, which this flow has not`)
  );
}

function isGroupStep(step: Step): step is GroupStep {
  return 'sizeOf' in step;
}

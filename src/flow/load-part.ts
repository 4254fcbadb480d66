// In: what was saved of one execution, and its flow. Out: what that execution has to know, with every reference checked.
// Knows nothing of what it is a part of.

import { FlowError } from './error.js';
import { Failures } from './failures.js';
import type { GroupStep } from './group.js';
import { JoinStep } from './join-step.js';
import type { SnapshotPart } from './snapshot-part.js';
import type { Standing } from './standing.js';
import type { FlowHome, Step, StepTable } from './step.js';

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

export interface LoadedPart {
  readonly id: string;
  readonly home: FlowHome;
  readonly standing: Standing;
  readonly scopes: readonly LoadedScope[];
  readonly groups: readonly LoadedGroup[];
  readonly state: ReadonlyMap<string, unknown>;
  readonly flowState: ReadonlyMap<string, unknown>;
  readonly result: { readonly value: unknown } | undefined;
  readonly failures: Failures;
  readonly notes: readonly string[];
  readonly isStreamEnded: boolean;
}

/** @throws {FlowError} `invalid-snapshot` */
export function readPart(
  part: SnapshotPart,
  home: FlowHome,
  standing: Standing,
  isStreamEnded: boolean,
): LoadedPart {
  const { name, table } = home;
  if (part.part('flow').text() !== name) part.part('flow').refuse(`is not ${JSON.stringify(name)}`);
  const groups = part
    .part('groups')
    .list()
    .map((each) => readGroup(each, table));
  return {
    id: part.part('id').text(),
    home,
    standing,
    groups,
    scopes: readScopes(part.part('scopes'), groups, table),
    state: part.part('state').entries(),
    flowState: part.part('flowState').entries(),
    result: readBoxed(part, 'result'),
    failures: new Failures(
      part.part('failures').list().map(readFailure),
      part.has('failureCount') ? part.part('failureCount').count() : undefined,
    ),
    notes: part
      .part('notes')
      .list()
      .map((note) => note.text()),
    isStreamEnded,
  };
}

export function stepOf(part: SnapshotPart, { named }: StepTable): Step {
  const name = part.part('step').text();
  return (
    named.get(name) ??
    part.part('step').refuse(`is ${JSON.stringify(name)}, which this flow has not, or not once`)
  );
}

/** What is in a list of its own, so that `undefined` may be it. */
export function readBoxed(part: SnapshotPart, key: string): LoadedPart['result'] {
  if (!part.has(key)) return undefined;
  const [box, ...rest] = part.part(key).list();
  if (box === undefined || rest.length > 0) return part.part(key).refuse('is no single value');
  return { value: box.value() };
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

function readFailure(part: SnapshotPart): FlowError {
  const chunk = part.has('chunk') ? { chunk: part.part('chunk').text() } : {};
  return new FlowError('chunk-failed', part.part('message').text(), chunk);
}

function isGroupStep(step: Step): step is GroupStep {
  return 'sizeOf' in step;
}

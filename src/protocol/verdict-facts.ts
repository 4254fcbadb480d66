// In: a verdict, and the field it is about. Out: the events that tell it.
// Events that a schema made stand for those of the grammar.
// Knows nothing of how the verdict was found or when its events are shown.

import type { StandardSchemaV1 } from '@standard-schema/spec';
import { getOwn } from '../internal/own.js';
import { type SchemaIssue, toIssues, toSchemaIssue, type Verdict } from '../schema/index.js';
import type { DoneEvent, FieldIssue, InvalidEvent } from './event.js';
import {
  type DoneFact,
  doneFact,
  type InvalidFact,
  invalidFact,
  standingFor,
} from './field-facts.js';
import { FieldNode } from './field-node.js';
import { formatPath, type Path, type PathSegment } from './path.js';

/** What a schema makes of a whole answer, once the grammar has closed it. */
export type SchemaOutput =
  | { readonly status: 'valid'; readonly value: unknown }
  | { readonly status: 'invalid'; readonly issues: readonly SchemaIssue[] }
  /** Only a promise could tell, or a function in the schema threw: `raw` is what is to be checked. */
  | { readonly status: 'unchecked'; readonly raw: unknown };

/** The event of a value that closed, as the verdict has it: the event itself where that changes nothing. */
export function concluding(
  event: DoneEvent,
  node: FieldNode,
  verdict: Verdict,
): DoneEvent | InvalidEvent {
  if (verdict.issues.length === 0 && Object.is(verdict.value, event.value)) return event;
  return standingFor(toFact(node, event.value, verdict), [event]);
}

/** What the verdict on a value written as `raw` says of its field. */
export function toFact(node: FieldNode, raw: unknown, verdict: Verdict): DoneFact | InvalidFact {
  if (verdict.issues.length === 0) return doneFact(node, verdict.value);
  return invalidFact(node, raw, () =>
    toIssues(verdict).map((issue) => toFieldIssue(node.segments, issue)),
  );
}

/** What the verdict on the root says of the answer. */
export function outputOf(raw: unknown, verdict: Verdict | undefined): SchemaOutput {
  if (verdict === undefined) return { status: 'unchecked', raw };
  if (verdict.issues.length === 0) return { status: 'valid', value: verdict.value };
  let issues: readonly SchemaIssue[] | undefined;
  // Worked out when they are read.
  return {
    status: 'invalid',
    get issues() {
      return (issues ??= toIssues(verdict));
    },
  };
}

/** A verdict on the whole answer that came after its end: every field that is wrong, children before their parents. */
export function settledFacts(
  raw: unknown,
  result: StandardSchemaV1.Result<unknown>,
): readonly (DoneFact | InvalidFact)[] {
  if (result.issues === undefined) {
    return [standingFor(doneFact(FieldNode.root(), result.value), [])];
  }
  return wrongFacts([], raw, result.issues.map(toSchemaIssue), 0);
}

/** What a verdict on the whole of a value says of the fields inside, which nobody was asked about. */
export function factsInside(node: FieldNode, raw: unknown, verdict: Verdict) {
  return verdict.issues.length === 0 ? [] : wrongFacts(node.segments, raw, toIssues(verdict), 1);
}

/** Every field from `least` steps inside on that is wrong, or something in it: children before their parents. */
function wrongFacts(
  around: Path,
  raw: unknown,
  issues: readonly SchemaIssue[],
  least: number,
): readonly InvalidFact[] {
  const wrong = new Map<string, { readonly path: Path; readonly issues: FieldIssue[] }>();
  for (const issue of issues) {
    const inside = issue.path.map(toSegment);
    for (let depth = inside.length; depth >= least; depth--) {
      const path = inside.slice(0, depth);
      const written = formatPath(path);
      const field = wrong.get(written) ?? { path, issues: [] };
      field.issues.push(toFieldIssue(around, issue));
      wrong.set(written, field);
    }
  }
  const deepestFirst = [...wrong.values()].toSorted((a, b) => b.path.length - a.path.length);
  return deepestFirst.flatMap(({ path, issues }) => {
    const value = path.reduce<unknown>(getOwn, raw);
    // What is not there is told by the container that misses it.
    if (value === undefined) return [];
    return standingFor(
      invalidFact(FieldNode.of([...around, ...path]), value, () => issues),
      [],
    );
  });
}

function toFieldIssue(around: Path, { path, message }: SchemaIssue): FieldIssue {
  return { path: formatPath([...around, ...path.map(toSegment)]), message };
}

function toSegment(key: PropertyKey): PathSegment {
  return typeof key === 'symbol' ? String(key) : key;
}

// In: a verdict, and the field it is about. Out: the events that tell it.
// Events that a schema made stand for those of the grammar.
// Knows nothing of how the verdict was found or when its events are shown.

import { type SchemaIssue, toIssues, type Verdict, withCause } from '../schema/index.js';
import type { DoneEvent, FieldIssue, InvalidEvent } from './field-event.js';
import {
  type DoneFact,
  doneFact,
  type InvalidFact,
  invalidFact,
  standingFor,
} from './field-facts.js';
import type { FieldNode } from './field-node.js';
import { formatPath, type Path, type PathSegment } from './path.js';

/** What a schema makes of a whole answer, once the grammar has closed it. */
export type SchemaOutput =
  | { readonly status: 'valid'; readonly value: unknown }
  /** With a `raw` to be checked, where a promise may find more that is wrong. */
  | { readonly status: 'invalid'; readonly issues: readonly SchemaIssue[]; readonly raw?: unknown }
  /** Only a promise could tell: `raw` is what is to be checked. */
  | { readonly status: 'unchecked'; readonly raw: unknown };

/** True where a promise has the last word. */
export function isUntold(
  output: SchemaOutput,
): output is Extract<SchemaOutput, { raw?: unknown }> & { readonly raw: unknown } {
  return 'raw' in output;
}

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
    ...(verdict.isPartial === true && { raw }),
    get issues() {
      return (issues ??= toIssues(verdict));
    },
  };
}

function toFieldIssue(around: Path, { path, message, cause }: SchemaIssue): FieldIssue {
  return withCause({ path: formatPath([...around, ...path.map(toSegment)]), message }, cause);
}

function toSegment(key: PropertyKey): PathSegment {
  return typeof key === 'symbol' ? String(key) : key;
}

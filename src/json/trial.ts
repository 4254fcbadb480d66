// In: a value that may be the answer, and each liberty taken with it. Out: these liberties, once it is the answer.
// Knows nothing of what else stands in the text.

import type { Candidate } from './candidate.js';
import type { JsonSink } from './json-sink.js';
import type { OnRepair, Repair, RepairKind } from './repair.js';

/** A value being read that may be the answer, and the liberties taken with it. */
export interface Trial<Sink extends JsonSink> {
  readonly candidate: Candidate<Sink>;
  readonly repairs: Repair[];
  /** Where it began. */
  readonly offset: number;
  /** It stands in a comment, so that any other value is better. */
  readonly isComment: boolean;
}

/** Keeps the liberties taken with a value until it is the answer, and lets the value know of those that speak against it. */
export function keepRepairs<Sink extends JsonSink>(
  { candidate, repairs }: Trial<Sink>,
  isAnswer: () => boolean,
  { onRepair, maxRepairs }: { readonly onRepair: OnRepair; readonly maxRepairs: number },
): OnRepair {
  let last: RepairKind | undefined;
  return (kind, offset) => {
    if (kind === 'unquoted-string') candidate.doubt(true);
    if (kind === 'missing-colon' && last === 'unquoted-key') candidate.doubt(false);
    last = kind;
    if (isAnswer()) onRepair(kind, offset);
    else if (repairs.length < maxRepairs) repairs.push({ kind, offset });
  };
}

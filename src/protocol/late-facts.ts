// In: what was told of a container's children, and the verdict on it. Out: the events that tell anew those it changes.
// A rule, a transform or a catch of the whole, and a schema that is only asked about the whole, have the last word.
// Knows nothing of how the verdict was found or when its events are shown.

import type { StandardSchemaV1 } from '@standard-schema/spec';
import { getOwn, isContainer, type JsonObject } from '../internal/own.js';
import {
  isPartlyTold,
  issuesByChild,
  isWrong,
  release,
  toVerdict,
  type Verdict,
} from '../schema/index.js';
import {
  doneFact,
  replacedFact,
  standingFor,
  type DoneFact,
  type InvalidFact,
  type ReplacedFact,
} from './field-facts.js';
import { FieldNode } from './field-node.js';
import type { PathSegment } from './path.js';
import { toFact } from './verdict-facts.js';

export type LateFact = DoneFact | InvalidFact | ReplacedFact;

/** A child that was told before it was known what becomes of it. */
export interface LateVerdict {
  readonly key: PathSegment;
  readonly raw: unknown;
  /** As it was told, or what is held of it. */
  readonly told: unknown;
  readonly verdict: Verdict;
}

/**
 * Tells the children of a container that is about to close as its verdict has them, each after what changed in it; true
 * where that is not what was told. Those directly in it are withdrawn first, and what is in them with that; those that
 * are gone are withdrawn, and that is all.
 */
export function tellInside(
  node: FieldNode,
  told: unknown,
  raw: unknown,
  { value, issues, isPartial = false }: Verdict,
  facts: LateFact[],
  isDirect = true,
): boolean {
  if (issues.length === 0) return tellOther(node, told, raw, value, facts, isDirect);
  if (!isContainer(told)) return true;
  const wrong = issuesByChild(issues);
  for (const name of Object.keys(told)) {
    const inside = wrong.get(name) ?? [];
    const late = lateVerdict(told, raw, name, { value: undefined, issues: inside, isPartial });
    if (inside.length > 0) tellLate(node, late, facts, isDirect);
    // It is right, but withdrawn with what is wrong beside it.
    else if (!isDirect && told !== raw) facts.push(doneFact(node.childAt(late.key), late.told));
  }
  return true;
}

function tellOther(
  node: FieldNode,
  told: unknown,
  raw: unknown,
  value: unknown,
  facts: LateFact[],
  isDirect: boolean,
): boolean {
  if (Object.is(told, value)) return false;
  if (!isPlain(told)) return true;
  const isList = Array.isArray(told);
  const others: JsonObject = isKeyed(value) && isList === Array.isArray(value) ? value : {};
  const names = Object.keys(told);
  const gone: PathSegment[] = [];
  let isOther = !isPlain(value) || others !== value || names.length !== Object.keys(value).length;
  for (const name of names) {
    if (!Object.hasOwn(others, name)) {
      gone.unshift(isList ? Number(name) : name);
      continue;
    }
    const other = others[name];
    // Most of a container that was read in parts.
    if (Object.is(told[name], other)) continue;
    const late = lateVerdict(told, raw, name, { value: other, issues: [] });
    isOther = tellLate(node, late, facts, isDirect) || isOther;
  }
  // A list is shortened from its end.
  if (isDirect) for (const key of gone) facts.push(replacedFact(node.childAt(key)));
  return isOther || gone.length > 0;
}

/** Tells one child in that way. */
export function tellLate(
  parent: FieldNode,
  { key, raw, told, verdict }: LateVerdict,
  facts: LateFact[],
  isDirect = true,
): boolean {
  const wasWrong = isWrong(told);
  const isMore = isPartlyTold(told) && verdict.isPartial !== true;
  if (wasWrong && verdict.issues.length > 0 && !isMore) return false;
  const node = parent.childAt(key);
  const before = facts.length;
  if (isDirect) facts.push(replacedFact(node));
  const isOther = tellInside(node, release(told), raw, verdict, facts, false) || wasWrong;
  if (isOther) facts.push(toFact(node, raw, verdict));
  else facts.length = before;
  return isOther;
}

/** A verdict on the whole answer that came after its end: every field that it changes, children before their parents. */
export function settle(
  told: unknown,
  raw: unknown,
  result: StandardSchemaV1.Result<unknown>,
): { readonly verdict: Verdict; readonly facts: readonly LateFact[] } {
  const root = FieldNode.root();
  const verdict = toVerdict(result);
  const facts: LateFact[] = [];
  tellInside(root, told, raw, verdict, facts);
  facts.push(toFact(root, raw, verdict));
  return { verdict, facts: facts.map((fact) => standingFor(fact, [])) };
}

/** True of what has children by its keys, lists included; a date is a value of its own. */
function isPlain(value: unknown): value is JsonObject {
  return (
    isKeyed(value) && (Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype)
  );
}

/** The same, of whatever class: what an instance has of its own stands where it was written. */
function isKeyed(value: unknown): value is JsonObject {
  return isContainer(value);
}

function lateVerdict(around: object, raw: unknown, name: string, verdict: Verdict): LateVerdict {
  const key = Array.isArray(around) ? Number(name) : name;
  const told = getOwn(around, key);
  const written = getOwn(raw, key);
  // What was filled in was not written: it stands for itself.
  return { key, raw: written === undefined ? told : written, told, verdict };
}

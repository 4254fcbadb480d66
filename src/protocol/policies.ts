// In: policies by path pattern, as an application writes them. Out: the policy of a field, if one was given.
// Knows nothing of schemas or events.

import { FieldwiseError } from '../internal/error.js';
import { checkKinds } from '../internal/usage-error.js';
import { type AnySchema, isStreamPolicy, mayLead, type StreamPolicy } from '../schema/index.js';
import type { FieldNode } from './field-node.js';
import type { FieldPath, WildcardPath } from './field-path.js';
import { matchPath, parsePath, type Path, toPointer } from './path.js';

/**
 * Policies by path or pattern: `{ 'items[*].title': 'sentence' }`. They go before what the schema says. With the type of
 * the answer, a path or pattern that it does not have does not compile. What only the running program knows, or is gone
 * from an answer that its schema transforms, goes in as `StreamPolicies` without it.
 */
export type StreamPolicies<T = unknown> = {
  readonly [P in FieldPath<T> | WildcardPath<T>]?: StreamPolicy;
};

/** A policy is none: `code` is `'invalid-policy'`. */
export class PolicyError extends FieldwiseError<'invalid-policy'> {
  override readonly name = 'PolicyError';
}

export type PolicyOf = (node: FieldNode) => StreamPolicy | undefined;

/**
 * Prepares policies; each field is looked up once per place in the structure, whatever its indexes.
 * @throws {UsageError} `invalid-option`
 * @throws {PolicyError} `invalid-policy`
 * @throws {PathError} `invalid-path`
 */
export function createPolicies(policies: StreamPolicies = {}): PolicyOf {
  checkKinds({ policies }, 'object');
  const entries = Object.entries(policies).map(([pattern, policy]) => {
    if (!isStreamPolicy(policy)) throw invalidPolicy(pattern, policy);
    return { pattern: parsePath(pattern), isPointer: isPointer(pattern), policy };
  });
  if (entries.length === 0) return () => undefined;
  return ({ segments }) =>
    entries.find((each) => {
      if (each.pattern.length !== segments.length) return false;
      return matchPath(each.pattern, each.isPointer ? asPointer(segments) : segments);
    })?.policy;
}

/** Digits in a JSON Pointer are an index or a key: only the answer tells which. */
const isPointer = (pattern: string): boolean => pattern.startsWith('/');

/** A path with every key of digits as if it were an index. */
const asPointer = (path: Path): Path => parsePath(toPointer(path));

/** @throws {PolicyError} `invalid-policy` for a policy of what no answer of that schema has, or that waits for it */
export function checkPlaces(policies: StreamPolicies, schema: AnySchema): void {
  for (const [pattern, policy] of Object.entries(policies)) {
    const written = parsePath(pattern);
    const path = isPointer(pattern)
      ? written.map((key) => (typeof key === 'number' ? '*' : key))
      : written;
    if (!mayLead(schema, path)) throw useless(pattern, 'the schema has nothing there');
    const key = typeof policy === 'object' ? policy.until : undefined;
    if (key !== undefined && !mayLead(schema, [...path, key]))
      throw useless(pattern, `it waits for ${JSON.stringify(key)}, which the schema has not there`);
  }
}

function useless(pattern: string, reason: string): PolicyError {
  return new PolicyError(
    'invalid-policy',
    `The policy of ${JSON.stringify(pattern)} is of no use: ${reason}. ` +
      'Use a path or pattern of the answer, such as "items[*].title".',
  );
}

function invalidPolicy(pattern: string, policy: unknown): PolicyError {
  return new PolicyError(
    'invalid-policy',
    `The policy of ${JSON.stringify(pattern)} is ${JSON.stringify(policy)}. ` +
      "Use 'delta', 'word', 'sentence', 'done' or { until: 'key' }.",
  );
}

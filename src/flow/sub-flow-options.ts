// In: options of a sub flow, and what its `capture` returned, as a caller without types may pass them. Out: the same, checked.
// Knows nothing of how a flow runs in another.

import { areNames, check, checkCount, checkNames } from './option-checks.js';

/** What a sub flow begins with. */
export interface Captured {
  readonly input?: unknown;
  readonly state?: Readonly<Record<string, unknown>>;
}

/** The options of a sub flow without types, with their defaults. */
export interface SubFlowParts {
  readonly name: string | undefined;
  readonly concurrency: number;
  readonly resources: readonly string[];
  readonly capture: ((data: unknown) => unknown) | undefined;
  readonly writeBack: ((result: unknown, data: unknown) => unknown) | undefined;
}

/** @throws {FlowError} `invalid-option` */
export function checkSubFlowOptions(options: Partial<SubFlowParts>): SubFlowParts {
  const known = ['name', 'concurrency', 'resources', 'capture', 'writeBack'];
  checkNames('toSubFlow', options, known);
  const { name, concurrency = Infinity, resources = [], capture, writeBack } = options;
  if (name !== undefined) check(typeof name === 'string', 'name', 'a string', name);
  checkCount('concurrency', concurrency);
  check(areNames(resources), 'resources', 'a list of names', resources);
  for (const [key, given] of Object.entries({ capture, writeBack })) {
    if (given !== undefined) check(typeof given === 'function', key, 'a function', given);
  }
  return { name, concurrency, resources: [...resources], capture, writeBack };
}

/** Looks at what `capture` returned. @throws {FlowError} `invalid-option` */
export function checkCaptured(given: unknown): Captured {
  check(isTable(given), 'capture', 'an object', given);
  const captured: Captured = given ?? {};
  checkNames('What capture returns', captured, ['input', 'state']);
  const { state = {} } = captured;
  check(isTable(state), 'state', 'an object', state);
  return captured;
}

/** Of values by name, which a list is not. */
function isTable(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

// In: an exported flow, and the functions that it names. Out: the same flow.
// The steps are read one at a time, each made by the call that made it before.
// Knows nothing of where the config comes from.

import { isContainer, getOwn } from '../internal/own.js';
import { createTriggerFlow } from './create-trigger-flow.js';
import { FlowError } from './error.js';
import { CONFIG_FORMAT, CONFIG_VERSION, type FlowConfig } from './flow-config.js';
import { FlowBuilder } from './flow-builder.js';
import type { FlowOptions } from './flow-options.js';
import type { FlowTypes, KnownTypes } from './flow-types.js';
import { ImportedSteps } from './imported-steps.js';
import { check, checkNames } from './option-checks.js';
import { SnapshotPart } from './snapshot-part.js';
import type { TriggerFlow } from './trigger-flow.js';

type Functions = Readonly<Record<string, (...args: never[]) => unknown>>;

/** What an exported flow names, by its names; and what is no data of it. */
export interface ImportOptions<T = unknown> extends Omit<FlowOptions<T>, 'name'> {
  readonly chunks?: Functions;
  readonly conditions?: Functions;
  /** What `capture` and `writeBack` of sub flows are. */
  readonly functions?: Functions;
  /** The flows it runs. */
  readonly flows?: Readonly<Record<string, object>>;
}

const OPTIONS = ['chunks', 'conditions', 'functions', 'flows'] as const;

/**
 * Makes a flow of what `exportFlow` gave, as an object or as text. Its steps have the names they had, so what was saved by the
 * one can be loaded by the other.
 *
 * @throws {FlowError} `invalid-config`, with the place; `invalid-flow` for steps that do not go together; `invalid-option`
 * @example
 * const config = {
 *   format: 'fieldwise-flow-config',
 *   version: 1,
 *   name: 'greeting',
 *   steps: [{ kind: 'to', chunk: 'trim' }, { kind: 'to', chunk: 'greet' }, { kind: 'end' }],
 * } as const;
 * const flow = importFlow<{ input: string; result: string }>(config, {
 *   chunks: {
 *     trim: ({ value }: { value: string }) => value.trim(),
 *     greet: ({ value }: { value: string }) => `Hello ${value}`,
 *   },
 * });
 * await flow.start(' world '); // 'Hello world'
 */
export function importFlow<const T extends FlowTypes & KnownTypes<T> = FlowTypes>(
  config: FlowConfig | string,
  options: ImportOptions<T> = {},
): TriggerFlow<T> {
  checkNames('importFlow', options, [...OPTIONS, 'resources', 'contract', 'observers']);
  const { chunks = {}, conditions = {}, functions = {}, flows = {}, ...rest } = options;
  const given = { chunks, conditions, functions, flows };
  for (const name of OPTIONS) {
    check(isContainer(given[name]), name, 'an object, by name', given[name]);
  }
  const whole = new SnapshotPart(typeof config === 'string' ? parse(config) : config, '', {
    code: 'invalid-config',
    what: 'This is no flow that can be imported',
    next: 'Import what exportFlow() gave, and hand in what it names.',
  });
  whole.only(['format', 'version', 'name', 'emits', 'contract', 'steps']);
  if (whole.part('format').text() !== CONFIG_FORMAT) whole.part('format').refuse('is another');
  if (whole.part('version').count() !== CONFIG_VERSION) {
    whole.part('version').refuse(`is not ${CONFIG_VERSION}, the one that is understood here`);
  }
  // Only what is `rest` is left of the options, which are checked there.
  const flow = createTriggerFlow<T>({
    ...(rest as FlowOptions<T>),
    name: whole.part('name').text(),
  });
  const builder: unknown = flow;
  if (builder instanceof FlowBuilder) {
    const find = (kind: (typeof OPTIONS)[number], name: string) => getOwn(given[kind], name);
    const emits = whole.has('emits') ? whole.part('emits') : undefined;
    const steps = new ImportedSteps(builder, find, emits);
    for (const [index, part] of whole.part('steps').list().entries()) steps.add(part, index + 1);
  }
  return flow;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new FlowError('invalid-config', 'An exported flow is JSON, and this text is not.', {
      cause,
    });
  }
}

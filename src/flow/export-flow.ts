// In: a flow. Out: how it was built, as plain JSON: functions by their names, everything else as it is.
// What has no name, or shares it with another, is refused by where it stands.
// Knows nothing of how it is made again.

import { setOwn, type JsonObject } from '../internal/own.js';
import type { RunnableChunk } from './chunk.js';
import { describeContract } from './describe-contract.js';
import { FlowError } from './error.js';
import {
  CONFIG_FORMAT,
  CONFIG_VERSION,
  type FlowConfig,
  type SignalConfig,
  type StepConfig,
} from './flow-config.js';
import { FlowBuilder } from './flow-builder.js';
import type { PlanStep } from './plan.js';
import { packValue } from './snapshot-value.js';
import type { TriggerFlow } from './trigger-flow.js';
import type { Trigger } from './trigger.js';

/**
 * Gives a flow as plain JSON, for `importFlow` to make it again where its functions are: chunks go by their names,
 * conditions, `capture` and `writeBack` by the names of their functions, sub flows by the names of the flows.
 *
 * @throws {FlowError} `unexported-flow` for what has no name, or the name of another; `invalid-option` for what is no flow
 * @example
 * const flow = createTriggerFlow<{ input: string; result: number }>({ name: 'measuring' });
 * flow.to(flow.chunk('measure', ({ value }) => value.length)).end();
 * exportFlow(flow).steps; // [{ kind: 'to', id: 1, chunk: 'measure' }, { kind: 'end', id: 2 }]
 */
export function exportFlow<T>(flow: TriggerFlow<T>): FlowConfig {
  const given: unknown = flow;
  if (!(given instanceof FlowBuilder)) {
    throw new FlowError(
      'invalid-option',
      'exportFlow() takes a flow, made by createTriggerFlow().',
    );
  }
  return new Exporter(given).config();
}

class Exporter {
  readonly #flow: FlowBuilder;
  /** What goes by which name, by kind. */
  readonly #named = new Map<string, unknown>();
  readonly #emits: JsonObject = {};

  constructor(flow: FlowBuilder) {
    this.#flow = flow;
  }

  config(): FlowConfig {
    const { name, plan, contract } = this.#flow;
    const steps = plan.steps.map((step, at) => this.#step(step, plan.steps[at - 1]));
    const emits = this.#emits as FlowConfig['emits'];
    return {
      format: CONFIG_FORMAT,
      version: CONFIG_VERSION,
      name,
      ...(emits === undefined || Object.keys(emits).length === 0 ? {} : { emits }),
      ...describeContract(contract),
      steps,
    };
  }

  #step(step: PlanStep, before: PlanStep | undefined): StepConfig {
    const { id } = step;
    if (step.kind === 'chain') return { kind: 'chain', id };
    const usual = step.kind === 'when' ? 0 : (before?.id ?? 0);
    const placed = step.after === usual ? { id } : { id, after: step.after };
    switch (step.kind) {
      case 'to':
        return {
          kind: 'to',
          ...placed,
          chunk: this.#chunk(step.chunk, id),
          ...limit(step.concurrency, step.maxQueued),
        };
      case 'join':
        return { kind: 'join', ...placed, chain: step.chain };
      case 'subFlow':
        return { ...this.#subFlow(step), ...placed };
      case 'when':
        return { ...this.#when(step), ...placed };
      case 'batch':
        return {
          kind: 'batch',
          ...placed,
          branches: step.branches.map(([name, chunk]) => ({ name, chunk: this.#chunk(chunk, id) })),
          ...limit(step.concurrency),
        };
      case 'forEach':
        return { kind: 'forEach', ...placed, ...limit(step.concurrency) };
      case 'match':
        return { kind: 'match', ...placed, ...unless('mode', step.mode, 'hitFirst') };
      case 'case':
        return { kind: 'case', ...placed, ...this.#test(step.test, id) };
      case 'collect': {
        const { name, branch, mode } = step;
        return {
          kind: 'collect',
          ...placed,
          name,
          branch,
          ...unless('mode', mode, 'filledAndUpdate'),
        };
      }
      default:
        return { kind: step.kind, ...placed };
    }
  }

  #subFlow({ id, name, flow, parts }: Extract<PlanStep, { kind: 'subFlow' }>): StepConfig {
    const { capture, writeBack, resources, concurrency } = parts;
    const other =
      flow.plan === this.#flow.plan ? {} : { flow: this.#only('flow', flow.name, flow.plan, id) };
    return {
      kind: 'subFlow',
      ...other,
      ...unless('name', name, flow.name),
      ...limit(concurrency),
      ...(resources.length === 0 ? {} : { resources }),
      ...(capture === undefined ? {} : { capture: this.#function('function', capture, id) }),
      ...(writeBack === undefined ? {} : { writeBack: this.#function('function', writeBack, id) }),
    };
  }

  #when({ id, triggers, mode, isAlone }: Extract<PlanStep, { kind: 'when' }>): StepConfig {
    const signals = triggers.map((trigger) => this.#signal(trigger, id));
    const [first] = signals;
    const on = isAlone && first !== undefined ? first : signals;
    return { kind: 'when', on, ...unless('mode', mode, 'and') };
  }

  #signal({ kind, name, key }: Trigger, id: number): SignalConfig {
    if (kind === 'chunk') this.#only('signal of a chunk', name, key, id);
    // Steps are not listened for by users.
    return { [kind]: name } as unknown as SignalConfig;
  }

  #test(test: unknown, id: number): { readonly value: unknown } | { readonly condition: string } {
    if (typeof test === 'function') return { condition: this.#function('condition', test, id) };
    try {
      return { value: packValue(test, `The case ${id}`) };
    } catch {
      throw this.#refuse(id, 'compares with what is no data, which is equal only to itself');
    }
  }

  #chunk(chunk: RunnableChunk, id: number): string {
    const { name, emits, hasName } = chunk;
    if (!hasName) throw this.#refuse(id, 'has a function without a name: use flow.chunk(name, …)');
    if (emits.length > 0) setOwn(this.#emits, name, emits);
    return this.#only('chunk', name, chunk, id);
  }

  #function(kind: string, given: { readonly name: string }, id: number): string {
    const { name } = given;
    if (name === '') throw this.#refuse(id, `has a ${kind} without a name`);
    return this.#only(kind, name, given, id);
  }

  /** One name is one thing. */
  #only(kind: string, name: string, thing: unknown, id: number): string {
    const key = JSON.stringify([kind, name]);
    const known = this.#named.get(key) ?? thing;
    if (known !== thing) {
      throw this.#refuse(id, `has a second ${kind} with the name ${JSON.stringify(name)}`);
    }
    this.#named.set(key, thing);
    return name;
  }

  #refuse(id: number, what: string): FlowError {
    const kind = this.#flow.plan.steps[id - 1]?.kind;
    return new FlowError(
      'unexported-flow',
      `${this.#flow.name} cannot be exported: its step ${id}, a ${kind}, ${what}. Give each function a name of its own.`,
    );
  }
}

function limit(concurrency: number, maxQueued = Infinity) {
  return {
    ...(concurrency === Infinity ? {} : { concurrency }),
    ...(maxQueued === Infinity ? {} : { maxQueued }),
  };
}

function unless<K extends string, V extends string>(
  key: K,
  value: V,
  usual: V,
): { readonly [N in K]?: V } {
  return (value === usual ? {} : { [key]: value }) as { readonly [N in K]?: V };
}

// In: what a tool takes and does, as its author writes it. Out: a tool that agents can be given.
// Its schema is gone through once, here; what it is called with is checked against it before it is called.
// Knows nothing of models, rounds or answers.

import type { $ZodType, output } from 'zod/v4/core';
import { kindOf } from '../internal/kind-of.js';
import type { PreparedSchema } from '../protocol/index.js';
import { checkOptions } from './check-option.js';
import { AgentError } from './error.js';
import type { JsonSchema } from './model.js';
import { createOutput } from './output.js';
import { checkNumber } from './run-options.js';

/** What a tool is told of the call. */
export interface ToolContext {
  /** Aborts when the tool's time is over, and when nobody reads the response any more. */
  readonly signal: AbortSignal;
  /** Of this call, as in the events about it. */
  readonly callId: string;
  readonly toolName: string;
}

/** What a tool is. `S` is the schema of its input, `Output` what it answers. */
export interface ToolOptions<S extends $ZodType, Output> {
  /** As the model calls it: letters, digits, `_` and `-`, at most 64. @default the key it is given under */
  readonly name?: string | undefined;
  /** What it is for, and when to call it. */
  readonly description?: string | undefined;
  /** A zod 4 schema of an object. Descriptions (`.describe()`) reach the model. */
  readonly input: S;
  /**
   * Called with what the schema makes of the input. What it returns is told to the model: text as it is, anything else as
   * JSON. What it throws is told, too; see `toolErrors`.
   */
  readonly execute: (input: output<S>, context: ToolContext) => Output | PromiseLike<Output>;
  /** Whether somebody has to allow a call, see `approval`. @default false */
  readonly needsApproval?:
    | boolean
    | ((input: output<S>, context: ToolContext) => boolean | PromiseLike<boolean>)
    | undefined;
  /** How long a call may take, in milliseconds; what takes longer is told to the model as an error. @default none */
  readonly timeoutMs?: number | undefined;
  /** Calls of this tool at once, in one response. @default as many as all tools may */
  readonly maxConcurrency?: number | undefined;
}

/** A tool of any kind: what {@link tool} makes, and what stands for tools elsewhere. */
export interface Tool<Input = unknown, Output = unknown> {
  readonly name?: string | undefined;
  readonly description?: string | undefined;
  readonly inputSchema: JsonSchema;
  /** For reading the input field by field; without it any JSON value is passed on as it is. */
  readonly prepared?: PreparedSchema | undefined;
  readonly timeoutMs?: number | undefined;
  readonly maxConcurrency?: number | undefined;
  execute(input: Input, context: ToolContext): Output | PromiseLike<Output>;
  needsApproval?(input: Input, context: ToolContext): boolean | PromiseLike<boolean>;
}

/** Tools by their names. */
export type ToolSet = Readonly<Record<string, Tool>>;

const OPTIONS = [
  'name',
  'description',
  'input',
  'execute',
  'needsApproval',
  'timeoutMs',
  'maxConcurrency',
] as const satisfies readonly (keyof ToolOptions<$ZodType, unknown>)[];

/**
 * Makes a tool. Give it to an agent, or to one request, with `tools({ weather })`.
 *
 * @throws {AgentError} `invalid-option` for options that are none; `invalid-schema` when `input` is no zod 4 schema of an
 * object, or JSON Schema cannot express it.
 * @example
 * import { tool } from 'fieldwise/agent';
 * import { z } from 'zod';
 *
 * const weather = tool({
 *   description: 'The weather in a city, now',
 *   input: z.object({ city: z.string() }),
 *   execute: ({ city }) => ({ city, celsius: 21 }),
 * });
 * weather.inputSchema.required; // ['city']
 */
export function tool<const S extends $ZodType, Output>(
  options: ToolOptions<S, Output>,
): Tool<output<S>, Output> {
  checkOptions('tool', options, '{ description, input, execute }', OPTIONS);
  const { name, description, input, execute, needsApproval, timeoutMs, maxConcurrency } = options;
  if (typeof execute !== 'function') {
    const got = kindOf(execute);
    throw new AgentError('invalid-option', `tool: \`execute\` is ${got}. It takes a function.`);
  }
  checkText('name', name);
  checkText('description', description);
  checkNumber('tool', 'timeoutMs', timeoutMs);
  checkConcurrency('tool', maxConcurrency);
  const { jsonSchema, isFolded, prepared } = createOutput(input, 'tool');
  if (jsonSchema.type !== 'object') {
    throw new AgentError(
      'invalid-schema',
      'tool: models call tools with objects, and `input` is a schema of something else. Wrap it: z.object({ query: … }).',
    );
  }
  if (isFolded) {
    throw new AgentError(
      'invalid-schema',
      'tool: written out, the schema of `input` has more than 10,000 parts, for it uses the same ones over and over; providers take no such tool. Take less at once, or some of it as text.',
    );
  }
  return Object.freeze<Tool<output<S>, Output>>({
    inputSchema: jsonSchema,
    prepared,
    execute,
    ...(name !== undefined && { name }),
    ...(description !== undefined && { description }),
    ...(timeoutMs !== undefined && { timeoutMs }),
    ...(maxConcurrency !== undefined && { maxConcurrency }),
    ...(needsApproval !== undefined && {
      needsApproval: typeof needsApproval === 'function' ? needsApproval : () => needsApproval,
    }),
  });
}

function checkText(name: string, value: unknown): void {
  if (value === undefined || typeof value === 'string') return;
  throw new AgentError('invalid-option', `tool: \`${name}\` is ${kindOf(value)}. It takes text.`);
}

/** @throws {AgentError} `invalid-option`: with none at once nothing would ever run. */
export function checkConcurrency(maker: string, value: unknown): void {
  if (value === undefined || (typeof value === 'number' && value >= 1)) return;
  throw new AgentError(
    'invalid-option',
    `${maker}: \`maxConcurrency\` is ${kindOf(value)}. It takes a number from 1.`,
  );
}

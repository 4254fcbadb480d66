// In: tools as a caller gives them to an agent or a request, and how they may be used. Out: the request's own list of them.
// Names are settled and checked here, so that no model is told of a tool it cannot call.
// Knows nothing of calls.

import { kindOf } from '../internal/kind-of.js';
import { checkOptions } from './check-option.js';
import { AgentError } from './error.js';
import type { ModelTool } from './model.js';
import { checkNumber } from './run-options.js';
import { checkConcurrency, type Tool, type ToolSet } from './tool.js';

/** A call that somebody has to allow. */
export interface ApprovalRequest {
  readonly callId: string;
  readonly toolName: string;
  /** What the tool would be called with. */
  readonly input: unknown;
  /** Aborts when the answer is no longer waited for. */
  readonly signal: AbortSignal;
}

/** Whether a call is allowed; the model is told the reason when it is not. */
export type ApprovalVerdict =
  | { readonly approved: true }
  | { readonly approved: false; readonly reason?: string | undefined };

/** How the tools of a request may be used. What is not given stays as it was set before. */
export interface ToolsOptions {
  /** Adds to the tools there are instead of replacing them. @default false */
  readonly add?: boolean | undefined;
  /** How often the model may call tools, in one response, before it has to answer. @default 8 */
  readonly maxRounds?: number | undefined;
  /**
   * How many calls the model may ask for together, in one round; beyond it the response fails with `calls-exceeded`, and
   * none of them is made. @default 128
   */
  readonly maxCalls?: number | undefined;
  /** Calls at once, of all tools. @default 8 */
  readonly maxConcurrency?: number | undefined;
  /** Asked about calls that need approval; without it, or where it throws, they are denied. It may take as long as people do. */
  readonly approval?:
    | ((request: ApprovalRequest) => ApprovalVerdict | PromiseLike<ApprovalVerdict>)
    | undefined;
  /**
   * What happens when a tool throws or takes too long: the model is told (`tell`), or the response fails with
   * `tool-failed`.
   * @default 'tell'
   */
  readonly toolErrors?: 'tell' | 'fail' | undefined;
}

/** What a request holds of tools. */
export interface ToolSlot extends Omit<ToolsOptions, 'add'> {
  readonly tools: ReadonlyMap<string, Tool>;
}

const OPTIONS = ['add', 'maxRounds', 'maxCalls', 'maxConcurrency', 'approval', 'toolErrors'];
const NAME = /^[\w-]{1,64}$/;

/** @throws {AgentError} `invalid-option` for what is no tool, a name no model can call, or options that are none. */
export function setTools(
  before: ToolSlot | undefined,
  set: ToolSet,
  options: ToolsOptions = {},
): ToolSlot {
  checkOptions('tools', options, '{ maxRounds: 4 }', OPTIONS);
  const { add = false, ...rules } = options;
  checkRules(rules);
  const { tools, ...kept } = before ?? { tools: new Map<string, Tool>() };
  const given = Object.entries(rules).filter(([, value]) => value !== undefined);
  return {
    ...kept,
    ...(Object.fromEntries(given) as Omit<ToolsOptions, 'add'>),
    tools: new Map([...(add ? tools : []), ...named(set)]),
  };
}

export function hasTools(slot: ToolSlot | undefined): slot is ToolSlot {
  return slot !== undefined && slot.tools.size > 0;
}

/** What a model is told of them. */
export function toModelTools({ tools }: ToolSlot): readonly ModelTool[] {
  return [...tools].map(([name, { description, inputSchema }]) => ({
    name,
    inputSchema,
    ...(description !== undefined && { description }),
  }));
}

function named(set: ToolSet): readonly (readonly [string, Tool])[] {
  const isSet = typeof set === 'object' && set !== null && !Array.isArray(set);
  if (!isSet || set instanceof Promise) {
    throw invalid(`they are ${kindOf(set)}. Pass an object of tools: { search }.`);
  }
  const names = new Set<string>();
  return Object.entries(set).map(([key, tool]) => {
    // Types promise it, but plain JavaScript may pass a function or a tool of another library.
    const isTool = typeof tool === 'object' && tool !== null && 'inputSchema' in tool;
    if (!isTool || typeof tool.execute !== 'function') {
      throw invalid(`\`${key}\` is ${kindOf(tool)}. Make one with tool({ input, execute }).`);
    }
    const name = tool.name ?? key;
    if (!NAME.test(name)) {
      throw invalid(`\`${name}\` is no name. Providers take 1 to 64 of letters, digits, _ and -.`);
    }
    if (names.has(name)) throw invalid(`two have the name \`${name}\`.`);
    names.add(name);
    return [name, tool];
  });
}

function checkRules(rules: ToolsOptions): void {
  const { maxRounds, maxCalls, maxConcurrency, approval, toolErrors } = rules;
  checkNumber('tools', 'maxRounds', maxRounds);
  checkNumber('tools', 'maxCalls', maxCalls);
  checkConcurrency('tools', maxConcurrency);
  if (approval !== undefined && typeof approval !== 'function') {
    throw invalid(`\`approval\` is ${kindOf(approval)}. It takes a function.`);
  }
  if (toolErrors !== undefined && toolErrors !== 'tell' && toolErrors !== 'fail') {
    throw invalid(`\`toolErrors\` is ${kindOf(toolErrors)}. It is 'tell' or 'fail'.`);
  }
}

function invalid(what: string): AgentError {
  return new AgentError('invalid-option', `tools: ${what}`);
}

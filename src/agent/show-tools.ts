// In: the events of a response that calls tools. Out: the same, with each call in lanes beside the answer, for others to see.
// What makes the lanes is loaded when they are read: most answers call nothing that is shown.
// Knows nothing of routes or pages.

import { kindOf } from '../internal/kind-of.js';
import type { InstantEvent } from '../protocol/index.js';
import type { Choice } from './call-lanes.js';
import { checkOptions } from './check-option.js';
import { AgentError } from './error.js';
import { leaveAtOnce } from './leave-at-once.js';

/** Which calls are shown, and how much of them. */
export interface ShowToolsOptions {
  /** Names of the tools whose calls are shown; `true` for all. @default true */
  readonly tools?: boolean | readonly string[] | undefined;
  /**
   * Names of those whose results are shown, and the messages of their failures; `true` for all. Of others it is told that
   * they returned, or the code of their failure. @default false
   */
  readonly results?: boolean | readonly string[] | undefined;
}

/**
 * Shows the calls of tools beside the answer: yield it from a route's `run` in the place of the response. What the model
 * writes to call a tool streams in the lane `tool.search[0]`, field by field, which is complete when the tool is called;
 * what it returned comes in the lane `result.search[0]`: its value, or null where results are not shown. A call that came
 * to nothing ends its lane with an `error`. Attempts withdraw no call that was made.
 *
 * @throws {AgentError} `invalid-option`, at once; and what the events throw.
 * @example
 * import { z } from 'zod';
 *
 * const add = tool({ input: z.object({ n: z.number() }), execute: ({ n }) => n + 1 });
 * const said = ['{"calls":[{"tool":"add","input":{"n":1}}]}', '{"calls":[]}', 'Two.'];
 * const agent = createAgent({ model: async function* () { yield said.shift() ?? ''; } });
 * const response = agent.input('?').tools({ add }).getResponse();
 * const lanes: string[] = [];
 * for await (const event of showTools(response, { results: ['add'] }))
 *   if (event.type === 'lane' && event.event.isComplete) lanes.push(`${event.lane} ${event.event.path}`);
 * lanes; // ['tool.add[0] n', 'tool.add[0] ', 'result.add[0] ']
 */
export function showTools<T>(
  events: AsyncIterable<InstantEvent<T>>,
  options: ShowToolsOptions = {},
): AsyncGenerator<InstantEvent<T>, void, undefined> {
  checkOptions('showTools', options, "{ results: ['search'] }", ['tools', 'results']);
  const { tools = true, results = false } = options;
  const choices = [toChoice('tools', tools), toChoice('results', results)] as const;
  return leaveAtOnce(events, (source) => show(source, choices));
}

function toChoice(name: string, chosen: boolean | readonly string[]): Choice {
  if (typeof chosen === 'boolean') return () => chosen;
  // Types promise it, but plain JavaScript may pass one name.
  if (!Array.isArray(chosen)) {
    const got = kindOf(chosen);
    const takes = 'It takes true, false or a list of names.';
    throw new AgentError('invalid-option', `showTools: \`${name}\` is ${got}. ${takes}`);
  }
  const names: ReadonlySet<unknown> = new Set(chosen);
  return (toolName) => names.has(toolName);
}

async function* show<T>(
  events: AsyncIterable<InstantEvent<T>>,
  choices: readonly [shown: Choice, results: Choice],
): AsyncGenerator<InstantEvent<T>, void, undefined> {
  const { tellCalls } = await import('./call-lanes.js');
  yield* tellCalls(events, ...choices);
}

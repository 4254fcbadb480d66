// In: a response, and where to write. Out: the answer there, while it is written; a promise of its end.
// A slow reader slows the model, and one that is gone ends the call: both by not reading on.
// Knows nothing of how fields are shown.

import { kindOf } from '../../internal/kind-of.js';
import type { InstantEvent } from '../../protocol/index.js';
import { checkOptions } from '../check-option.js';
import { AgentError } from '../error.js';
import { formatEvents } from './format-events.js';
import { wantsColor } from './ink.js';

/** What takes text: a stream of Node, or anything with a `write`. */
export interface TextOutput {
  /** `false` asks to wait for its event `drain`, where it has events. */
  write(text: string): unknown;
  readonly isTTY?: boolean | undefined;
  /** Nothing can be written any more. */
  readonly destroyed?: boolean | undefined;
  on?(event: 'drain' | 'close', listener: () => void): unknown;
  off?(event: 'drain' | 'close', listener: () => void): unknown;
}

export interface PrintOptions {
  /** @default the standard output of the process */
  readonly output?: TextOutput | undefined;
  /** @default on a terminal, unless the environment says otherwise: `NO_COLOR`, `FORCE_COLOR`, `TERM=dumb` */
  readonly color?: boolean | undefined;
  /** Also what is beside the answer: what the model thinks aloud, and the tools it calls. @default on a terminal */
  readonly asides?: boolean | undefined;
}

const OPTIONS = ['output', 'color', 'asides'] as const satisfies readonly (keyof PrintOptions)[];

/**
 * Prints an answer while it is written, field by field: in colours on a terminal, as plain text into a file or a pipe.
 * It reads the response to its end, beside whoever else reads it, no faster than its output takes it; when the output is
 * closed, it leaves.
 *
 * @throws {AgentError} what reading the events throws, behind all that was printed; `invalid-option` where there is no
 * standard output and no other.
 * @example
 * import { createAgent } from 'fieldwise/agent';
 * import { z } from 'zod';
 *
 * const agent = createAgent({ model: async function* () { yield '{"title":"Tea","tags":["warm","calm"]}'; } });
 * const schema = z.object({ title: z.string(), tags: z.array(z.string()) });
 * let printed = '';
 * const response = agent.input('A title').output(schema).getResponse();
 * await printResponse(response, { output: { write: (text) => (printed += text) } });
 * printed; // 'title: Tea\ntags:\n  - warm\n  - calm\n'
 */
export async function printResponse(
  response: AsyncIterable<InstantEvent>,
  options: PrintOptions = {},
): Promise<void> {
  checkOptions('printResponse', options, '{ output }', OPTIONS);
  const host = Reflect.get(globalThis, 'process') as Host | undefined;
  const output = checkOutput(options.output ?? host?.stdout);
  const isTerminal = output.isTTY === true;
  const { color = wantsColor(host?.env ?? {}, isTerminal), asides = isTerminal } = options;
  for await (const piece of formatEvents(response, { color, asides })) {
    if (output.destroyed === true) return;
    if (output.write(piece) === false) await drained(output);
  }
}

/** What is used of the process of Node, and of runtimes that have the like. */
interface Host {
  readonly stdout?: TextOutput;
  readonly env?: Readonly<Record<string, string | undefined>>;
}

function checkOutput(output: TextOutput | undefined): TextOutput {
  if (typeof output?.write === 'function') return output;
  throw new AgentError(
    'invalid-option',
    `printResponse: \`output\` is ${kindOf(output)}. Pass what has a write(text), such as process.stdout.`,
  );
}

/** An output that closes meanwhile is not waited for. */
function drained(output: TextOutput): Promise<void> {
  if (output.on === undefined) return Promise.resolve();
  return new Promise((resolve) => {
    const end = () => {
      output.off?.('drain', end);
      output.off?.('close', end);
      resolve();
    };
    output.on?.('drain', end);
    output.on?.('close', end);
  });
}

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
  /** `false` asks to wait for its event `drain`; `done` is called when it is written: both of what has events. */
  write(text: string, done?: () => void): unknown;
  readonly isTTY?: boolean | undefined;
  /** Nothing can be written any more. */
  readonly destroyed?: boolean | undefined;
  on?(event: 'drain' | 'close' | 'error', listener: (error: Error) => void): unknown;
  off?(event: 'drain' | 'close' | 'error', listener: (error: Error) => void): unknown;
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
 * standard output and no other. Rejects with what writing fails with, but for a pipe that nobody reads any more.
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
  const source = response[Symbol.asyncIterator]();
  const events = { [Symbol.asyncIterator]: () => source };
  // A model may be silent for ever. What leaving fails with, the reading of what is left fails with, too.
  const leave = () => void Promise.resolve(source.return?.()).catch(() => undefined);
  const writer = new Writer(output, leave);
  try {
    for await (const piece of formatEvents(events, { color, asides }))
      if (!(await writer.write(piece))) return;
  } finally {
    await writer.end();
  }
}

/** One output, while it is written to. */
class Writer {
  readonly #output: TextOutput;
  #isClosed = false;
  #failure: Error | undefined;
  readonly #leave: () => void;
  #wake = () => {};
  readonly #onDrain = () => this.#wake();
  readonly #onClose = () => {
    if (!this.#isClosed) this.#leave();
    this.#isClosed = true;
    this.#wake();
  };
  readonly #onError = (error: Error) => {
    // Whoever read a pipe has what they wanted, as `head` has.
    if (!isBrokenPipe(error)) this.#failure ??= error;
    this.#onClose();
  };

  /** `leave` is called when nobody reads any more. */
  constructor(output: TextOutput, leave: () => void) {
    this.#output = output;
    this.#leave = leave;
    output.on?.('drain', this.#onDrain);
    output.on?.('close', this.#onClose);
    output.on?.('error', this.#onError);
  }

  /** False when nobody reads any more. */
  async write(piece: string): Promise<boolean> {
    if (this.#isClosed || this.#output.destroyed === true) return false;
    if (this.#output.write(piece) !== false || this.#output.on === undefined) return true;
    await new Promise<void>((resolve) => (this.#wake = resolve));
    return !this.#isClosed;
  }

  /** Waits for what was written, since that it could not be is said later. */
  async end(): Promise<void> {
    const output = this.#output;
    if (output.on !== undefined && !this.#isClosed && output.destroyed !== true)
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
        output.write('', resolve);
      });
    output.off?.('drain', this.#onDrain);
    output.off?.('close', this.#onClose);
    output.off?.('error', this.#onError);
    if (this.#failure !== undefined) throw this.#failure;
  }
}

function isBrokenPipe(error: Error): boolean {
  return 'code' in error && error.code === 'EPIPE';
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

// In: what a model shall say, and how. Out: a model for `createAgent` that says it and remembers who asked.
// It heeds the signal, like a good model; what it noted of each call tells whether a reader's leaving reached it.
// Knows nothing of prompts or parsing.

import type { ModelChunk, ModelRequest } from '../agent/index.js';
import { check, checkKinds, checkNames } from '../internal/usage-error.js';
import { delay } from './delay.js';
import {
  checkAfter,
  checkFault,
  checkTime,
  layOut,
  suffer,
  type ModelFault,
} from './model-fault.js';
import { splitText, type SplitOptions } from './split-text.js';

export interface ScriptedModelOptions {
  /** The answer; pieces are sent as they are; a function answers each request. */
  readonly text:
    | string
    | readonly string[]
    | ((request: ModelRequest) => string | readonly string[]);
  /** Size of the pieces a whole text is cut into, in UTF-16 code units. @default 4 */
  readonly chunkSize?: number;
  /** How a whole text is cut otherwise: by a seed, or like tokens. Goes before `chunkSize`. */
  readonly split?: SplitOptions;
  /** Wait before each piece: always the same, one time per piece and the last for the rest, or as a function says. @default 0 */
  readonly delayMs?: number | readonly number[] | ((piece: string, index: number) => number);
  /** What goes wrong, and where: `[{ call: 1, kind: 'refuse' }, { after: '"title":"', kind: 'cut' }]`. */
  readonly faults?: readonly ModelFault[];
  /** Fail after this many pieces: short for a fault of the kind `fail`. @default never */
  readonly failAfter?: number;
  /** What it thinks aloud before it answers, in one piece. */
  readonly reasoning?: string;
  /** Why it ends, as it says at the end: `length` means cut off. @default 'stop' */
  readonly finishReason?: string;
}

/** What is known of one call. The fields change while the call goes on. */
export interface ScriptedCall {
  readonly request: ModelRequest;
  /** Pieces of text handed over so far. */
  readonly sent: number;
  /** `aborted`: whoever asked stopped listening, by the signal or by `return()`. */
  readonly status: 'running' | 'finished' | 'failed' | 'aborted';
}

/** A model function that knows its calls, oldest first. */
export type ScriptedModel = Speak & { readonly calls: readonly ScriptedCall[] };

type Speak = (request: ModelRequest) => AsyncGenerator<ModelChunk, void, undefined>;

/**
 * A model that says what you tell it to, without a network: for tests, stories and demos. What goes wrong is a plan: a
 * list of faults, each with the call and the place in the text where it happens.
 *
 * @throws {UsageError} `invalid-option`; of a fault that lies behind a text or more pieces than the answer has, at once,
 * or in the call when `text` is a function.
 * @example
 * import { createAgent } from 'fieldwise/agent';
 * import { createScriptedModel } from 'fieldwise/testing';
 *
 * const model = createScriptedModel({ text: 'Hello world', chunkSize: 3 });
 * await createAgent({ model }).input('Say hello').getResponse().getText(); // 'Hello world'
 * model.calls.length; // 1
 * model.calls[0]?.status; // 'finished'
 *
 * const busy = createScriptedModel({ text: 'Hello', faults: [{ call: 1, kind: 'refuse', status: 429 }] });
 * const agent = createAgent({ model: busy, maxCallRetries: 0 });
 * const ask = () => agent.input('Say hello').getResponse().getText();
 * await ask().catch((error: Error) => error.message); // 'The model call failed with HTTP status 429. The provider allows no more calls for now. Ask again later.'
 * await ask(); // 'Hello'
 */
export function createScriptedModel(options: ScriptedModelOptions): ScriptedModel {
  const calls: ScriptedCall[] = [];
  checkNames('options', options, NAMES);
  checkKinds({ text: options.text }, 'string', 'list', 'function');
  checkScript(options);
  if (typeof options.text !== 'function') stepsOf(options, options.text);
  const model: Speak = (request) => {
    const call: Mutable<ScriptedCall> = { request, sent: 0, status: 'running' };
    calls.push(call);
    return speak(options, call, calls.length);
  };
  return Object.assign(model, { calls });
}

const NAMES: readonly (keyof ScriptedModelOptions)[] = [
  'text',
  'chunkSize',
  'split',
  'delayMs',
  'faults',
  'failAfter',
  'reasoning',
  'finishReason',
];

function checkScript(options: ScriptedModelOptions): void {
  const { chunkSize = 1, delayMs, faults = [], failAfter = 0, reasoning, finishReason } = options;
  check(chunkSize >= 1, 'chunkSize', 'a number from 1', chunkSize);
  checkKinds({ faults }, 'list');
  for (const fault of faults) checkFault(fault);
  checkAfter('failAfter', failAfter);
  checkKinds({ reasoning, finishReason }, 'string', 'undefined');
  if (typeof delayMs !== 'function') for (const ms of [delayMs].flat()) checkTime('delayMs', ms);
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** What is said and suffered in the call of this number; in any call, where there is none. */
function stepsOf(
  { chunkSize = 4, split = { size: chunkSize }, faults = [], failAfter }: ScriptedModelOptions,
  answer: string | readonly string[],
  number?: number,
): readonly (string | ModelFault)[] {
  const pieces = typeof answer === 'string' ? splitText(answer, split) : answer;
  const planned: readonly ModelFault[] =
    failAfter === undefined ? faults : [...faults, { after: failAfter, kind: 'fail' }];
  return layOut(
    pieces,
    planned.filter(({ call }) => call === undefined || number === undefined || call === number),
  );
}

async function* speak(
  options: ScriptedModelOptions,
  call: Mutable<ScriptedCall>,
  number: number,
): AsyncGenerator<ModelChunk, void, undefined> {
  const { text, delayMs = 0, reasoning, finishReason = 'stop' } = options;
  const { request } = call;
  try {
    const steps = stepsOf(options, typeof text === 'function' ? text(request) : text, number);
    if (reasoning !== undefined) yield { type: 'reasoning', delta: reasoning };
    for (const step of steps) {
      if (typeof step === 'string') await delay(pauseOf(delayMs, step, call.sent), request.signal);
      const piece = typeof step === 'string' ? step : await suffer(step, request.signal);
      if (piece === '') continue;
      call.sent++;
      yield piece;
    }
    yield { type: 'meta', model: 'scripted', finishReason };
    call.status = 'finished';
  } catch (error) {
    call.status = request.signal.aborted ? 'aborted' : 'failed';
    throw error;
  } finally {
    if (call.status === 'running') call.status = 'aborted';
  }
}

function pauseOf(
  delayMs: NonNullable<ScriptedModelOptions['delayMs']>,
  piece: string,
  index: number,
): number {
  if (typeof delayMs === 'function') return delayMs(piece, index);
  return typeof delayMs === 'number' ? delayMs : (delayMs[index] ?? delayMs.at(-1) ?? 0);
}

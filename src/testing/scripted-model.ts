// In: what a model shall say, and how. Out: a model for `createAgent` that says it and remembers who asked.
// It heeds the signal, like a good model; what it noted of each call tells whether a reader's leaving reached it.
// Knows nothing of prompts or parsing.

import type { ModelChunk, ModelFunction, ModelRequest } from '../agent/index.js';
import { delay } from './delay.js';
import { splitText } from './split-text.js';

export interface ScriptedModelOptions {
  /** The answer; pieces are sent as they are; a function answers each request. */
  readonly text:
    | string
    | readonly string[]
    | ((request: ModelRequest) => string | readonly string[]);
  /** Size of the pieces a whole text is cut into, in UTF-16 code units. @default 4 */
  readonly chunkSize?: number;
  /** Wait before each piece. @default 0 */
  readonly delayMs?: number;
  /** Fail after this many pieces. @default never */
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
export type ScriptedModel = ModelFunction & { readonly calls: readonly ScriptedCall[] };

/**
 * A model that says what you tell it to, without a network: for tests, stories and demos.
 *
 * @example
 * import { createAgent } from 'fieldwise/agent';
 * import { createScriptedModel } from 'fieldwise/testing';
 *
 * const model = createScriptedModel({ text: 'Hello world', chunkSize: 3 });
 * await createAgent({ model }).input('Say hello').getResponse().getText(); // 'Hello world'
 * model.calls.length; // 1
 * model.calls[0]?.status; // 'finished'
 */
export function createScriptedModel(options: ScriptedModelOptions): ScriptedModel {
  const calls: ScriptedCall[] = [];
  const model: ModelFunction = (request) => {
    const call: Mutable<ScriptedCall> = { request, sent: 0, status: 'running' };
    calls.push(call);
    return speak(options, call);
  };
  return Object.assign(model, { calls });
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

async function* speak(
  {
    text,
    chunkSize = 4,
    delayMs = 0,
    failAfter = Infinity,
    reasoning,
    finishReason = 'stop',
  }: ScriptedModelOptions,
  call: Mutable<ScriptedCall>,
): AsyncGenerator<ModelChunk, void, undefined> {
  const { request } = call;
  const answer = typeof text === 'function' ? text(request) : text;
  const pieces = typeof answer === 'string' ? splitText(answer, { size: chunkSize }) : answer;
  try {
    if (reasoning !== undefined) yield { type: 'reasoning', delta: reasoning };
    for (const piece of pieces) {
      await delay(delayMs, request.signal);
      if (call.sent >= failAfter) throw new ScriptedFailure(call.sent);
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

class ScriptedFailure extends Error {
  override readonly name = 'ScriptedFailure';

  constructor(sent: number) {
    super(`The scripted model fails after ${sent} pieces, as it was told to.`);
  }
}

// In: the parts of an AI SDK UI message stream, one JSON text each. Out: the events of the object in it.
// The object is the text of the last step that has any, as the AI SDK itself has it; a new step withdraws the one before.
// Knows nothing of SSE or HTTP.

import { getOwn } from '../internal/own.js';
import type { InstantEvent, InstantMeta } from '../protocol/index.js';
import { InstantClientError } from './error.js';
import { tell } from './tell.js';
import type { TextAnswer } from './text-answer.js';

/** One part of an AI SDK UI message stream, as sent: `{ type: 'data-progress', data: 0.5 }`. */
export interface UIMessagePart {
  readonly type: string;
  readonly [field: string]: unknown;
}

/** Told of parts. One that throws is reported like an uncaught error and changes nothing. */
export type OnPart = (part: UIMessagePart) => void;

export interface PartReader {
  /** True once the message has said that it is over; its stream may still have other things to say. */
  readonly isFinished: boolean;
  /** @throws {InstantClientError} `invalid-frame`, and what the text's reading throws */
  read(text: string): Iterable<InstantEvent>;
}

export function createPartReader(answer: TextAnswer, onPart: OnPart | undefined): PartReader {
  let isFinished = false;
  /** The text that is the object, of this step. */
  let textId: unknown;
  let isNewStep = false;

  function* readText(id: unknown, delta: unknown): Iterable<InstantEvent> {
    if (typeof delta !== 'string') return;
    if (isNewStep) yield* answer.restart();
    isNewStep = false;
    textId ??= id;
    if (id === textId) yield* answer.feed(delta);
  }

  return {
    get isFinished() {
      return isFinished;
    },
    read(text) {
      const part = parsePart(text);
      if (onPart) tell(() => onPart(part));
      switch (part.type) {
        case 'start-step':
          isNewStep = true;
          textId = undefined;
          return [];
        case 'text-delta':
          return readText(part['id'], part['delta']);
        case 'reasoning-delta':
          return reasoningOf(part);
        case 'error':
          return [failed(part['errorText'])];
        case 'abort':
          return answer.stop();
        case 'finish':
          isFinished = true;
      }
      return metaOf(part);
    },
  };
}

function parsePart(text: string): UIMessagePart {
  let part: unknown;
  try {
    part = JSON.parse(text);
  } catch (cause) {
    throw unreadable(cause);
  }
  if (typeof getOwn(part, 'type') !== 'string') throw unreadable(undefined);
  // Its type is there; the other fields are looked at where they are read.
  return part as UIMessagePart;
}

function reasoningOf({ delta }: UIMessagePart): readonly InstantEvent[] {
  return typeof delta === 'string' ? [{ type: 'reasoning', delta }] : [];
}

/** What the AI SDK knows, and what its users put into `messageMetadata`: usage under either of its names, the model. */
function metaOf(part: UIMessagePart): readonly InstantEvent[] {
  const { type, messageId, finishReason, messageMetadata: told } = part;
  if (type !== 'start' && type !== 'finish' && type !== 'message-metadata') return [];
  const usage = getOwn(told, 'usage') ?? getOwn(told, 'totalUsage');
  const model = getOwn(told, 'model') ?? getOwn(told, 'modelId');
  const meta: InstantMeta = {
    ...(typeof messageId === 'string' && { id: messageId }),
    ...(typeof model === 'string' && { model }),
    ...(typeof finishReason === 'string' && { finishReason }),
    ...(usage !== undefined && { usage: usageOf(usage) }),
  };
  return Object.keys(meta).length === 0 ? [] : [{ type: 'meta', ...meta }];
}

function usageOf(usage: unknown): NonNullable<InstantMeta['usage']> {
  const inputTokens = getOwn(usage, 'inputTokens');
  const outputTokens = getOwn(usage, 'outputTokens');
  return {
    ...(typeof inputTokens === 'number' && { inputTokens }),
    ...(typeof outputTokens === 'number' && { outputTokens }),
  };
}

function failed(errorText: unknown): InstantEvent {
  const message =
    typeof errorText === 'string' && errorText !== '' ? errorText : 'The source failed.';
  return { type: 'error', code: 'source-failed', message };
}

function unreadable(cause: unknown): InstantClientError {
  return new InstantClientError(
    'protocol',
    'invalid-frame',
    'The stream carried a message that is neither a frame of Fieldwise nor a part of an AI SDK UI message stream. What ' +
      'had arrived is kept; look at the raw response.',
    { cause },
  );
}

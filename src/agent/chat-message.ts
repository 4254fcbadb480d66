// In: messages of an earlier conversation, as callers write them. Out: the request's own copies of them.
// The text may be in parts, with images and files between; a model gets the text, and those beside it.
// Knows nothing of prompts.

import { kindOf } from '../internal/kind-of.js';
import { toAttachment, type Attachment } from './attachment.js';
import { AgentError } from './error.js';
import type { ModelAttachment } from './model.js';

/** One message of a conversation. */
export interface ChatMessage {
  /** `system`, `developer`, `user`, `assistant`, or a name that `roles` maps to one of them. */
  readonly role: string;
  readonly content: string | readonly ChatPart[];
}

/** A part of a message. */
export type ChatPart = { readonly type: 'text'; readonly text: string } | Attachment;

/** A message that is the request's own. */
export interface KeptMessage {
  readonly role: string;
  readonly content: string;
  readonly attachments: readonly ModelAttachment[];
  /** It was said before, so that a placeholder in it is none. */
  readonly isSaid?: boolean;
}

/** @throws {AgentError} `invalid-prompt` for what is no message. */
export function keepMessages(messages: readonly ChatMessage[]): readonly KeptMessage[] {
  if (!Array.isArray(messages)) throw invalid(messages);
  return (messages as readonly ChatMessage[]).map(keepMessage);
}

/** @throws {AgentError} `invalid-prompt` for what is no message. */
export function keepMessage(message: ChatMessage): KeptMessage {
  // Types promise it, but plain JavaScript may pass anything.
  const isMessage = typeof message === 'object' && message !== null;
  if (!isMessage || typeof message.role !== 'string') throw invalid(message);
  const { role, content } = message;
  if (typeof content === 'string') return { role, content, attachments: [] };
  if (!Array.isArray(content)) throw invalid(message);
  const parts = content as readonly ChatPart[];
  const texts = parts.flatMap((part) => (part?.type === 'text' ? [part.text] : []));
  if (texts.some((text) => typeof text !== 'string')) throw invalid(message);
  const files = parts.flatMap((part) => (part?.type === 'text' ? [] : [toAttachment(part)]));
  return { role, content: texts.join('\n'), attachments: files };
}

function invalid(value: unknown): AgentError {
  return new AgentError(
    'invalid-prompt',
    `The slot \`chatHistory\` holds ${kindOf(value)}. Give it messages: { role: 'user', content: 'Hello' }.`,
  );
}

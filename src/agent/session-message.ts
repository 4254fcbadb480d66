// In: messages as callers, stores and files have them. Out: copies that are a session's own, and the same as plain data.
// Bytes become base64 and addresses texts, as which they are taken again.
// Knows nothing of turns or sessions.

import { kindOf } from '../internal/kind-of.js';
import { keepMessages, type ChatMessage, type ChatPart, type KeptMessage } from './chat-message.js';
import { AgentError } from './error.js';
import type { SavedSession } from './session.js';

/** @throws {AgentError} `invalid-prompt` */
export function ownMessages(messages: readonly ChatMessage[]): readonly ChatMessage[] {
  return keepMessages(messages).map(ownMessage);
}

function ownMessage({ role, content, attachments }: KeptMessage): ChatMessage {
  if (attachments.length === 0) return Object.freeze({ role, content });
  const files = attachments.map((file) => ({ type: 'file' as const, ...file }));
  const texts = content === '' ? [] : [{ type: 'text' as const, text: content }];
  return Object.freeze({ role, content: [...texts, ...files] });
}

/** The message as JSON has it. */
export function toPlainMessage({ role, content }: ChatMessage): ChatMessage {
  return { role, content: typeof content === 'string' ? content : content.map(toPlainPart) };
}

/** The part as JSON has it. */
export function toPlainPart<Part extends ChatPart>(part: Part): Part {
  if (part.type !== 'file') return part;
  const { data } = part;
  if (data instanceof URL) return { ...part, data: data.href };
  return typeof data === 'string' ? part : { ...part, data: toBase64(data) };
}

/** Bytes that are put together at once: `fromCharCode` takes no more arguments than fit the stack. */
const BLOCK = 0x80_00;

function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += BLOCK)
    text += String.fromCharCode(...bytes.subarray(at, at + BLOCK));
  return btoa(text);
}

/** @throws {AgentError} `invalid-session` for what no session was saved as. */
export function readSaved(saved: unknown): SavedSession {
  const isSaved =
    typeof saved === 'object' &&
    saved !== null &&
    'version' in saved &&
    saved.version === 1 &&
    'id' in saved &&
    typeof saved.id === 'string' &&
    'messages' in saved &&
    Array.isArray(saved.messages);
  if (!isSaved)
    throw new AgentError(
      'invalid-session',
      `What a session is to be made of is ${kindOf(saved)}. Pass what its toJSON() gave: { version: 1, id, messages }.`,
    );
  const messages = saved.messages as readonly ChatMessage[];
  return { version: 1, id: saved.id as string, messages: ownMessages(messages) };
}

// In: what a request holds. Out: the same as plain data, each slot under the name of the method that sets it.
// Bytes become base64 and addresses texts, as which the slots take them again.
// Knows nothing of files or of how prompts are written.

import type { Attachment } from './attachment.js';
import type { ChatMessage, KeptMessage } from './chat-message.js';
import type { JsonSchema, ModelAttachment, ModelOptions } from './model.js';
import type { PromptSlots, Roles, Titles } from './prompt.js';
import { toPlainMessage, toPlainPart } from './session-message.js';
import type { Mappings, PromptValue } from './slot-value.js';
import type { ValueSlot } from './value-slots.js';

/** The slots of a request as data that JSON can hold. Placeholders are not filled. */
export interface SavedPrompt extends Readonly<Partial<Record<ValueSlot, PromptValue>>> {
  readonly sections?: Readonly<Record<string, PromptValue>>;
  readonly attachment?: readonly Attachment[];
  readonly chatHistory?: readonly ChatMessage[];
  readonly options?: ModelOptions;
  readonly mappings?: Mappings;
  readonly titles?: Titles;
  readonly roles?: Roles;
  /** What the answer looks like. */
  readonly outputSchema?: JsonSchema;
}

export function toSavedPrompt(slots: PromptSlots, outputSchema?: JsonSchema): SavedPrompt {
  const { attachments = [], chatHistory = [], ...others } = slots;
  return {
    ...others,
    ...(attachments.length > 0 && { attachment: attachments.map(toPart) }),
    ...(chatHistory.length > 0 && { chatHistory: chatHistory.map(toMessage) }),
    ...(outputSchema !== undefined && { outputSchema }),
  };
}

function toPart(attachment: ModelAttachment): Attachment {
  return toPlainPart({ type: 'file', ...attachment });
}

function toMessage({ role, content, attachments }: KeptMessage): ChatMessage {
  if (attachments.length === 0) return { role, content };
  const files = attachments.map((file) => ({ type: 'file' as const, ...file }));
  return toPlainMessage({ role, content: [{ type: 'text', text: content }, ...files] });
}

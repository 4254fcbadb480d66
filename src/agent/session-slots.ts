// In: the slots of a request. Out: the same with a conversation before them, and what a session is told of them.
// What was said stands behind the history of the request's own, and nothing in it is a placeholder.
// Knows nothing of sessions or models.

import { keepMessage, type ChatMessage } from './chat-message.js';
import { renderQuestion, type PromptSlots } from './prompt.js';
import type { FinishedTurn } from './session.js';
import { fill } from './slot-value.js';
import { VALUE_SLOTS } from './value-slots.js';

/** What a turn says of its request, whatever came of it. */
export type Asked = Pick<FinishedTurn, 'slots' | 'message' | 'attachments'>;

export function withSaid(slots: PromptSlots, said: readonly ChatMessage[]): PromptSlots {
  const messages = said.map((message) => ({ ...keepMessage(message), isSaid: true }));
  return { ...slots, chatHistory: [...(slots.chatHistory ?? []), ...messages] };
}

export function askedBy(slots: PromptSlots): Asked {
  const { mappings = {}, attachments = [], sections = {} } = slots;
  const own = VALUE_SLOTS.filter((slot) => slots[slot] !== undefined).map(
    (slot) => [slot, fill(slots[slot], mappings)] as const,
  );
  return {
    slots: { ...(fill(sections, mappings) as object), ...Object.fromEntries(own) },
    message: renderQuestion(slots),
    attachments,
  };
}

// In: the messages of a conversation. Out: its turns, and how long they are.
// What the system or the developer says is a turn of its own, and stays whatever else is forgotten.
// Knows nothing of sessions.

import type { ChatMessage } from './chat-message.js';
import type { Turn } from './session.js';

/** A turn begins where the user speaks after somebody else did. */
export function toTurns(messages: readonly ChatMessage[]): readonly Turn[] {
  const turns: ChatMessage[][] = [];
  let last: ChatMessage | undefined;
  for (const message of messages) {
    const isNew =
      last === undefined ||
      isOfSystem(message) ||
      isOfSystem(last) ||
      (message.role === 'user' && last.role !== 'user');
    if (isNew) turns.push([message]);
    else turns.at(-1)?.push(message);
    last = message;
  }
  return turns;
}

function isOfSystem({ role }: ChatMessage): boolean {
  return role === 'system' || role === 'developer';
}

/** True of what is never forgotten. */
export function isPinned(turn: Turn): boolean {
  return turn.every(isOfSystem);
}

/** The text of a message, without what is attached. */
export function textOf({ content }: ChatMessage): string {
  if (typeof content === 'string') return content;
  return content.flatMap((part) => (part.type === 'text' ? [part.text] : [])).join('\n');
}

// In: an answer's text and a way to chunk it. Out: the chunks; joined they are the text again.
// Borders fall where a model's tokenizer would put them: mid-word, after a quote, between brackets.
// Knows nothing of servers or timing.

import type { Chunking } from '../shared/settings.js';

/** Short runs of letters (with the space before them), of digits, of space, of punctuation. */
const TOKEN = /[ ]?\p{L}{1,6}|\p{N}{1,3}|\n[ ]*|[ ]|[^\s\p{L}\p{N}]{1,3}|\s/gu;

const tokensPerChunk = { token: 1, words: 6, block: 48 } as const;

/**
 * Cuts `text` into chunks. Never inside a surrogate pair: the wire format is JSON text, and half a pair is not text.
 */
export function splitTokens(text: string, chunking: Chunking): string[] {
  if (chunking === 'character') return Array.from(text);
  const tokens = text.match(TOKEN) ?? [];
  const size = tokensPerChunk[chunking];
  const chunks: string[] = [];
  for (let at = 0; at < tokens.length; at += size)
    chunks.push(tokens.slice(at, at + size).join(''));
  return chunks;
}

// In: a recorded answer and a fault. Out: the text and finish reason a misbehaving model would send.
// Knows nothing of chunks, timing or connections: the `dropped` fault is the stand-in's own business.

import type { Fault } from '../shared/settings.js';

/** What a model sent, and why it says it stopped. */
export interface ModelAnswer {
  readonly text: string;
  readonly finishReason: 'stop' | 'length';
}

const TRUNCATED_AT = 0.62;

/** Spoils a clean answer the way models do. */
export function breakAnswer(text: string, fault: Fault): ModelAnswer {
  switch (fault) {
    case 'fenced':
      return { text: `\`\`\`json\n${text}\n\`\`\`\n`, finishReason: 'stop' };
    case 'prose':
      return {
        text: `Sure! Here is the answer you asked for, in the shape you described:\n\n${text}\n\nLet me know if you would like anything changed.`,
        finishReason: 'stop',
      };
    case 'truncated':
      return {
        text: text.slice(0, Math.floor(text.length * TRUNCATED_AT)),
        finishReason: 'length',
      };
    case 'mistyped':
      return {
        text: JSON.stringify(mistype({ ...JSON.parse(text), extra: true }), null, 2),
        finishReason: 'stop',
      };
    default:
      return { text, finishReason: 'stop' };
  }
}

/** The first text of an object becomes a number, its numbers become text, and of each list one item is wrong or left out. */
function mistype(object: object): object {
  const entries = Object.entries(object);
  const firstText = entries.find(([, value]) => typeof value === 'string')?.[0];
  return Object.fromEntries(
    entries.map(([key, value]) => [key, key === firstText ? 42 : mistypeValue(value)]),
  );
}

function mistypeValue(value: unknown): unknown {
  if (typeof value === 'number') return `about ${value}`;
  if (Array.isArray(value)) {
    return typeof value[1] === 'object'
      ? value.map((item: unknown, index) => (index === 1 ? mistypeValue(item) : item))
      : value.slice(0, -1);
  }
  return typeof value === 'object' && value !== null ? mistype(value) : value;
}

// In: an Accept header. Out: the one format to answer in.
// Server-sent events unless something else is preferred; one JSON body only when nothing that streams is welcome.
// Knows nothing of bodies or events.

import type { StreamFormat } from './transcript.js';

/** In order of preference, for equal weights. */
const OFFERS: readonly {
  readonly format: StreamFormat | 'json';
  readonly types: readonly string[];
}[] = [
  { format: 'sse', types: ['text/event-stream', 'text/*', '*/*'] },
  { format: 'ndjson', types: ['application/x-ndjson', 'application/*'] },
  { format: 'json', types: ['application/json'] },
];

export function negotiate(accept: string | null): StreamFormat | 'json' {
  const ranges = (accept ?? '').split(',').map(readRange);
  const weighed = OFFERS.map(({ format, types }) => {
    const weights = ranges.filter(({ type }) => types.includes(type)).map(({ weight }) => weight);
    return { format, weight: Math.max(0, ...weights) };
  });
  const best = Math.max(...weighed.map(({ weight }) => weight));
  return weighed.find(({ weight }) => weight === best)?.format ?? 'sse';
}

function readRange(range: string): { type: string; weight: number } {
  const [type = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
  const quality = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
  const weight = quality === undefined ? 1 : Number(quality);
  return { type, weight: Number.isNaN(weight) ? 0 : weight };
}

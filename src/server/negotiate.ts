// In: an Accept header. Out: the one format to answer in, or a refusal that names what there is.
// Each format has the weight of the range that names it most closely; server-sent events go first among equals.
// Knows nothing of bodies or events.

import { ServerError } from './error.js';
import type { StreamFormat } from './transcript.js';

/** In order of preference, for equal weights: one JSON body only when nothing that streams is as welcome. */
const OFFERS: readonly { readonly format: StreamFormat | 'json'; readonly type: string }[] = [
  { format: 'sse', type: 'text/event-stream' },
  { format: 'ndjson', type: 'application/x-ndjson' },
  { format: 'json', type: 'application/json' },
];

interface Range {
  readonly type: string;
  /** From 0, which excludes, to 1. */
  readonly weight: number;
}

/** @throws {ServerError} `not-acceptable` */
export function negotiate(accept: string | null): StreamFormat | 'json' {
  const header = accept?.trim() || '*/*';
  // A quoted parameter may hold what separates ranges and parameters.
  const ranges = header
    .replaceAll(/"[^"]*"/g, '')
    .split(',')
    .map(readRange);
  const weighed = OFFERS.map(({ format, type }) => ({ format, weight: weightOf(type, ranges) }));
  const best = weighed.reduce((first, next) => (next.weight > first.weight ? next : first));
  if (best.weight > 0) return best.format;
  throw new ServerError(
    'not-acceptable',
    406,
    `This route answers with text/event-stream, application/x-ndjson or application/json; the request accepts none: ` +
      `got ${JSON.stringify(header.slice(0, 80))}. Name one of them in Accept, or leave it out.`,
  );
}

/** The closest range decides; of one that is named twice, the greater weight. */
function weightOf(type: string, ranges: readonly Range[]): number {
  for (const name of [type, `${type.split('/')[0]}/*`, '*/*']) {
    const weights = ranges.filter((range) => range.type === name).map(({ weight }) => weight);
    if (weights.length > 0) return Math.max(...weights);
  }
  return 0;
}

/** A range with a weight that is none says nothing: its type is ''. */
function readRange(text: string): Range {
  const [type = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase());
  const quality = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
  const weight = quality === undefined ? 1 : Number(quality || Number.NaN);
  return weight >= 0 && weight <= 1 ? { type, weight } : { type: '', weight: 0 };
}

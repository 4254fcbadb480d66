// In: nothing. Out: who answers: the model behind the playground, an endpoint of the reader's own, or a text they pasted.
// A key is no part of it: it travels in a header, so that neither an address, a cache nor an export ever holds it.

import { z } from 'zod';

export const MAX_TEXT = 100_000;

/** The header an endpoint's key travels in, as far as the playground's own server. */
export const KEY_HEADER = 'x-playground-key';

/** Who answers any question. */
export const answerers = {
  model: { label: 'Model', hint: 'the one the playground was started with' },
  endpoint: { label: 'Endpoint', hint: 'yours: any server that speaks OpenAI’s protocol' },
} as const;

export const sources = {
  ...answerers,
  text: { label: 'Paste', hint: 'raw output of a model, streamed as it is' },
} as const;

export type SourceKind = keyof typeof sources;

/** Who answers, as it travels. */
export const sourceSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('model') }),
  z.object({
    kind: z.literal('endpoint'),
    baseURL: z
      .url({ protocol: /^https?$/, error: 'A URL that begins with http:// or https://.' })
      .max(500),
    model: z.string().min(1, 'The name the endpoint has for its model.').max(200),
  }),
  z.object({
    kind: z.literal('text'),
    text: z.string().min(1, 'The text to stream.').max(MAX_TEXT),
  }),
]);

export type Source = z.infer<typeof sourceSchema>;

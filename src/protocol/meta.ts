// In: nothing. Out: the types of what a provider says of a call beside the answer.
// Knows nothing of events.

/** What an answer goes by, as the provider names it: a page, or a document. */
export interface InstantSource {
  readonly id?: string;
  readonly url?: string;
  readonly title?: string;
  /** Of a document. */
  readonly mediaType?: string;
  readonly filename?: string;
}

/** What the provider said of the call. Counts are tokens; absent means the provider did not say. */
export interface InstantMeta {
  readonly id?: string;
  readonly model?: string;
  readonly finishReason?: string;
  readonly usage?: { readonly inputTokens?: number; readonly outputTokens?: number };
  /** All that were named so far. */
  readonly sources?: readonly InstantSource[];
}

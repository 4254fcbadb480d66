// In: nothing. Out: the type of a running answer on its way from a server to a page.
// Plain data and one stream, because that is what frameworks carry from server to client components.
// Knows nothing of who makes one or who goes on with it.

declare const answerOf: unique symbol;

/**
 * An answer that is handed over while it streams: what has arrived, and what is still to come. To be passed on as it is,
 * as a prop from a server component to a client component.
 */
export interface HandOver<T = unknown, Input = unknown> {
  /** Names the run on the client. */
  readonly id: string;
  /** What is asked again, should the page ask for the answer anew. */
  readonly input: Input;
  /** Frames of what had arrived, one per line. */
  readonly head: string;
  /** Frames of what came later, whole lines at a time. Can be read once. */
  readonly rest: ReadableStream<string>;
  /** For the compiler alone. */
  readonly [answerOf]?: T;
}

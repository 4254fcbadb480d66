// In: pieces of a text and the time between them. Out: the pieces, one by one, as a model would send them.
// Both sides of the race listen to one of these each, at the same pace.

/** What both sides are given. */
export interface Speech {
  readonly pieces: readonly string[];
  /** Before each piece. */
  readonly delayMs: number;
  /** Waited for before each piece in place of the delay. */
  readonly wait?: ((index: number, signal: AbortSignal) => Promise<void>) | undefined;
}

export async function* speak(
  { pieces, delayMs, wait }: Speech,
  signal: AbortSignal,
): AsyncGenerator<string> {
  for (const [index, piece] of pieces.entries()) {
    await (wait ? wait(index, signal) : new Promise((resolve) => setTimeout(resolve, delayMs)));
    if (signal.aborted) return;
    yield piece;
  }
}

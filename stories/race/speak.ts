// In: a text, the size of its pieces and the time between them. Out: the pieces, one by one, as a model would send them.
// Both sides of the race listen to one of these each, at the same pace.

/** What both sides are given. */
export interface Speech {
  readonly text: string;
  readonly chunkSize: number;
  readonly delayMs: number;
}

export async function* speak(
  { text, chunkSize, delayMs }: Speech,
  signal: AbortSignal,
): AsyncGenerator<string> {
  for (let at = 0; at < text.length && !signal.aborted; at += chunkSize) {
    await new Promise((resolve) => setTimeout(resolve, delayMs));
    yield text.slice(at, at + chunkSize);
  }
}

// In: the text before a cut, and the text that goes on, in chunks. Out: what of it is new, chunk by chunk.
// Models begin again a little before the cut, or at the very start: what they repeat is left out.
// Knows nothing of JSON or models.

/** How much of the beginning is looked at before anything of it is passed on. */
const LOOK = 256;
/** Less than this in common is chance. */
const LEAST = 8;

/** Where one text goes on in another. */
export class Joint {
  readonly #before: string;
  #waiting: string | undefined = '';

  constructor(before: string) {
    this.#before = before;
  }

  /** What is new; `''` while it is not known yet. */
  feed(text: string): string {
    if (this.#waiting === undefined) return text;
    this.#waiting += text;
    const isRepeating =
      this.#waiting.length < this.#before.length && this.#before.startsWith(this.#waiting);
    return isRepeating || this.#waiting.length < LOOK ? '' : this.#join(this.#waiting);
  }

  /** The rest, when nothing more comes. */
  end(): string {
    return this.#waiting === undefined ? '' : this.#join(this.#waiting);
  }

  #join(waiting: string): string {
    this.#waiting = undefined;
    const text = waiting.replace(/^\s*```json[^\n]*\n/, '');
    return text.slice(overlap(this.#before, text));
  }
}

/** How much of `text` the end of `before` has already, or the whole of it. */
function overlap(before: string, text: string): number {
  if (before !== '' && text.startsWith(before)) return before.length;
  for (let length = Math.min(before.length, text.length); length >= LEAST; length--) {
    if (before.endsWith(text.slice(0, length))) return length;
  }
  return 0;
}

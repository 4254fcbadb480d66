// In: text as it arrives, in bursts. Out: the same text at an even pace, cut where a reader would cut it.
// What is whole is shown within a fifth of a second of its arrival; a finished text does not wait at all.
// Knows nothing of runs, paths or React.

import { check } from '../internal/usage-error.js';

/** What text is cut into: characters as they are seen, words, or sentences. */
export type PaceUnit = 'char' | 'word' | 'sentence';

/** Where paced text goes. */
export interface TextReveal {
  /** Takes the whole text so far; one that `isFinal` is shown at once. */
  readonly show: (text: string, isFinal: boolean) => void;
  /** Ends it; what is not shown yet never is. */
  readonly end: () => void;
}

/** Stands between a growing text and the element that shows it; see {@link paceText}. */
export type TextPace = (write: (text: string) => void) => TextReveal;

/** Text is spread over this long from the first frame after its arrival: with that frame and a late one, 200 ms. */
const SPREAD_MS = 160;

/** A frame's length, where there was none before to measure. */
const FRAME_MS = 16;

/** Places where text may be cut. Without the flag `u`, so that every index is one of a string. */
const BOUNDARY: Readonly<Record<PaceUnit, RegExp>> = {
  // Not inside a pair, and not before what joins, marks or colours the character before it.
  // oxlint-disable-next-line no-misleading-character-class -- each of them is meant by itself
  char: /(?<!\u200D)(?![\uDC00-\uDFFF\u200D\uFE0F\u0300-\u036F\u20D0-\u20FF]|\uD83C[\uDFFB-\uDFFF])/g,
  // After a space; in scripts without spaces, after each character.
  word: /(?!\s)(?<=[\s\u3040-\u30FF\u3400-\u9FFF])/g,
  sentence: /(?!\s)(?<=[.!?…]["'”’)\]]*\s+|[。！？]["'”’)\]」』]*|\n)/g,
};

/**
 * Makes text appear at an even pace although it arrives in bursts: by characters, words or sentences. However much
 * arrived, what of it is whole is shown 200 ms later (where the browser has frames to show it in), and everything with
 * the end of the text: nothing lags behind. Where less motion is preferred, and in a page that is not seen, text is
 * shown as it comes.
 *
 * @throws {UsageError} `invalid-option`
 * @example
 * ```tsx
 * const byWord = paceText('word');
 *
 * export const Body = () => <StructuredText path="body" as="p" pace={byWord} />;
 * ```
 */
export function paceText(unit: PaceUnit): TextPace {
  check(Object.hasOwn(BOUNDARY, unit), 'unit', 'char, word or sentence', unit);
  // Its own copy: a pattern remembers where it was.
  return (write) => new Reveal(new RegExp(BOUNDARY[unit]), write);
}

class Reveal implements TextReveal {
  readonly #boundary: RegExp;
  readonly #write: (text: string) => void;
  #text = '';
  #shown = 0;
  #frame: number | undefined;
  #time: number | undefined;
  /** Up to where there was text at a frame, and when that much is shown at the latest. */
  #arrivals: { readonly end: number; readonly due: number }[] = [];

  constructor(boundary: RegExp, write: (text: string) => void) {
    this.#boundary = boundary;
    this.#write = write;
  }

  readonly show = (text: string, isFinal: boolean): void => {
    const goesOn = text.startsWith(this.#text.slice(0, this.#shown));
    this.#text = text;
    if (isFinal || !goesOn || !canPace()) return this.#reveal(text.length);
    this.#await();
  };

  readonly end = (): void => {
    if (this.#frame !== undefined) cancelAnimationFrame(this.#frame);
    this.#frame = undefined;
    this.#time = undefined;
    this.#arrivals = [];
  };

  #await(): void {
    if (this.#shown < this.#text.length) this.#frame ??= requestAnimationFrame(this.#step);
  }

  readonly #step = (time: number): void => {
    const passed = Math.max(1, time - (this.#time ?? time - FRAME_MS));
    this.#frame = undefined;
    this.#time = time;
    const { length } = this.#text;
    if ((this.#arrivals.at(-1)?.end ?? this.#shown) < length) {
      this.#arrivals.push({ end: length, due: time + SPREAD_MS });
    }
    // As far as the most urgent needs, when all frames until then do as much as this one.
    let wanted = this.#shown + 1;
    for (const { end, due } of this.#arrivals) {
      const share = passed / Math.max(passed, due - time);
      wanted = Math.max(wanted, this.#shown + Math.ceil((end - this.#shown) * share));
    }
    const end = this.#boundaryFrom(Math.min(wanted, length));
    if (end === undefined) return void (this.#time = undefined);
    this.#reveal(end);
    this.#arrivals = this.#arrivals.filter((arrival) => arrival.end > end);
    this.#await();
  };

  /** The first place at or after `at` where the text may be cut, or else the last one that is not shown yet. */
  #boundaryFrom(at: number): number | undefined {
    const next = this.#find(at);
    if (next !== undefined) return next;
    let last: number | undefined;
    let found = this.#find(this.#shown + 1);
    while (found !== undefined) {
      last = found;
      found = this.#find(found + 1);
    }
    return last;
  }

  #find(from: number): number | undefined {
    this.#boundary.lastIndex = from;
    return this.#boundary.exec(this.#text)?.index;
  }

  #reveal(end: number): void {
    if (end === this.#text.length) this.end();
    this.#shown = end;
    this.#write(this.#text.slice(0, end));
  }
}

function canPace(): boolean {
  return (
    typeof requestAnimationFrame === 'function' &&
    document.visibilityState === 'visible' &&
    // Where nothing can be asked, as in jsdom, nothing was said of motion.
    !(typeof matchMedia === 'function' && matchMedia('(prefers-reduced-motion: reduce)').matches)
  );
}

// In: the text before a cut, and the text that goes on, in chunks. Out: what of it is new, chunk by chunk.
// Models begin again a little before the cut, or at the very start. Grammar says where that is so; without it only length does.
// Knows nothing of models or answers.

import { createInstantParser, type InstantParser } from '../protocol/index.js';

/** How much of the beginning is looked at before anything of it is passed on. */
const LOOK = 256;
/** Less than this in common says nothing where there is no grammar: lists and lines repeat themselves. */
const LONG = 64;
/** Each place to go on from costs a reading of the text before it. */
const MOST_PLACES = 8;

const FENCE = /^\s*```\w*[^\S\n]*\n/;
/** So long are a fence and what stands before it. */
const LOOK_FOR_FENCE = 32;

/** Where one text goes on in another. */
export class Joint {
  readonly #before: string;
  readonly #isJson: boolean;
  #isUnfenced: boolean;
  #waiting: string | undefined = '';
  /** How much of the text before the cut was said once more, from its beginning; -1 when something else was. */
  #again = 0;
  /** Of the text as it goes on, and of what came alone: both may be the answer. */
  #rivals: readonly [kept: InstantParser, anew: InstantParser] | undefined;

  /** @param isJson false for plain text */
  constructor(before: string, isJson: boolean) {
    this.#before = isJson ? before.replace(FENCE, '') : before;
    this.#isJson = isJson;
    this.#isUnfenced = !isJson;
  }

  /** What is new; `''` while it is not known yet. */
  feed(text: string): string {
    if (this.#waiting === undefined) return text;
    this.#waiting += text;
    if (this.#rivals !== undefined) return this.#judge(text, false);
    if (this.#isUnfenced) return this.#take(text);
    return this.#waiting.length < LOOK_FOR_FENCE ? '' : this.#take(this.#unfence());
  }

  /** The rest, when nothing more comes. */
  end(): string {
    if (this.#waiting === undefined) return '';
    if (this.#rivals !== undefined) return this.#judge('', true);
    if (!this.#isUnfenced) this.#compare(this.#unfence());
    return this.#join(this.#waiting, true);
  }

  #unfence(): string {
    this.#isUnfenced = true;
    return (this.#waiting = this.#waiting?.replace(FENCE, '') ?? '');
  }

  #take(text: string): string {
    const waiting = (this.#waiting ??= '');
    this.#compare(text);
    const isRepeating = this.#again >= 0 && this.#again < this.#before.length;
    return isRepeating || waiting.length < LOOK ? '' : this.#join(waiting, false);
  }

  /** Each character once. */
  #compare(text: string): void {
    if (this.#again < 0) return;
    const next = text.slice(0, this.#before.length - this.#again);
    this.#again = this.#before.startsWith(next, this.#again) ? this.#again + next.length : -1;
  }

  #join(waiting: string, isEnd: boolean): string {
    const lengths = this.#overlaps(waiting);
    const kept = this.#isJson ? read(this.#before) : undefined;
    if (kept === undefined || isBroken(kept)) return this.#settle(longOf(lengths));
    kept.feed(waiting);
    if (isBroken(kept)) {
      const fits = (length: number) => !isBroken(read(this.#before, waiting.slice(length)));
      return this.#settle(lengths.slice(0, MOST_PLACES).find(fits) ?? longOf(lengths));
    }
    if (kept.isComplete || this.#again < this.#before.length) return this.#settle(0);
    this.#rivals = [kept, read(waiting)];
    return this.#judge('', isEnd);
  }

  /** A list of lists may go on with what it began with. */
  #judge(text: string, isEnd: boolean): string {
    const whole = this.#before.length;
    for (const rival of this.#rivals ?? []) rival.feed(text);
    const [kept, anew] = this.#rivals ?? [];
    if (kept?.isComplete === true) return this.#settle(0);
    if (kept?.error !== undefined) return this.#settle(whole);
    if (anew?.error !== undefined) return this.#settle(0);
    if (!isEnd) return '';
    return this.#settle(anew?.isComplete === true ? whole : longOf([whole]));
  }

  #settle(length: number): string {
    const text = this.#waiting ?? '';
    this.#waiting = undefined;
    this.#rivals = undefined;
    return text.slice(length);
  }

  /** How much of `text` the end of what was before has already, or the whole of it; the longest first. */
  #overlaps(text: string): readonly number[] {
    const most = Math.min(this.#before.length, text.length, LOOK);
    const lengths = this.#again === this.#before.length && this.#again > most ? [this.#again] : [];
    for (let length = most; length > 0; length--) {
      if (this.#before.endsWith(text.slice(0, length))) lengths.push(length);
    }
    return lengths;
  }
}

function longOf(lengths: readonly number[]): number {
  const [longest = 0] = lengths;
  return longest < LONG ? 0 : longest;
}

function read(...texts: readonly string[]): InstantParser {
  const parser = createInstantParser({ strict: true });
  for (const text of texts) parser.feed(text);
  return parser;
}

/** What stands behind a whole answer breaks nothing. */
function isBroken(parser: InstantParser): boolean {
  return parser.error !== undefined && !parser.isComplete;
}

// In: where values without quotes end, and the word that follows one on its line. Out: whether it is more of it, and what both are.
// Another group of a number's digits makes a number of the two; any other word makes a text.
// Knows nothing of the grammar around them, nor of who is told.

/** Longest number in groups, and longest value that is told anew for each word behind a comma. */
const MAX_NUMBER = 40;

/** A number whose thousands stand in groups, all of them behind a comma or all behind a space. */
const GROUPS = /^[+-]?[1-9]\d*(?:(?:,\d{3})+|(?:[ \u00a0\u202f]+\d{3})+)(?:\.\d+)?$/;

/** How much space is kept between two words. */
const MAX_SPACE = 64;

/** A digit, or a number in another base than ten. */
const ENDS_IN_NUMBER = /\d$|^[+-]?0x[\da-f]+$/i;

/** What two words are together. */
export interface JoinedValue {
  readonly kind: 'number' | 'unquoted-string';
  readonly value: number | string;
  /** As it is written. */
  readonly text: string;
}

/** Remembers the value that closed last, while the open word may be more of it. Offsets are those of the text. */
export class PlainValue {
  /** Where it ended; -1 when another value, a comment or a line came since. */
  #end = -1;
  /** The value that the open word or key may be more of; `''` for none. */
  #before = '';
  /** What stands between the two: a comma that may be part of a number, or space. */
  #joint = '';
  /** The space read behind the value. */
  #space = '';

  /** A number, literal or word ended there. */
  endAt(offset: number): void {
    this.#end = offset;
    this.#space = '';
  }

  /** The line is over, or another value came. */
  leave(): void {
    this.#end = -1;
  }

  /** A comment came: what follows it is no part of the value before it. */
  forget(): void {
    this.#end = -1;
    this.#before = '';
  }

  passSpace(code: number): void {
    if (code === 10 || code === 13) this.#end = -1;
    if (this.#end < 0 || this.#space.length >= MAX_SPACE) return;
    const space = String.fromCharCode(code);
    this.#space += /\s/.test(space) ? space : ' ';
  }

  /** The same line goes on behind it. */
  get isLast(): boolean {
    return this.#end >= 0;
  }

  /** A word begins there: after a comma that touches `number` it may be another group of its digits. */
  beginWord(offset: number, number: string | undefined): void {
    const isGroup = this.#end >= 0 && offset === this.#end + 1 && number !== undefined;
    this.#before = isGroup && ENDS_IN_NUMBER.test(number) ? number : '';
    this.#joint = ',';
  }

  /** A word begins there that is the next key, or more of `plain`. */
  beginBehind(offset: number, plain: string): void {
    this.#before = plain;
    this.#joint = offset === this.#end ? '' : this.#space || ' ';
  }

  /** The word that may begin is more of `plain`. */
  keep(plain: string): void {
    this.#before = plain;
    this.#joint = this.#space;
  }

  /** The open word is none of its own. */
  drop(): void {
    this.#before = '';
  }

  /** The open word may be more of it. */
  get mayGoOn(): boolean {
    return this.#before !== '';
  }

  /** The same, and no comma stands between them. */
  get isApart(): boolean {
    return this.#before !== '' && this.#joint !== ',';
  }

  /** How long it is, up to the open word. */
  get length(): number {
    return this.mayGoOn ? this.#before.length + this.#joint.length : 0;
  }

  /** It is no number in groups, and is not to be told anew at each comma. */
  get isLong(): boolean {
    return this.#before.length > MAX_NUMBER;
  }

  /** It and the word behind it, as they are written. */
  with(word: string): string {
    return this.#before + this.#joint + word;
  }

  /**
   * Where the two are a number and a remark begins behind it, with the character that follows `word`: the length of what
   * of the word is the number's; -1 elsewhere.
   */
  numberEnd(word: string, char: string): number {
    const [mark = ''] = /\s+$/.exec(word) ?? /\/$/.exec(word) ?? [];
    const isRemark = mark === '/' ? char !== '(' : mark !== '' && char === '(';
    const group = word.slice(0, word.length - mark.length);
    return isRemark && readGroups(this.with(group)) !== undefined ? group.length : -1;
  }

  /** The word is more of it. */
  join(word: string): JoinedValue {
    const text = this.with(word);
    this.#before = '';
    const value = readGroups(text);
    return value === undefined
      ? { kind: 'unquoted-string', value: text, text }
      : { kind: 'number', value, text };
  }
}

/** A number in groups, if none of its digits before the point is lost. */
function readGroups(text: string): number | undefined {
  if (text.length > MAX_NUMBER || !GROUPS.test(text)) return undefined;
  const value = Number(text.replaceAll(/[\s,]/g, ''));
  return Math.abs(value) <= Number.MAX_SAFE_INTEGER ? value : undefined;
}

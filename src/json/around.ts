// In: the characters around an answer that are passed over, one at a time. Out: what was passed over, once a stretch.
// The last stretch is told when the next begins, since only its next characters show what it is.
// Knows nothing of which value is the answer.

import type { OnRepair, Repair } from './repair.js';

const SPACE = ' \n\r\t';
const OPENING = '{[';
const CLOSING = '}]';

/** Follows what stands around values. */
export class Around {
  readonly #onRepair: OnRepair;
  /** The last stretch, not told yet. */
  #held: Repair | undefined;
  /** Its kind while it may go on. */
  #open: Repair['kind'] | undefined;
  /** Brackets that are open in another value. */
  #depth = 0;
  /** The last character stood in a comment. */
  #wasComment = false;
  /** The last character that is no space, where it stands, and how often it came in a row. */
  #last = '';
  #lastAt = 0;
  #run = 0;
  /** Where the last tag began. */
  #tagAt = 0;
  #isAtLine = true;
  #lineAt = 0;
  /** The same text from the end of a value that may still be the answer, as it is told if that is it. */
  #behind: Around | undefined;

  constructor(onRepair: OnRepair) {
    this.#onRepair = onRepair;
  }

  /** Reads a character; behind an answer a bracket may be a stray one, or begin another value. */
  see(char: string, offset: number, isBehind: boolean, isComment: boolean): void {
    this.#behind?.see(char, offset, true, isComment);
    const code = char.charCodeAt(0);
    // Most of what is passed over is words amid words.
    if (code > 96 && code < 123 && this.#open === 'surrounding-text') {
      this.#last = '';
      this.#isAtLine = false;
      return;
    }
    if (code === 10) this.#newLine(offset);
    // What its mark is shows at the mark's end.
    if (isComment && !this.#wasComment) this.#begin('comment', offset - (char === '-' ? 3 : 1));
    else if (!isComment && this.#open === 'comment') this.#open = undefined;
    this.#wasComment = isComment;
    if (isComment || SPACE.includes(char)) return;
    const last = this.#lastAt === offset - 1 ? this.#last : '';
    const brace = this.#last === '{' ? this.#lastAt : -1;
    const isAtLine = this.#isAtLine;
    this.#run = char === last ? this.#run + 1 : 1;
    this.#last = char;
    this.#lastAt = offset;
    this.#isAtLine = false;
    if (char === '<' || char === '◁' || char === '[') this.#tagAt = offset;
    if (this.#run === 3 && (char === '`' || char === '~')) this.#begin('fence', offset - 2);
    else if (isBehind && brace >= 0 && char === '"' && this.#open === 'surrounding-text') {
      this.#begin('other-value', brace);
      this.#depth = 1;
    } else this.#goOn(char, offset, isBehind, isAtLine);
  }

  #goOn(char: string, offset: number, isBehind: boolean, isAtLine: boolean): void {
    const isOpening = OPENING.includes(char);
    switch (this.#open) {
      case 'fence':
        return;
      case 'other-value':
        if (isOpening) this.#depth++;
        else if (CLOSING.includes(char) && --this.#depth === 0) this.#open = undefined;
        return;
      case 'stray-bracket':
        if (CLOSING.includes(char)) return;
        break;
      case 'surrounding-text':
        if (!isBehind || !isOpening || !isAtLine) return;
    }
    if (isBehind && isOpening) {
      this.#begin('other-value', offset);
      this.#depth = 1;
    } else if (/[\s\ufeff]/.test(char)) {
      if (this.#open === undefined) this.#begin('odd-space', offset);
    } else {
      const isStray = isBehind && CLOSING.includes(char);
      this.#begin(isStray ? 'stray-bracket' : 'surrounding-text', offset);
    }
  }

  /** A value closed that is the answer if no better one comes: tells what follows as standing behind it, too. */
  watch(onRepair: OnRepair): void {
    this.#behind = new Around(onRepair);
  }

  /** The character just read ends a thinking tag. */
  think(): void {
    this.#behind?.think();
    this.#begin('thinking', this.#tagAt);
    this.#open = undefined;
  }

  /** A value that began there is over and not the answer; one without content is prose. */
  passOver(offset: number, isProse: boolean): void {
    this.#behind?.passOver(offset, isProse);
    if (!isProse) {
      this.#begin('other-value', offset);
      this.#open = undefined;
    } else if (this.#open === undefined) this.#begin('surrounding-text', offset);
  }

  /** What was read of this line belongs to the value that begins. */
  dropLine(): void {
    this.drop(this.#lineAt);
  }

  /** What was read from there on belongs to the value that begins. */
  drop(from: number): void {
    this.#behind?.drop(from);
    if (this.#held !== undefined && this.#held.offset >= from) this.#held = undefined;
    this.#open = undefined;
  }

  /** Tells the last stretch, and ends it. */
  flush(): void {
    this.#behind?.flush();
    this.#behind = undefined;
    if (this.#held !== undefined) this.#onRepair(this.#held.kind, this.#held.offset);
    this.#held = undefined;
    this.#open = undefined;
    this.#last = '';
  }

  #newLine(offset: number): void {
    this.#lineAt = offset + 1;
    this.#isAtLine = true;
    if (this.#open === 'fence') this.#open = undefined;
  }

  /** Begins a stretch, or says what the one that began there is. */
  #begin(kind: Repair['kind'], offset: number): void {
    if (this.#held !== undefined && this.#held.offset < offset)
      this.#onRepair(this.#held.kind, this.#held.offset);
    this.#held = { kind, offset };
    this.#open = kind;
  }
}

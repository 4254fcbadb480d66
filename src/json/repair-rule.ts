// In: nothing. Out: what a rule of forgiveness is made of: what it may know, and the ways on it may choose.
// A rule sees one character and what was expected there; it never looks back and never looks ahead.
// Knows nothing of the rules there are, nor of how the grammar carries them out.

import type { RepairKind } from './repair.js';

/** What the grammar waits for. */
export type Expectation = 'key' | 'colon' | 'value' | 'separator';

/** What a rule may know. */
export interface RepairContext {
  readonly expects: Expectation;
  /** The innermost open container; the root counts as neither. */
  readonly isObject: boolean;
  /** Another container of the other kind is open around it. */
  readonly isInsideOther: boolean;
  /** A comma was just read. */
  readonly isAfterComma: boolean;
  /** The value just closed is a string, and the same line goes on. */
  readonly isAfterString: boolean;
  /** The value just closed is a string, on this line or another. */
  readonly isAfterText: boolean;
  /** That string ended at the character before. */
  readonly isTouching: boolean;
  /** The value just closed is a number, literal or word, and the same line goes on. */
  readonly isAfterPlain: boolean;
  /** That string is empty. */
  readonly isAfterEmpty: boolean;
  /** Around the open container stands one of the other kind, and around that none of the same kind as it. */
  readonly isLateBracket: boolean;
  /** The key ended at the character before, and holds a colon and the beginning of a value. */
  readonly isInOpenKey: boolean;
  /** A call such as `Decimal(` is open here. */
  readonly isInCall: boolean;
  /** A parenthesis is open, here or around. */
  readonly isInRound: boolean;
}

/**
 * How to go on: pass the character over · pass it over as space · read another character in its place, which always
 * fits · read others in its place, whether they fit or not · read another one before it · begin a string that ends at
 * the given quote · begin an unquoted word · begin one that is a key, an element or more of the plain value before it · go on with that value · decide with the next character what it is · go on inside the string that
 * seemed closed · begin that string anew, up to three quotes · pass the value over that has no key · the open object's
 * brace is doubled · the element that closed last is a key, and its list is over · the key's closing quote was another one's opening quote · the container closes, and what follows tells whether the one around it does · the open call ends · pass over what else it is called with · do without a value and read the character again · close every open container.
 */
export type RepairStep =
  | 'skip'
  | 'space'
  | 'triple'
  | 'pass-over'
  | 'double'
  | 'unlist'
  | 'late-value'
  | 'late-bracket'
  | 'end-call'
  | 'arguments'
  | { readonly instead: string }
  | { readonly as: string }
  | { readonly before: string }
  | { readonly quote: string }
  | 'word'
  | 'join'
  | 'go-on'
  | 'aside'
  | 'reopen'
  | 'no-value'
  | 'close-all';

/** One forgiveness: what stands where, and how to read on. */
export interface RepairRule {
  readonly kind: RepairKind;
  readonly expects: readonly Expectation[];
  readonly on: RegExp;
  readonly when?: (context: RepairContext) => boolean;
  readonly step: RepairStep | ((char: string, context: RepairContext) => RepairStep);
}

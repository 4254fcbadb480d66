// In: the text before a cut, and the beginning of what is to go on with it. Out: how much of that is not new.
// What begins again, or talks of itself, is left out where grammar or words leave no doubt; where they do, nobody guesses.
// Knows nothing of chunks, models or answers.

import { fitsBehind, type JsonState } from './json-state.js';
import { readOpening, type Opening } from './opening.js';
import { LOOK, overlapsOf, saidAgain } from './said-again.js';

export interface TextBefore {
  readonly text: string;
  /** Of strict JSON; `undefined` of anything else, which is read as prose. */
  readonly state: JsonState | undefined;
}

/** Rows that are alike are no repetition; so long ones may be, and what begins inside of a row as the row itself did. */
const LONG_ROW = 24;
const LONG_BEGINNING = 8;
const BEGINNING = /^(?:[{[]|"(?:[^"\\]|\\.)*"\s*:)/;
/** No object has the same key twice in a row. */
const MEMBERS = /^"(?:[^"\\]|\\.)*"\s*:[^{}[\]]*,\s*$/;
/** Each place to go on from costs a reading of what follows it. */
const MOST_PLACES = 8;

/** How many characters of `head` are not new; `undefined` where nobody can tell. */
export function findJoint(before: TextBefore, head: string): number | undefined {
  const { state } = before;
  if (state === undefined) return inProse(before.text, head);
  const fits = (text: string) => fitsBehind(state, text.slice(0, LOOK));
  const json: JsonBefore = { text: before.text, state, fits };
  return state.isString ? inString(json, head) : inStructure(json, head);
}

/** The text begins as the one before it did, with the same key, whatever it says of it. */
export function isAlike(text: string, before: string): boolean {
  const first = before.slice(0, before.indexOf(':') + 1);
  return first.length > 2 && text.startsWith(first);
}

interface JsonBefore {
  readonly text: string;
  readonly state: JsonState;
  readonly fits: (text: string) => boolean;
}

/** Between the strings of JSON only JSON fits. */
function inStructure(json: JsonBefore, head: string): number | undefined {
  for (const at of placesIn(head)) {
    const text = head.slice(at);
    const isFitting = json.fits(text);
    const again = isFitting ? saidInside(json, text) : onlyOverlap(json, text);
    if (again !== undefined) return at + again;
    if (isFitting) return undefined;
  }
  return undefined;
}

/** Where the rest may begin: at once, behind what the model says first, or behind a line of words in any language. */
function placesIn(head: string): readonly number[] {
  const opening = readOpening(head);
  const gaps = [...head.slice(0, LOOK).matchAll(/\n\s*/g)].slice(0, MOST_PLACES);
  const lines = gaps.map(({ index, 0: gap }) => index + gap.length);
  const spoken = lines.filter((at) =>
    /^[^"{}[\]]*\p{L}[^"{}[\]]*[:.!…`]\s*$/u.test(head.slice(0, at)),
  );
  return [0, opening.length, ...spoken].filter((at, index, all) => all.indexOf(at) === index);
}

/** What fits may be a repetition all the same; how much of it is one, `undefined` where it may be. */
function saidInside({ text: before, state, fits }: JsonBefore, text: string): number | undefined {
  // A number that stopped goes on, or is written once more.
  const token = /[-+.\w]+$/.exec(state.text)?.[0];
  if (token !== undefined && text.startsWith(token)) return undefined;
  const length = overlapsOf(before, text).find((each) => fits(text.slice(each))) ?? 0;
  const row = text.slice(0, length);
  if (MEMBERS.test(row)) return length;
  const isBeginning = BEGINNING.test(row) && !/,\s*$/.test(row);
  if (length < (isBeginning ? LONG_BEGINNING : LONG_ROW)) return 0;
  const isUsual = text.startsWith(row, length) || before.indexOf(row) < before.length - length;
  return isUsual ? 0 : undefined;
}

/** The length of the one repetition without which the text fits. */
function onlyOverlap({ text: before, fits }: JsonBefore, text: string): number | undefined {
  const whole = text.startsWith(before) ? [before.length] : [];
  const least = isAlike(text, before) ? before.indexOf(':') : 0;
  const overlaps = overlapsOf(before, text).filter((length) => length > least);
  const lengths = [...whole, ...overlaps.slice(0, MOST_PLACES)];
  const fitting = lengths.filter((length) => fits(text.slice(length)));
  return whole.length > 0 || new Set(fitting).size === 1 ? fitting[0] : undefined;
}

function inString(json: JsonBefore, head: string): number | undefined {
  const opening = readOpening(head);
  const { length } = opening;
  if (json.fits(head)) return behind(json.text, head, opening);
  const again = onlyOverlap(json, head);
  if (again !== undefined || length === 0) return again;
  const rest = head.slice(length);
  const fits = json.fits(rest);
  if (!fits) {
    const further = onlyOverlap(json, rest);
    return further === undefined ? undefined : length + further;
  }
  // A line may end there for a reader of the text, though JSON has no such lines.
  const isLine = opening.talk === 'none' && !opening.hasFence && !opening.hasDots;
  if (isLine && /[.!?:;…\]})*|-]$/.test(json.text) && !rest.startsWith('"')) return undefined;
  return behind(json.text, head, opening);
}

function inProse(before: string, head: string): number | undefined {
  const opening = readOpening(head);
  const { length, talk, hasFence } = opening;
  if (talk === 'none' && length > 0) {
    const words = saidAgain(before, head.slice(length));
    if (words !== undefined && words > 0) return length + words;
    if (hasFence) return ofFence(before, head, length);
    if (!opening.hasDots) {
      // A line that ends in its middle, or a verse.
      const isMidst = /[\p{L}\p{N},]$/u.test(before) && /^\p{Ll}/u.test(head.slice(length));
      return isMidst && !isInFence(before) ? undefined : saidAgain(before, head);
    }
  }
  return behind(before, head, opening);
}

/** A fence that is open is opened again by its language; one that is closed begins a block of the text's own. */
function ofFence(before: string, head: string, length: number): number | undefined {
  if (isInFence(before)) return /^\s*```\w+/.test(head) ? length : 0;
  return before === '' || before.endsWith('\n') || head.startsWith('\n') ? 0 : undefined;
}

function isInFence(text: string): boolean {
  return (text.match(/^[^\S\n]*```/gm) ?? []).length % 2 === 1;
}

/** Behind what a model says before it goes on with words. */
function behind(before: string, head: string, opening: Opening): number | undefined {
  const { length, talk, isOneLine, hasDots } = opening;
  if (talk === 'none' && length === 0) return saidAgain(before, head);
  const rest = head.slice(length);
  const words = saidAgain(before, rest);
  if (words === undefined || words > 0) return words === undefined ? words : length + words;
  // Dots may be the text's own, manners too, and a space behind a colon the text's or the talk's.
  if (hasDots || talk === 'perhaps') return undefined;
  const isTorn = isOneLine && /[\p{L}\p{N}]$/u.test(before) && /^[\p{L}\p{N}]/u.test(rest);
  return isTorn ? undefined : length;
}

// In: what a node is called, and what it is. Out: how much of the name is shown, and how large the node is with it.
// Nothing is measured: a server draws the same. Letters are taken as wide as they may be.
// Knows nothing of places.

import type { GraphNode } from './graph-types.js';

/** More letters of a name than this are not shown. */
const MOST_LETTERS = 32;
const LETTER_WIDTH = 7.5;
/** Of letters that fill a square. */
const WIDE_LETTER_WIDTH = 14;
const WIDE =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60]|\p{Extended_Pictographic}/u;
const NODE = { height: 32, least: 64, side: 16 } as const;
const MARK = { width: 10, height: 10 } as const;

/** As much of a name as a node has room for. */
export function shownName(name: string): string {
  const letters = [...name];
  if (letters.length <= MOST_LETTERS) return name;
  return `${letters.slice(0, MOST_LETTERS - 1).join('')}…`;
}

function textWidth(name: string): number {
  let width = 0;
  for (const letter of shownName(name)) {
    width += WIDE.test(letter) ? WIDE_LETTER_WIDTH : LETTER_WIDTH;
  }
  return Math.ceil(width);
}

/** Of a group's name, with the sign that says where it stands. */
export function titleWidth(name: string): number {
  return textWidth(name) + 2 * LETTER_WIDTH;
}

/** Of the smaller letters beside a line. */
export function labelWidth(text: string): number {
  return textWidth(text) * 0.85;
}

/** A mark has no name in it. */
export function nodeSize(
  { name }: GraphNode,
  isMark: boolean,
): { readonly width: number; readonly height: number } {
  if (isMark) return MARK;
  return { width: Math.max(NODE.least, textWidth(name) + 2 * NODE.side), height: NODE.height };
}

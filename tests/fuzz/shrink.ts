// In: a case that breaks a law. Out: a small one that breaks the same law.
// Takes pieces away, large ones first, for as long as the law stays broken.

import { findBroken, type FuzzCase } from './check-laws.js';

/** Not quite minimal is good enough: each size of piece is tried once over, and again for as long as it helps. */
export function shrink(found: FuzzCase, law: string): FuzzCase {
  const isStill = (candidate: FuzzCase): boolean => findBroken(candidate) === law;
  let best = found;
  let size = best.text.length;
  while (size > 1) {
    size = Math.ceil(size / 2);
    for (let next: FuzzCase | undefined = best; next !== undefined;) {
      best = next;
      next = withoutPiece(best, size, isStill);
    }
  }
  const simple = [[1], [2], [3]].map((sizes) => ({ ...best, sizes })).find(isStill);
  return simple ?? best;
}

function withoutPiece(
  from: FuzzCase,
  size: number,
  isStill: (candidate: FuzzCase) => boolean,
): FuzzCase | undefined {
  for (let at = 0; at < from.text.length; at += size) {
    const candidate = { ...from, text: from.text.slice(0, at) + from.text.slice(at + size) };
    if (isStill(candidate)) return candidate;
  }
  return undefined;
}

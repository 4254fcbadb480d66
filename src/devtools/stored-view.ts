// In: nothing. Out: whether the panel was open when the page was left, how large, and whether it outlined renders.
// Knows nothing of the panel.

import { getOwn } from '../internal/own.js';

/** How the panel is shown. */
export interface StoredView {
  readonly isOpen: boolean;
  /** Its height, or its width at a side of the page, in CSS pixels. */
  readonly sizePx: number;
  /** Whether what renders is outlined on the page. */
  readonly isHighlighting: boolean;
}

const KEY = 'fieldwise-devtools';

/** What was stored, in so far as it is of use. */
export function readView(): Partial<StoredView> {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(KEY) ?? 'null');
    const isOpen = getOwn(stored, 'isOpen');
    const sizePx = getOwn(stored, 'sizePx');
    const isHighlighting = getOwn(stored, 'isHighlighting');
    return {
      ...(typeof isOpen === 'boolean' && { isOpen }),
      ...(typeof sizePx === 'number' && { sizePx }),
      ...(typeof isHighlighting === 'boolean' && { isHighlighting }),
    };
  } catch {
    // A page may be denied storage, and then nothing is remembered.
    return {};
  }
}

export function storeView(view: StoredView): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(view));
  } catch {
    // As above.
  }
}

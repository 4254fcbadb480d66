// In: fields that rendered, and a layer over the page. Out: a short outline over each element that shows one.
// A field that no element shows is somewhere inside of what shows the field around it: that gets a dashed outline.
// Drawn once per frame, over at most so many elements; it neither moves the focus nor takes the pointer.

import { findShown, keyOf, type FieldPlace } from './find-shown.js';

/** Draws, until it is stopped. */
export interface Outlines {
  /** The path as a component wrote it, and its lane. */
  readonly add: (path: string, lane: string | undefined) => void;
  /** Takes all of them away. */
  readonly stop: () => void;
}

/** How long an outline is there; how it fades, the style sheet says. */
const SHOWN_MS = 600;
/** Elements outlined per frame: more cannot be told apart. */
const MAX_OUTLINES = 200;

export function createOutlines(layer: HTMLElement): Outlines {
  const due = new Map<string, FieldPlace>();
  const timers = new Set<ReturnType<typeof setTimeout>>();
  let frame: number | undefined;

  const draw = () => {
    frame = undefined;
    const shown = [...findShown(document, due.values())].slice(0, MAX_OUTLINES);
    due.clear();
    // All are measured before any is drawn: otherwise each would be laid out anew.
    const measured = shown.map(
      ([element, isShown]) => [element.getBoundingClientRect(), isShown] as const,
    );
    const boxes = measured.map(([box, isShown]) => toBox(box, isShown));
    layer.append(...boxes);
    const timer = setTimeout(() => {
      timers.delete(timer);
      for (const box of boxes) box.remove();
    }, SHOWN_MS);
    timers.add(timer);
  };

  return {
    add(path, lane) {
      const place = { path, lane };
      due.set(keyOf(place), place);
      frame ??= requestAnimationFrame(draw);
    },
    stop() {
      if (frame !== undefined) cancelAnimationFrame(frame);
      timers.forEach(clearTimeout);
      layer.replaceChildren();
    },
  };
}

function toBox({ left, top, width, height }: DOMRect, isShown: boolean): HTMLElement {
  const box = document.createElement('div');
  box.className = 'outline';
  box.style.cssText = `left:${left}px;top:${top}px;width:${width}px;height:${height}px;outline-style:${isShown ? 'solid' : 'dashed'}`;
  return box;
}

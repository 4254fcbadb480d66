// In: a page, and fields by their lane and their path in any notation. Out: the elements that show them; of a field that none
// shows, those around it. What shows a field says so by `data-field` and `data-lane`: the components here, and whoever uses them.
// Knows nothing of runs, and nothing of what is done with the elements.

import { formatPath, parsePath, PathError } from '../protocol/index.js';

/** A field of an answer, or of the lane beside it. */
export interface FieldPlace {
  readonly path: string;
  readonly lane?: string | undefined;
}

/** True of an element that shows a field that was asked for, false of the nearest one around it. */
export type ShownElements = ReadonlyMap<Element, boolean>;

/** Those on the page: what is in a shadow root of somebody else's is not found. */
export function findShown(page: ParentNode, places: Iterable<FieldPlace>): ShownElements {
  const elements = new Map<string, Element[]>();
  for (const element of page.querySelectorAll('[data-field]')) {
    const path = readAttribute(element);
    if (path === undefined) continue;
    const place = keyOf({ path, lane: laneOf(element) });
    elements.set(place, [...(elements.get(place) ?? []), element]);
  }
  const found = new Map<Element, boolean>();
  for (const { path: text, lane } of places) {
    const path = parsePath(text);
    for (let length = path.length; length >= 0; length -= 1) {
      const shown = elements.get(keyOf({ path: formatPath(path.slice(0, length)), lane }));
      if (shown === undefined) continue;
      for (const element of shown)
        found.set(element, length === path.length || found.get(element) === true);
      break;
    }
  }
  return found;
}

/** Another text for every field. */
export function keyOf({ path, lane }: FieldPlace): string {
  return JSON.stringify([path, lane]);
}

/** That of the element, or of what is around it. */
function laneOf(element: Element): string | undefined {
  return element.closest('[data-lane]')?.getAttribute('data-lane') ?? undefined;
}

/** An attribute of that name may be anybody's: what is no path shows no field. */
function readAttribute(element: Element): string | undefined {
  try {
    return formatPath(element.getAttribute('data-field') ?? '');
  } catch (error) {
    if (error instanceof PathError) return undefined;
    throw error;
  }
}

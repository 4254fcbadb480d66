// In: a page, and paths of fields in any notation. Out: the elements that show them; of a field that none shows, those around it.
// What shows a field says so by `data-field`: the components here, and whoever uses `fieldAttributesOf`.
// Knows nothing of runs, and nothing of what is done with the elements.

import { formatPath, parsePath, PathError } from '../protocol/index.js';

/** True of an element that shows a field that was asked for, false of the nearest one around it. */
export type ShownElements = ReadonlyMap<Element, boolean>;

/** Those on the page: what is in a shadow root of somebody else's is not found. */
export function findShown(page: ParentNode, paths: Iterable<string>): ShownElements {
  const elements = new Map<string, Element[]>();
  for (const element of page.querySelectorAll('[data-field]')) {
    const path = readAttribute(element);
    if (path !== undefined) elements.set(path, [...(elements.get(path) ?? []), element]);
  }
  const found = new Map<Element, boolean>();
  for (const text of paths) {
    const path = parsePath(text);
    for (let length = path.length; length >= 0; length -= 1) {
      const shown = elements.get(formatPath(path.slice(0, length)));
      if (shown === undefined) continue;
      for (const element of shown)
        found.set(element, length === path.length || found.get(element) === true);
      break;
    }
  }
  return found;
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

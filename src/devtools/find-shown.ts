// In: a page, and paths of fields in any notation. Out: the elements that show them; of a field that none shows, those around it.
// What shows a field says so by `data-field`: the components here, and whoever uses `fieldAttributesOf`.
// Knows nothing of runs, and nothing of what is done with the elements.

import { formatPath, parsePath, PathError, type Path } from '../protocol/index.js';

/** Whether an element shows a field that was asked for, or the nearest one around it. */
export type ShownHow = 'itself' | 'around';

/** Those on the page: what is in a shadow root of somebody else's is not found. */
export function findShown(
  page: ParentNode,
  paths: Iterable<string>,
): ReadonlyMap<Element, ShownHow> {
  const elements = new Map<string, Element[]>();
  for (const element of page.querySelectorAll<HTMLElement>('[data-field]')) {
    const path = readPath(element.dataset['field']);
    if (path === undefined) continue;
    const written = formatPath(path);
    elements.set(written, [...(elements.get(written) ?? []), element]);
  }
  const found = new Map<Element, ShownHow>();
  for (const text of paths) {
    const path = readPath(text) ?? [];
    for (let length = path.length; length >= 0; length -= 1) {
      const around = elements.get(formatPath(path.slice(0, length)));
      if (around === undefined) continue;
      const how = length === path.length ? 'itself' : 'around';
      for (const element of around)
        if (how === 'itself' || !found.has(element)) found.set(element, how);
      break;
    }
  }
  return found;
}

/** An attribute of that name may be anybody's: what is no path shows no field. */
function readPath(text: string | undefined): Path | undefined {
  try {
    return parsePath(text ?? '');
  } catch (error) {
    if (error instanceof PathError) return undefined;
    throw error;
  }
}

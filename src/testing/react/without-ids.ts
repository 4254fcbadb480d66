// In: a page's HTML and the id that React gave first. Out: the HTML with React's ids numbered from there.
// What an id looks like differs between versions of React, and names of classes may look like one: an id is asked for.
// Knows nothing of answers.

import { useId, type ReactNode } from 'react';

/** `:r0:`, `«r0»` or `_r_0_`: the counter stands between what all have. */
const ID = /^(\W?_?r_?)([0-9a-v]+)(\W|_)$/;

/** A wrapper to render in, and the id that React gave it, before any that is in it. */
export function createIdProbe() {
  let first: string | undefined;
  function IdProbe({ children }: { readonly children: ReactNode }) {
    const id = useId();
    first ??= id;
    return children;
  }
  return { wrapper: IdProbe, firstId: () => first ?? '' };
}

/** The counter of `useId` goes on from one rendering to the next: each id gets the number of its first appearance. */
export function withoutIds(html: string, first: string): string {
  const [, before = '', count = '', behind = ''] = ID.exec(first) ?? [];
  const ids = new Map<string, number>();
  return html.replaceAll(new RegExp(`${before}([0-9a-v]+)${behind}`, 'g'), (id, own: string) => {
    if (Number.parseInt(own, 32) < Number.parseInt(count, 32)) return id;
    if (!ids.has(id)) ids.set(id, ids.size);
    return `id-${ids.get(id)}`;
  });
}

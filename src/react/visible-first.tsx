'use client';
// In: a part of the page. Out: the same, whose fields wait while it is off the screen, so that those on it go first.
// Unseen is like a hidden page: what grows there is shown once a second, when there is time, and at once when seen.
// Knows nothing of which fields are in it.

import { useContext, useEffect, useMemo, useRef } from 'react';
import type { HTMLAttributes, ReactNode } from 'react';
import { check } from '../internal/usage-error.js';
import { createLateFields } from './late-fields.js';
import { StreamContext } from './stream-context.js';
import { watchSight } from './watch-sight.js';

export interface VisibleFirstProps extends HTMLAttributes<HTMLElement> {
  /**
   * The element around the part: it is what is seen or not, so it has a box (not `display: contents`).
   * @default 'div'
   */
  readonly as?: keyof HTMLElementTagNameMap;
  /**
   * How far off the screen still counts as on it, as of `IntersectionObserver`: in `px` or `%` of the screen. In a list
   * that scrolls by itself it counts where browsers know `scrollMargin`. Parts with one margin share an observer.
   * @default '50%'
   */
  readonly rootMargin?: string | undefined;
  /**
   * How long what grows off the screen rests, in milliseconds, before it is shown there all the same, when the browser
   * has time; `Infinity` waits for it to be seen, or for the end of the run.
   * @default 1000
   */
  readonly throttleMs?: number | undefined;
}

/**
 * Lets the fields inside wait while they are off the screen: in a flush those on it are rendered, the others later,
 * many changes at once. Put one around each row of a long list, or each section of a long page.
 *
 * - Scrolled near the screen, a part is up to date at once. When the run ends, stops or fails, and when it begins anew,
 *   everything is.
 * - What waits is what renders as a field grows: `StructuredField`, `StructuredText`, `StructuredList` and the hooks
 *   `useField`, `useFields`, `useFieldState`, `useFieldPart`, `useElements`. A component that renders for another reason
 *   meanwhile shows what is there by then. `partial`, `data`, callbacks, `useWhen` and `useFieldValue` never wait.
 * - On a server, while hydrating, and where there is no `IntersectionObserver` (jsdom), everything counts as seen.
 *
 * @throws {UsageError} `invalid-option`
 * @example
 * ```tsx
 * export const Rows = () => (
 *   <StructuredList path="items" as="ul">
 *     {(item) => (
 *       <VisibleFirst as="li">
 *         <StructuredField path={item.at('title')} />
 *       </VisibleFirst>
 *     )}
 *   </StructuredList>
 * );
 * ```
 */
export function VisibleFirst({
  as = 'div',
  rootMargin = '50%',
  throttleMs = 1000,
  ...attributes
}: VisibleFirstProps): ReactNode {
  check(throttleMs >= 0, 'throttleMs', 'a number of milliseconds', throttleMs);
  const ref = useRef<HTMLElement>(null);
  const { run } = useContext(StreamContext);
  const late = useMemo(() => createLateFields(throttleMs), [throttleMs]);
  const surroundings = useMemo(() => ({ run, follow: late.follow }), [run, late]);
  useEffect(() => {
    const element = ref.current;
    // Another tag is another element.
    if (element?.localName !== as) return undefined;
    const leave = watchSight(element, rootMargin, late.setSeen);
    return () => {
      leave();
      // Whoever is mounted again does not know yet where.
      late.setSeen(true);
    };
  }, [as, late, rootMargin]);
  // Every tag takes these attributes; a union of tags is more than JSX can resolve.
  const Element = as as 'span';
  return (
    <StreamContext.Provider value={surroundings}>
      <Element {...attributes} ref={ref} />
    </StreamContext.Provider>
  );
}

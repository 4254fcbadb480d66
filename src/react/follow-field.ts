'use client';
// In: nothing. Out: how a field is listened to where a component stands: at every flush, unless someone above says later.
// Knows nothing of who says so, and why.

import { useContext } from 'react';
import { StreamContext, type FollowField } from './stream-context.js';

export type { FollowField } from './stream-context.js';

/**
 * Returns the function by which a field is listened to here: `run.subscribeField`, and inside a `<VisibleFirst>` that is
 * off the screen the same, later. For effects of your own that write a field to the page without rendering;
 * `useFieldPart` does it by itself.
 *
 * @example
 * ```tsx
 * import { useRun, type StreamSource } from 'fieldwise/react';
 * import { useEffect, useRef } from 'react';
 *
 * export function Level({ path, stream }: { path: string; stream?: StreamSource }) {
 *   const meter = useRef<HTMLMeterElement>(null);
 *   const run = useRun(stream);
 *   const follow = useFollowField();
 *   useEffect(() => {
 *     const write = () => {
 *       if (meter.current) meter.current.value = Number(run.getField(path).value ?? 0);
 *     };
 *     write();
 *     return follow(run, path, write);
 *   }, [follow, run, path]);
 *   return <meter ref={meter} max={10} />;
 * }
 * ```
 */
export function useFollowField(): FollowField {
  return useContext(StreamContext).follow;
}

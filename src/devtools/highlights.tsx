// In: the recorders of a page. Out: a layer with an outline over each field that rendered.
// Nothing in it can be focused, pointed at or read out.
// Knows nothing of the panel.

import { useEffect, useRef, useSyncExternalStore } from 'react';
import { createOutlines } from './outlines.js';
import type { RunList } from './run-list.js';

export function Highlights({ list }: { readonly list: RunList }) {
  const layer = useRef<HTMLDivElement>(null);
  const recorders = useSyncExternalStore(list.subscribe, list.getRecorders, list.getRecorders);
  useEffect(() => {
    if (!layer.current) return undefined;
    const outlines = createOutlines(layer.current);
    const leave = recorders.map((recorder) => recorder.onRender(outlines.add));
    return () => {
      for (const end of leave) end();
      outlines.stop();
    };
  }, [recorders]);
  return <div className="outlines" aria-hidden="true" ref={layer} />;
}

// In: the recorders of a page, and whether renders are to be seen. Out: a layer with an outline over each field that rendered.
// Nothing in it can be focused, pointed at or read out.
// Knows nothing of the panel.

import { useEffect, useRef, useSyncExternalStore } from 'react';
import { createOutlines } from './outlines.js';
import type { RunList } from './run-list.js';

interface HighlightsProps {
  readonly list: RunList;
  readonly isOn: boolean;
}

export function Highlights({ list, isOn }: HighlightsProps) {
  const layer = useRef<HTMLDivElement>(null);
  const recorders = useSyncExternalStore(list.subscribe, list.getRecorders, list.getRecorders);
  useEffect(() => {
    if (!isOn || !layer.current) return undefined;
    const outlines = createOutlines(layer.current);
    const leave = recorders.map((recorder) => recorder.onRender(outlines.add));
    return () => {
      for (const end of leave) end();
      outlines.stop();
    };
  }, [isOn, recorders]);
  return <div className="outlines" aria-hidden="true" ref={layer} />;
}

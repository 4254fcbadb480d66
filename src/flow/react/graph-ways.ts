// In: two placed nodes, and the gaps between them. Out: the line from one to the other, and where its label stands.
// Knows nothing of what leads to what, or why.

import type { PlacedEdge, PlacedLabel } from './graph-types.js';
import { BACK_ROOM } from './graph-layers.js';
import { labelWidth, shownName } from './node-size.js';

type Ends = Pick<PlacedEdge, 'edge' | 'from' | 'to' | 'isBack' | 'via'>;
type Way = Pick<PlacedEdge, 'way' | 'label'>;

/** From a line to its label. */
const GAP = 6;

export function drawWay(ends: Ends): Way {
  return ends.isBack ? leadBack(ends) : leadOn(ends);
}

/** Down, through the gaps on the way. The label is outside of a fan of several. */
function leadOn({ edge, from, to, via }: Ends): Way {
  const end = { x: to.x, top: to.y - to.height / 2, bottom: to.y };
  let [x, y] = [from.x, from.y + from.height / 2];
  const { x: firstX, top: firstTop } = via[0] ?? end;
  const middle = { x: (x + firstX) / 2, y: (y + firstTop) / 2 - 4 };
  const label = placeLabel(edge.label, middle, firstX < x ? 'end' : 'start');
  let way = `M${x} ${y}`;
  for (const stop of [...via, end]) {
    const half = (y + stop.top) / 2;
    way += `C${x} ${half} ${stop.x} ${half} ${stop.x} ${stop.top}`;
    if (stop !== end) way += `V${stop.bottom}`;
    [x, y] = [stop.x, stop.bottom];
  }
  return { way, label };
}

/** Up, around the right of both. */
function leadBack({ edge, from, to }: Ends): Way {
  const [start, end] = [from.x + from.width / 2, to.x + to.width / 2];
  const outside = Math.max(start, end) + BACK_ROOM;
  // Of one that leads to itself the ends are apart.
  const [below, above] = from === to ? [from.y + 8, to.y - 8] : [from.y, to.y];
  return {
    way: `M${start} ${below}C${outside} ${below} ${outside} ${above} ${end} ${above}`,
    label: placeLabel(edge.label, { x: outside, y: (below + above) / 2 }, 'start'),
  };
}

function placeLabel(
  text: string | undefined,
  { x, y }: { readonly x: number; readonly y: number },
  textAnchor: PlacedLabel['textAnchor'],
): PlacedLabel | undefined {
  if (text === undefined) return undefined;
  const isEnd = textAnchor === 'end';
  const at = isEnd ? x - GAP : x + GAP;
  const width = labelWidth(text);
  const [left, right] = isEnd ? [at - width, at] : [at, at + width];
  return { text: shownName(text), x: at, y, textAnchor, left, right };
}

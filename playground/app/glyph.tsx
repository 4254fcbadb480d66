// In: a page. Out: a small drawing of its answer's shape.

import type { PageId } from './asked.js';

const dots = (columns: readonly number[], rows: readonly number[]) =>
  rows.flatMap((y) => columns.map((x) => `M${x} ${y}h.01`)).join('');

const shapes: Record<PageId, string> = {
  brief: 'M5 8h14M5 14h.01M9 14h10M5 19h.01M9 19h7',
  travel: 'M6 5v14M6 6h.01M10 6h9M6 12h.01M10 12h6M6 18h.01M10 18h8',
  product: 'M5 6h5M14 6h5M5 12h5M14 12h2M5 18h5M14 18h4',
  article: 'M5 6h9M5 11h14M5 15h14M5 19h10',
  invoice: 'M5 6h8M5 11h14M5 15h14M14 19h5',
  compare: 'M6 18v-6M12 18V6M18 18v-9',
  booking: 'M5 7h14M5 7v4h14V7M5 16h14M5 16v3h14v-3',
  own: 'M12 6v12M6 12h12',
  workflow: 'M12 5v4M12 9l-6 5M12 9v5M12 9l6 5M6 19h.01M12 19h.01M18 19h.01',
  elements: dots([6, 12, 18], [6, 12, 18]),
};

export function Glyph({ of }: { of: PageId }) {
  return (
    <svg className="glyph" viewBox="0 0 24 24" aria-hidden="true">
      <path d={shapes[of]} />
    </svg>
  );
}

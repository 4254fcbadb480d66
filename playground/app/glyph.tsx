// In: a recipe. Out: a small drawing of its answer's shape.

import type { RecipeId } from '../recipes/index.js';

const dots = (columns: readonly number[], rows: readonly number[]) =>
  rows.flatMap((y) => columns.map((x) => `M${x} ${y}h.01`)).join('');

const shapes: Record<RecipeId, string> = {
  brief: 'M5 8h14M5 14h.01M9 14h10M5 19h.01M9 19h7',
  travel: 'M6 5v14M6 6h.01M10 6h9M6 12h.01M10 12h6M6 18h.01M10 18h8',
  product: 'M5 6h5M14 6h5M5 12h5M14 12h2M5 18h5M14 18h4',
  article: 'M5 6h9M5 11h14M5 15h14M5 19h10',
  elements: dots([6, 12, 18], [6, 12, 18]),
};

export function Glyph({ of }: { of: RecipeId }) {
  return (
    <svg className="glyph" viewBox="0 0 24 24" aria-hidden="true">
      <path d={shapes[of]} />
    </svg>
  );
}

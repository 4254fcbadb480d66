// In: nothing. Out: how answers are laid out: by the recipe's own view, or from the schema alone.

import { useState } from 'react';

export const layouts = {
  made: { label: 'By hand', hint: 'a layout written for this answer' },
  generated: { label: 'From the schema', hint: 'nothing but <StructuredObject schema stream>' },
} as const;

export type Layout = keyof typeof layouts;

const KEY = 'layout';

export function useLayout() {
  const [layout, setLayout] = useState<Layout>(() =>
    localStorage.getItem(KEY) === 'generated' ? 'generated' : 'made',
  );
  const choose = (chosen: Layout) => {
    localStorage.setItem(KEY, chosen);
    setLayout(chosen);
  };
  return [layout, choose] as const;
}

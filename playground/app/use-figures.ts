// In: a run's figures. Out: the same figures, and a re-render when they say they changed (at most ten times a second).

import { useSyncExternalStore } from 'react';
import type { RunFigures } from './run-figures.js';

export function useFigures(figures: RunFigures): RunFigures {
  useSyncExternalStore(figures.subscribe, figures.getVersion);
  return figures;
}

// In: the page's address. Out: the recipe it names (#/travel), so that a recipe can be linked to.

import { useSyncExternalStore } from 'react';
import { findRecipe } from '../recipes/index.js';

function subscribe(listener: () => void): () => void {
  window.addEventListener('hashchange', listener);
  return () => window.removeEventListener('hashchange', listener);
}

export function useRecipe() {
  const hash = useSyncExternalStore(subscribe, () => window.location.hash);
  return findRecipe(hash.replace(/^#\/?/, ''));
}

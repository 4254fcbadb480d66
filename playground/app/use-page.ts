// In: the page's address. Out: which of the pages it names (#/travel), so that one can be linked to.

import { useSyncExternalStore } from 'react';
import { findRecipe } from '../recipes/index.js';
import { OWN } from '../shared/own.js';
import { WORKFLOW } from '../shared/workflow.js';
import type { PageId } from './asked.js';

function subscribe(listener: () => void): () => void {
  window.addEventListener('hashchange', listener);
  return () => window.removeEventListener('hashchange', listener);
}

export function usePage(): PageId {
  const hash = useSyncExternalStore(subscribe, () => window.location.hash);
  const name = hash.replace(/^#\/?/, '').replace(/\?.*$/s, '');
  return name === OWN || name === WORKFLOW ? name : findRecipe(name).id;
}

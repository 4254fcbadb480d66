// In: nothing. Out: the prompt and the schema a reader wrote, as they were left on the last visit.

import { useState } from 'react';
import { firstOwn, ownSchema, type Own } from '../shared/own.js';

const KEY = 'own';

export function useOwn() {
  const [own, setOwn] = useState(readOwn);
  const change = (part: Partial<Own>) => {
    const next = { ...own, ...part };
    localStorage.setItem(KEY, JSON.stringify(next));
    setOwn(next);
  };
  // What somebody else wrote does not take the place of what is kept here, before it is edited.
  return [own, change, setOwn] as const;
}

function readOwn(): Own {
  try {
    return ownSchema.parse(JSON.parse(localStorage.getItem(KEY) ?? ''));
  } catch {
    // Nothing was kept, or what another version of this page kept.
    return firstOwn;
  }
}

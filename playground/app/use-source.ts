// In: nothing. Out: who answers, as it was chosen on the last visit, with what was entered for each choice.
// A key is kept in memory alone, and a pasted text as well: neither is anybody's at the next visit.

import { useState } from 'react';
import { z } from 'zod';
import { sources, type Source, type SourceKind } from '../shared/source.js';

/** What is entered, also for the choices that are not chosen. */
export interface SourceDraft {
  readonly kind: SourceKind;
  readonly baseURL: string;
  readonly model: string;
  readonly apiKey: string;
  readonly text: string;
}

const KEY = 'source';

const kept = z.object({
  kind: z.enum(Object.keys(sources) as SourceKind[]).catch('model'),
  baseURL: z.string().catch(''),
  model: z.string().catch(''),
});

export function useSource() {
  const [draft, setDraft] = useState(readDraft);
  const change = (part: Partial<SourceDraft>) => {
    const next = { ...draft, ...part };
    const { kind, baseURL, model } = next;
    localStorage.setItem(KEY, JSON.stringify({ kind, baseURL, model }));
    setDraft(next);
  };
  return [draft, change] as const;
}

/** What is posted of it. */
export function toSource({ kind, baseURL, model, text }: SourceDraft): Source {
  if (kind === 'endpoint') return { kind, baseURL, model };
  return kind === 'text' ? { kind, text } : { kind };
}

/** The key goes to the endpoint it was entered for, and to nobody else. */
export function keyOf({ kind, apiKey }: SourceDraft): string {
  return kind === 'endpoint' ? apiKey : '';
}

function readDraft(): SourceDraft {
  return { ...readKept(), apiKey: '', text: '' };
}

/** What was kept may be of another version of this page: what is of no use today is forgotten. */
function readKept(): z.infer<typeof kept> {
  try {
    return kept.parse(JSON.parse(localStorage.getItem(KEY) ?? '{}'));
  } catch {
    return kept.parse({});
  }
}

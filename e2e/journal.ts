// In: a page that keeps a journal. Out: how often each of its parts was rendered, and whether it had a reason.
// Knows nothing of what the parts show.

import type { Page } from '@playwright/test';
import type { Entry } from './pages/journal.js';

export function readJournal(page: Page): Promise<readonly Entry[]> {
  return page.evaluate(() => window.journal ?? []);
}

/** Renders per part, and with `type: 'mount'` how often it has appeared. */
export function countRenders(
  journal: readonly Entry[],
  type: 'render' | 'mount' = 'render',
): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const entry of journal) {
    if (entry.type === type) counts.set(entry.part, (counts.get(entry.part) ?? 0) + 1);
  }
  return counts;
}

/** How often each field has changed. */
export function countChanges(journal: readonly Entry[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const entry of journal) {
    if (entry.type !== 'change') continue;
    for (const field of entry.fields) counts.set(field, (counts.get(field) ?? 0) + 1);
  }
  return counts;
}

/** Those of `fields` that were rendered although what had just arrived did not change them. */
export function idleRenders(
  journal: readonly Entry[],
  fields: readonly string[],
): readonly string[] {
  let changed: readonly string[] = [];
  const idle: string[] = [];
  for (const entry of journal) {
    if (entry.type === 'change') changed = entry.fields;
    if (entry.type !== 'render' || changed.includes(entry.part)) continue;
    if (fields.includes(entry.part)) idle.push(entry.part);
  }
  return idle;
}

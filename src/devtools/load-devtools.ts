// In: nothing. Out: the devtools, loaded; or nothing where they are not to be.
// A bundler for production is left with nothing to load, because it writes the answer where the question is.
// Knows nothing of React.

import type * as Devtools from './eager-devtools.js';

declare const process: { readonly env: { readonly NODE_ENV?: string } };

/** What is behind the import. */
export type LoadedDevtools = typeof Devtools;

/**
 * Undefined in production, and where nobody says what this is: without a bundler there is no `process` in a page, and
 * whoever has none is more likely to be a reader than its developer.
 */
export function loadDevtools(): Promise<LoadedDevtools> | undefined {
  try {
    // As one expression, which bundlers decide before they look at the import.
    return process.env.NODE_ENV === 'production' ? undefined : import('./eager-devtools.js');
  } catch {
    // There is no process.
    return undefined;
  }
}

// In: nothing. Out: what every way of showing an answer can do.
// Knows nothing of any of them.

import type { InstantEvent } from '../protocol/index.js';
import type { Ending } from './summary.js';

/** Puts text where it is shown. */
export type Write = (text: string) => void;

export interface View {
  show(event: InstantEvent, atMs: number): void;
  /** Gives back what was taken of the terminal; may be called more than once. */
  leave(): void;
  finish(ending: Ending, durationMs: number): void;
}

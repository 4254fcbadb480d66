// In: what readers of a response notice beside its events. Out: the same as facts, for whoever watches a run.
// Downstream like the events, and beside them: nothing in an answer depends on how its bytes were cut.
// Knows nothing of runs or of who watches.

import type { Repair } from '../protocol/index.js';
import { tell } from './tell.js';

/**
 * What is noticed of an answer on its way: a chunk of bytes that arrived, or a liberty that was taken with its text where
 * that is read here. For tools that watch.
 */
export type WireFact =
  | { readonly type: 'chunk'; readonly bytes: number }
  | ({ readonly type: 'repair' } & Repair);

/** Told of what is noticed while a response is read. A callback that throws is reported and changes nothing. */
export interface WireCallbacks {
  /** Called for every chunk of the body as it arrives, with its length in bytes, before the events in it. */
  readonly onBytes?: ((bytes: number) => void) | undefined;
  /** Called for each liberty that was taken with the text, as a kind and an offset, before the events that follow it. */
  readonly onRepair?: ((repair: Repair) => void) | undefined;
}

/** Tells both those of the options and whoever watches the run. */
export function wireCallbacks(
  { onBytes, onRepair }: WireCallbacks,
  onWire: ((fact: WireFact) => void) | undefined,
): Required<WireCallbacks> {
  return {
    onBytes(bytes) {
      tell(() => onBytes?.(bytes));
      onWire?.({ type: 'chunk', bytes });
    },
    onRepair(repair) {
      tell(() => onRepair?.(repair));
      onWire?.({ type: 'repair', ...repair });
    },
  };
}

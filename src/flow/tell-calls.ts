// In: what becomes of each call of an execution. Out: readers and observers told of those of chunks.
// Knows nothing of what a call does.

import { ChunkStep } from './chunk-step.js';
import type { EngineOptions } from './engine.js';
import type { Within } from './standing.js';
import type { Telling } from './telling.js';
import type { Watch } from './watch.js';

export function tellCalls(
  telling: Telling,
  watch: Watch,
  within: Within,
): Pick<EngineOptions, 'onStep' | 'onRest'> {
  return {
    onStep(call, phase, came) {
      if (!(call.step instanceof ChunkStep)) return;
      telling.step({ chunk: call.chunk, ...within }, phase, 'active', call.signal.id);
      watch.step(call, phase, came);
    },
    onRest({ step, chunk, signal }, phase) {
      if (!(step instanceof ChunkStep)) return;
      const from = phase === 'wait' ? 'active' : 'waiting';
      telling.step({ chunk, ...within }, phase, from, signal.id);
    },
  };
}

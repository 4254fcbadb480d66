// In: nothing. Out: the types of what amending an answer needs of the run that shows it.
// Knows nothing of what is amended.

import type { InstantEvent } from '../protocol/index.js';
import type { AmendedAnswer } from './amended-fields.js';
import type { AnswerReader } from './answer-reader.js';
import type { InstantRunOptions } from './run-options.js';
import type { RunStore } from './run-store.js';

/** An answer that is shown. */
export interface ShownAnswer<T> {
  readonly store: RunStore<T>;
  /** The last event that closed the answer, as it was received. */
  readonly root: () => InstantEvent | undefined;
}

/** What is needed of a run. */
export interface AmendableRun<T, Input> extends ShownAnswer<T> {
  readonly options: InstantRunOptions<T, Input>;
  readonly createReader: () => AnswerReader<T>;
  /** Stops it. `late` is what was found of its fields and not told yet, `answer` what they were put together as. */
  readonly stop: (late?: readonly InstantEvent[], answer?: AmendedAnswer) => void;
}

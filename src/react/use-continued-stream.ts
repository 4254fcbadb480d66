'use client';
// In: an answer that a server component handed over while it streamed. Out: the same stream as of `useInstantStream`.
// The browser reads on when the component is mounted or waits to be, a server at once; whoever asks again asks the route.
// Knows nothing of frames.

import { useMemo } from 'react';
import {
  createTransport,
  readHandOver,
  type BegunAnswer,
  type InstantTransport,
} from '../client/index.js';
import { checkKinds } from '../internal/usage-error.js';
import type { HandOver } from '../protocol/index.js';
import type { InstantStream } from './instant-stream.js';
import type { UseInstantStreamOptions } from './stream-options.js';
import { useInstantStream } from './use-instant-stream.js';
import { useLatest } from './use-latest.js';

/**
 * Those of {@link useInstantStream} but the input, which the hand-over has. `api` or `transport` say where the answer is
 * asked for anew: by `retry`, `submit`, or when what was handed over was read before.
 */
export type UseContinuedStreamOptions<T, Input = unknown> = Omit<
  UseInstantStreamOptions<T, Input>,
  'input' | 'debounceMs'
>;

/**
 * Goes on with an answer that a server component began: what had arrived there is shown from the first render on, as in
 * the HTML, and the rest as it comes, in the same run of the model. Everything else is as of {@link useInstantStream}.
 *
 * - Callbacks are told of what comes later, not of what had arrived; `onInvalid` is asked about both.
 * - A component that is mounted again with the same hand-over finds its run in the cache; one that was cut off, or has
 *   been collected, is asked for anew. So is one whose reader retries, with the input that was handed over.
 *
 * @throws {UsageError} `invalid-option`
 * @throws {FrameError} `invalid-frame`
 * @example
 * ```tsx
 * import type { HandOver } from 'fieldwise/react';
 *
 * export function LiveReport({ handOver }: { handOver: HandOver<{ title: string }> }) {
 *   const report = useContinuedStream(handOver, { api: '/api/report' });
 *   return <report.Text path="title" as="h1" pending="…" />;
 * }
 * ```
 */
export function useContinuedStream<T, Input = unknown>(
  handOver: HandOver<T, Input>,
  options: UseContinuedStreamOptions<T, Input> = {},
): InstantStream<T, Input> {
  checkKinds({ handOver, options }, 'object');
  const { api: _, transport: __, ...rest } = options;
  const latest = useLatest(options);
  const { id, input } = handOver;
  const handed = handedOver(handOver);
  const transport = useMemo(() => transportOf(handed, latest), [handed, latest]);
  return useInstantStream<T, Input>({ id, ...rest, input, transport });
}

/** Begins with what was handed over, as long as nobody has read it; whatever is asked, the route answers. */
function transportOf<T, Input>(
  handed: Handed,
  latest: { readonly current: UseContinuedStreamOptions<T, Input> },
): InstantTransport<Input> {
  return {
    get begun() {
      return handed.begun;
    },
    open: (request) => createTransport(latest.current).open(request),
  };
}

interface Handed {
  /** Nothing, once it was read: then there is nothing to go on with. */
  begun: BegunAnswer | undefined;
}

/**
 * Of the module, and harmless: nothing can be found in it without the hand-over that is the key, and it is collected with
 * that. Rendered twice, or by two components, a hand-over is still one stream that is read once.
 */
const known = new WeakMap<object, Handed>();

function handedOver(handOver: HandOver): Handed {
  const found = known.get(handOver);
  if (found) return found;
  const answer = readHandOver(handOver);
  let start = () => {};
  const started = new Promise<void>((resolve) => {
    start = resolve;
  });
  // On a server nothing is mounted.
  if (typeof document === 'undefined') start();
  const handed: Handed = {
    begun: answer && {
      events: answer.events,
      // What is rendered and never mounted must not use up what can be read once.
      start,
      open: async (request) => {
        await started;
        handed.begun = undefined;
        return answer.open(request);
      },
    },
  };
  known.set(handOver, handed);
  return handed;
}

'use client';
// In: the options of a stream. Out: the stream, and the turns before it: each input with its answer.
// What was answered is kept in the query cache beside the run, so it is shared, persisted and collected like the run.
// Knows nothing of how a run works.

import { skipToken, useQuery, useQueryClient } from '@tanstack/react-query';
import { useId, useMemo, useState } from 'react';
import type { InstantStream, SubmitInput } from './instant-stream.js';
import { keepTurn, keptTurn, liveTurn } from './instant-turn.js';
import type { InstantTurn, KeptTurn } from './instant-turn.js';
import { streamKey } from './stream-options.js';
import type { UseInstantStreamOptions } from './stream-options.js';
import { useInstantStream } from './use-instant-stream.js';
import { useLatest } from './use-latest.js';

/** The options of `useInstantStream` that make sense of a conversation: its inputs are submitted, not declared. */
export interface UseInstantTurnsOptions<T, Input = unknown> extends Omit<
  UseInstantStreamOptions<T, Input>,
  'body' | 'debounceMs' | 'enabled' | 'input' | 'refetchMode' | 'staleTime'
> {
  /** Properties sent beside those of the input, or a function that makes the JSON body of it and of the turns before. */
  readonly body?:
    | Readonly<Record<string, unknown>>
    | ((input: Input, turns: readonly InstantTurn<T, Input>[]) => unknown);
}

/** What {@link useInstantTurns} returns. */
export interface InstantTurns<T, Input = unknown> {
  /** Every turn, oldest first; the last is the live one. A new array when a turn is added. */
  readonly turns: readonly InstantTurn<T, Input>[];
  /** Keeps the last turn and begins another; one that is under way is stopped. */
  readonly submit: SubmitInput<T, Input>;
  /** Forgets all turns. */
  readonly clear: () => void;
  /** The live turn as a stream: `stop`, `retry` (which answers the last input anew), `status`, and the rest. */
  readonly stream: InstantStream<T, Input>;
}

/**
 * A conversation: `submit` keeps the answer before as a turn, with its input, and begins the next. What TanStack's
 * `refetchMode: 'append'` is to a list of chunks, this is to answers.
 *
 * Every turn is shown by the same components: `<report.Field>` for the live one is `<StructuredField stream={turn}>` for
 * any. The component renders when a turn is added, and for what it reads; not while an answer grows.
 *
 * @throws {Error} from TanStack Query, when there is no `QueryClientProvider`.
 * @example
 * ```tsx
 * import { z } from 'zod';
 *
 * const Reply = z.object({ text: z.string() });
 *
 * export function Chat() {
 *   const { turns, submit } = useInstantTurns({
 *     api: '/api/reply',
 *     schema: Reply,
 *     body: (question: string, before) => ({
 *       question,
 *       before: before.map(({ input, data }) => ({ question: input, answer: data?.text })),
 *     }),
 *   });
 *   return (
 *     <>
 *       {turns.map((turn) => (
 *         <section key={turn.index}>
 *           <h2>{turn.input}</h2>
 *           <StructuredText path="text" stream={turn} as="p" />
 *         </section>
 *       ))}
 *       <button onClick={() => void submit('And then?')}>Ask</button>
 *     </>
 *   );
 * }
 * ```
 */
export function useInstantTurns<T, Input = unknown>({
  body,
  ...options
}: UseInstantTurnsOptions<T, Input>): InstantTurns<T, Input> {
  const client = useQueryClient(options.queryClient);
  const queryKey = streamKey<T, Input>(options, useId());
  const turnsKey = [...queryKey, { turns: 'kept' }];
  const { data: kept } = useQuery<readonly KeptTurn<T>[]>(
    {
      queryKey: turnsKey,
      queryFn: skipToken,
      staleTime: Number.POSITIVE_INFINITY,
      structuralSharing: false,
      ...(options.gcTime !== undefined && { gcTime: options.gcTime }),
    },
    client,
  );
  const stream = useInstantStream<T, Input>({
    ...options,
    queryKey,
    // Read from the cache, because submit has just kept a turn there, and nothing was rendered since.
    ...(typeof body === 'function'
      ? { body: (input: Input) => body(input, toTurns(client.getQueryData(turnsKey))) }
      : body && { body }),
  });
  const before = useMemo(() => toTurns<T, Input>(kept), [kept]);
  const { isIdle } = stream;
  const turns = useMemo(
    () => (isIdle ? before : [...before, liveTurn(before.length, stream)]),
    [before, isIdle, stream],
  );
  const latest = useLatest({ client, turnsKey, stream });
  const [controls] = useState(() => ({
    // Without an argument it is called where `Input` allows undefined.
    submit: ((input: Input) => {
      const now = latest.current;
      // What is kept is what has ended.
      now.stream.stop();
      const snapshot = now.stream.run.getSnapshot();
      if (snapshot.status !== 'idle') {
        now.client.setQueryData<readonly KeptTurn<T>[]>(now.turnsKey, (turns = []) => [
          ...turns,
          keepTurn(snapshot),
        ]);
        // In one place only: a request cut off before its first byte would bring the answer before back as the live one.
        now.stream.reset();
      }
      return now.stream.submit(input);
    }) as SubmitInput<T, Input>,
    clear() {
      latest.current.client.setQueryData(latest.current.turnsKey, []);
      latest.current.stream.reset();
    },
  }));
  return { turns, stream, ...controls };
}

function toTurns<T, Input>(
  kept: readonly KeptTurn<T>[] | undefined,
): readonly InstantTurn<T, Input>[] {
  return (kept ?? []).map((turn, index) => keptTurn<T, Input>(index, turn));
}

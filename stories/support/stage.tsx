// In: a script, or what fetches an answer, and what to show of its run. Out: the run, its controls, and the fields between them.
// Knows nothing of which components are shown.

import type { InvalidFieldOptions } from 'fieldwise/client';
import { InstantStreamProvider, useInstantStream } from 'fieldwise/react';
import type { InstantStream } from 'fieldwise/react';
import type { ReactNode } from 'react';
import type { z } from 'zod';
import type { Script } from './script.js';
import { useScriptedFetch } from './use-scripted-fetch.js';

interface RunStageProps {
  readonly id: string;
  readonly schema: z.ZodType;
  readonly onInvalid?: InvalidFieldOptions['onInvalid'];
  /** What the stage is called. @default 'Answer' */
  readonly label?: string;
  /** Tells how the run stands, and has nothing to press. @default false */
  readonly isQuiet?: boolean;
  readonly children: ReactNode;
}

export interface StageProps extends RunStageProps {
  readonly script: Script;
}

/** Of an answer that a script has. */
export function Stage({ schema, script, ...rest }: StageProps) {
  const fetch = useScriptedFetch(schema);
  return <FetchedStage {...rest} schema={schema} fetch={fetch} input={script} />;
}

interface FetchedStageProps extends RunStageProps {
  readonly fetch: typeof globalThis.fetch;
  readonly input: unknown;
}

/** Of an answer that is fetched. */
export function FetchedStage({
  id,
  schema,
  fetch,
  input,
  onInvalid,
  label = 'Answer',
  isQuiet = false,
  children,
}: FetchedStageProps) {
  const stream = useInstantStream({ api: '/api/answer', fetch, schema, input, id, onInvalid });
  return (
    <section className="stage" aria-label={label}>
      <InstantStreamProvider stream={stream}>
        <div className="stage-answer">{children}</div>
      </InstantStreamProvider>
      <footer className="stage-controls">
        <p role="status" className="status" data-run={stream.status}>
          {stream.error ? `error: ${stream.error.code}` : stream.status}
          {stream.attempt > 1 && `, attempt ${stream.attempt}`}
        </p>
        {!isQuiet && <Buttons stream={stream} />}
      </footer>
    </section>
  );
}

function Buttons({ stream }: { readonly stream: InstantStream<unknown> }) {
  return (
    <>
      <button type="button" disabled={!stream.isRunning} onClick={stream.stop}>
        Stop
      </button>
      <button type="button" disabled={stream.isIdle} onClick={stream.reset}>
        Reset
      </button>
      <button type="button" onClick={() => void stream.retry()}>
        Run again
      </button>
    </>
  );
}

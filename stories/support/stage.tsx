// In: a script and what to show of its run. Out: the run, its controls, and the fields between them.
// Knows nothing of which components are shown.

import type { InvalidFieldOptions } from 'fieldwise/client';
import { InstantStreamProvider, useInstantStream } from 'fieldwise/react';
import type { InstantStream } from 'fieldwise/react';
import { useMemo } from 'react';
import type { ReactNode } from 'react';
import type { z } from 'zod';
import type { Script } from './script.js';
import { scriptedFetch } from './scripted-fetch.js';

export interface StageProps {
  readonly id: string;
  readonly schema: z.ZodType;
  readonly script: Script;
  readonly onInvalid?: InvalidFieldOptions['onInvalid'];
  readonly children: ReactNode;
}

export function Stage({ id, schema, script, onInvalid, children }: StageProps) {
  const fetch = useMemo(() => scriptedFetch(schema), [schema]);
  const api = '/api/answer';
  const stream = useInstantStream({ api, fetch, schema, input: script, id, onInvalid });
  return (
    <section className="stage" aria-label="Answer">
      <InstantStreamProvider stream={stream}>
        <div className="stage-answer">{children}</div>
      </InstantStreamProvider>
      <Controls stream={stream} />
    </section>
  );
}

function Controls({ stream }: { readonly stream: InstantStream<unknown, Script> }) {
  return (
    <footer className="stage-controls">
      <p role="status" className="status" data-run={stream.status}>
        {stream.error ? `error: ${stream.error.code}` : stream.status}
      </p>
      <button type="button" disabled={!stream.isRunning} onClick={stream.stop}>
        Stop
      </button>
      <button type="button" disabled={stream.isIdle} onClick={stream.reset}>
        Reset
      </button>
      <button type="button" onClick={() => void stream.retry()}>
        Run again
      </button>
    </footer>
  );
}

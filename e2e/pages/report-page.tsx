// In: a topic, and buttons pressed. Out: a report on it that arrives field by field, with everything a run can do.
// The topic is named by the address (?topic=) or typed.
// Knows nothing of what the model says.

import type { InstantTransport } from 'fieldwise/client';
import {
  InstantStreamProvider,
  StructuredField,
  StructuredList,
  StructuredText,
  type ListItem,
  useInstantStream,
} from 'fieldwise/react';
import { useState } from 'react';
import { z } from 'zod';
import { Noted } from './journal.js';
import { namedTopic } from './named-topic.js';

const Report = z.object({
  title: z.string(),
  score: z.number(),
  items: z.array(z.string()),
  body: z.string(),
});

export function ReportPage() {
  const [isShown, setShown] = useState(true);
  return (
    <main>
      <button type="button" aria-pressed={isShown} onClick={() => setShown(!isShown)}>
        Report
      </button>
      {isShown ? <ReportView /> : null}
    </main>
  );
}

interface Asked {
  readonly topic: string;
}

/** Asks our own route, unless another transport is given. */
export function ReportView({ transport }: { readonly transport?: InstantTransport<Asked> }) {
  const report = useInstantStream<z.infer<typeof Report>, Asked>({
    ...(transport ? { transport } : { api: '/api/run' }),
    schema: Report,
  });
  const [topic, setTopic] = useState(namedTopic);
  return (
    <>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void report.submit({ topic });
        }}
      >
        <label>
          Topic <input value={topic} onChange={(event) => setTopic(event.target.value)} />
        </label>
        <button type="submit">Run</button>
        <button type="button" onClick={report.stop}>
          Stop
        </button>
        <button type="button" onClick={() => void report.retry()}>
          Try again
        </button>
      </form>
      <p role="status">{report.status}</p>
      {report.error ? (
        <p role="alert">
          {report.error.code}: {report.error.message}
        </p>
      ) : null}
      <InstantStreamProvider stream={report}>
        <Fields />
      </InstantStreamProvider>
    </>
  );
}

function Fields() {
  return (
    <article aria-label="Report">
      <StructuredField path="title" as="h1" pending="untitled" missing="untitled" />
      <p>
        Score: <StructuredField path="score" pending="unknown" missing="unknown" />
      </p>
      <StructuredList path="items" as="ul" aria-label="Items">
        {item}
      </StructuredList>
      <Noted part="body">
        <StructuredText path="body" as="p" data-testid="body" />
      </Noted>
    </article>
  );
}

const item = ({ path }: ListItem) => (
  <li>
    <StructuredField path={path} />
  </li>
);

// In: a button pressed. Out: a short report that arrives field by field from the route of these pages.
// The smallest page there is: it proves that pages, routes and browser meet.

import {
  InstantStreamProvider,
  StructuredField,
  StructuredList,
  useInstantStream,
} from 'fieldwise/react';
import { z } from 'zod';

const Report = z.object({ title: z.string(), items: z.array(z.string()), score: z.number() });

const text = JSON.stringify({ title: 'Tea in the afternoon', items: ['warm', 'calm'], score: 9 });

export function ReportPage() {
  const report = useInstantStream({ api: '/api/run', schema: Report });
  const id = new URLSearchParams(location.search).get('id') ?? '';
  return (
    <main>
      <button
        type="button"
        onClick={() => void report.submit({ id, text, chunkSize: 2, delayMs: 20 })}
      >
        Run
      </button>
      <p role="status">{report.status}</p>
      {report.error ? <p role="alert">{report.error.message}</p> : null}
      <InstantStreamProvider stream={report}>
        <h1>
          <StructuredField path="title" pending="untitled" />
        </h1>
        <ul>
          <StructuredList path="items">
            {({ path }) => (
              <li>
                <StructuredField path={path} />
              </li>
            )}
          </StructuredList>
        </ul>
        <p>
          Score: <StructuredField path="score" pending="unknown" />
        </p>
      </InstantStreamProvider>
    </main>
  );
}

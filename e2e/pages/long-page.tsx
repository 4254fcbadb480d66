// In: a topic. Out: a thousand fields in a list that scrolls, each counted alone, those off the screen waiting.
// `?throttleMs=` says how long they wait; without it they do until they are seen.
// Knows nothing of what the model says.

import { StructuredField, StructuredList, useInstantStream, VisibleFirst } from 'fieldwise/react';
import { z } from 'zod';
import { Noted, useNotedChanges } from './journal.js';
import { lineCount } from './lines.js';
import { namedTopic } from './named-topic.js';

const Log = z.object({ lines: z.array(z.string()) });
const paths = Array.from({ length: lineCount }, (_, index) => `lines[${index}]`);
const throttleMs = Number(new URLSearchParams(location.search).get('throttleMs') ?? Infinity);

export function LongPage() {
  const log = useInstantStream({ api: '/api/run', schema: Log, id: 'log' });
  useNotedChanges(log.run, paths);
  return (
    <main>
      <button type="button" onClick={() => void log.submit({ topic: namedTopic() })}>
        Run
      </button>
      <p role="status">{log.status}</p>
      <StructuredList
        path="lines"
        stream={log}
        as="ol"
        style={{ blockSize: 300, overflowY: 'auto' }}
      >
        {(line) => (
          <VisibleFirst as="li" throttleMs={throttleMs} style={{ blockSize: 24 }}>
            <Noted part={line.path}>
              <StructuredField path={line.path} stream={log} />
            </Noted>
          </VisibleFirst>
        )}
      </StructuredList>
    </main>
  );
}

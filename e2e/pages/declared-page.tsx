// In: a topic. Out: an answer that is asked for by being shown: the run is declared, nobody presses anything.
// Knows nothing of what the model says.

import { useInstantStream } from 'fieldwise/react';
import { z } from 'zod';
import { namedTopic } from './named-topic.js';

const Report = z.object({ title: z.string() });

export function DeclaredPage() {
  const report = useInstantStream({
    api: '/api/run',
    schema: Report,
    input: { topic: namedTopic() },
  });
  return (
    <main>
      <report.Field path="title" as="h1" pending="untitled" />
      <p role="status">{report.status}</p>
    </main>
  );
}

// In: a topic. Out: the same answer shown by two components that know nothing of each other but the key, and by a third
// that comes when it is asked for.
// Knows nothing of what the model says.

import { useInstantStream } from 'fieldwise/react';
import { useState } from 'react';
import { z } from 'zod';
import { namedTopic } from './named-topic.js';

const Report = z.object({ title: z.string(), body: z.string() });

export function SharedPage() {
  const [hasThird, setThird] = useState(false);
  return (
    <main>
      <Reader name="First" />
      <Reader name="Second" />
      {hasThird ? <Reader name="Third" /> : null}
      <button type="button" onClick={() => setThird(true)}>
        Add a reader
      </button>
    </main>
  );
}

function Reader({ name }: { readonly name: string }) {
  const report = useInstantStream({ id: 'report', api: '/api/run', schema: Report });
  return (
    <section aria-label={name}>
      <button type="button" onClick={() => void report.submit({ topic: namedTopic() })}>
        Run
      </button>
      <p role="status">{report.status}</p>
      <report.Field path="title" as="h2" pending="untitled" />
      <report.Text path="body" as="p" />
    </section>
  );
}

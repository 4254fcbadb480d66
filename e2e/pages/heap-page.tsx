// In: `window.run`, called by a spec. Out: one whole run per call, over the real route code, in the page itself.
// Nothing is kept of a run but what the library keeps: what grows here grows in it.
// Knows nothing of how memory is measured.

import { StructuredField, StructuredList, StructuredText, useInstantStream } from 'fieldwise/react';
import { createFrameEncoder, createInstantParser } from 'fieldwise';
import { useEffect } from 'react';
import { z } from 'zod';

const Report = z.object({ title: z.string(), body: z.string(), items: z.array(z.string()) });

declare global {
  interface Window {
    /** Resolves with the status the run ended with. */
    runOnce?: (topic: string) => Promise<string>;
  }
}

function respond(topic: string): Response {
  const items = Array.from({ length: 50 }, (_, index) => `${topic} ${index}`);
  const text = JSON.stringify({ title: topic, body: `${topic} `.repeat(200), items });
  const parser = createInstantParser();
  const encoder = createFrameEncoder();
  const frames = (text.match(/.{1,16}/gs) ?? []).map((chunk) => encoder.encode(parser.feed(chunk)));
  frames.push(encoder.encode(parser.end()));
  const body = frames.filter((frame) => frame !== '').map((frame) => `data:${frame}\n\n`);
  return new Response(body.join(''), { headers: { 'content-type': 'text/event-stream' } });
}

export function HeapPage() {
  const report = useInstantStream<z.infer<typeof Report>, { topic: string }>({
    api: '/in-page',
    schema: Report,
    body: (input) => input.topic,
    fetch: (_, init) => {
      const body = typeof init?.body === 'string' ? init.body : '';
      return Promise.resolve(respond(body));
    },
  });
  const { submit } = report;
  useEffect(() => {
    window.runOnce = async (topic) => (await submit({ topic })).status;
  }, [submit]);
  return (
    <main>
      <StructuredField path="title" as="h1" stream={report} />
      <StructuredText path="body" as="p" stream={report} />
      <StructuredList path="items" as="ul" stream={report}>
        {(item) => <StructuredField path={item.path} as="li" stream={report} />}
      </StructuredList>
    </main>
  );
}

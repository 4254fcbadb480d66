// In: nothing but the packed tarball and its peers. Out: a page that uses each door from the types' point of view.
// Compiled with skipLibCheck off: a wrong declaration anywhere in the package fails here.

import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createInstantParser, type InstantEvent } from 'fieldwise';
import { createAgent } from 'fieldwise/agent';
import { createFetchTransport } from 'fieldwise/client';
import { InstantDevtools } from 'fieldwise/devtools';
import { InstantStreamProvider, StructuredField, useInstantStream } from 'fieldwise/react';
import { createInstantRoute } from 'fieldwise/server';
import { createScriptedModel } from 'fieldwise/testing';
import { createRoot } from 'react-dom/client';
import { z } from 'zod';

const Note = z.object({ title: z.string(), count: z.number() });

const agent = createAgent({ model: createScriptedModel({ text: '{"title":"Packed","count":1}' }) });

const route = createInstantRoute({
  output: Note,
  run: ({ signal }) => agent.input('A note').output(Note).getResponse({ signal }),
});

const transport = createFetchTransport<string>({
  api: '/api',
  fetch: (_, init) => route.POST(new Request(new URL('/api', location.href), init)),
});

function View() {
  const note = useInstantStream({ transport, schema: Note });
  const title: string | undefined = note.data?.title;
  return (
    <InstantStreamProvider stream={note}>
      <button onClick={() => void note.submit('now')}>Run</button>
      <h1>
        <StructuredField path="title" />
      </h1>
      <output>{title}</output>
    </InstantStreamProvider>
  );
}

const events: readonly InstantEvent[] = createInstantParser().feed('{"a":1}');
console.log(events.length);

createRoot(document.querySelector('#root')!).render(
  <QueryClientProvider client={new QueryClient()}>
    <View />
    <InstantDevtools initialIsOpen />
  </QueryClientProvider>,
);

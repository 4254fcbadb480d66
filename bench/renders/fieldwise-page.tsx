// In: the scene. Out: the page with `useInstantStream` and a `StructuredField` per field.
// As the README shows it: nothing is memoised by hand.
// Knows nothing of the other contestants.

import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { useEffect, useState, type ReactElement } from 'react';
import { InstantStreamProvider, StructuredField, useInstantStream } from '../../src/react/index.js';
import { Cell, countPage, type PageProps } from './counters.js';
import { respond, type Scene } from './scene.js';

interface Props extends PageProps {
  readonly scene: Scene;
  readonly paceMs: number;
}

function Page({ names, counters, onOver, scene, paceMs }: Props): ReactElement {
  countPage(counters);
  const stream = useInstantStream({
    api: '/in-page',
    schema: scene.schema,
    fetch: () => Promise.resolve(respond(scene.messages, paceMs, 'text/event-stream')),
    onFinish: onOver,
  });
  const { submit } = stream;
  useEffect(() => void submit({}), [submit]);
  return (
    <InstantStreamProvider stream={stream}>
      {names.map((name) => (
        <StructuredField key={name} path={name}>
          {(field) => <Cell counters={counters} name={name} value={field.value} />}
        </StructuredField>
      ))}
    </InstantStreamProvider>
  );
}

export function FieldwisePage(props: Props): ReactElement {
  const [client] = useState(() => new QueryClient());
  return (
    <QueryClientProvider client={client}>
      <Page {...props} />
    </QueryClientProvider>
  );
}

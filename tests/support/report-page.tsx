// In: options of a stream. Out: a page of its fields, for rendering on a server and taking over in a browser.
// Knows nothing of what is tested.

import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import {
  InstantStreamProvider,
  StructuredField,
  StructuredList,
  StructuredText,
  useInstantStream,
  type UseInstantStreamOptions,
} from 'fieldwise/react';
import { createManualTransport } from './manual-transport.js';
import { nextTask, Report } from './react-harness.js';

export function createPage(options: Partial<UseInstantStreamOptions<Report, string>> = {}) {
  const transport = createManualTransport<string>();
  function Page() {
    const report = useInstantStream<Report, string>({
      transport,
      schema: Report,
      scheduler: nextTask,
      input: 'go',
      id: 'report',
      ...options,
    });
    return (
      <InstantStreamProvider stream={report}>
        <b>{report.status}</b>
        <StructuredField path="title" pending="…" />
        <StructuredText path="title" as="p" />
        <StructuredList path="items" as="ul" pending={<li>soon</li>}>
          {(item) => <li>{item.path}</li>}
        </StructuredList>
      </InstantStreamProvider>
    );
  }
  const page = (client = new QueryClient()) => (
    <QueryClientProvider client={client}>
      <Page />
    </QueryClientProvider>
  );
  return { transport, page };
}

// @vitest-environment node
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { renderToString } from 'react-dom/server';
import { expect, test } from 'vitest';
import { createManualTransport } from '../../tests/support/manual-transport.js';
import { nextTask, REPORT_TEXT, Report } from '../../tests/support/react-harness.js';
import { instantStreamOptions, StructuredField, useInstantStream } from './index.js';

test('what a server has prefetched it renders, complete and without asking again', async () => {
  const transport = createManualTransport<string>();
  const shared = { transport, schema: Report, scheduler: nextTask, id: 'report', input: 'go' };
  const client = new QueryClient();
  const prefetched = client.prefetchQuery(instantStreamOptions<Report, string>(shared));
  await new Promise((resolve) => setTimeout(resolve));
  transport.last.push(REPORT_TEXT);
  transport.last.end();
  await prefetched;
  function Page() {
    const report = useInstantStream<Report, string>(shared);
    return (
      <p>
        {report.status}:<StructuredField path="title" stream={report} pending="…" />
      </p>
    );
  }
  const html = renderToString(
    <QueryClientProvider client={client}>
      <Page />
    </QueryClientProvider>,
  );
  expect(html).toContain('complete');
  expect(html).toContain('data-status="complete">Tides</span>');
  expect(transport.calls).toHaveLength(1);
  client.clear();
});

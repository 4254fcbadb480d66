// @vitest-environment node
import { QueryClient, QueryClientProvider, useSuspenseQuery } from '@tanstack/react-query';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { Suspense, type ReactNode } from 'react';
import { renderToPipeableStream } from 'react-dom/server';
import type { UsageError } from 'fieldwise';
import { createServerAnswer } from 'fieldwise/server';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { createManualTransport } from '../../tests/support/manual-transport.js';
import { nextTask, Report, REPORT_TEXT } from '../../tests/support/react-harness.js';
import { idleRun } from '../../tests/support/started-run.js';
import {
  instantStreamOptions,
  useContinuedStream,
  useFieldValue,
  useInstantStream,
  type InstantStreamOptions,
  type StreamSource,
} from './index.js';

afterEach(() => {
  vi.useRealTimers();
});

interface Waiting {
  readonly serverTimeoutMs?: number;
}

function Title({ stream, ...options }: Waiting & { stream: StreamSource<Report> }) {
  return <h1>{useFieldValue('title', stream, options)}</h1>;
}

/** Renders to the end of the response; `codes` are of the errors that React was thrown. */
function respond(element: ReactNode, client = new QueryClient()) {
  const codes: unknown[] = [];
  const body = new PassThrough();
  const page = (
    <QueryClientProvider client={client}>
      <Suspense fallback={<u>soon</u>}>{element}</Suspense>
    </QueryClientProvider>
  );
  const { pipe } = renderToPipeableStream(page, {
    onError: (error) => void codes.push((error as { code?: string }).code),
  });
  pipe(body);
  return { html: text(body), codes };
}

function prefetched(client: QueryClient, waiting: Waiting) {
  const transport = createManualTransport<string>();
  const shared = { transport, schema: Report, scheduler: nextTask, id: 'report', input: 'go' };
  const options: InstantStreamOptions<Report, string> = { ...shared, ...waiting };
  return { transport, shared, report: instantStreamOptions(options), client };
}

/** Every way in which a server's HTML can wait for a model. */
const WAYS: Record<string, (client: QueryClient, waiting: Waiting) => ReactNode> = {
  'a run that was submitted on the server': (_, waiting) => {
    const { run, stream } = idleRun();
    void run.submit('go');
    return <Title stream={stream} {...waiting} />;
  },
  'an answer that was handed over': (_, waiting) => {
    const answer = createServerAnswer<Report>(silent(), { timeoutMs: Infinity });
    const handOver = answer.handOver();
    function Handed() {
      const stream = useContinuedStream(handOver, { scheduler: nextTask, schema: Report });
      return <Title stream={stream} {...waiting} />;
    }
    return <Handed />;
  },
  'a run that is being prefetched': (client, waiting) => {
    const { shared, report } = prefetched(client, { serverTimeoutMs: Infinity });
    void client.prefetchQuery(report);
    function Joined() {
      return <Title stream={useInstantStream<Report, string>(shared)} {...waiting} />;
    }
    return <Joined />;
  },
  'a query': (client, waiting) => {
    const { report } = prefetched(client, waiting);
    function Asked() {
      return <h1>{useSuspenseQuery(report).data.data?.title}</h1>;
    }
    return <Asked />;
  },
};

async function* silent() {
  await new Promise(() => {});
  yield '';
}

const tick = () => new Promise((resolve) => setTimeout(resolve, 5));

describe.each(Object.entries(WAYS))('%s, of a model that says nothing,', (_, way) => {
  test('holds the response no longer than it may, and leaves the boundary to the browser', async () => {
    const client = new QueryClient();
    const element = way(client, { serverTimeoutMs: 100 });
    await tick();
    const { html, codes } = respond(element, client);
    expect(await html).toContain('<u>soon</u>');
    expect(codes).toEqual(['timeout']);
  });

  test('holds it for a bounded time by itself', async () => {
    const client = new QueryClient();
    const element = way(client, {});
    await tick();
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const { html, codes } = respond(element, client);
    await new Promise(setImmediate);
    expect(codes).toEqual([]);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(await html).toContain('<u>soon</u>');
    expect(codes).toEqual(['timeout']);
  });

  test.each([0, Number.NaN])('refuses to wait for %s ms', async (serverTimeoutMs) => {
    const client = new QueryClient();
    const seen = async () => {
      const { html, codes } = respond(way(client, { serverTimeoutMs }), client);
      await html;
      return codes;
    };
    const codes = await seen().catch((error: UsageError) => [error.code]);
    expect(codes).toEqual(['invalid-option']);
  });
});

test('a query that is late aborts its request, and what arrived stays beside the error', async () => {
  const { report, transport, client } = prefetched(new QueryClient(), { serverTimeoutMs: 300 });
  const fetched = client.fetchQuery(report);
  await tick();
  transport.last.push('{"title":"Ti');
  await expect(fetched).rejects.toMatchObject({ kind: 'server', code: 'timeout' });
  expect(transport.last.signal.aborted).toBe(true);
  expect(client.getQueryData(report.queryKey)).toMatchObject({
    status: 'error',
    partial: { title: 'Ti' },
  });
});

test('a query that is in time has no clock left ticking', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const { report, transport, client } = prefetched(new QueryClient(), {});
  const fetched = client.fetchQuery({ ...report, gcTime: Infinity });
  await vi.advanceTimersByTimeAsync(1);
  transport.last.push(REPORT_TEXT);
  transport.last.end();
  await vi.advanceTimersByTimeAsync(1);
  expect(await fetched).toMatchObject({ status: 'complete' });
  client.clear();
  expect(vi.getTimerCount()).toBe(0);
});

// @vitest-environment node
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { Suspense } from 'react';
import type { ReactNode } from 'react';
import { renderToPipeableStream } from 'react-dom/server';
import { createServerAnswer } from 'fieldwise/server';
import { expect, test } from 'vitest';
import { createManualTransport } from '../../tests/support/manual-transport.js';
import { nextTask, Report, REPORT_TEXT } from '../../tests/support/react-harness.js';
import { idleRun } from '../../tests/support/started-run.js';
import { useContinuedStream, useFieldValue, useInstantStream, type HandOver } from './index.js';
import type { StreamSource } from './index.js';

function Title({ stream }: { stream: StreamSource<Report> }) {
  return <h1>{useFieldValue('title', stream)}</h1>;
}

const page = (stream: StreamSource<Report>) => (
  <main>
    <Suspense fallback={<u>soon</u>}>
      <Title stream={stream} />
    </Suspense>
  </main>
);

/** Renders to the end of the response; `codes` are of the errors that React was thrown. */
function respond(element: ReactNode): { html: Promise<string>; codes: unknown[] } {
  const codes: unknown[] = [];
  const body = new PassThrough();
  const { pipe } = renderToPipeableStream(element, {
    onError: (error) => void codes.push((error as { code?: string }).code),
  });
  pipe(body);
  return { html: text(body), codes };
}

const tick = () => new Promise((resolve) => setTimeout(resolve, 5));

test('a run that nobody started leaves its boundary to the browser, and the response ends', async () => {
  const { html, codes } = respond(page(idleRun().stream));
  expect(await html).toContain('<u>soon</u>');
  expect(codes).toEqual(['unstarted-run']);
});

test('a declared run is not started on a server, and the response ends', async () => {
  const transport = createManualTransport<string>();
  function Declared() {
    return page(useInstantStream({ transport, schema: Report, scheduler: nextTask, input: 'go' }));
  }
  const { html, codes } = respond(
    <QueryClientProvider client={new QueryClient()}>
      <Declared />
    </QueryClientProvider>,
  );
  expect(await html).toContain('<u>soon</u>');
  expect(codes).toEqual(['unstarted-run']);
  expect(transport.calls).toHaveLength(0);
});

test('an answer that was cut off is left to the browser, which asks anew, and not waited for', async () => {
  const transport = createManualTransport<string>();
  const client = new QueryClient();
  client.setQueryData(['fieldwise', 'cut', 'go'], { version: 1, status: 'streaming', partial: {} });
  function Declared() {
    return page(useInstantStream({ transport, schema: Report, id: 'cut', input: 'go' }));
  }
  const { html, codes } = respond(
    <QueryClientProvider client={client}>
      <Declared />
    </QueryClientProvider>,
  );
  expect(await html).toContain('<u>soon</u>');
  expect(codes).toEqual(['stopped-field']);
});

test('a run under way is waited for until the field is there, not until the run ends', async () => {
  const { run, stream, transport } = idleRun();
  void run.submit('go');
  await tick();
  const { html, codes } = respond(page(stream));
  transport.last.push('{"title":"Ti');
  await tick();
  transport.last.push('des",');
  expect(await html).toMatch(/<h1>Tides<\/h1>/);
  expect(codes).toEqual([]);
  expect(run.getSnapshot().status).toBe('streaming');
});

test.each(['stop', 'fail'] as const)(
  'a run that comes to nothing ends the response, too: %s',
  async (end) => {
    const { run, stream, transport } = idleRun();
    void run.submit('go');
    await tick();
    const { html, codes } = respond(page(stream));
    transport.last.push('{"title":"Ti');
    await tick();
    if (end === 'stop') run.stop();
    else transport.last.fail(new Error('gone'));
    expect(await html).toContain('<u>soon</u>');
    expect(codes).toEqual([end === 'stop' ? 'stopped-field' : 'connection-failed']);
  },
);

test('an answer that the cache has is in the HTML', async () => {
  const transport = createManualTransport<string>();
  const client = new QueryClient();
  const data = Report.parse(JSON.parse(REPORT_TEXT));
  client.setQueryData(['report'], { status: 'complete', partial: data, data, runId: 1 });
  function Cached() {
    return page(useInstantStream({ transport, schema: Report, queryKey: ['report'] }));
  }
  const { html, codes } = respond(
    <QueryClientProvider client={client}>
      <Cached />
    </QueryClientProvider>,
  );
  expect(await html).toContain('<h1>Tides</h1>');
  expect(codes).toEqual([]);
});

test.each([
  ['is there', '{"title":"Tides"', ',"score":1,', 60_000, []],
  ['comes later', '{"ti', 'tle":"Tides"', 60_000, []],
  ['never comes', '{"sc', 'ore":1,', 1000, ['timeout']],
])(
  'of an answer that was handed over, a field that %s ends the response',
  async (_, head, rest, timeoutMs, seen) => {
    async function* model() {
      yield head;
      await tick();
      yield rest;
      await new Promise(() => {});
    }
    const answer = createServerAnswer<Report>(model(), { timeoutMs, onError: () => {} });
    const handOver: HandOver<Report, null> = answer.handOver();
    function Handed() {
      return page(useContinuedStream(handOver, { scheduler: nextTask, schema: Report }));
    }
    const { html, codes } = respond(
      <QueryClientProvider client={new QueryClient()}>
        <Handed />
      </QueryClientProvider>,
    );
    expect(await html).toContain(seen.length === 0 ? '<h1>Tides</h1>' : '<u>soon</u>');
    expect(codes).toEqual(seen);
    answer.cancel();
  },
);

import { createFrameDecoder, createFrameEncoder, type InstantEventInput } from 'fieldwise';
import { createFetchTransport } from 'fieldwise/client';
import { createInstantRoute } from 'fieldwise/server';
import { serve } from '../support/serve.js';
import { testTransport } from './transport.js';
import type { Connected, Run as RunOf } from './transport-suite.js';

type Run = RunOf<InstantEventInput>;

async function overHttp(run: Run, accept?: string): Promise<Connected> {
  const { POST } = createInstantRoute({ run, flushMs: 1 });
  const { url, cut, close } = await serve(POST);
  const transport = createFetchTransport({ api: url, ...(accept && { headers: { accept } }) });
  return { transport, cut, close };
}

async function inProcess(run: Run): Promise<Connected> {
  const { POST } = createInstantRoute({ run, flushMs: 0 });
  const cutting = new AbortController();
  const transport = createFetchTransport({
    api: 'http://localhost/',
    fetch: async (url, init) => {
      const response = await POST(new Request(url, init));
      const wire = new TransformStream<Uint8Array, Uint8Array<ArrayBuffer>>();
      return new Response(response.body?.pipeThrough(wire, cutting), response);
    },
  });
  return { transport, cut: () => cutting.abort(), close: () => {} };
}

/** The smallest transport there is: no network and no bytes. */
async function direct(run: Run): Promise<Connected> {
  const cutting = new AbortController();
  const cut = new Promise<'cut'>((resolve) => {
    cutting.signal.addEventListener('abort', () => resolve('cut'));
  });
  const transport = {
    async *open(request: { readonly input: unknown; readonly signal: AbortSignal }) {
      const encoder = createFrameEncoder();
      const decoder = createFrameDecoder();
      const source = run(request)[Symbol.asyncIterator]();
      try {
        for (;;) {
          const step = await Promise.race([source.next(), cut]);
          if (step === 'cut' || step.done) return;
          const frame = encoder.encode([step.value]);
          if (frame !== '') yield* decoder.decode(frame);
        }
      } finally {
        void source.return?.();
      }
    },
  };
  return { transport, cut: () => cutting.abort(), close: () => {} };
}

testTransport('fetch over HTTP, SSE', (run) => overHttp(run));
testTransport('fetch over HTTP, NDJSON', (run) => overHttp(run, 'application/x-ndjson'));
testTransport('fetch of a route in process', inProcess);
testTransport('an async generator', direct);

// In: requests of the test pages. Out: streams of a scripted model, and what that model noted of its calls.
// `POST /api/run` takes { text, chunkSize?, delayMs?, failAfter? }; `GET /api/calls` tells the status of every call.
// Knows nothing of the pages.

import { createAgent } from 'fieldwise/agent';
import { createInstantRoute } from 'fieldwise/server';
import { createScriptedModel, type ScriptedModel } from 'fieldwise/testing';
import { z } from 'zod';

const Script = z.object({
  /** Names the call in /api/calls. */
  id: z.string(),
  text: z.string(),
  chunkSize: z.number().int().default(4),
  delayMs: z.number().default(0),
  failAfter: z.number().int().default(Number.MAX_SAFE_INTEGER),
});

const models = new Map<string, ScriptedModel[]>();

const run = createInstantRoute({
  input: Script,
  flushMs: 0,
  run({ input: { id, ...script }, signal }) {
    const model = createScriptedModel(script);
    models.set(id, [...(models.get(id) ?? []), model]);
    return createAgent({ model }).input('Go').output(z.looseObject({})).getResponse({ signal });
  },
});

export async function handle(request: Request): Promise<Response> {
  const { pathname, searchParams } = new URL(request.url);
  if (pathname === '/api/run') return run.POST(request);
  if (pathname === '/api/calls') return Response.json(callsOf(searchParams.get('id') ?? ''));
  return new Response('There is no such route.', { status: 404 });
}

function callsOf(id: string) {
  const calls = (models.get(id) ?? []).flatMap((model) => model.calls);
  return calls.map(({ sent, status }) => ({ sent, status }));
}

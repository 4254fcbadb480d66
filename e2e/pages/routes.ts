// In: requests of the test pages and of the specs. Out: streams of a model that says what a spec has told it to.
// `POST /api/run` takes a topic; so does `POST /api/object`, made with the AI SDK alone. A spec prepares it (`PUT /api/script`), lets the model speak (`POST /api/say`), breaks
// the connection (`POST /api/cut`) and asks what the model noted of its calls (`GET /api/calls`), each with `?topic=`.

import { streamObject } from 'ai';
import { createAgent } from 'fieldwise/agent';
import { createInstantRoute } from 'fieldwise/server';
import { z } from 'zod';
import { createAiSdkModel } from '../../tests/support/ai-sdk-model.js';
import { Script } from './script.js';
import { createTalk, type Talk } from './talk.js';

export interface Routes {
  /** `cut` destroys the socket the request came on. */
  handle(request: Request, cut: () => void): Promise<Response>;
}

const Asked = z.object({ topic: z.string() });

export function createRoutes(): Routes {
  const talks = new Map<string, Talk>();
  const cuts = new WeakMap<Request, () => void>();

  const run = createInstantRoute({
    input: Asked,
    flushMs: 0,
    // The specs make models fail; that is no news for whoever reads the log.
    onError: () => {},
    run({ input: { topic }, request, signal }) {
      const talk = talkOn(topic);
      talk.cuts.push(cuts.get(request) ?? (() => {}));
      const agent = createAgent({ model: talk.model });
      return agent.input(topic).output(z.looseObject({})).getResponse({ signal });
    },
  });

  /** What a route of AI SDK's `useObject` is. */
  async function answerObject(request: Request): Promise<Response> {
    const { topic } = Asked.parse(await request.json());
    const talk = talkOn(topic);
    talk.cuts.push(cuts.get(request) ?? (() => {}));
    return streamObject({
      model: createAiSdkModel((call) => textOf(talk, topic, call.signal)),
      schema: z.looseObject({}),
      prompt: topic,
      abortSignal: request.signal,
      onError: () => {},
    }).toTextStreamResponse();
  }

  function talkOn(topic: string): Talk {
    const talk = talks.get(topic);
    if (talk === undefined) throw new Error(`No spec has prepared the topic ${topic}.`);
    return talk;
  }

  async function obey(action: string, topic: string, request: Request): Promise<Response> {
    if (action === 'script') talks.set(topic, createTalk(Script.parse(await request.json())));
    else if (action === 'say') talkOn(topic).say(Number(await request.text()));
    else if (action === 'cut') talkOn(topic).cuts.at(-1)?.();
    else return new Response('There is no such route.', { status: 404 });
    return new Response(null, { status: 204 });
  }

  return {
    async handle(request, cut) {
      const { pathname, searchParams } = new URL(request.url);
      const topic = searchParams.get('topic') ?? '';
      cuts.set(request, cut);
      if (pathname === '/api/run') return run.POST(request);
      if (pathname === '/api/object') return answerObject(request);
      if (pathname === '/api/calls') return Response.json(talkOn(topic).report());
      return obey(pathname.replace('/api/', ''), topic, request);
    },
  };
}

/** The words of the model alone. */
async function* textOf(
  { model }: Talk,
  topic: string,
  signal: AbortSignal,
): AsyncGenerator<string> {
  const messages = [{ role: 'user', content: topic }] as const;
  const chunks = await model({ messages, structuredOutput: 'prompt', signal });
  for await (const chunk of chunks) if (typeof chunk === 'string') yield chunk;
}

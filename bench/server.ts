// In: --quick. Out: bench/results/server: CPU per stream when a hundred answers stream at once, against raw SSE frames.
// In process: no sockets, no HTTP parsing, so nothing hides the difference. Bodies are read to the end, as fast as they come.
// All streams speak by turns, at full speed (the machine is busy) and at a model's pace (it is mostly idle).

import { z } from 'zod';
import { createAgent } from '../src/agent/index.js';
import { instantEvents } from '../src/index.js';
import { createInstantRoute, toInstantResponse } from '../src/server/index.js';
import { bullets, cut, cutInto, report } from './corpora.js';
import { cpuMs, median } from './measure.js';
import { figure, publish, table } from './results.js';

const isQuick = process.argv.includes('--quick');
const STREAMS = 100;
const ROUNDS = isQuick ? 3 : 9;

interface Answer {
  readonly name: string;
  readonly text: string;
  readonly chunks: readonly string[];
  readonly schema: z.ZodType;
  /** Milliseconds between chunks; without it they come as fast as the event loop turns. */
  readonly paceMs?: number;
}

const Bullets = z.object({ title: z.string(), items: z.array(z.string()) });
const Section = z.object({
  id: z.string(),
  heading: z.string(),
  paragraphs: z.array(z.string()),
  tags: z.array(z.string()),
  figures: z.object({ pages: z.int(), score: z.number(), draft: z.boolean(), note: z.null() }),
});
const Report = z.object({
  title: z.string(),
  author: z.object({ name: z.string(), verified: z.boolean() }),
  sections: z.array(Section),
});

const short = bullets(2_000);
const long = report(20_000);
const inChunks = { text: short, chunks: cutInto(short, 438), schema: Bullets };
const answers: readonly Answer[] = [
  { name: '2 KB in 438 chunks, at full speed', ...inChunks },
  {
    name: '20 KB in chunks of ~4, at full speed',
    text: long,
    chunks: cut(long, { seed: 7, min: 1, max: 8 }),
    schema: Report,
  },
  // Longer than the flush window: every chunk is a flush of its own, the least a flush can save.
  ...(isQuick ? [] : [{ name: '2 KB in 438 chunks, one every 12 ms', ...inChunks, paceMs: 12 }]),
];

/** The model, the same for every way of serving. */
async function* speak({ chunks, paceMs }: Answer): AsyncGenerator<string, void, undefined> {
  for (const chunk of chunks) {
    await new Promise((resolve) => {
      if (paceMs === undefined) setImmediate(resolve);
      else setTimeout(resolve, paceMs);
    });
    yield chunk;
  }
}

type Serve = (answer: Answer) => Response | Promise<Response>;

/** The floor: each chunk becomes one SSE frame when the reader asks for it; nothing is parsed. */
const rawFrames: Serve = (answer) => {
  const source = speak(answer);
  const utf8 = new TextEncoder();
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await source.next();
        if (done) controller.close();
        else controller.enqueue(utf8.encode(`data: ${JSON.stringify(value)}\n\n`));
      },
      async cancel() {
        await source.return();
      },
    },
    { highWaterMark: 0 },
  );
  return new Response(body, { headers: { 'content-type': 'text/event-stream' } });
};

interface RouteOptions {
  readonly withSchema: boolean;
  readonly flushMs: number;
}

/** An agent behind a route. Without a schema the answer is plain text: one growing string at the root. */
function route(answer: Answer, { withSchema, flushMs }: RouteOptions): Serve {
  const agent = createAgent({ model: () => speak(answer) }).input('Write it.');
  const request = withSchema ? agent.output(answer.schema) : agent;
  const { POST } = createInstantRoute({
    flushMs,
    run: ({ signal }) => request.getResponse({ signal }),
  });
  const headers = { 'content-type': 'application/json' };
  return () => POST(new Request('http://localhost/api', { method: 'POST', body: '{}', headers }));
}

/** The same, and the whole answer is validated by its schema before the stream ends. */
function validating(answer: Answer): Serve {
  const request = createAgent({ model: () => speak(answer) })
    .input('Write it.')
    .output(answer.schema);
  return () => {
    const response = request.getResponse();
    async function* run() {
      yield* response.getAsyncGenerator({ type: 'instant' });
      await response.getData();
    }
    return toInstantResponse(run());
  };
}

const WAYS: Readonly<Record<string, (answer: Answer) => Serve>> = {
  'floor: one raw SSE frame per chunk': () => rawFrames,
  'agent and route, schema': (answer) => route(answer, { withSchema: true, flushMs: 10 }),
  'agent and route, schema, answer validated': validating,
  'agent and route, no schema (plain text)': (answer) =>
    route(answer, { withSchema: false, flushMs: 10 }),
  'agent and route, schema, flushed every tick': (answer) =>
    route(answer, { withSchema: true, flushMs: 0 }),
  'no agent: instantEvents to toInstantResponse': (answer) => () =>
    toInstantResponse(instantEvents(speak(answer))),
};

async function drain(response: Response): Promise<number> {
  const reader = response.body?.getReader();
  let received = 0;
  for (;;) {
    const { done = true, value } = (await reader?.read()) ?? {};
    if (done) return received;
    received += value?.length ?? 0;
  }
}

/** CPU of the source alone, which is in every figure. */
const source = (answer: Answer) =>
  cpuMs(async () => {
    await Promise.all(
      Array.from({ length: STREAMS }, async () => {
        for await (const chunk of speak(answer))
          if (chunk === '') throw new Error('An empty chunk.');
      }),
    );
  });

async function oneRound(serve: Serve, answer: Answer): Promise<{ ms: number; bytes: number }> {
  let bytes = 0;
  const ms = await cpuMs(async () => {
    const all = Array.from({ length: STREAMS }, async () => drain(await serve(answer)));
    bytes = (await Promise.all(all)).reduce((sum, received) => sum + received, 0);
  });
  return { ms: ms / STREAMS, bytes: bytes / STREAMS };
}

const data: Record<string, Record<string, { ms: number; overFloor: number; bytes: number }>> = {};
const rows: string[][] = [];
for (const answer of answers) {
  process.stderr.write(`${answer.name}\n`);
  const isPaced = answer.paceMs !== undefined;
  // A paced round takes seconds of waiting: fewer ways, fewer rounds.
  const ways = Object.entries(WAYS)
    .slice(0, isPaced ? 3 : undefined)
    .map(([way, make]) => ({
      way,
      serve: make(answer),
      costs: [] as number[],
      bytes: 0,
    }));
  const alone: number[] = [];
  // One round more than is counted, to warm up.
  const rounds = isPaced ? 3 : ROUNDS;
  for (let round = 0; round <= rounds; round += 1) {
    if (round > 0) alone.push((await source(answer)) / STREAMS);
    for (const entry of ways) {
      const { ms, bytes } = await oneRound(entry.serve, answer);
      if (round > 0) entry.costs.push(ms);
      entry.bytes = bytes;
    }
  }
  const floorMs = median(ways[0]?.costs ?? []);
  const column: (typeof data)[string] = (data[answer.name] = {});
  rows.push([
    `${answer.name}: the source alone`,
    figure(median(alone)),
    figure(median(alone) / floorMs),
    '',
  ]);
  for (const { way, costs, bytes } of ways) {
    const ms = median(costs);
    column[way] = { ms, overFloor: ms / floorMs, bytes };
    rows.push([`${answer.name}: ${way}`, figure(ms), figure(ms / floorMs), figure(bytes / 1000)]);
  }
}

publish({
  name: 'server',
  title: `Server CPU per stream, ${STREAMS} at once`,
  isQuick,
  data: { streams: STREAMS, rounds: ROUNDS, answers: data },
  sections: [
    {
      title: 'CPU milliseconds per stream, ratio to the floor, kilobytes sent',
      text: table(['', 'CPU, ms', '× floor', 'KB'], rows),
    },
  ],
});

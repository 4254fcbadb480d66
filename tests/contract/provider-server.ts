// In: what a provider answers, call by call, and what goes wrong. Out: that provider over real HTTP on 127.0.0.1.
// A mock server written by others speaks the protocols; a relay before it holds its frames back, breaks off and garbles.
// Knows nothing of agents.

import { LLMock } from '@copilotkit/aimock';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Model } from 'fieldwise/agent';
import type { Body, Dialect, Finish } from './provider-dialects.js';

/** Where something goes wrong: instead of a response, behind its headers, or behind the first frame with these words. */
export type Place = 'request' | 'headers' | { readonly behind: string };

/**
 * The connection breaks, nothing comes any more, a frame is no JSON, the provider says that it failed, or the stream
 * ends as if it were whole.
 */
export interface Fault {
  readonly kind: 'cut' | 'stall' | 'malformed' | 'failure' | 'short';
  readonly at: Place;
}

/** What a call is answered with: a refusal, or an answer. */
export type Plan =
  | { readonly status: number; /** In seconds. */ readonly retryAfter?: number }
  | {
      readonly text?: string;
      readonly reasoning?: string;
      readonly toolCalls?: readonly { readonly name: string; readonly input: object }[];
      /** @default 'stop' */
      readonly finish?: Finish;
      readonly fault?: Fault;
      /** Bytes come a few at a time, and no character of several bytes in one piece. */
      readonly drips?: boolean;
    };

type Answer = Exclude<Plan, { status: number }>;

/** What every answer costs. */
export const USAGE = { inputTokens: 11, outputTokens: 7 } as const;

/** Characters of a chunk. */
export const CHUNK = 6;

export interface ProviderCall {
  readonly body: Body;
  /** Frames written so far. */
  sent: number;
  /** True once all that is written before a stall is written. */
  isHeld: boolean;
  /** True once the client hung up before the end. */
  wasLeft: boolean;
}

export interface ProviderServer {
  readonly model: Model;
  readonly calls: readonly ProviderCall[];
  /** @throws {RangeError} when a fault was to be where no such place is. */
  stop(): Promise<void>;
}

export interface ProviderOptions {
  /** In which words a request is refused, with the status 400; such a request uses no plan up. */
  readonly refuse?: (body: Body) => string | undefined;
}

/** The plans are those of the calls in order, the last for all that follow. */
export async function startProvider(
  dialect: Dialect,
  plans: readonly [Plan, ...Plan[]],
  { refuse }: ProviderOptions = {},
): Promise<ProviderServer> {
  let refused = 0;
  const calls: ProviderCall[] = [];
  const leaving = new AbortController();
  const mistakes: RangeError[] = [];
  let [plan]: readonly Plan[] = plans;
  const mock = new LLMock({ host: '127.0.0.1', port: 0, logLevel: 'silent' });
  mock.on({ predicate: () => true }, () => toFixture(plan ?? plans[0], dialect, calls.at(-1)), {
    chunkSize: CHUNK,
  });
  const url = await mock.start();
  const server = createServer((request, response) => {
    void (async () => {
      const text = await readBody(request);
      const body = JSON.parse(text) as Body;
      const call: ProviderCall = { body, sent: 0, isHeld: false, wasLeft: false };
      plan = plans[calls.push(call) - 1 - refused] ?? plans.at(-1) ?? plans[0];
      response.on('close', () => (call.wasLeft = !response.writableFinished));
      const why = refuse?.(body);
      if (why !== undefined) {
        refused++;
        response.writeHead(400, { 'content-type': 'application/json' }).end(refusalOf(why));
        return;
      }
      if ('fault' in plan && plan.fault?.at === 'request') return fail(plan.fault, call, response);
      if (!('status' in plan)) {
        const own = ownFrames(plan, dialect);
        if (own !== undefined) return play(own, plan, dialect, call, response);
      }
      const answer = await fetch(new URL(request.url ?? '/', url), {
        method: 'POST',
        headers: passedOn(request),
        body: text,
        signal: leaving.signal,
      });
      const frames = await answer.text();
      if ('status' in plan || !answer.ok) {
        response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(frames);
        return;
      }
      const mended = dialect.mend?.(split(frames), plan.finish ?? 'stop') ?? split(frames);
      await play(mended, plan, dialect, call, response);
    })().catch((error: unknown) => {
      if (error instanceof RangeError) mistakes.push(error);
      response.destroy();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    model: dialect.model(`http://127.0.0.1:${port}`),
    calls,
    async stop() {
      leaving.abort();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await mock.stop();
      for (const mistake of mistakes) throw mistake;
    },
  };
}

/** In the words of all protocols at once: each finds its own. */
function refusalOf(message: string): string {
  const error = { message, type: 'invalid_request_error', code: 400, status: 'INVALID_ARGUMENT' };
  return JSON.stringify({ type: 'error', error });
}

/** An answer that the mock server has no words for. */
function ownFrames(
  { text = '', finish = 'stop' }: Answer,
  { tellCut }: Dialect,
): readonly string[] | undefined {
  if (finish === 'stop') return undefined;
  return tellCut?.(text.match(new RegExp(`[^]{1,${CHUNK}}`, 'gu')) ?? [], finish);
}

function toFixture(plan: Plan, dialect: Dialect, call: ProviderCall | undefined) {
  if ('status' in plan) {
    const { status, retryAfter } = plan;
    return {
      error: { message: 'refused' },
      status,
      ...(retryAfter !== undefined && { retryAfter }),
    };
  }
  const { text = '', reasoning, toolCalls = [], finish = 'stop' } = plan;
  const usage = { prompt_tokens: USAGE.inputTokens, completion_tokens: USAGE.outputTokens };
  const more = { usage, ...(reasoning !== undefined && { reasoning }) };
  const { answersBy } = dialect;
  const finishReason = dialect.finish[finish];
  if (toolCalls.length > 0) {
    const called = toolCalls.map(({ name, input }, index) => ({
      id: `call-${index}`,
      name,
      arguments: JSON.stringify(input),
    }));
    return { toolCalls: called, ...more };
  }
  if (answersBy !== undefined && dialect.schemaIn(call?.body ?? {}) !== undefined)
    return {
      toolCalls: [{ id: 'call-0', name: answersBy, arguments: text }],
      ...more,
    };
  return { content: text, ...more, finishReason };
}

async function readBody(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text;
}

const OWN_HEADERS: ReadonlySet<string> = new Set([
  'accept-encoding',
  'connection',
  'content-length',
  'host',
  'transfer-encoding',
]);

function passedOn({ headers }: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined || OWN_HEADERS.has(name) ? [] : [[name, String(value)]],
    ),
  );
}

/** Into frames, each with the blank line behind it. */
function split(body: string): readonly string[] {
  return body.split(/(?<=\n\n)/);
}

async function play(
  frames: readonly string[],
  { fault, drips = false }: Answer,
  { failure }: Dialect,
  call: ProviderCall,
  response: ServerResponse,
): Promise<void> {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.flushHeaders();
  const end = fault === undefined ? frames.length : placeIn(frames, fault.at);
  for (const frame of frames.slice(0, end)) {
    if (response.destroyed) return;
    if (drips) await drip(response, frame);
    else response.write(frame);
    call.sent++;
  }
  if (fault === undefined || fault.kind === 'short') response.end();
  else if (fault.kind === 'failure') response.end(failure);
  else if (fault.kind === 'malformed')
    response.end(`data: {"broken\n\n${frames.slice(end).join('')}`);
  else await fail(fault, call, response);
}

/** How many frames come before the fault. */
function placeIn(frames: readonly string[], place: Place): number {
  if (typeof place === 'string') return 0;
  const found = frames.findIndex((frame) => frame.includes(place.behind));
  if (found === -1) throw new RangeError(`No frame has ${place.behind}.`);
  return found + 1;
}

async function fail({ kind }: Fault, call: ProviderCall, response: ServerResponse): Promise<void> {
  if (kind === 'stall') {
    call.isHeld = true;
    return;
  }
  // Behind what was written, and apart from it: newer clients drop what they hold when the connection breaks.
  await sleep(50);
  response.socket?.end();
}

const utf8 = new TextEncoder();

async function drip(response: ServerResponse, frame: string): Promise<void> {
  const bytes = utf8.encode(frame);
  let from = 0;
  for (let to = 1; to <= bytes.length; to++) {
    const isInside = ((bytes[to] ?? 0) & 0b1100_0000) === 0b1000_0000;
    if (!isInside && to - from < 48 && to < bytes.length) continue;
    response.write(bytes.subarray(from, to));
    from = to;
    // So that the pieces are read one by one.
    await sleep(1);
  }
}

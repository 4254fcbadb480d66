// In: what a model's endpoint does, call by call. Out: that endpoint, speaking OpenAI's chat completions on 127.0.0.1.
// Real sockets: what it refuses, cuts, delays or garbles reaches the agent as it would from a provider.
// Knows nothing of agents.

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** What a call is answered with: a refusal, or an answer in chunks and how it ends. */
export type Plan =
  | {
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: string;
    }
  | {
      readonly chunks: readonly string[];
      readonly reasoning?: string;
      /** Tools it calls behind its text. Their inputs are written by turns, piece by piece. */
      readonly toolCalls?: readonly ToolCallPlan[];
      /** @default 'stop', and 'tool_calls' where it calls tools */
      readonly finishReason?: string;
      /** Instead of its end the connection breaks, nothing comes any more, or what comes is no JSON. */
      readonly breaks?: 'cut' | 'stall' | 'malformed';
      /** Wait before each chunk. */
      readonly dripMs?: number;
      readonly usage?: { readonly prompt_tokens: number; readonly completion_tokens: number };
    };

export interface ToolCallPlan {
  readonly id: string;
  readonly name: string;
  /** JSON text, in the pieces it is sent in. */
  readonly input: readonly string[];
}

/** One call, as it was received. */
export interface ReceivedCall {
  readonly atMs: number;
  readonly body: {
    readonly model: string;
    readonly messages: readonly { readonly role: string; readonly content: unknown }[];
    readonly [name: string]: unknown;
  };
  readonly headers: IncomingMessage['headers'];
  /** Chunks written so far. */
  sent: number;
  /** True once the client hung up before the end. */
  wasLeft: boolean;
}

export interface ModelServer {
  readonly model: { readonly baseURL: string; readonly model: string; readonly apiKey: string };
  readonly calls: readonly ReceivedCall[];
  stop(): Promise<void>;
}

/** The plans are those of the calls in order, the last for all that follow; or a function says. */
export async function startModelServer(
  plans: readonly Plan[] | ((call: ReceivedCall, index: number) => Plan),
): Promise<ModelServer> {
  const calls: ReceivedCall[] = [];
  const leaving = new AbortController();
  const server = createServer((request, response) => {
    void (async () => {
      const body = JSON.parse(await readBody(request)) as ReceivedCall['body'];
      const { headers } = request;
      const call: ReceivedCall = {
        atMs: performance.now(),
        body,
        headers,
        sent: 0,
        wasLeft: false,
      };
      const index = calls.push(call) - 1;
      response.on('close', () => (call.wasLeft = !response.writableFinished));
      const plan =
        typeof plans === 'function' ? plans(call, index) : (plans[index] ?? plans.at(-1));
      if (plan !== undefined) await answer(plan, call, response, leaving.signal);
    })().catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    model: { baseURL: `http://127.0.0.1:${port}/v1`, model: 'stand-in', apiKey: 'any' },
    calls,
    async stop() {
      leaving.abort();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function readBody(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text;
}

async function answer(
  plan: Plan,
  call: ReceivedCall,
  response: ServerResponse,
  signal: AbortSignal,
): Promise<void> {
  if ('status' in plan) {
    const { status, headers, body = '{"error":{"message":"refused"}}' } = plan;
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body);
    return;
  }
  const { chunks, reasoning, toolCalls = [], dripMs = 0, breaks, usage } = plan;
  const { finishReason = toolCalls.length > 0 ? 'tool_calls' : 'stop' } = plan;
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.flushHeaders();
  const say = (data: string) => write(response, `data: ${data}\n\n`);
  if (reasoning !== undefined) await say(delta({ reasoning_content: reasoning }));
  for (const content of chunks) {
    if (dripMs > 0) await sleep(dripMs, undefined, { signal });
    if (response.destroyed) return;
    await say(delta({ content }));
    call.sent++;
  }
  for (const part of toolDeltas(toolCalls)) await say(delta({ tool_calls: [part] }));
  if (breaks === 'stall') return;
  if (breaks === 'cut') {
    // What was written is received before the connection breaks.
    await sleep(20, undefined, { signal });
    response.destroy();
    return;
  }
  if (breaks === 'malformed') await say('{"choices":[{"del');
  await say(JSON.stringify({ id: 'call', choices: [{ delta: {}, finish_reason: finishReason }] }));
  if (usage !== undefined) await say(JSON.stringify({ id: 'call', choices: [], usage }));
  await say('[DONE]');
  response.end();
}

function* toolDeltas(calls: readonly ToolCallPlan[]): Iterable<object> {
  for (const [index, { id, name }] of calls.entries())
    yield { index, id, type: 'function', function: { name, arguments: '' } };
  const longest = Math.max(0, ...calls.map(({ input }) => input.length));
  for (let turn = 0; turn < longest; turn++) {
    for (const [index, { input }] of calls.entries()) {
      const piece = input[turn];
      if (piece !== undefined) yield { index, function: { arguments: piece } };
    }
  }
}

function delta(part: object): string {
  return JSON.stringify({ id: 'call', model: 'stand-in', choices: [{ delta: part }] });
}

/** Waits for a client that reads slowly. */
async function write(response: ServerResponse, text: string): Promise<void> {
  if (response.write(text)) return;
  await new Promise<void>((resolve) => {
    response.once('drain', resolve);
    response.once('close', resolve);
  });
}

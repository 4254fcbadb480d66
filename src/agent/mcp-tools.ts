// In: a client of the Model Context Protocol that is connected. Out: the tools of its server, as an agent takes them.
// Only what is called of the client is written down, so whoever uses none installs none.
// Knows nothing of transports, of how a client connects, or of agents.

import { getOwn } from '../internal/own.js';
import { checkOptions } from './check-option.js';
import { AgentError } from './error.js';
import { checkNumber } from './run-options.js';
import { checkConcurrency, type Tool, type ToolContext, type ToolSet } from './tool.js';

/** What is used of a client: that of `@modelcontextprotocol/sdk` fits, connected. */
export interface McpClient {
  listTools(params?: { cursor?: string }): Promise<{
    readonly tools: readonly McpTool[];
    readonly nextCursor?: string | undefined;
  }>;
  callTool(
    params: { name: string; arguments?: Record<string, unknown> },
    resultSchema?: undefined,
    options?: { signal?: AbortSignal; timeout?: number },
  ): Promise<unknown>;
}

/** A tool as a server lists it. */
export interface McpTool {
  readonly name: string;
  readonly description?: string | undefined;
  readonly inputSchema: object;
}

/** Which tools to take, and how they may be used. */
export interface McpToolsOptions {
  /** Names to take, as the server has them. @default all */
  readonly only?: readonly string[] | undefined;
  /** Put before each name, so that tools of several servers do not collide. @default none */
  readonly prefix?: string | undefined;
  /** For one call, in milliseconds. @default the client's own, 60 s in the official SDK */
  readonly timeoutMs?: number | undefined;
  /** Calls of one tool at once. @default as many as all tools may */
  readonly maxConcurrency?: number | undefined;
  /** Whether somebody has to allow a call; `context.toolName` says of what. @default false */
  readonly needsApproval?:
    | boolean
    | ((input: unknown, context: ToolContext) => boolean | PromiseLike<boolean>)
    | undefined;
}

const OPTIONS = ['only', 'prefix', 'timeoutMs', 'maxConcurrency', 'needsApproval'];

/**
 * Asks a server for its tools. What it lists later is not followed: ask again. The server checks inputs itself, so their
 * fields stream unchecked. Of a result the model is told its structured content, or its texts; of images and other
 * binary content only that they were there.
 *
 * @throws {AgentError} `invalid-option` for options that are none, or two tools that would have one name. Rejects with
 * what the client fails with.
 * @example
 * import { mcpTools } from 'fieldwise/agent';
 *
 * // As a `Client` of @modelcontextprotocol/sdk is, once it is connected.
 * const client = {
 *   listTools: async () => ({ tools: [{ name: 'add', inputSchema: { type: 'object' } }] }),
 *   callTool: async () => ({ content: [{ type: 'text', text: '3' }] }),
 * };
 * const tools = await mcpTools(client, { prefix: 'math_' });
 * Object.keys(tools); // ['math_add']
 */
export async function mcpTools(client: McpClient, options: McpToolsOptions = {}): Promise<ToolSet> {
  checkOptions('mcpTools', options, "{ prefix: 'files_' }", OPTIONS);
  checkNumber('mcpTools', 'timeoutMs', options.timeoutMs);
  checkConcurrency('mcpTools', options.maxConcurrency);
  const { only, prefix = '' } = options;
  const tools = new Map<string, Tool>();
  for (const listed of await listAll(client)) {
    if (only !== undefined && !only.includes(listed.name)) continue;
    const name = toName(prefix + listed.name);
    if (tools.has(name)) {
      throw new AgentError(
        'invalid-option',
        `mcpTools: two tools would have the name \`${name}\`. Take one of them (\`only\`), or each with its own \`prefix\`.`,
      );
    }
    tools.set(name, toTool(client, listed, options));
  }
  return Object.fromEntries(tools);
}

async function listAll(client: McpClient): Promise<readonly McpTool[]> {
  const all: McpTool[] = [];
  const seen = new Set<string>();
  let cursor: string | undefined;
  for (;;) {
    const page = await client.listTools(cursor === undefined ? undefined : { cursor });
    all.push(...page.tools);
    cursor = page.nextCursor;
    // A page that leads to one before it would never let go.
    if (cursor === undefined || seen.has(cursor)) return all;
    seen.add(cursor);
  }
}

/** Servers may use names that models may not. */
function toName(name: string): string {
  return name.replaceAll(/[^\w-]/g, '_').slice(0, 64);
}

/** Longer than ours, so that ours is the one that strikes. */
const SLACK_MS = 1_000;

function toTool(
  client: McpClient,
  { name, description, inputSchema }: McpTool,
  { timeoutMs, maxConcurrency, needsApproval }: McpToolsOptions,
): Tool {
  // What a draft is called, providers do not want to know.
  const { $schema: _, ...schema } = inputSchema as { readonly $schema?: unknown };
  return Object.freeze<Tool>({
    inputSchema: { type: 'object', ...schema },
    async execute(input, { signal }) {
      const limit = timeoutMs === undefined ? {} : { timeout: timeoutMs + SLACK_MS };
      const result = await client.callTool(
        { name, arguments: input as Record<string, unknown> },
        undefined,
        { signal, ...limit },
      );
      return readResult(result);
    },
    ...(description !== undefined && { description }),
    ...(timeoutMs !== undefined && { timeoutMs }),
    ...(maxConcurrency !== undefined && { maxConcurrency }),
    ...(needsApproval !== undefined && {
      needsApproval: typeof needsApproval === 'function' ? needsApproval : () => needsApproval,
    }),
  });
}

/** What the model is told of a result. A server says in the result that its tool failed. */
function readResult(result: unknown): unknown {
  const content: unknown = getOwn(result, 'content');
  const parts: readonly unknown[] = Array.isArray(content) ? content : [];
  const text = parts.map(textOf).join('\n');
  if (getOwn(result, 'isError') === true) throw new Error(text || 'The server gives no reason.');
  return getOwn(result, 'structuredContent') ?? (text === '' && parts.length === 0 ? null : text);
}

function textOf(part: unknown): string {
  const resource = getOwn(part, 'resource');
  const text = getOwn(part, 'text') ?? getOwn(resource, 'text');
  if (typeof text === 'string') return text;
  const about = [part, resource].flatMap((each) => [getOwn(each, 'mimeType'), getOwn(each, 'uri')]);
  const known = about.filter((each) => typeof each === 'string');
  return `(${[String(getOwn(part, 'type')), ...known].join(' ')})`;
}

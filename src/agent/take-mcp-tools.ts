// In: a client of the Model Context Protocol, and which tools to take. Out: these tools, as an agent takes them.
// What its server says of a tool goes to the model, and what comes of a call is put into a few words where it is no text.
// Knows nothing of how options are checked.

import { getOwn } from '../internal/own.js';
import { AgentError } from './error.js';
import type { McpClient, McpTool, McpToolsOptions } from './mcp-client.js';
import { MAX_DELAY_MS } from './timer.js';
import type { Tool, ToolSet } from './tool.js';

/** @throws {AgentError} `invalid-option` for a name that the server does not have, and two tools that would have one name. */
export async function takeTools(client: McpClient, options: McpToolsOptions): Promise<ToolSet> {
  const { only, prefix = '', signal } = options;
  const tools = new Map<string, Tool>();
  const all = await listAll(client, signal);
  const stray = only?.find((name) => all.every((listed) => listed.name !== name));
  if (stray !== undefined)
    throw new AgentError(
      'invalid-option',
      `mcpTools: \`only\` names \`${stray}\`, which the server does not have: it has ${all.map(({ name }) => `\`${name}\``).join(', ') || 'none'}.`,
    );
  for (const listed of all) {
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

async function listAll(
  client: McpClient,
  signal: AbortSignal | undefined,
): Promise<readonly McpTool[]> {
  const all: McpTool[] = [];
  const seen = new Set<string>();
  let cursor: string | undefined;
  for (;;) {
    signal?.throwIfAborted();
    const from = cursor === undefined ? undefined : { cursor };
    const page = await client.listTools(from, signal === undefined ? undefined : { signal });
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

const SLACK_MS = 1_000;

/** Longer than ours, so that ours is the one that strikes; as long as a client's timer can wait, where that is less. */
function clientTimeout(timeoutMs: number): number {
  return Math.min(timeoutMs + SLACK_MS, MAX_DELAY_MS);
}

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
      const limit = timeoutMs === undefined ? {} : { timeout: clientTimeout(timeoutMs) };
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

// In: a client of the Model Context Protocol that is connected. Out: the tools of its server, as an agent takes them.
// What takes them is loaded with the first client: most agents have no such tools.
// Knows nothing of transports, of how a client connects, or of agents.

import { kindOf } from '../internal/kind-of.js';
import { checkOptions, checkSignal } from './check-option.js';
import { AgentError } from './error.js';
import type { McpClient, McpToolsOptions } from './mcp-client.js';
import { checkNumber } from './run-options.js';
import { checkConcurrency, type ToolSet } from './tool.js';

const OPTIONS = ['only', 'prefix', 'signal', 'timeoutMs', 'maxConcurrency', 'needsApproval'];

/**
 * Asks a server for its tools. What it lists later is not followed: ask again. The server checks inputs itself, so their
 * fields stream unchecked. Of a result the model is told its structured content, or its texts; of images and other
 * binary content only that they were there.
 *
 * @throws {AgentError} `invalid-option` for options that are none, a client that is none, a name in `only` that the server
 * does not have, or two tools that would have one name. Rejects with
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
  // Types promise it, but plain JavaScript may pass anything.
  if (typeof client?.listTools !== 'function' || typeof client.callTool !== 'function')
    throw new AgentError(
      'invalid-option',
      `mcpTools: the client is ${kindOf(client)}. It has listTools and callTool.`,
    );
  checkOptions('mcpTools', options, "{ prefix: 'files_' }", OPTIONS);
  checkSignal('mcpTools', options.signal);
  const { only, prefix, needsApproval } = options;
  checkKind('only', only, isNames, 'a list of names');
  checkKind('prefix', prefix, (value) => typeof value === 'string', 'text');
  checkKind('needsApproval', needsApproval, isRule, 'true, false or a function');
  checkNumber('mcpTools', 'timeoutMs', options.timeoutMs);
  checkConcurrency('mcpTools', options.maxConcurrency);
  const { takeTools } = await import('./take-mcp-tools.js');
  return takeTools(client, options);
}

const isNames = (value: unknown) =>
  Array.isArray(value) && value.every((name) => typeof name === 'string');
const isRule = (value: unknown) => typeof value === 'boolean' || typeof value === 'function';

/** @throws {AgentError} `invalid-option` */
function checkKind(name: string, value: unknown, is: (value: unknown) => boolean, takes: string) {
  if (value === undefined || is(value)) return;
  throw new AgentError(
    'invalid-option',
    `mcpTools: \`${name}\` is ${kindOf(value)}. It is ${takes}.`,
  );
}

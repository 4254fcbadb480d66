import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import { afterEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { startModelServer, type Plan } from '../../tests/support/model-server.js';
import { createAgent } from './create-agent.js';
import type { McpClient } from './mcp-client.js';
import { mcpTools } from './mcp-tools.js';
import { tool } from './tool.js';

const closing: (() => Promise<unknown> | void)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

const about = { name: 'stand-in', version: '1.0.0' };

/** The protocol's own server and client, over HTTP. */
async function connect(register: (server: McpServer) => void): Promise<Client> {
  const server = new McpServer(about);
  register(server);
  let count = 0;
  const transport = new StreamableHTTPServerTransport({
    sessionIdGenerator: () => `session-${++count}`,
  });
  await server.connect(transport);
  const http = createServer((request, response) => void transport.handleRequest(request, response));
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const { port } = http.address() as AddressInfo;
  const client = new Client(about);
  const toServer = new StreamableHTTPClientTransport(new URL(`http://127.0.0.1:${port}/mcp`));
  await client.connect(toServer);
  closing.push(
    () => {
      http.closeAllConnections();
      http.close();
    },
    () => server.close(),
    () => client.close(),
  );
  return client;
}

/** The same, without a network between them. */
async function connectHere(register: (server: McpServer) => void): Promise<Client> {
  const server = new McpServer(about);
  register(server);
  const client = new Client(about);
  const [here, there] = InMemoryTransport.createLinkedPair();
  await Promise.all([server.connect(there), client.connect(here)]);
  closing.push(() => client.close());
  return client;
}

function registerAll(server: McpServer): void {
  server.registerTool(
    'files.read',
    { description: 'Reads a file', inputSchema: { path: z.string() } },
    ({ path }) => ({ content: [{ type: 'text', text: `What is in ${path}` }] }),
  );
  server.registerTool(
    'count',
    { inputSchema: { text: z.string() }, outputSchema: { length: z.number() } },
    ({ text }) => ({
      content: [{ type: 'text', text: String(text.length) }],
      structuredContent: { length: text.length },
    }),
  );
  server.registerTool('draw', {}, () => ({
    content: [
      { type: 'text', text: 'Here it is.' },
      { type: 'image', data: 'AAAA', mimeType: 'image/png' },
    ],
  }));
  server.registerTool('break', {}, () => ({
    isError: true,
    content: [{ type: 'text', text: 'The disk is full.' }],
  }));
}

const context = { signal: new AbortController().signal, callId: '1', toolName: 'x' };

describe('tools of an MCP server', () => {
  test('are listed under names that models can call, with what the server says of them', async () => {
    const client = await connect(registerAll);
    const tools = await mcpTools(client);
    expect(Object.keys(tools)).toEqual(['files_read', 'count', 'draw', 'break']);
    expect(tools['files_read']).toMatchObject({
      description: 'Reads a file',
      inputSchema: { type: 'object', properties: { path: { type: 'string' } }, required: ['path'] },
    });
    expect(tools['files_read']?.inputSchema).not.toHaveProperty('$schema');
    expect(Object.keys(await mcpTools(client, { only: ['count'], prefix: 'a.' }))).toEqual([
      'a_count',
    ]);
  });

  test('answer with structured content, with text, or with what there was besides', async () => {
    const { files_read, count, draw } = await mcpTools(await connect(registerAll));
    expect(await files_read?.execute({ path: 'a.txt' }, context)).toBe('What is in a.txt');
    expect(await count?.execute({ text: 'four' }, context)).toEqual({ length: 4 });
    expect(await draw?.execute({}, context)).toBe('Here it is.\n(image image/png)');
  });

  test('are called by a model beside others, and their failures are told to it', async () => {
    const client = await connect(registerAll);
    const plans: Plan[] = [
      {
        chunks: [],
        toolCalls: [
          { id: 'a', name: 'files_read', input: ['{"pa', 'th":"a.txt"}'] },
          { id: 'b', name: 'break', input: [''] },
          { id: 'c', name: 'own', input: ['{}'] },
          { id: 'd', name: 'count', input: ['{"text":1}'] },
        ],
      },
      { chunks: ['Done.'] },
    ];
    const model = await startModelServer(plans);
    closing.push(() => model.stop());
    const own = tool({ input: z.object({}), execute: () => 'mine' });
    const response = createAgent({ model: model.model })
      .input('x')
      .tools({ ...(await mcpTools(client)), own })
      .getResponse();
    const paths: string[] = [];
    for await (const event of response)
      if (event.type === 'tool' && event.phase === 'input' && event.field.type === 'done')
        paths.push(event.toolPath);
    expect(paths).toContain('tool.files_read[0].path');
    expect(model.calls[1]?.body.messages.slice(2).map(({ content }) => content)).toEqual([
      'What is in a.txt',
      'The tool failed: The disk is full.',
      'mine',
      expect.stringMatching(/^The tool failed: [^]*expected string/i),
    ]);
  });

  test('are cancelled with the call, and take as long as they may', async () => {
    let isCancelled = false;
    const client = await connect((server) => {
      server.registerTool('wait', {}, (extra) => {
        extra.signal.addEventListener('abort', () => (isCancelled = true));
        return new Promise(() => {});
      });
    });
    const { wait } = await mcpTools(client, { timeoutMs: 50 });
    const controller = new AbortController();
    const called = wait?.execute({}, { ...context, signal: controller.signal });
    setTimeout(() => controller.abort(new Error('enough')), 20);
    await expect(called).rejects.toThrow(/enough/);
    await expect.poll(() => isCancelled).toBe(true);
    expect(wait?.timeoutMs).toBe(50);
  });

  test('are gone through page by page, and two of one name are refused', async () => {
    const pages: McpClient = {
      listTools: async ({ cursor } = {}) =>
        cursor === undefined
          ? { tools: [{ name: 'a.b', inputSchema: { type: 'object' } }], nextCursor: '2' }
          : { tools: [{ name: 'a_b', inputSchema: { type: 'object' } }] },
      callTool: async () => ({ content: [] }),
    };
    await expect(mcpTools(pages)).rejects.toMatchObject({ code: 'invalid-option' });
    const { a_b } = await mcpTools(pages, { only: ['a_b'] });
    expect(await a_b?.execute({}, context)).toBeNull();
  });

  test.each([
    ['in this process, which is noticed', 'tool-failed'],
    ['over HTTP, where only time tells', 'tool-timeout'],
  ])('of a server that dies in a call %s: the answer goes on', async (place, outcome) => {
    let close = async () => {};
    const register = (server: McpServer) => {
      close = () => server.close();
      server.registerTool('work', {}, () => {
        void close();
        return new Promise(() => {});
      });
    };
    const client = await (place.startsWith('over') ? connect(register) : connectHere(register));
    const said = ['{"calls":[{"tool":"work","input":{}}]}', '{"calls":[]}', 'It died.'];
    const response = createAgent({
      async *model() {
        yield said.shift() ?? '';
      },
    })
      .input('Work')
      .tools(await mcpTools(client, outcome === 'tool-timeout' ? { timeoutMs: 100 } : {}))
      .getResponse();
    expect(await response.getText()).toBe('It died.');
    const { toolCalls } = await response.getMeta();
    expect(toolCalls?.map((call) => call.outcome)).toEqual([outcome]);
  });

  test.each(['', 'again'])('are listed although a page leads to itself: %o', async (nextCursor) => {
    let pages = 0;
    const client: McpClient = {
      listTools: async () => ({
        tools: pages++ === 0 ? [{ name: 'a', inputSchema: { type: 'object' } }] : [],
        nextCursor,
      }),
      callTool: async () => ({ content: [] }),
    };
    expect(Object.keys(await mcpTools(client))).toEqual(['a']);
  });
});

test.each([Infinity, 2 ** 31 - 500, 3e9])(
  'a call that may take %d ms is waited for',
  async (timeoutMs) => {
    const client = await connectHere((server) =>
      server.registerTool('slow', {}, async () => {
        await new Promise((resolve) => setTimeout(resolve, 20));
        return { content: [{ type: 'text', text: 'Done.' }] };
      }),
    );
    const { slow } = await mcpTools(client, { timeoutMs });
    expect(await slow?.execute({}, context)).toBe('Done.');
  },
);

test('a server that never comes to the end of its list is left by the signal', async () => {
  const leaving = new AbortController();
  const signals: unknown[] = [];
  const client: McpClient = {
    async listTools(_, options) {
      if (signals.push(options?.signal) === 3) leaving.abort(new Error('enough'));
      return { tools: [], nextCursor: `page ${signals.length}` };
    },
    callTool: () => Promise.reject(new Error('not used')),
  };
  await expect(mcpTools(client, { signal: leaving.signal })).rejects.toThrow('enough');
  expect(signals).toEqual([leaving.signal, leaving.signal, leaving.signal]);
});

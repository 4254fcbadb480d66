// In: nothing. Out: the types of what is used of a client of the Model Context Protocol, and how its tools are taken.
// Only what is called of the client is written down, so whoever uses none installs none.
// Knows nothing of transports, or of how a client connects.

import type { ToolContext } from './tool.js';

/** What is used of a client: that of `@modelcontextprotocol/sdk` fits, connected. */
export interface McpClient {
  listTools(
    params?: { cursor?: string },
    options?: { signal?: AbortSignal },
  ): Promise<{
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
  /** Ends the asking for them; calls have a signal of their own. */
  readonly signal?: AbortSignal | undefined;
  /**
   * For one call, in milliseconds; `Infinity` is as long as the client can wait, 24 days of the official SDK.
   * @default the client's own, 60 s in the official SDK
   */
  readonly timeoutMs?: number | undefined;
  /** Calls of one tool at once. @default as many as all tools may */
  readonly maxConcurrency?: number | undefined;
  /** Whether somebody has to allow a call; `context.toolName` says of what. @default false */
  readonly needsApproval?:
    | boolean
    | ((input: unknown, context: ToolContext) => boolean | PromiseLike<boolean>)
    | undefined;
}

// In: a model, from any provider. Out: the door of the agent room: requests, and one response with many readers each.
// What is exported here is the room's public surface; everything else is its own business.
// Knows nothing of React, servers or clients.

export { createAgent } from './create-agent.js';
export type { Agent, AgentDefaults, AgentOptions } from './create-agent.js';
export type { AgentFunction, AgentFunctionOptions } from './agent-function.js';
export type { AgentRequest, SlotOptions } from './agent-request.js';
export type {
  AgentResponse,
  DataOptions,
  ElementOf,
  FinallyHandler,
  FoundKey,
  ItemOf,
  ItemType,
  ReadOptions,
} from './agent-response.js';
export type { LanguageModel } from './ai-sdk-model.js';
export type { AttachedData, Attachment } from './attachment.js';
export type { ChatMessage, ChatPart } from './chat-message.js';
export { createSession, createSessionStore } from './create-session.js';
export type { SessionOptions } from './create-session.js';
export { cutTurns, summarizeTurns } from './cut-turns.js';
export type { SummaryOptions } from './cut-turns.js';
export type { Environment } from './environment.js';
export { AgentError } from './error.js';
export type { AgentErrorCode, AgentErrorOptions, AgentIssue } from './error.js';
export { mcpTools } from './mcp-tools.js';
export type { McpClient, McpTool, McpToolsOptions } from './mcp-client.js';
export type { SilenceLimits } from './model-call.js';
export type {
  JsonSchema,
  Model,
  ModelAttachment,
  ModelChunk,
  ModelEndpoint,
  ModelFunction,
  ModelMessage,
  ModelOptions,
  ModelRequest,
  ModelRole,
  ModelThought,
  ModelTool,
  ModelToolCall,
  ModelToolResult,
  OriginalPart,
  StructuredOutput,
  ThoughtChunk,
  ToolCallChunk,
  ToolCalling,
  ToolInputChunk,
} from './model.js';
export type { AgentObserver, ModelName, Observed, ObservedCall, ObservedEnd } from './observer.js';
export type { ParentRun } from './parent-run.js';
export type { FallbackModel } from './open-model.js';
export type { RunOutcome } from './run-entry.js';
export type { Roles, SectionSlot, Titles } from './prompt.js';
export type { ResponseMeta, WholeResponse } from './response-data.js';
export type { EnsuredKey, ResponseOptions, TryOptions } from './run-options.js';
export type { ResponseItem, TextItem } from './select-entries.js';
export type { SavedPrompt } from './saved-prompt.js';
export type {
  ChatSource,
  FinishedTurn,
  RecordPaths,
  RecordTurn,
  ResizeTurns,
  SavedSession,
  Session,
  SessionPart,
  SessionStore,
  SessionTask,
  Turn,
  TurnLimit,
  TurnOutcome,
} from './session.js';
export type { Mappings, PromptValue } from './slot-value.js';
export { showTools } from './show-tools.js';
export type { ShowToolsOptions } from './show-tools.js';
export { tool } from './tool.js';
export type { Tool, ToolContext, ToolOptions, ToolSet } from './tool.js';
export type { ToolCallMeta } from './tool-ledger.js';
export type { ApprovalRequest, ApprovalVerdict, ToolsOptions } from './tool-slot.js';
export type { Usage } from './usage.js';

// In: a model, from any provider. Out: the door of the agent room: requests, and one response with many readers each.
// What is exported here is the room's public surface; everything else is its own business.
// Knows nothing of React, servers or clients.

export { createAgent } from './create-agent.js';
export type { Agent, AgentDefaults, AgentOptions, AgentRequest } from './create-agent.js';
export type { AgentResponse } from './agent-response.js';
export type { LanguageModel } from './ai-sdk-model.js';
export { AgentError } from './error.js';
export type { AgentErrorCode, AgentErrorOptions, AgentIssue } from './error.js';
export type {
  JsonSchema,
  Model,
  ModelChunk,
  ModelEndpoint,
  ModelFunction,
  ModelMessage,
  ModelRequest,
  StructuredOutput,
} from './model.js';
export type { PromptValue } from './prompt.js';

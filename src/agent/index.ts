// The door of the agent room: a request becomes one response with many readers.

export { createAgent } from './create-agent.js';
export type { Agent, AgentDefaults, AgentOptions, AgentRequest } from './create-agent.js';
export type { AgentResponse } from './agent-response.js';
export { AgentError } from './error.js';
export type { AgentErrorCode, AgentErrorOptions, AgentIssue } from './error.js';
export type {
  JsonSchema,
  LanguageModel,
  Model,
  ModelChunk,
  ModelEndpoint,
  ModelFunction,
  ModelMessage,
  ModelRequest,
  StructuredOutput,
} from './model.js';
export type { PromptValue } from './prompt.js';

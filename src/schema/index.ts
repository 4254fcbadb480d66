// The door of the schema room: what a schema says of an answer's parts while the answer is still being written.

export { AnswerSchema } from './answer-schema.js';
export { rankOf, rootShapeOf } from './root-shape.js';
export type { RootShape } from './root-shape.js';
export type { PartContainer, SchemaPart } from './schema-part.js';
export type { ContainerKind, Waiting } from './find-container.js';
export { issuesByChild } from './issues-inside.js';
export { leastItems } from './least-items.js';
export { mayLead } from './may-lead.js';
export { isStreamPolicy } from './policy.js';
export type { Pace, StreamPolicy } from './policy.js';
export { hasThrown, hold, isHeld, isPartlyTold, issuesOf, isWrong, release } from './replay.js';
export { toIssues, toVerdict, verdictOn, withCause } from './verdict.js';
export type { AnySchema, SchemaIssue, Verdict } from './verdict.js';

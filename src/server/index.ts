// The door of the server room: events in, web-standard responses out.

export type { Authorize } from './admit.js';
export { createInstantRoute } from './create-instant-route.js';
export type { InstantRouteOptions, RunContext } from './create-instant-route.js';
export { createInterruptRoute } from './create-interrupt-route.js';
export type {
  InterruptAnswer,
  InterruptRoute,
  InterruptRouteOptions,
  TakeAnswer,
} from './create-interrupt-route.js';
export { createServerAnswer } from './create-server-answer.js';
export type { ServerAnswer, ServerAnswerOptions } from './create-server-answer.js';
export { ServerError } from './error.js';
export type { ServerErrorCode, ServerIssue } from './error.js';
export type { EventSource } from './event-body.js';
export type { AnswerSource, TextPieces } from './open-pieces.js';
export type { InstantHandler, InstantRoute, RouteInput, RouteOutput } from './route-types.js';
export { toInstantResponse } from './to-instant-response.js';
export type { InstantResponseOptions, StreamOptions } from './to-instant-response.js';
export type { StreamFormat } from './transcript.js';
export type { HandOver } from '../protocol/index.js';

// The door of the client room: transports, and the run that reads them. No framework.

export type { BesideEvent, BesideSnapshot, BesideValues, RunBeside } from './beside-snapshot.js';
export { createFetchTransport } from './create-fetch-transport.js';
export type { FetchTransportOptions } from './post-input.js';
export { createInstantRun } from './create-instant-run.js';
export { createEdits } from './edits.js';
export type { EditAt, EditedField, Edits, EditsSnapshot } from './edits-types.js';
export { createSourceTransport } from './create-source-transport.js';
export type {
  AnswerSource,
  OpenSource,
  SourcePiece,
  SourceTransportOptions,
} from './create-source-transport.js';
export { createTextTransport } from './create-text-transport.js';
export type { TextTransportOptions } from './create-text-transport.js';
export { InstantClientError } from './error.js';
export type { ClientErrorCode, ClientErrorKind, ClientIssue, InstantError } from './error.js';
export type { FlushScheduler, FlushTiming } from './flush-scheduler.js';
export type { GetField, InstantRun, RetryField, SubscribeField } from './instant-run.js';
export { readHandOver } from './read-hand-over.js';
export { readInstantStream } from './read-instant-stream.js';
export type { ReadInstantStreamOptions } from './read-instant-stream.js';
export { readTextStream } from './read-text-stream.js';
export type { ReadTextStreamOptions } from './read-text-stream.js';
export { createTransport } from './run-options.js';
export type {
  CompletedField,
  FinishReason,
  InstantRunOptions,
  InvalidAnswer,
  InvalidField,
  InvalidFieldOptions,
  PlaceholderFunction,
  RefetchMode,
  RunCallbacks,
  RunFinish,
  RunRetryOptions,
  RunSeedOptions,
  TransportOptions,
} from './run-options.js';
export type {
  FieldAt,
  FieldSnapshot,
  KeptAnswer,
  KeptError,
  RunProgress,
  RunSnapshot,
  RunStatus,
} from './run-snapshot.js';
export { liveRun } from './live-run.js';
export type { RunTravel } from './run-travel.js';
export type { TextReading } from './text-answer.js';
export type {
  BegunAnswer,
  InstantTransport,
  InterruptAnswer,
  TransportRequest,
} from './transport.js';
export type { OnPart, UIMessagePart } from './ui-message-parts.js';
export type { HandOver } from '../protocol/index.js';
export type { WireCallbacks, WireFact } from './wire-fact.js';
export { wholePartial } from './whole-values.js';

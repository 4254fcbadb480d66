// The door of the protocol room: events, paths, snapshots and frames.

export type {
  AskedInterrupt,
  FactSource,
  InnerFlow,
  InterruptEvent,
  ItemEvent,
  ProgressEvent,
  ProgressPhase,
  SignalEvent,
} from './beside-event.js';
export type { CheckedKey } from './checked-key.js';
export type { CheckedPath, CheckedPattern } from './checked-path.js';
export type {
  AttemptEvent,
  EndEvent,
  ErrorEvent,
  InstantEvent,
  InstantEventInput,
  LaneEvent,
  MetaEvent,
  Outcome,
  ReasoningEvent,
  RunEvent,
} from './event.js';
export type {
  DeltaEvent,
  DoneEvent,
  FieldAddress,
  FieldEvent,
  FieldIssue,
  InvalidEvent,
  MissingEvent,
  ReplacedEvent,
  StartEvent,
  StartKind,
} from './field-event.js';
export type {
  ToolCallEvent,
  ToolErrorCode,
  ToolErrorEvent,
  ToolEvent,
  ToolInputEvent,
  ToolResultEvent,
} from './tool-event.js';
export { isFieldEvent } from './event.js';
export { type AnswerOf, type EventAt, isEventAt } from './event-at.js';
export { asWritten } from './field-facts.js';
export type {
  FieldPath,
  FieldValue,
  RecordPattern,
  Streaming,
  WildcardPath,
} from './field-path.js';
export { createFrameDecoder, type FrameDecoder, FrameError } from './frame-decoder.js';
export { createFrameEncoder, type FrameEncoder } from './frame-encoder.js';
export type { HandOver } from './hand-over.js';
export { type InstantEventsOptions, instantEvents, type TextSource } from './instant-events.js';
export { createInstantParser, InstantParseError } from './instant-parser.js';
export type {
  DuplicateKeys,
  InstantParseErrorCode,
  InstantParser,
  InstantParserOptions,
  JsonLimits,
  Repair,
  RepairKind,
  RootExpectation,
} from './instant-parser.js';
export { leastItems } from './least-items.js';
export { mayHave } from './may-have.js';
export { mergeDeltas } from './merge-deltas.js';
export type { InstantMeta, InstantSource } from './meta.js';
export { formatPath, matchPath, parsePath, PathError, toPointer } from './path.js';
export type { Path, PathInput, PathSegment } from './path.js';
export { PolicyError } from './policies.js';
export type { StreamPolicies } from './policies.js';
export { type PreparedSchema, prepareSchema } from './prepared-schema.js';
export { createSchemaReader } from './schema-reader.js';
export type { SchemaReader, SchemaReaderOptions } from './schema-reader.js';
export type { SchemaIssue, StreamPolicy } from '../schema/index.js';
export { UsageError, type UsageErrorCode } from '../internal/usage-error.js';
export { reduceInstant, reduceInstants } from './reduce-instants.js';
export { createSnapshot, fieldState } from './snapshot.js';
export type { InvalidFields } from './invalid-fields.js';
export type { FieldState, FieldStatus, InstantSnapshot } from './snapshot.js';
export { toEvents } from './value-events.js';
export type { WrittenValue } from './field-value.js';
export type { WrittenPointer } from './written-path.js';
export type { SchemaOutput } from './verdict-facts.js';

// The door of the protocol room: events, paths, snapshots and frames.

export type {
  DeltaEvent,
  DoneEvent,
  EndEvent,
  ErrorEvent,
  FieldAddress,
  FieldEvent,
  FieldIssue,
  InstantEvent,
  InstantEventInput,
  InstantMeta,
  InvalidEvent,
  MetaEvent,
  MissingEvent,
  Outcome,
  ReasoningEvent,
  ReplacedEvent,
  RunEvent,
  StartEvent,
  StartKind,
} from './event.js';
export { isFieldEvent } from './event.js';
export type { FieldPath, FieldValue, Streaming, WildcardPath } from './field-path.js';
export { createFrameDecoder, createFrameEncoder, FrameError } from './frame.js';
export type { FrameDecoder, FrameEncoder } from './frame.js';
export { instantEvents, type TextSource } from './instant-events.js';
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
export { formatPath, matchPath, parsePath, PathError, toPointer } from './path.js';
export type { Path, PathInput, PathSegment } from './path.js';
export { createSnapshot, fieldState, reduceInstant, reduceInstants } from './snapshot.js';
export type { FieldStatus, InstantSnapshot } from './snapshot.js';

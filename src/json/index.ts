// The door of the JSON room: the incremental grammar, free of values, paths and events.

export { JsonParseError, type JsonErrorCode, type JsonPosition } from './json-error.js';
export { FITS } from './contest.js';
export type { DuplicateKeys } from './grammar-state.js';
export type { JsonKind, JsonScalar, JsonSink } from './json-sink.js';
export type { Repair, RepairKind } from './repair.js';
export type { RootExpectation } from './root-expectation.js';
export { TextReader, type TextLimits } from './text-reader.js';

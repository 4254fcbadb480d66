// The door of the JSON room: the incremental grammar, free of values, paths and events.

export { JsonParseError, type JsonErrorCode, type JsonPosition } from './json-error.js';
export { JsonParser, type JsonLimits, type JsonParserOptions } from './json-parser.js';
export type { JsonKind, JsonScalar, JsonSink } from './json-sink.js';

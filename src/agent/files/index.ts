// In: the text of files, and schemas that are data. Out: the door to prompts and sessions in YAML and JSON, and to such schemas.
// What it needs to read them (`yaml`) is loaded with this door alone.
// Knows nothing of where files are.

export { PromptFileError } from './error.js';
export type { TextPlace } from './error.js';
export { formatPrompts, formatSession, parseSession } from './format-prompts.js';
export type { FileFormat, FormatPromptsOptions } from './format-prompts.js';
export type { FromNotation, Notation, NotedField } from './notation.js';
export { parsePrompts } from './parse-prompts.js';
export type { ParsePromptsOptions, PromptFile } from './parse-prompts.js';
export { fromJsonSchema, fromNotation } from './written-schema.js';

// In: the text of files. Out: the door to prompts and sessions in YAML and JSON.
// What it needs to read them (`yaml`) is loaded with this door alone.
// Knows nothing of where files are.

export { PromptFileError } from './error.js';
export type { TextPlace } from './error.js';
export { formatPrompts, formatSession, parseSession } from './format-prompts.js';
export type { FileFormat, FormatPromptsOptions } from './format-prompts.js';
export { parsePrompts } from './parse-prompts.js';
export type { ParsePromptsOptions, PromptFile } from './parse-prompts.js';

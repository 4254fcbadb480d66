// In: the text of files. Out: the door to flows in YAML and JSON.
// What it needs to read them (`yaml`) is loaded with this door alone.
// Knows nothing of where files are.

export { formatFlow, parseFlow } from './flow-files.js';
export type { FlowFileFormat, FormatFlowOptions } from './flow-files.js';

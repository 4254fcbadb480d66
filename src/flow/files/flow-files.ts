// In: an exported flow, or the text of a file. Out: the one from the other.
// JSON is YAML, so one reader does for both; aliases are bounded, tags make nothing of code.
// Knows nothing of what the steps of a flow are: `importFlow` does.

import { LineCounter, parseDocument, stringify } from 'yaml';
import { FlowError } from '../error.js';
import type { FlowConfig } from '../flow-config.js';
import { check, checkNames } from '../option-checks.js';

/** What a file is written as. */
export type FlowFileFormat = 'yaml' | 'json';

export interface FormatFlowOptions {
  /** @default 'yaml' */
  readonly format?: FlowFileFormat;
}

/**
 * Reads a file that `formatFlow` wrote, or a person, for `importFlow`, which checks what is in it.
 *
 * @throws {FlowError} `invalid-config` for text that is no YAML, with its line and column
 * @example
 * import { importFlow } from 'fieldwise/flow';
 *
 * const config = parseFlow(`
 * format: fieldwise-flow-config
 * version: 1
 * name: sizes
 * steps:
 *   - { kind: to, chunk: measure }
 *   - { kind: end }
 * `);
 * const measure = ({ value }: { value: string }) => value.length;
 * const flow = importFlow<{ input: string; result: number }>(config, { chunks: { measure } });
 * await flow.start('four'); // 4
 */
export function parseFlow(text: string): FlowConfig {
  check(typeof text === 'string', 'text', 'the text of a file', text);
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, prettyErrors: false });
  const [error] = document.errors;
  if (error !== undefined) {
    const { line, col } = lineCounter.linePos(error.pos[0]);
    const what = error.code.toLowerCase().replaceAll('_', ' ');
    throw refuse(`line ${Math.max(1, line)}, column ${Math.max(1, col)}: ${what}`, error);
  }
  try {
    // Whether it is a config, `importFlow` says with the place.
    return document.toJS() as FlowConfig;
  } catch (cause) {
    throw refuse('it has more aliases than one would write', cause);
  }
}

/**
 * Writes what `exportFlow` gave as the text of a file.
 *
 * @throws {FlowError} `invalid-option`
 * @example
 * import { createTriggerFlow, exportFlow } from 'fieldwise/flow';
 *
 * const flow = createTriggerFlow<{ input: string }>({ name: 'sizes' });
 * flow.to(flow.chunk('measure', ({ value }) => value.length));
 * formatFlow(exportFlow(flow)).split('\n')[2]; // 'name: sizes'
 */
export function formatFlow(config: FlowConfig, options: FormatFlowOptions = {}): string {
  checkNames('formatFlow', options, ['format']);
  const { format = 'yaml' } = options;
  check(format === 'yaml' || format === 'json', 'format', "'yaml' or 'json'", format);
  return format === 'yaml'
    ? stringify(config, { aliasDuplicateObjects: false })
    : `${JSON.stringify(config, undefined, 2)}\n`;
}

function refuse(what: string, cause: unknown): FlowError {
  return new FlowError('invalid-config', `The file cannot be read as YAML: ${what}.`, { cause });
}

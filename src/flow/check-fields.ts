// In: what becomes of an answer's fields, as a caller without types may pass it. Out: the patterns of the fields, or an error that says what is none.
// Knows nothing of answers.

import { parsePath } from '../protocol/index.js';
import { check } from './option-checks.js';

/** The patterns of what fields become. @throws {FlowError} `invalid-option` */
export function checkFields(fields: Readonly<Record<string, unknown>>, of: 'event' | 'item') {
  check(typeof fields === 'object' && fields !== null, 'fields', 'an object with paths', fields);
  for (const [path, value] of Object.entries(fields)) {
    check(isPath(path), 'fields', `paths, and ${JSON.stringify(path)} is none`, path);
    if (of === 'event') check(typeof value === 'string', path, 'the name of an event', value);
    else check(typeof value === 'function', path, 'a function that makes an item', value);
  }
  return Object.keys(fields);
}

function isPath(path: string): boolean {
  try {
    parsePath(path);
    return true;
  } catch {
    return false;
  }
}

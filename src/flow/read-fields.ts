// In: a source of events, and the fields that matter. Out: each of them handed on once it is complete, those of one event together.
// Knows nothing of what becomes of a field.

import type { InstantEvent } from '../protocol/index.js';
import { CompletedFields, type FieldNews } from './completed-fields.js';
import type { Engine } from './engine.js';
import type { FieldSource } from './field-types.js';
import { readSource, unlessAborted } from './read-source.js';
import type { Scope } from './scope.js';

export interface ReadFieldsOptions {
  readonly engine: Engine;
  readonly source: FieldSource<InstantEvent>;
  /** Paths and patterns. */
  readonly patterns: readonly string[];
  readonly scope: Scope;
  readonly acceptPartial: boolean;
  /** Takes all that one event says. The source is read on when this is done. */
  readonly take: (news: readonly FieldNews[]) => Promise<void> | void;
}

/** @throws {FlowError} `invalid-source` for what has no events, `source-failed`, `truncated-output`, `stopped` */
export async function readFields(options: ReadFieldsOptions): Promise<void> {
  const { patterns, scope, take } = options;
  const fields = new CompletedFields(patterns);
  try {
    await readSource({
      ...options,
      take: (event) => {
        const all = fields.read(event);
        return all.length > 0 ? take(all) : undefined;
      },
    });
  } catch (error) {
    // What an attempt left that nobody wrote again is no part of the answer, also when the last one failed.
    const busy = scope.reason === undefined ? take(fields.read(null)) : undefined;
    if (busy !== undefined) await unlessAborted(busy, scope);
    throw error;
  }
}

// In: a source of events, and the fields that matter. Out: each of them handed on once it is complete, one at a time.
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
  /** The source is read on when this is done. */
  readonly take: (news: FieldNews) => Promise<void> | void;
}

/** @throws {FlowError} `invalid-source` for what has no events, `source-failed`, `truncated-output`, `stopped` */
export async function readFields(options: ReadFieldsOptions): Promise<void> {
  const { patterns, scope, take } = options;
  const fields = new CompletedFields(patterns);
  const takeAll = async (all: readonly FieldNews[]) => {
    for (const news of all) await take(news);
  };
  try {
    await readSource({
      ...options,
      take: (event) => {
        const all = fields.read(event);
        return all.length > 0 ? takeAll(all) : undefined;
      },
    });
  } catch (error) {
    // What an attempt left that nobody wrote again is no part of the answer, also when the last one failed.
    if (scope.reason === undefined) await unlessAborted(takeAll(fields.read(null)), scope);
    throw error;
  }
}

// In: the source of an answer, and the name of a lane. Out: the answer told in that lane, from its first event to its end.
// A lane ends on every path: with the source, with its failure, or stopped with the work around it.
// Knows nothing of who reads, or of what the answer says.

import { FieldwiseError } from '../internal/error.js';
import type { InstantEvent } from '../protocol/index.js';
import { FlowError } from './error.js';
import type { FieldSource, LaneOptions } from './field-types.js';
import { checkPartial } from './flow-options.js';
import { check, checkNames } from './option-checks.js';
import { readSource } from './read-source.js';
import type { Scope } from './scope.js';
import { endOf, type Telling } from './telling.js';

export interface FieldShowing {
  readonly source: FieldSource<InstantEvent>;
  readonly lane: string;
  readonly chunk: string;
  readonly scope: Scope;
  readonly acceptPartial: boolean;
  readonly telling: Telling;
}

/** @throws {FlowError} `lane-in-use`, `lanes-exceeded`, `invalid-source`, `source-failed`, `truncated-output`, `stopped` */
export async function showFields({
  source,
  lane,
  chunk,
  scope,
  acceptPartial,
  telling,
}: FieldShowing): Promise<void> {
  const close = telling.openLane(lane, chunk);
  let isOver = false;
  const tell = async (event: InstantEvent): Promise<void> => {
    if (isOver) return;
    isOver = event.type === 'end' || event.type === 'error';
    await telling.lane(lane, chunk, event);
  };
  try {
    const take = (event: InstantEvent | null) => tell(event ?? endOf('complete'));
    await readSource({ source, scope, acceptPartial, take });
  } catch (error) {
    void tell(scope.reason !== undefined ? endOf('stopped') : failureOf(error));
    throw error;
  } finally {
    close();
  }
}

/** @throws {FlowError} `invalid-option` */
export function checkLaneOptions(options: LaneOptions) {
  checkNames('showFields', options, ['lane', 'acceptPartial']);
  const { lane } = options;
  check(typeof lane === 'string', 'lane', 'a string', lane);
  return { lane, acceptPartial: checkPartial(options) };
}

const OURS: ReadonlySet<string> = new Set(['AgentError', 'JsonParseError']);

/** What readers are told of a failure: words of this library alone. The chunk is thrown the rest. */
function failureOf(error: unknown): InstantEvent {
  const cause = error instanceof FlowError ? error.cause : undefined;
  // This room loads neither agents nor a parser, so it knows their errors by name.
  const isOurs = cause instanceof FieldwiseError && OURS.has(cause.name);
  // An agent's message ends with what its provider said, which is for whoever runs the flow.
  if (isOurs)
    return {
      type: 'error',
      code: cause.code,
      message: 'ownWords' in cause ? String(cause.ownWords) : cause.message,
    };
  return { type: 'error', code: 'source-failed', message: 'The answer in this lane failed.' };
}

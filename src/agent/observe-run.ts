// In: a run, and those who are told of it. Out: nothing; they are told.
// It looks at what is put into the log and never reads from it, so it keeps no call alive and pulls nothing.
// Knows nothing of what they do with it.

import { reportUncaught } from '../internal/report-error.js';
import { AgentError } from './error.js';
import type { RunTarget } from './call-line.js';
import type { ModelRun } from './model-run.js';
import type { AgentObserver, ModelName } from './observer.js';
import type { ParentRun } from './parent-run.js';
import { read } from './read-cause.js';
import { metaOf } from './response-data.js';
import type { RunEntry } from './run-entry.js';
import type { ChatSource } from './session.js';

/** The observers of one response. */
export interface Watch {
  /** The target, whose calls are told. */
  target(target: RunTarget, model: ModelName): RunTarget;
  /** What becomes of the run is told. */
  run(run: ModelRun): void;
}

export function createWatch(
  observers: readonly AgentObserver[],
  responseId: string,
  parent: ParentRun | undefined,
  session: ChatSource | undefined,
): Watch {
  const sessionId = read(session, 'id');
  const own = {
    responseId,
    ...(parent !== undefined && { parent }),
    ...(typeof sessionId === 'string' && { sessionId }),
  };
  let attempt = 1;
  let calls = 0;
  let hasSpoken = false;
  let error: AgentError | undefined;

  function tell(what: (observer: AgentObserver) => unknown): void {
    for (const observer of observers) {
      try {
        // What is async without being asked to is reported like the rest.
        Promise.resolve(what(observer)).catch(reportUncaught);
      } catch (thrown) {
        reportUncaught(thrown);
      }
    }
  }

  function look(entry: RunEntry): void {
    if (entry instanceof AgentError) error = entry;
    else if (typeof entry === 'string' || entry.type === 'reasoning' || entry.type === 'tool') {
      if (!hasSpoken) tell((observer) => observer.onFirstToken?.({ ...own, attempt }));
      hasSpoken = true;
      if (typeof entry !== 'string' && entry.type === 'tool' && entry.phase !== 'input')
        tell((observer) => observer.onTool?.({ ...own, attempt, event: entry }));
    } else if (entry.type === 'attempt') {
      ({ attempt } = entry);
      hasSpoken = false;
      const { reason, missing = [] } = entry;
      tell((observer) => observer.onAttempt?.({ ...own, attempt, reason, missing }));
    } else if (entry.type === 'done' || entry.type === 'invalid')
      tell((observer) => observer.onField?.({ ...own, attempt, event: entry }));
  }

  return {
    target: (target, model) => ({
      ...target,
      call: (request) => {
        const { signal: _, ...asked } = request;
        const told = { ...own, attempt, call: ++calls, request: asked, model };
        tell((observer) => observer.onRequest?.(told));
        return target.call(request);
      },
    }),
    run(run) {
      run.log.tap((entries) => entries.forEach(look));
      const end = async () => {
        const outcome = await run.settled;
        const told = error;
        if (told !== undefined && outcome === 'error')
          tell((observer) => observer.onError?.({ ...own, attempt, error: told }));
        const meta = metaOf(run, responseId);
        tell((observer) => observer.onFinish?.({ ...own, attempt, outcome, meta }));
      };
      end().catch(reportUncaught);
    },
  };
}

// In: the events of one source, as written. Out: which values it began and did not close, and the end that follows from it.
// Goes by the paths alone, so events written by hand or copied count like those of a parser.
// Knows nothing of values, frames or responses.

import { formatPath, type EndEvent, type InstantEventInput, type Path } from '../protocol/index.js';

export interface OpenValues {
  /** Paths begun and not closed, outermost first. */
  readonly paths: readonly string[];
  /** @throws {PathError} `invalid-path` */
  add(events: readonly InstantEventInput[]): void;
}

/** Only a `start` opens a value: whoever yields bare `done` or `delta` events leaves nothing open. */
export function createOpenValues(): OpenValues {
  let paths: string[] = [];
  return {
    get paths() {
      return paths;
    },
    add(events) {
      for (const event of events) {
        if (event.type === 'start') {
          const path = written(event);
          if (!paths.includes(path)) paths.push(path);
        } else if (event.type === 'attempt') {
          paths = [];
        } else if (paths.length > 0 && isClosing(event)) {
          const path = written(event);
          paths = paths.filter((open) => !isWithin(open, path));
        }
      }
    },
  };
}

/** The end of a source that gave none: whoever leaves a value open did not finish. */
export function endOf(state: 'done' | 'stopped', incomplete: readonly string[]): EndEvent {
  if (state === 'stopped') return { type: 'end', outcome: 'stopped', incomplete };
  const outcome = incomplete.length === 0 ? 'complete' : 'truncated';
  return { type: 'end', outcome, incomplete };
}

function isClosing(
  event: InstantEventInput,
): event is Extract<InstantEventInput, { type: 'done' | 'invalid' | 'replaced' }> {
  return event.type === 'done' || event.type === 'invalid' || event.type === 'replaced';
}

/** The one written form of a path; an event that knows its segments has it already. */
function written(event: { readonly path: string; readonly segments?: Path }): string {
  return 'segments' in event ? event.path : formatPath(event.path);
}

function isWithin(path: string, ancestor: string): boolean {
  if (ancestor === '' || path === ancestor) return true;
  return (
    path.startsWith(ancestor) && (path[ancestor.length] === '.' || path[ancestor.length] === '[')
  );
}

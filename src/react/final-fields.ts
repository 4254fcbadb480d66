// In: a run. Out: its fields as they are final, and once more when they were asked for anew or found wrong afterwards.
// A field that is final is watched until another run or attempt begins: what comes after an answer was read is told by no event.
// Knows nothing of words and of the screen.

import type { InstantRun } from '../client/index.js';
import { isFieldEvent, type FieldIssue, type FieldStatus, type Path } from '../protocol/index.js';

/** A field that is final. */
export interface AnnouncedField {
  readonly path: string;
  readonly value: unknown;
  /** Why it is not what the schema asks for; empty when it is. */
  readonly issues: readonly FieldIssue[];
}

export interface FinalFieldsListener {
  readonly isWanted: (path: Path) => boolean;
  /** Fields that became final together. */
  readonly tell: (fields: readonly AnnouncedField[]) => void;
  /** Nothing is known any more. */
  readonly begin: () => void;
}

interface Watched {
  /** How it was told. */
  status: FieldStatus;
  isAskedAnew: boolean;
  readonly leave: () => void;
}

const STATUS: { readonly [type: string]: FieldStatus | undefined } = {
  done: 'complete',
  invalid: 'invalid',
  missing: 'missing',
};

/** Tells of final fields with the publication that shows them; returns the function that ends it. */
export function watchFinalFields(
  run: InstantRun<unknown, never>,
  { isWanted, tell, begin }: FinalFieldsListener,
): () => void {
  const watched = new Map<string, Watched>();
  const due = new Map<string, AnnouncedField>();
  let { runId } = run.getSnapshot();

  const look = (path: string) => {
    const known = watched.get(path);
    const { status, value, issues, isRetrying } = run.getField(path);
    if (!known) return;
    if (isRetrying) known.isAskedAnew = true;
    if (isRetrying || (status !== 'complete' && status !== 'invalid')) return;
    if (known.isAskedAnew || status !== known.status) due.set(path, { path, value, issues });
    known.isAskedAnew = false;
    known.status = status;
  };

  const watch = (path: string, status: FieldStatus) => {
    const known = watched.get(path);
    if (known) known.status = status;
    else {
      const leave = run.subscribeField(path, () => look(path));
      watched.set(path, { status, isAskedAnew: false, leave });
    }
  };

  const leaveFields = () => {
    for (const { leave } of watched.values()) leave();
    watched.clear();
    due.clear();
  };

  const withdraw = () => {
    leaveFields();
    begin();
  };

  const tellDue = () => {
    const fields = [...due.values()].filter(({ path }) => {
      const { isRetrying, isDropped } = run.getField(path);
      return !isRetrying && !isDropped;
    });
    due.clear();
    if (fields.length > 0) tell(fields);
  };

  const leaveEvents = run.onEvent((event) => {
    if (event.type === 'attempt') return withdraw();
    const status = isFieldEvent(event) ? STATUS[event.type] : undefined;
    if (!isFieldEvent(event) || status === undefined || !isWanted(event.segments)) return;
    const { path } = event;
    watch(path, status);
    if (event.type === 'missing') return;
    due.set(path, {
      path,
      value: event.value,
      issues: event.type === 'invalid' ? event.issues : [],
    });
    // Where it is shown before it is told, no publication follows; whoever is asked about it has answered by then.
    if (run.getField(path).status === status) queueMicrotask(tellDue);
  });

  const leaveRun = run.subscribe(() => {
    const now = run.getSnapshot();
    if (now.runId !== runId || now.status === 'idle') {
      runId = now.runId;
      return withdraw();
    }
    tellDue();
  });

  return () => {
    leaveEvents();
    leaveRun();
    leaveFields();
  };
}

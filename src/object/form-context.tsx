'use client';
// In: the edits laid over an answer. Out: the answer as the user has it, read by the parts of a form.
// A part renders when what it selects changes, whoever changed it: the model or the user.
// Knows nothing of inputs.

import { createContext, useCallback, useContext, useSyncExternalStore } from 'react';
import type { Edits, InstantRun } from '../client/index.js';
import { parsePath, type Path } from '../protocol/index.js';
import { useFieldPart, useFieldState } from '../react/index.js';
import { useObject } from './object-context.js';
import type { FormTexts } from './form-texts.js';

export interface FormSurroundings {
  readonly edits: Edits;
  readonly formTexts: FormTexts;
  /** True while the model may write: nothing of an answer that nobody asked for is on its way. */
  readonly isRunning: boolean;
}

const Surroundings = createContext<FormSurroundings | undefined>(undefined);

export const FormProvider = Surroundings.Provider;

export function useForm(): FormSurroundings {
  const surroundings = useContext(Surroundings);
  // Parts are rendered by the form of this door and by nothing else.
  if (surroundings === undefined) throw new Error('A part of a form stands outside of it.');
  return surroundings;
}

/** A part of a field as the user has it. `select` returns something comparable by identity. */
export function useEdited<S>(path: string, select: (value: unknown) => S): S {
  const { run } = useObject();
  const { edits } = useForm();
  // Renders when the model's changes; what is shown is read from the edits, which lie over it.
  useFieldPart(run, path, ({ value }) => select(value));
  const subscribe = useCallback(
    (onChange: () => void) => edits.subscribeField(path, onChange),
    [edits, path],
  );
  const read = () => select(edits.getField(path).value);
  return useSyncExternalStore(subscribe, read, read);
}

/** True when the value at the path, or one around it, is the user's as a whole. */
export function useIsOwn(path: string): boolean {
  const { edits } = useForm();
  const subscribe = useCallback(
    (onChange: () => void) => edits.subscribeField(path, onChange),
    [edits, path],
  );
  const read = () => isOwn(edits, path);
  return useSyncExternalStore(subscribe, read, read);
}

function isOwn(edits: Edits, path: string): boolean {
  const inside = parsePath(path);
  return edits.getSnapshot().paths.some((edited) => isAt(parsePath(edited), inside));
}

/** True when the field is an item, or in one, of a list that is the user's: its index says nothing of the model's. */
export function isInOwnList(edits: Edits, path: string): boolean {
  const inside = parsePath(path);
  return edits.getSnapshot().paths.some((edited) => {
    const outer = parsePath(edited);
    const within = inside.slice(outer.length);
    return isAt(outer, inside) && within.some((segment) => typeof segment === 'number');
  });
}

function isAt(outer: Path, path: Path): boolean {
  return outer.every((segment, depth) => String(segment) === String(path[depth]));
}

export function useIsRunning(run: InstantRun<unknown, never>): boolean {
  const read = () => {
    const { status } = run.getSnapshot();
    return status === 'connecting' || status === 'streaming';
  };
  return useSyncExternalStore(run.subscribe, read, read);
}

/**
 * True while the model writes a list or a record, or is still to: what it adds would not get into one that is the
 * user's.
 */
export function useIsWaiting(path: string): boolean {
  const { run } = useObject();
  const { isPending, isStreaming, isRetrying } = useFieldState(path, { run });
  const { isRunning } = useForm();
  const isOwn = useIsOwn(path);
  return !isOwn && (isRetrying || (isRunning && (isPending || isStreaming)));
}

// In: what shows one field of a recorded answer. Out: the same, eight times: in every state that a field or its run can be in.
// Each time from a recorded response, frames to component, held where that state is.
// Knows nothing of which component it is.

import { useFieldPart, useRun } from 'fieldwise/react';
import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import './every-state.css';
import { fieldWith, runIs } from './play.js';
import { piecesUntil, readRecording, recordedFetch } from './recorded.js';
import { FetchedStage } from './stage.js';
import { subjects, type RecordingName, type SubjectName } from './states.js';

export interface EveryStateProps {
  readonly id: string;
  readonly subject: SubjectName;
  readonly children: ReactNode | ((state: State) => ReactNode);
}

/** What the field's status is in each, and the run's. */
const STATES = {
  pending: ['pending', 'streaming'],
  streaming: ['streaming', 'streaming'],
  complete: ['complete', 'complete'],
  invalid: ['invalid', 'error'],
  missing: ['missing', 'complete'],
  stopped: ['incomplete', 'stopped'],
  error: ['incomplete', 'error'],
  'another attempt': ['streaming', 'streaming'],
} as const;

type State = keyof typeof STATES;
const states = Object.keys(STATES) as State[];

/** Which recording it is of; of the others, that of the whole answer. */
const RECORDED: Partial<Record<State, RecordingName>> = {
  invalid: 'invalid',
  missing: 'missing',
  error: 'error',
  'another attempt': 'another-attempt',
};

function fetchOf(state: State, name: SubjectName): typeof fetch {
  const { path, until } = subjects[name];
  const recording = readRecording(name, RECORDED[state] ?? 'whole');
  const heldFrom = (wanted: number) =>
    piecesUntil(recording, path, ({ value }, attempt) => {
      return attempt === wanted && (JSON.stringify(value) ?? '').includes(until);
    });
  switch (state) {
    case 'pending':
      // The piece before it begins.
      return recordedFetch(
        recording,
        piecesUntil(recording, path, ({ status }) => status !== 'pending') - 1,
      );
    case 'streaming':
    case 'stopped':
      return recordedFetch(recording, heldFrom(1));
    case 'another attempt':
      return recordedFetch(recording, heldFrom(2));
    default:
      return recordedFetch(recording);
  }
}

/** What a reader does who has seen enough. */
function StopAt({ path, until }: { readonly path: string; readonly until: string }) {
  const run = useRun();
  const isThere = useFieldPart(run, path, ({ value }) => JSON.stringify(value)?.includes(until));
  useEffect(() => {
    if (isThere) run.stop();
  }, [isThere, run]);
  return null;
}

export function EveryState({ id, subject, children }: EveryStateProps) {
  const { path, until } = subjects[subject];
  return (
    <div className="every-state">
      {states.map((state) => (
        <div key={state} data-state={state}>
          <h2>{state}</h2>
          <Held id={`${id} ${state}`} state={state} subject={subject}>
            {typeof children === 'function' ? children(state) : children}
            {state === 'stopped' && <StopAt path={path} until={until} />}
          </Held>
        </div>
      ))}
    </div>
  );
}

interface HeldProps extends EveryStateProps {
  readonly state: State;
  readonly children: ReactNode;
}

function Held({ id, subject, state, children }: HeldProps) {
  const [fetch] = useState(() => fetchOf(state, subject));
  const { schema } = subjects[subject];
  return (
    <FetchedStage id={id} schema={schema} fetch={fetch} input={{ state }} label={state} isQuiet>
      {children}
    </FetchedStage>
  );
}

/** Each of them shows its state, and those that are over are busy no more. */
export async function expectEveryState(
  canvas: HTMLElement,
  { subject, hides = [] }: { readonly subject: SubjectName; readonly hides?: readonly State[] },
): Promise<ReadonlyMap<State, HTMLElement>> {
  const { path } = subjects[subject];
  const shown = new Map<State, HTMLElement>();
  for (const state of states) {
    const cell = canvas.querySelector<HTMLElement>(`[data-state="${state}"]`);
    if (!cell) throw new Error(`Nothing shows the state ${state}.`);
    const [field, run] = STATES[state];
    await runIs(cell, run);
    if (hides.includes(state)) {
      if (cell.querySelector(`[data-field="${path}"]`)) throw new Error(`${state} is not hidden.`);
    } else await fieldWith(cell, path, field);
    if (run !== 'streaming' && cell.querySelector('[aria-busy]'))
      throw new Error(`What is ${state} is still busy.`);
    shown.set(state, cell);
  }
  return shown;
}

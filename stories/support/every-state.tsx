// In: an answer, and one field of it. Out: what shows that field, eight times: in every state that a field or its run can be in.
// Each time from the whole way of an answer, model to component, held where that state is.
// Knows nothing of which component it is.

import { useFieldPart, useRun } from 'fieldwise/react';
import { useEffect } from 'react';
import type { ReactNode } from 'react';
import type { z } from 'zod';
import './every-state.css';
import { fieldWith, runIs } from './play.js';
import type { Script } from './script.js';
import { Stage } from './stage.js';

export interface EveryStateProps {
  readonly id: string;
  readonly schema: z.ZodType;
  /** The whole answer. */
  readonly answer: Readonly<Record<string, unknown>>;
  /** The field that is looked at: the last of the answer, and more than half of its text. */
  readonly path: string;
  /** Part of that field's text, where it is held while it grows. */
  readonly until: string;
  /** A value of that field that the schema refuses. */
  readonly wrong: unknown;
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

function scriptOf(state: State, { answer, path, until, wrong }: EveryStateProps): Script {
  const text = JSON.stringify(answer);
  const held = text.indexOf(until) + until.length;
  const script: Script = { text, delayMs: 0, chunkSize: 4, ending: 'complete' };
  switch (state) {
    case 'pending':
      return { ...script, pauseAfter: text.indexOf(`"${path}"`) };
    case 'streaming':
    case 'stopped':
      return { ...script, pauseAfter: held };
    case 'invalid':
      return { ...script, text: JSON.stringify({ ...answer, [path]: wrong }) };
    case 'missing':
      return { ...script, text: JSON.stringify({ ...answer, [path]: undefined }) };
    case 'error':
      return { ...script, ending: 'error' };
    case 'another attempt':
      return { ...script, ending: 'retried', pauseAfter: held };
    default:
      return script;
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

export function EveryState(props: EveryStateProps) {
  const { id, schema, path, until, children } = props;
  return (
    <div className="every-state">
      {states.map((state) => (
        <div key={state} data-state={state}>
          <h2>{state}</h2>
          <Stage
            id={`${id} ${state}`}
            schema={schema}
            script={scriptOf(state, props)}
            label={state}
            isQuiet
          >
            {typeof children === 'function' ? children(state) : children}
            {state === 'stopped' && <StopAt path={path} until={until} />}
          </Stage>
        </div>
      ))}
    </div>
  );
}

/** Each of them shows its state, and those that are over are busy no more. */
export async function expectEveryState(
  canvas: HTMLElement,
  { path, hides = [] }: { readonly path: string; readonly hides?: readonly State[] },
): Promise<ReadonlyMap<State, HTMLElement>> {
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

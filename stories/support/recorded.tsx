// In: a story with a recorded answer among its parameters. Out: the story inside a run of it, and controls to travel in it:
// where it stands, how fast it goes on, how large its pieces are, what is wrong with them, and where the connection is cut.
// To go back is to read the first pieces anew: what is seen at a place is what was seen there.

import type { Decorator } from '@storybook/react-vite';
import { InstantStreamProvider, useInstantStream } from 'fieldwise/react';
import { replayRun, splitText, type Recording } from 'fieldwise/testing';
import { useEffect, useId, useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import type { z } from 'zod';
import { breakAnswer } from '../../playground/model/break-answer.js';
import { faults, type Fault } from '../../playground/shared/settings.js';
import { createPieceGate } from './piece-gate.js';

/** What a story tells of the answer it is made from: `parameters: { recorded: { … } }`. */
export interface Recorded {
  readonly text: string;
  readonly schema: z.ZodType;
  /** Pieces that have come when the story opens. @default all of them */
  readonly at?: number;
}

/** Between two pieces, at speed 1. */
const PIECE_MS = 80;
const SPEEDS = [0.5, 1, 2, 8] as const;

/** Whoever plays a model dying, plays the cut of its connection: that is a control of its own here. */
const shownFaults = (Object.keys(faults) as Fault[]).filter((fault) => fault !== 'dropped');

export const withRecorded: Decorator = (Story, { id, parameters }) => {
  const recorded = parameters['recorded'] as Recorded | undefined; // a story that has one says so
  if (recorded === undefined) return <Story />;
  return (
    <RecordedRun id={id} recorded={recorded}>
      <Story />
    </RecordedRun>
  );
};

interface RecordedRunProps {
  readonly id: string;
  readonly recorded: Recorded;
  readonly children: ReactNode;
}

function RecordedRun({ id, recorded, children }: RecordedRunProps) {
  const { text, schema, at = Infinity } = recorded;
  const [chunkSize, setChunkSize] = useState(4);
  const [chosen, setChosen] = useState<readonly Fault[]>([]);
  const pieces = useMemo(
    () => splitText(breakAnswer(text, chosen).text, { size: chunkSize }),
    [text, chosen, chunkSize],
  );
  const [wanted, setWanted] = useState(at);
  const [cutAfter, setCutAfter] = useState<number>();
  const [round, setRound] = useState(0);
  const [isPlaying, setPlaying] = useState(false);
  const [speed, setSpeed] = useState<number>(1);
  const place = Math.min(wanted, pieces.length);

  const key = [id, round, chunkSize, ...chosen].join(' ');
  const [gate] = useState(createPieceGate);
  const transport = useMemo(() => {
    const cut = cutAfter === undefined ? {} : { cutAfter };
    return replayRun(toRecording(pieces), { wait: gate.until, ...cut });
  }, [pieces, gate, cutAfter]);
  const stream = useInstantStream({ id: key, transport, schema, input: key });

  useEffect(() => gate.open(place), [gate, place]);
  useEffect(() => {
    if (!isPlaying || place >= pieces.length) return undefined;
    const timer = setTimeout(() => setWanted(place + 1), PIECE_MS / speed);
    return () => clearTimeout(timer);
  }, [isPlaying, place, pieces.length, speed]);

  const go = (to: number) => {
    gate.open(to);
    setWanted(to);
    if (to < place || cutAfter !== undefined) setRound(round + 1);
    setCutAfter(undefined);
  };
  const cut = () => {
    setPlaying(false);
    setCutAfter(place);
    setRound(round + 1);
  };
  const again = (change: () => void) => {
    change();
    setCutAfter(undefined);
    setRound(round + 1);
  };
  const play = () => {
    if (place >= pieces.length) go(0);
    setPlaying(!isPlaying);
  };

  return (
    <section className="stage" aria-label="Answer">
      <InstantStreamProvider stream={stream}>
        <div className="stage-answer">{children}</div>
      </InstantStreamProvider>
      <footer className="stage-controls travel-controls">
        <p role="status" className="status" data-run={stream.status}>
          {stream.error ? `error: ${stream.error.code}` : stream.status}
        </p>
        <Range
          label="Pieces"
          value={place}
          min={0}
          max={pieces.length}
          onChange={(to) => {
            setPlaying(false);
            go(to);
          }}
        />
        <button type="button" onClick={play}>
          {isPlaying && place < pieces.length ? 'Pause' : 'Play'}
        </button>
        <label>
          Speed{' '}
          <select value={speed} onChange={({ target }) => setSpeed(Number(target.value))}>
            {SPEEDS.map((each) => (
              <option key={each} value={each}>
                {each}×
              </option>
            ))}
          </select>
        </label>
        <Range
          label="Chunk size"
          value={chunkSize}
          min={1}
          max={40}
          onChange={(size) => again(() => setChunkSize(size))}
        />
        <button type="button" onClick={cut}>
          Cut the network here
        </button>
        <fieldset className="travel-faults">
          <legend>Break the answer</legend>
          {shownFaults.map((fault) => (
            <label key={fault}>
              <input
                type="checkbox"
                checked={chosen.includes(fault)}
                onChange={({ target }) =>
                  again(() =>
                    setChosen(
                      shownFaults.filter((each) =>
                        each === fault ? target.checked : chosen.includes(each),
                      ),
                    ),
                  )
                }
              />{' '}
              {faults[fault].label}
            </label>
          ))}
        </fieldset>
      </footer>
    </section>
  );
}

interface RangeProps {
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly onChange: (value: number) => void;
}

function Range({ label, value, min, max, onChange }: RangeProps) {
  const id = useId();
  return (
    <span className="travel-range">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type="range"
        min={min}
        max={max}
        value={value}
        onChange={({ target }) => onChange(Number(target.value))}
      />
      <span>
        {value} of {max}
      </span>
    </span>
  );
}

function toRecording(pieces: readonly string[]): Recording {
  let end = 0;
  return {
    version: 1,
    text: pieces.join(''),
    ends: pieces.map((piece) => (end += piece.length)),
    atMs: pieces.map((_, index) => index * PIECE_MS),
  };
}

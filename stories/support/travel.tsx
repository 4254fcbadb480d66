// In: a story. Out: the story, and below it controls to travel in its answer: where it stands, how fast it goes on, how large
// its pieces are, what is wrong with them, and where the network is cut. To go back is to ask again and to be given less.
// Knows nothing of any single story.

import type { Decorator } from '@storybook/react-vite';
import { useQueryClient } from '@tanstack/react-query';
import { getInstantRuns } from 'fieldwise/react';
import { useEffect, useReducer, useState, useSyncExternalStore } from 'react';
import type { ReactNode } from 'react';
import { createDelivery, type Delivery } from './delivery.js';
import { TravelBoundary } from './travel-boundary.js';
import { FaultChoice, Range } from './travel-inputs.js';
import { DeliveryContext } from './use-scripted-fetch.js';

/** Between two pieces, at speed 1. */
const PIECE_MS = 80;
const SPEEDS = [0.5, 1, 2, 8] as const;

/** Where the toolbar says so; a story that cannot be travelled in says no in its `globals`. */
export const withTravel: Decorator = (Story, { globals }) =>
  globals['answer'] === 'travel' ? (
    <Travel>
      <Story />
    </Travel>
  ) : (
    <Story />
  );

function Travel({ children }: { readonly children: ReactNode }) {
  const [delivery] = useState(createDelivery);
  const [round, nextRound] = useReducer((before: number) => before + 1, 0);
  return (
    <>
      <TravelBoundary round={round}>
        <DeliveryContext.Provider value={delivery}>{children}</DeliveryContext.Provider>
      </TravelBoundary>
      <TravelControls delivery={delivery} onAsk={nextRound} />
    </>
  );
}

interface TravelControlsProps {
  readonly delivery: Delivery;
  /** Called whenever the answer is asked for anew. */
  readonly onAsk: () => void;
}

function TravelControls({ delivery, onAsk }: TravelControlsProps) {
  const client = useQueryClient();
  const state = useSyncExternalStore(delivery.subscribe, delivery.getState);
  const { total, chunkSize, faults, isText, isCarried } = state;
  const place = Math.min(state.allowed ?? total, total);
  const [isPlaying, setPlaying] = useState(false);
  const [speed, setSpeed] = useState<number>(1);
  const isOver = place >= total;

  useEffect(() => {
    if (!isPlaying || isOver) return undefined;
    const timer = setTimeout(() => delivery.change({ allowed: place + 1 }), PIECE_MS / speed);
    return () => clearTimeout(timer);
  }, [delivery, isPlaying, isOver, place, speed]);

  const ask = () => {
    onAsk();
    if (delivery.ask()) return;
    for (const { run } of getInstantRuns(client))
      if (run.getSnapshot().status !== 'idle') void run.retry();
  };
  const go = (allowed: number) => {
    const goesOn = delivery.isUnderWay() && allowed >= place;
    delivery.change({ allowed });
    if (!goesOn) ask();
  };
  const play = () => {
    const goesOn = isOver || !isPlaying;
    // From the beginning, or from here, where a cut or a stop may have ended it.
    if (goesOn) go(isOver ? 0 : place);
    setPlaying(goesOn);
  };

  return (
    <section className="stage travel" aria-label="How the answer arrives">
      <div className="stage-controls">
        <Range
          label="Pieces"
          value={place}
          min={0}
          max={total}
          onChange={(to) => {
            setPlaying(false);
            go(to);
          }}
        />
        <button type="button" onClick={play}>
          {isPlaying && !isOver ? 'Pause' : 'Play'}
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
        {isText && (
          <Range
            label="Chunk size"
            value={chunkSize}
            min={1}
            max={40}
            onChange={(size) => {
              delivery.change({ chunkSize: size });
              ask();
            }}
          />
        )}
        {isCarried && (
          <button
            type="button"
            onClick={() => {
              setPlaying(false);
              delivery.cut();
            }}
          >
            Cut the network here
          </button>
        )}
        {isText && (
          <FaultChoice
            chosen={faults}
            onChange={(next) => {
              delivery.change({ faults: next });
              ask();
            }}
          />
        )}
      </div>
    </section>
  );
}

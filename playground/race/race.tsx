// In: a speech. Out: both ways to follow it, side by side, with what each of them costs.
// Its runs are in a cache of their own: the devtools of the page go on showing what their reader looks at.

import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { useState, useSyncExternalStore, type ReactNode } from 'react';
import { FedLane } from './fed-lane.js';
import { ReparsedLane } from './reparsed-lane.js';
import type { Speech } from './speak.js';
import { createStartLine } from './start-line.js';
import { createTally, type Tally } from './tally.js';
import './race.css';

interface RaceProps {
  readonly id: string;
  readonly speech: Speech;
}

export function Race({ id, speech }: RaceProps) {
  const [fed] = useState(createTally);
  const [reparsed] = useState(createTally);
  const [client] = useState(() => new QueryClient());
  const [line] = useState(() => createStartLine(2));
  return (
    <div className="race">
      <Lane name="Fieldwise" about="reads each chunk once" tally={fed}>
        <QueryClientProvider client={client}>
          <FedLane id={id} speech={speech} tally={fed} line={line} />
        </QueryClientProvider>
      </Lane>
      <Lane name="partial-json" about="reads all the text so far, at each chunk" tally={reparsed}>
        <ReparsedLane speech={speech} tally={reparsed} line={line} />
      </Lane>
    </div>
  );
}

interface LaneProps {
  readonly name: string;
  readonly about: string;
  readonly tally: Tally;
  readonly children: ReactNode;
}

function Lane({ name, about, tally, children }: LaneProps) {
  return (
    <section className="race-lane" aria-label={name}>
      <header className="race-head">
        <h2 className="race-name">{name}</h2>
        <p className="race-about">{about}</p>
      </header>
      <Figures tally={tally} />
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, so keys must reach it */}
      <div className="race-rows" tabIndex={0} role="group" aria-label={`Fields of ${name}`}>
        {children}
      </div>
    </section>
  );
}

const number = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });

function Figures({ tally }: { readonly tally: Tally }) {
  const { chunks, milliseconds, characters, rebuilt, renders, isDone } = useSyncExternalStore(
    tally.subscribe,
    tally.getSums,
  );
  const figures = [
    ['Chunks', chunks],
    ['Milliseconds', milliseconds],
    ['Characters read', characters],
    ['Objects and arrays rebuilt', rebuilt],
    ['Renders of fields', renders],
  ] as const;
  return (
    <dl className="race-figures" data-done={isDone}>
      {figures.map(([name, count]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd data-figure={name} data-count={count}>
            {number.format(count)}
          </dd>
        </div>
      ))}
    </dl>
  );
}

// In: what is said, and what it is known by. Out: a race over it, and another one whenever it is asked for.
// Each is called by its number, its course and when it began: another text on the same course is another race.

import { useState } from 'react';
import { Race } from './race.js';
import type { Speech } from './speak.js';

interface RaceAgainProps {
  /** Of what is said and how: another course is another race. */
  readonly course: string;
  readonly speech: Speech;
}

export function RaceAgain({ course, speech }: RaceAgainProps) {
  const [{ round, began }, setHeat] = useState(() => ({ round: 1, began: timeOfDay() }));
  const name = `race ${round}, ${course}, ${began}`;
  return (
    <>
      <Race key={name} id={name} speech={speech} />
      <p className="race-again">
        <button type="button" onClick={() => setHeat({ round: round + 1, began: timeOfDay() })}>
          Race again
        </button>
      </p>
    </>
  );
}

/** `17:04:12.345`, the same everywhere. */
function timeOfDay(): string {
  return new Date().toISOString().slice('2026-01-01T'.length, -1);
}

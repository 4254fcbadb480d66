// In: what is said, and what it is known by. Out: a race over it, and another one whenever it is asked for.
// Knows nothing of how a race goes.

import { useState } from 'react';
import { Race } from './race.js';
import type { Speech } from './speak.js';

interface RaceAgainProps {
  /** Of what is said and how: another course is another race. */
  readonly course: string;
  readonly speech: Speech;
}

export function RaceAgain({ course, speech }: RaceAgainProps) {
  const [round, setRound] = useState(1);
  const name = `race ${round}, ${course}`;
  return (
    <>
      <Race key={name} id={name} speech={speech} />
      <p className="race-again">
        <button type="button" onClick={() => setRound(round + 1)}>
          Race again
        </button>
      </p>
    </>
  );
}

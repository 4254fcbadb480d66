// In: what is said, and what it is known by. Out: a race over it, and another one whenever it is asked for.

import { useId, useState } from 'react';
import { Race } from './race.js';
import type { Speech } from './speak.js';

interface RaceAgainProps {
  /** Of what is said and how: another course is another race. */
  readonly course: string;
  readonly speech: Speech;
}

export function RaceAgain({ course, speech }: RaceAgainProps) {
  const id = useId();
  const [round, setRound] = useState(0);
  const key = `${round} ${course}`;
  return (
    <>
      <Race key={key} id={`race ${round + 1}, ${course} ${id}`} speech={speech} />
      <p className="race-again">
        <button type="button" onClick={() => setRound(round + 1)}>
          Race again
        </button>
      </p>
    </>
  );
}

// In: a text and how it is said. Out: a race over it, as often as it is wanted.
// Loaded when it is asked for, with the parser it races against.

import { useId, useMemo, useState } from 'react';
import { breakAnswer } from '../model/break-answer.js';
import { splitTokens } from '../model/split-tokens.js';
import { chunkings, speeds, type Settings } from '../shared/settings.js';
import { Race } from './race.js';

interface RacePanelProps {
  readonly text: string;
  readonly settings: Settings;
}

export default function RacePanel({ text, settings }: RacePanelProps) {
  const id = useId();
  const [round, setRound] = useState(0);
  const { speed, chunking, faults } = settings;
  const speech = useMemo(() => {
    const pace = speeds[speed].charsPerSecond;
    const delayMs = pace === 0 ? 0 : (1000 * chunkings[chunking].meanChars) / pace;
    return { pieces: splitTokens(breakAnswer(text, faults).text, chunking), delayMs };
  }, [text, speed, chunking, faults]);
  const key = [round, speed, chunking, ...faults].join(' ');
  return (
    <>
      <Race key={key} id={`${id} ${key}`} speech={speech} />
      <p className="race-again">
        <button type="button" onClick={() => setRound(round + 1)}>
          Race again
        </button>
      </p>
    </>
  );
}

// In: a text and how it is said. Out: a race over it, as often as it is wanted.
// Loaded when it is asked for, with the parser it races against.

import { useMemo } from 'react';
import { breakAnswer } from '../model/break-answer.js';
import { splitTokens } from '../model/split-tokens.js';
import { chunkings, speeds, type Settings } from '../shared/settings.js';
import { RaceAgain } from './race-again.js';

interface RacePanelProps {
  readonly text: string;
  readonly settings: Settings;
}

export default function RacePanel({ text, settings }: RacePanelProps) {
  const { speed, chunking, faults } = settings;
  const speech = useMemo(() => {
    const pace = speeds[speed].charsPerSecond;
    const delayMs = pace === 0 ? 0 : (1000 * chunkings[chunking].meanChars) / pace;
    return { pieces: splitTokens(breakAnswer(text, faults).text, chunking), delayMs };
  }, [text, speed, chunking, faults]);
  return <RaceAgain course={[speed, chunking, ...faults].join(' ')} speech={speech} />;
}

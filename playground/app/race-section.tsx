// In: who answers, and how. Out: a race over the same text between the two ways to read it, once it is unfolded.
// The text is the one that was pasted, or the recorded answer, or one made up for the schema: what a model says now, the page never sees as a text.

import { lazy, Suspense, useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import type { Settings } from '../shared/settings.js';
import type { Asked } from './asked.js';
import type { SourceDraft } from './use-source.js';

const RacePanel = lazy(() => import('../race/race-panel.js'));

interface RaceSectionProps {
  asked: Asked;
  source: SourceDraft;
  settings: Settings;
}

export function RaceSection({ asked, source, settings }: RaceSectionProps) {
  const [isOpen, setOpen] = useState(false);
  const { data: recorded } = useQuery({
    queryKey: ['recorded', asked.runId],
    enabled: isOpen,
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async () => {
      if (asked.own !== undefined) {
        const { sampleAnswer } = await import('../model/sample-answer.js');
        return sampleAnswer(asked.schema);
      }
      const { answers } = await import('../recipes/answers.js');
      return answers.find(({ id }) => id === asked.id)?.text ?? '';
    },
  });
  const text = source.kind === 'text' ? source.text : recorded;
  return (
    <details className="code" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary className="code-summary">Race it against reading all of the text anew</summary>
      <p className="race-note">
        The same text at the same pace, twice: read piece by piece, and read from its beginning with
        every piece, by partial-json.
      </p>
      {isOpen && text !== undefined && text !== '' && (
        <Suspense>
          <RacePanel key={text} text={text} settings={settings} />
        </Suspense>
      )}
    </details>
  );
}

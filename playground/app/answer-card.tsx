// In: what was asked and its run. Out: the answer, drawn by the recipe's own view or from the schema; busy until it is over.

import { lazy, Suspense, useRef } from 'react';
import { InstantStreamProvider, type InstantStream } from 'fieldwise/react';
import { RunContext } from '../recipes/parts/run-context.js';
import { views } from '../recipes/views.js';
import { OWN } from '../shared/own.js';
import type { RunInput } from '../shared/run-input.js';
import type { Asked } from './asked.js';
import { useFollow } from './use-follow.js';
import type { Layout } from './use-layout.js';

const GeneratedView = lazy(() => import('./generated-view.js'));

interface AnswerCardProps {
  asked: Asked;
  layout: Layout;
  stream: InstantStream<unknown, RunInput>;
}

export function AnswerCard({ asked, layout, stream }: AnswerCardProps) {
  const card = useRef<HTMLElement>(null);
  useFollow(card, stream.isStreaming ? stream.runId : undefined);
  const View = asked.id === OWN || layout === 'generated' ? undefined : views[asked.id];
  return (
    <section
      ref={card}
      className="answer"
      id="answer"
      tabIndex={-1}
      aria-label={`Answer: ${asked.title}`}
      aria-busy={stream.isRunning}
      data-status={stream.status}
    >
      <InstantStreamProvider stream={stream}>
        <RunContext value={stream.run}>
          {View === undefined ? (
            <Suspense>
              <GeneratedView key={asked.runId} schema={asked.schema} stream={stream} />
            </Suspense>
          ) : (
            <View />
          )}
        </RunContext>
      </InstantStreamProvider>
    </section>
  );
}

// In: a recipe and its run. Out: the answer, drawn by the recipe's own view; busy until it is over.

import { useRef } from 'react';
import { InstantStreamProvider, type InstantStream } from 'fieldwise/react';
import { RunContext } from '../recipes/parts/run-context.js';
import type { RecipeId } from '../recipes/index.js';
import type { Recipe } from '../recipes/recipe.js';
import { useFollow } from './use-follow.js';
import { views } from '../recipes/views.js';
import type { RunInput } from '../shared/run-input.js';

interface AnswerCardProps {
  recipe: Recipe<RecipeId>;
  stream: InstantStream<unknown, RunInput>;
}

export function AnswerCard({ recipe, stream }: AnswerCardProps) {
  const View = views[recipe.id];
  const card = useRef<HTMLElement>(null);
  useFollow(card, stream.isStreaming ? stream.runId : undefined);
  return (
    <section
      ref={card}
      className="answer"
      id="answer"
      tabIndex={-1}
      aria-label={`Answer: ${recipe.title}`}
      aria-busy={stream.isRunning}
      data-status={stream.status}
    >
      <InstantStreamProvider stream={stream}>
        <RunContext value={stream.run}>
          <View />
        </RunContext>
      </InstantStreamProvider>
    </section>
  );
}

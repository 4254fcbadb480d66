// In: a recipe, its session and the settings. Out: one run of it: the prompt, the controls, the answer.

import { useEffect, useLayoutEffect, useRef } from 'react';
import { useInstantStream } from 'fieldwise/react';
import type { RecipeId } from '../recipes/index.js';
import type { Recipe } from '../recipes/recipe.js';
import type { RunInput } from '../shared/run-input.js';
import { lines, type Settings } from '../shared/settings.js';
import { Actions } from './actions.js';
import { AnswerCard } from './answer-card.js';
import { Announcer } from './announcer.js';
import { CodePanel } from './code-panel.js';
import { RaceSection } from './race-section.js';
import type { Session } from './session.js';
import { lackOf } from './source-panel.js';
import { ErrorNote, StatusStrip } from './status-strip.js';
import { keyOf, toSource, type SourceDraft } from './use-source.js';

interface WorkbenchProps {
  recipe: Recipe<RecipeId>;
  session: Session;
  settings: Settings;
  source: SourceDraft;
}

export function Workbench({ recipe, session, settings, source }: WorkbenchProps) {
  const { figures, transport } = session;
  const stream = useInstantStream<unknown, RunInput>({
    id: recipe.id,
    schema: recipe.schema,
    transport,
    onEvent: figures.record,
    onField: figures.amend,
    onFinish: ({ reason }) => {
      // The figures already belongs to the run that took its place.
      if (reason !== 'superseded') figures.settle();
    },
  });
  // Leaving the page aborts the run, and nobody is left to hear that it finished.
  useEffect(() => figures.settle, [figures]);
  const stage = useRef<HTMLDivElement>(null);
  // Another prompt is another page.
  useLayoutEffect(() => {
    window.scrollTo(0, 0);
  }, []);
  const start = () => {
    if (lackOf(source) !== undefined) return;
    figures.begin();
    showTop(stage.current);
    session.prepare({ packetMs: lines[settings.line].packetMs, apiKey: keyOf(source) });
    void stream.submit({ recipe: recipe.id, source: toSource(source), ...settings });
  };

  return (
    <>
      <div className="stage" ref={stage}>
        <p className="prompt">
          <span className="sr-only">Prompt: </span>
          {recipe.prompt}
        </p>
        <div className="controls">
          <Actions
            status={stream.status}
            lack={lackOf(source)}
            onRun={start}
            onStop={stream.stop}
            onCut={session.cut}
          />
          <StatusStrip stream={stream} figures={figures} />
        </div>
        <ErrorNote stream={stream} />
        <AnswerCard recipe={recipe} stream={stream} />
        <CodePanel id={recipe.id} />
        <RaceSection id={recipe.id} source={source} settings={settings} />
      </div>
      <Announcer stream={stream} figures={figures} />
    </>
  );
}

/** A new answer is written from its beginning: a page scrolled past that goes back up to it. */
function showTop(stage: HTMLElement | null): void {
  if (stage === null) return;
  const isPast = stage.getBoundingClientRect().top < 0;
  if (isPast) stage.scrollIntoView({ block: 'start', behavior: 'instant' });
}

// In: what is asked, its session and the settings. Out: one run of it: the prompt, the controls, the answer.

import { useEffect, useRef, type ReactNode } from 'react';
import { useInstantStream } from 'fieldwise/react';
import { OWN } from '../shared/own.js';
import type { RunInput } from '../shared/run-input.js';
import { lines, type Settings } from '../shared/settings.js';
import type { Shared } from '../shared/share.js';
import { Actions } from './actions.js';
import { AnswerCard } from './answer-card.js';
import { Announcer } from './announcer.js';
import type { Asked } from './asked.js';
import { Choice } from './choice.js';
import { CodePanel } from './code-panel.js';
import { RaceSection } from './race-section.js';
import type { Session } from './session.js';
import { ShareButton } from './share-button.js';
import { showTop } from './show-top.js';
import { lackOf } from './source-panel.js';
import { ErrorNote, StatusStrip } from './status-strip.js';
import { layouts, type Layout } from './use-layout.js';
import { keyOf, toSource, type SourceDraft } from './use-source.js';

export interface WorkbenchProps {
  asked: Asked;
  /** The prompt, to read or to write. */
  head: ReactNode;
  session: Session;
  settings: Settings;
  source: SourceDraft;
  layout: Layout;
  onLayout: (layout: Layout) => void;
}

export function Workbench(props: WorkbenchProps) {
  const { asked, head, session, settings, source, layout, onLayout } = props;
  const { figures, transport } = session;
  const stream = useInstantStream<unknown, RunInput>({
    id: asked.runId,
    schema: asked.schema,
    transport,
    onEvent: figures.record,
    onField: figures.amend,
    onFinish: ({ reason }) => {
      // The figures already belong to the run that took its place.
      if (reason !== 'superseded') figures.settle();
    },
  });
  // Leaving the page aborts the run, and nobody is left to hear that it finished.
  useEffect(() => figures.settle, [figures]);
  const stage = useRef<HTMLDivElement>(null);
  const start = () => {
    if (lackOf(source) !== undefined) return;
    figures.begin();
    showTop(stage.current);
    session.prepare({ packetMs: lines[settings.line].packetMs, apiKey: keyOf(source) });
    const { id, own } = asked;
    void stream.submit({ recipe: id, own, source: toSource(source), ...settings });
  };

  return (
    <>
      <div className="stage" ref={stage}>
        {head}
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
        <AnswerCard asked={asked} layout={layout} stream={stream} />
        {asked.id === OWN ? null : (
          <div className="layout-choice">
            <Choice name="Layout" options={layouts} value={layout} onChange={onLayout} />
          </div>
        )}
        <ShareButton page={asked.id} shared={sharedOf(props)} />
        <CodePanel asked={asked} source={source} layout={layout} />
        <RaceSection asked={asked} source={source} settings={settings} />
      </div>
      <Announcer stream={stream} figures={figures} />
    </>
  );
}

/** What a link to this holds. */
function sharedOf({ asked, settings, source, layout }: WorkbenchProps): Shared {
  return {
    settings,
    layout,
    own: asked.own,
    text: source.kind === 'text' && source.text !== '' ? source.text : undefined,
  };
}

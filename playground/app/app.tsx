// In: nothing. Out: the whole page: what to ask, the answer as it streams, and what happened when.

import { lazy, Suspense, useState, type MouseEvent } from 'react';
import { findRecipe, recipeIds } from '../recipes/index.js';
import { OWN } from '../shared/own.js';
import { WORKFLOW } from '../shared/workflow.js';
import type { AskedId } from './asked.js';
import { Header } from './header.js';
import { Inspector } from './inspector.js';
import { RecipeNav } from './recipe-nav.js';
import { createSession, type Session } from './session.js';
import { SettingsPanel } from './settings-panel.js';
import { SourcePanel } from './source-panel.js';
import { useLayout } from './use-layout.js';
import { useModelInfo } from './use-model-info.js';
import { useOwn } from './use-own.js';
import { usePage } from './use-page.js';
import { useSettings } from './use-settings.js';
import { useShared } from './use-shared.js';
import { useSource } from './use-source.js';
import { useTheme } from './use-theme.js';
import { useTop } from './use-top.js';
import { useWorkflow } from './use-workflow.js';
import { Workbench } from './workbench.js';
import { createWorkflowSession } from './workflow-session.js';

const OwnPage = lazy(() => import('./own-page.js'));
const WorkflowPage = lazy(() => import('../workflow/workflow-page.js'));

const createSessions = () =>
  Object.fromEntries([...recipeIds, OWN].map((id) => [id, createSession('/api/run')])) as Record<
    AskedId,
    Session
  >; // every id is a key

export function App() {
  const page = usePage();
  const { model, isMissing } = useModelInfo();
  const [sessions] = useState(createSessions);
  const [workflowSession] = useState(createWorkflowSession);
  const [settings, setSettings] = useSettings();
  const [kept, setSource] = useSource();
  // One pasted text is no answer to many questions.
  const isPasted = page === WORKFLOW && kept.kind === 'text';
  const source = isPasted ? { ...kept, kind: 'model' as const } : kept;
  const [own, setOwn, showOwn] = useOwn();
  const [workflow, setWorkflow, showWorkflow] = useWorkflow();
  const [layout, setLayout] = useLayout();
  const [theme, setTheme] = useTheme();
  const [shownCount, setShownCount] = useState(0);
  const problem = useShared((shared) => {
    setSettings(shared.settings);
    setLayout(shared.layout);
    if (shared.own) showOwn(shared.own);
    if (shared.workflow) showWorkflow(shared.workflow);
    if (shared.text !== undefined) setSource({ kind: 'text', text: shared.text });
    setShownCount((count) => count + 1);
  });
  const shared = { settings, source, layout };

  return (
    <div className="app">
      <a className="skip-link" href="#answer" onClick={skipToAnswer}>
        Skip to the answer
      </a>
      <Header model={model} isMissing={isMissing} theme={theme} onTheme={setTheme} />
      {problem !== undefined && (
        <p className="link-problem" role="alert">
          {problem}
        </p>
      )}
      <main className="layout">
        <div className="rail">
          <RecipeNav current={page} />
          <SourcePanel page={page} draft={source} onChange={setSource} />
          <SettingsPanel
            settings={settings}
            onChange={setSettings}
            isFixed={
              source.kind === 'endpoint' || (source.kind === 'model' && model?.kind === 'real')
            }
          />
        </div>
        {page === WORKFLOW ? (
          <Suspense fallback={<div className="stage" />}>
            <WorkflowPage
              workflow={workflow}
              onChange={setWorkflow}
              session={workflowSession}
              {...shared}
            />
          </Suspense>
        ) : page === OWN ? (
          <Suspense fallback={<div className="stage" />}>
            <OwnPage
              key={shownCount}
              own={own}
              onChange={setOwn}
              session={sessions[page]}
              onLayout={setLayout}
              {...shared}
            />
          </Suspense>
        ) : (
          <RecipePage
            key={page}
            id={page}
            session={sessions[page]}
            onLayout={setLayout}
            {...shared}
          />
        )}
        <Inspector theme={theme} />
      </main>
    </div>
  );
}

/** By hand, because the address names the page, and this is not another one. */
function skipToAnswer(event: MouseEvent): void {
  event.preventDefault();
  document.getElementById('answer')?.focus();
}

type RecipePageProps = Omit<Parameters<typeof Workbench>[0], 'asked' | 'head'> & {
  id: Exclude<AskedId, typeof OWN>;
};

function RecipePage({ id, ...workbench }: RecipePageProps) {
  useTop();
  const { title, prompt, schema } = findRecipe(id);
  return (
    <Workbench
      {...workbench}
      asked={{ id, runId: id, title, schema }}
      head={
        <p className="prompt">
          <span className="sr-only">Prompt: </span>
          {prompt}
        </p>
      }
    />
  );
}

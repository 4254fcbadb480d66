// In: nothing. Out: the whole page: what to ask, the answer as it streams, and what happened when.

import { lazy, Suspense, useState } from 'react';
import { findRecipe, recipeIds } from '../recipes/index.js';
import { OWN } from '../shared/own.js';
import type { PageId } from './asked.js';
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
import { Workbench } from './workbench.js';

const OwnPage = lazy(() => import('./own-page.js'));

const createSessions = () =>
  Object.fromEntries([...recipeIds, OWN].map((id) => [id, createSession()])) as Record<
    PageId,
    Session
  >; // every id is a key

export function App() {
  const page = usePage();
  const { model, isMissing } = useModelInfo();
  const [sessions] = useState(createSessions);
  const [settings, setSettings] = useSettings();
  const [source, setSource] = useSource();
  const [own, setOwn, showOwn] = useOwn();
  const [layout, setLayout] = useLayout();
  const [theme, setTheme] = useTheme();
  const [shownCount, setShownCount] = useState(0);
  const problem = useShared((shared) => {
    setSettings(shared.settings);
    setLayout(shared.layout);
    if (shared.own) showOwn(shared.own);
    if (shared.text !== undefined) setSource({ kind: 'text', text: shared.text });
    setShownCount((count) => count + 1);
  });
  const shared = { session: sessions[page], settings, source, layout, onLayout: setLayout };

  return (
    <div className="app">
      <a className="skip-link" href="#answer">
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
        {page === OWN ? (
          <Suspense fallback={<div className="stage" />}>
            <OwnPage key={shownCount} own={own} onChange={setOwn} {...shared} />
          </Suspense>
        ) : (
          <RecipePage key={page} id={page} {...shared} />
        )}
        <Inspector theme={theme} />
      </main>
    </div>
  );
}

type RecipePageProps = Omit<Parameters<typeof Workbench>[0], 'asked' | 'head'> & {
  id: Exclude<PageId, typeof OWN>;
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

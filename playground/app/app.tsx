// In: nothing. Out: the whole page: what to ask, the answer as it streams, and what happened when.

import { useState } from 'react';
import { recipeIds, type RecipeId } from '../recipes/index.js';
import { Header } from './header.js';
import { Inspector } from './inspector.js';
import { RecipeNav } from './recipe-nav.js';
import { createSession, type Session } from './session.js';
import { SettingsPanel } from './settings-panel.js';
import { SourcePanel } from './source-panel.js';
import { useModelInfo } from './use-model-info.js';
import { useRecipe } from './use-recipe.js';
import { useSettings } from './use-settings.js';
import { useSource } from './use-source.js';
import { useTheme } from './use-theme.js';
import { Workbench } from './workbench.js';

const createSessions = () =>
  Object.fromEntries(recipeIds.map((id) => [id, createSession()])) as Record<RecipeId, Session>; // every id is a key

export function App() {
  const recipe = useRecipe();
  const { model, isMissing } = useModelInfo();
  const [sessions] = useState(createSessions);
  const [settings, setSettings] = useSettings();
  const [source, setSource] = useSource();
  const [theme, setTheme] = useTheme();

  return (
    <div className="app">
      <a className="skip-link" href="#answer">
        Skip to the answer
      </a>
      <Header model={model} isMissing={isMissing} theme={theme} onTheme={setTheme} />
      <main className="layout">
        <div className="rail">
          <RecipeNav current={recipe.id} />
          <SourcePanel recipe={recipe.id} draft={source} onChange={setSource} />
          <SettingsPanel
            settings={settings}
            onChange={setSettings}
            isFixed={
              source.kind === 'endpoint' || (source.kind === 'model' && model?.kind === 'real')
            }
          />
        </div>
        <Workbench
          key={recipe.id}
          recipe={recipe}
          session={sessions[recipe.id]}
          settings={settings}
          source={source}
        />
        <Inspector theme={theme} />
      </main>
    </div>
  );
}

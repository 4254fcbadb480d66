// In: which model answers. Out: the name of the page, the model's name, and the theme's switch.

import type { ModelInfo } from '../shared/model-info.js';
import { ThemeSwitch } from './theme-switch.js';
import type { Theme } from './use-theme.js';

interface HeaderProps {
  model: ModelInfo | undefined;
  /** The server could not open it. */
  isMissing: boolean;
  theme: Theme;
  onTheme: (theme: Theme) => void;
}

export function Header({ model, isMissing, theme, onTheme }: HeaderProps) {
  return (
    <header className="header">
      <h1 className="wordmark">
        <Mark />
        Fieldwise <span className="wordmark-sub">playground</span>
      </h1>
      <p className="model" title={model?.host}>
        <span
          className="model-dot"
          data-kind={isMissing ? 'missing' : (model?.kind ?? 'unknown')}
        />
        <span className="model-name">
          {isMissing ? 'No model: the terminal says why' : describe(model)}
        </span>
      </p>
      <ThemeSwitch theme={theme} onChange={onTheme} />
    </header>
  );
}

function describe(model: ModelInfo | undefined): string {
  if (model === undefined) return 'Looking for the model…';
  return model.kind === 'stand-in'
    ? 'Stand-in model, recorded answers'
    : `${model.model} at ${model.host}`;
}

function Mark() {
  return (
    <svg className="mark" viewBox="0 0 32 32" aria-hidden="true">
      <rect width="32" height="32" rx="9" />
      <path d="M8.5 10h15M8.5 16h10.5M8.5 22h4.5" />
    </svg>
  );
}

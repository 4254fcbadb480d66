// In: how the page is lit. Out: three ways to light it.

import type { Theme } from './use-theme.js';

const themes: Readonly<Record<Theme, { readonly label: string; readonly icon: string }>> = {
  system: { label: 'As the system', icon: 'M4 5.5h12v8H4zM8 16.5h4' },
  light: {
    label: 'Light',
    icon: 'M10 3v1.5M10 15.5V17M3 10h1.5M15.5 10H17M5 5l1 1M14 14l1 1M15 5l-1 1M6 14l-1 1M10 7a3 3 0 1 1 0 6 3 3 0 0 1 0-6',
  },
  dark: { label: 'Dark', icon: 'M15.5 11.8A6 6 0 0 1 8.2 4.5a6 6 0 1 0 7.3 7.3z' },
};

interface ThemeSwitchProps {
  theme: Theme;
  onChange: (theme: Theme) => void;
}

export function ThemeSwitch({ theme, onChange }: ThemeSwitchProps) {
  return (
    <fieldset className="theme">
      <legend className="sr-only">Theme</legend>
      {(Object.keys(themes) as Theme[]).map((name) => (
        <label key={name} className="theme-choice" title={themes[name].label}>
          <input
            type="radio"
            name="theme"
            checked={theme === name}
            onChange={() => onChange(name)}
          />
          <svg viewBox="0 0 20 20" aria-hidden="true">
            <path d={themes[name].icon} />
          </svg>
          <span className="sr-only">{themes[name].label}</span>
        </label>
      ))}
    </fieldset>
  );
}

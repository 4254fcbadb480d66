// In: nothing. Out: the settings, as they were chosen on the last visit, and a way to change them.
// Knows nothing of what a setting means.

import { useState } from 'react';
import { settingsSchema, type Settings } from '../shared/settings.js';

const KEY = 'settings';

export function useSettings() {
  const [settings, setSettings] = useState(readSettings);
  const change = (chosen: Settings) => {
    localStorage.setItem(KEY, JSON.stringify(chosen));
    setSettings(chosen);
  };
  return [settings, change] as const;
}

/** What was kept may be of another version of this page: what is not a setting today is forgotten. */
function readSettings(): Settings {
  try {
    return settingsSchema.parse(JSON.parse(localStorage.getItem(KEY) ?? '{}'));
  } catch {
    return settingsSchema.parse({});
  }
}

// In: a topic. Out: the report on it with the devtools beside, on a page with a style and a shortcut that suit no tool.
// Knows nothing of what the devtools show.

import { InstantDevtools } from 'fieldwise/devtools';
import { useEffect, useState } from 'react';
import { ReportView } from './report-page.js';

const RUDE = `* { font: italic 40px serif !important; color: red !important; } input { display: none; }`;

export function ToolsPage() {
  const [pressed, setPressed] = useState('');
  useEffect(() => {
    const note = ({ key }: KeyboardEvent) => setPressed((before) => before + key);
    document.addEventListener('keydown', note);
    return () => document.removeEventListener('keydown', note);
  }, []);
  return (
    <main>
      <style>{RUDE}</style>
      <output aria-label="Pressed">{pressed}</output>
      <ReportView />
      <InstantDevtools />
    </main>
  );
}

// In: the run that is shown. Out: what can be done beside looking: outline renders, export it, replay a file, clear the list, close the panel.
// Knows nothing of what a recording holds.

import { useRef, useState } from 'react';
import type * as Files from './files.js';
import type { RunList } from './run-list.js';
import type { RunRecord } from './run-record.js';
import { createRunRecorder } from './run-recorder.js';
import type { ListedRecord } from './use-run-list.js';

interface PanelActionsProps {
  readonly list: RunList;
  readonly shown: ListedRecord | undefined;
  readonly isHighlighting: boolean;
  readonly onHighlight: (isOn: boolean) => void;
  readonly onClose: (() => void) | undefined;
  /** Called with the record of a replay when it begins. */
  readonly onReplay: (record: RunRecord | undefined) => void;
}

export function PanelActions({
  list,
  shown,
  isHighlighting,
  onHighlight,
  onClose,
  onReplay,
}: PanelActionsProps) {
  const file = useRef<HTMLInputElement>(null);
  const [said, say] = useState('');
  const attempt = async (act: (files: typeof Files) => Promise<void> | void) => {
    try {
      await act(await import('./files.js'));
    } catch (error) {
      say(error instanceof Error ? error.message : String(error));
    }
  };
  const replay = (chosen: File) =>
    attempt(async ({ readFile }) => {
      const file = readFile(await chosen.text(), chosen.name);
      if (!file.run) return say(`${chosen.name}: ${file.problem}`);
      const { run, name, input } = file;
      const recorder = createRunRecorder(run, { label: `Replay of ${name}` });
      list.add(recorder);
      void run.submit(input);
      onReplay(recorder.records.at(-1));
      say(`Replaying ${name}.`);
    });
  const keep = ({ record, recorder }: ListedRecord) =>
    attempt(({ writeFile }) =>
      download(writeFile(record, recorder.label), `fieldwise-run-${record.runId}.json`),
    );
  // Also before anything was asked for.
  const canHighlight = list.getRecorders().some(({ records }) => records.at(-1)?.renders);
  return (
    <header className="bar">
      <h2>Fieldwise</h2>
      <p role="status">{said}</p>
      {canHighlight && (
        <button
          type="button"
          aria-pressed={isHighlighting}
          onClick={() => onHighlight(!isHighlighting)}
        >
          Highlight renders
        </button>
      )}
      <button
        type="button"
        disabled={!shown?.record.eventCount}
        onClick={() => shown && void keep(shown)}
      >
        Export
      </button>
      <button type="button" onClick={() => file.current?.click()}>
        Import
      </button>
      <input
        ref={file}
        type="file"
        accept="application/json,.json"
        aria-label="Recording to replay"
        hidden
        onChange={({ target }) => {
          const [chosen] = target.files ?? [];
          if (chosen) void replay(chosen);
          // So that the same file can be chosen again.
          target.value = '';
        }}
      />
      <button type="button" onClick={list.clear}>
        Clear
      </button>
      {onClose && (
        <button type="button" className="close" aria-label="Close the devtools" onClick={onClose}>
          ×
        </button>
      )}
    </header>
  );
}

/** Gives the text to the browser as a file. */
function download(text: string, name: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}

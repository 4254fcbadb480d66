// In: the settings. Out: speed, chunk size, faults and the line to choose from; folded away on a small screen.

import { useState } from 'react';
import { breakAnswer } from '../model/break-answer.js';
import { chunkings, faults, lines, speeds, type Settings } from '../shared/settings.js';
import { Choice } from './choice.js';
import { Toggles } from './toggles.js';
import { useMedia } from './use-media.js';

interface SettingsPanelProps {
  settings: Settings;
  onChange: (settings: Settings) => void;
  /** A real model cannot be told how to write. */
  isFixed: boolean;
}

/** Faults that a line of text shows. */
const SAMPLED = { fenced: true, prose: true, thinking: true, unquoted: true, commas: true };

export function SettingsPanel({ settings, onChange, isFixed }: SettingsPanelProps) {
  const isWide = useMedia('(min-width: 760px)');
  const [isOpen, setOpen] = useState(false);
  const change = (part: Partial<Settings>) => onChange({ ...settings, ...part });
  const { speed, chunking, faults: chosen, line } = settings;
  const inShort = [
    speeds[speed].label,
    chunkings[chunking].label,
    ...chosen.map((fault) => faults[fault].label),
  ].join(' · ');

  return (
    <details
      className="settings"
      open={isWide || isOpen}
      onToggle={(event) => {
        if (!isWide) setOpen(event.currentTarget.open);
      }}
    >
      <summary className="settings-summary">
        <span className="eyebrow">The model writes</span>{' '}
        <span className="settings-short">{inShort}</span>
      </summary>
      <h2 className="eyebrow settings-title">The model writes</h2>
      {isFixed ? (
        <p className="settings-note">
          A real model is connected. It keeps its own pace, and its own mistakes.
        </p>
      ) : (
        <>
          <Choice
            name="Speed"
            options={speeds}
            value={speed}
            onChange={(value) => change({ speed: value })}
          />
          <Choice
            name="Chunk size"
            options={chunkings}
            value={chunking}
            onChange={(value) => change({ chunking: value })}
          />
          <Toggles
            name="Break it"
            options={faults}
            value={chosen}
            none="plain JSON, nothing wrong with it"
            onChange={(value) => change({ faults: value })}
          />
          {chosen.some((fault) => fault in SAMPLED) ? (
            <p className="sample">
              {
                breakAnswer(
                  '{"a": … }',
                  chosen.filter((fault) => fault in SAMPLED),
                ).text
              }
            </p>
          ) : null}
        </>
      )}
      <Choice
        name="Network"
        options={lines}
        value={line}
        onChange={(value) => change({ line: value })}
      />
    </details>
  );
}

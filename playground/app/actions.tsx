// In: where the run stands. Out: run, stop and cut, by button or by key (Ctrl or ⌘ with Enter, Escape).
// A button that cannot act now is dimmed, not disabled: it keeps the focus of whoever just pressed it.

import { useEffect, useEffectEvent } from 'react';
import type { RunStatus } from 'fieldwise/client';

interface ActionsProps {
  status: RunStatus;
  /** What is to be entered before a run can begin. */
  lack: string | undefined;
  onRun: () => void;
  onStop: () => void;
  onCut: () => Promise<void>;
}

export function Actions({ status, lack, onRun, onStop, onCut }: ActionsProps) {
  const isRunning = status === 'connecting' || status === 'streaming';
  const runLabel = isRunning ? 'Restart' : status === 'idle' ? 'Run' : 'Run again';
  const stop = () => {
    if (isRunning) onStop();
  };
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) onRun();
    if (event.key === 'Escape') stop();
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => onKey(event);
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);

  return (
    <div className="actions" role="group" aria-label="Run">
      <button
        type="button"
        className="button button-run"
        onClick={onRun}
        aria-disabled={lack !== undefined}
        title={lack}
        aria-keyshortcuts="Control+Enter"
      >
        <svg viewBox="0 0 16 16" aria-hidden="true">
          <path d={isRunning ? 'M12.5 8a4.5 4.5 0 1 1-1.6-3.4M11.5 2v3h-3' : 'M5 3.5v9l7.5-4.5z'} />
        </svg>
        {runLabel}
      </button>
      <button
        type="button"
        className="button"
        onClick={stop}
        aria-disabled={!isRunning}
        aria-keyshortcuts="Escape"
      >
        <svg viewBox="0 0 16 16" aria-hidden="true">
          <path d="M4.5 4.5h7v7h-7z" />
        </svg>
        Stop
      </button>
      <button
        type="button"
        className="button button-cut"
        onClick={() => {
          if (isRunning) void onCut();
        }}
        aria-disabled={!isRunning}
      >
        <svg viewBox="0 0 16 16" aria-hidden="true">
          <path d="M1.5 8H6l1.5-2M14.5 8H10l-1.5 2M7 13l2-10" />
        </svg>
        <span>
          Cut<span className="button-long"> the connection</span>
        </span>
      </button>
    </div>
  );
}

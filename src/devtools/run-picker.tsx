// In: every record there is, and the one that is shown. Out: a list to choose another from, with arrows or by a click.
// Knows nothing of what is shown of one.

import { useId, useLayoutEffect, useRef } from 'react';
import type { KeyboardEvent } from 'react';
import { formatDuration } from './format.js';
import type { ListedRecord } from './use-run-list.js';

interface RunPickerProps {
  readonly records: readonly ListedRecord[];
  readonly chosen: ListedRecord | undefined;
  readonly onChoose: (chosen: ListedRecord) => void;
}

export function RunPicker({ records, chosen, onChoose }: RunPickerProps) {
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const at = records.findIndex(({ record }) => record === chosen?.record);
  useLayoutEffect(() => {
    const option = list.current?.children[at];
    if (list.current && option instanceof HTMLElement) reveal(list.current, option);
  }, [at]);
  const onKeyDown = (event: KeyboardEvent) => {
    const last = records.length - 1;
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: last }[event.key];
    const found = next === undefined ? undefined : records[Math.min(last, Math.max(0, next))];
    if (!found) return;
    event.preventDefault();
    onChoose(found);
  };
  return (
    <div
      className="runs"
      role="listbox"
      aria-label="Runs"
      tabIndex={0}
      ref={list}
      aria-activedescendant={at === -1 ? undefined : `${id}${at}`}
      onKeyDown={onKeyDown}
    >
      {records.map((listed, index) => (
        <Run
          key={listed.key}
          id={`${id}${index}`}
          listed={listed}
          isChosen={index === at}
          onChoose={onChoose}
        />
      ))}
    </div>
  );
}

/** Scrolls the list alone: the browser's own way would scroll the page as well. */
function reveal(list: HTMLElement, { offsetTop, offsetHeight }: HTMLElement): void {
  const below = offsetTop + offsetHeight - list.clientHeight;
  if (offsetTop < list.scrollTop) list.scrollTop = offsetTop;
  else if (below > list.scrollTop) list.scrollTop = below;
}

interface RunProps {
  readonly id: string;
  readonly listed: ListedRecord;
  readonly isChosen: boolean;
  readonly onChoose: (chosen: ListedRecord) => void;
}

function Run({ id, listed, isChosen, onChoose }: RunProps) {
  const { recorder, record } = listed;
  const { status, runId, eventCount } = record;
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus -- keys come to the list around it
    <div
      role="option"
      id={id}
      className="run"
      aria-selected={isChosen}
      title={recorder.label}
      onClick={() => onChoose(listed)}
    >
      <span className="light" data-state={status} aria-hidden="true" />
      <span className="run-name">
        <bdi>{recorder.label}</bdi>
      </span>
      <span className="run-facts">
        {runId > 0 && `#${runId} · `}
        {status}
        {eventCount > 0 && ` · ${formatDuration(record.elapsedMs())}`}
      </span>
    </div>
  );
}

// In: the recorders of a page. Out: the panel: which run, how it stands, and its waterfall, events, tree and repairs.
// Knows nothing of where on the page it is.

import { Suspense, useState } from 'react';
import type { KeyboardEvent } from 'react';
import { Boundary } from './boundary.js';
import type { EventQuery } from './event-filter.js';
import { Events, EventTools } from './events.js';
import { formatMany } from './format.js';
import { TimeTravel } from './late-parts.js';
import { PanelActions } from './panel-actions.js';
import { Repairs } from './repairs.js';
import type { RunList } from './run-list.js';
import { RunPicker } from './run-picker.js';
import type { RunRecord } from './run-record.js';
import { RunSummary } from './run-summary.js';
import { Tabs } from './tabs.js';
import { Tree } from './tree.js';
import { useRecords, type ListedRecord } from './use-run-list.js';
import { useTick } from './use-tick.js';
import { Waterfall } from './waterfall.js';

interface PanelProps {
  readonly list: RunList;
  readonly isHighlighting: boolean;
  readonly onHighlight: (isOn: boolean) => void;
  readonly onClose: (() => void) | undefined;
}

/** What fails in it takes neither the page nor its own dock along. */
export function Panel(props: PanelProps) {
  return (
    <Boundary onClose={props.onClose}>
      <PanelInside {...props} />
    </Boundary>
  );
}

function PanelInside({ list, isHighlighting, onHighlight, onClose }: PanelProps) {
  const records = useRecords(list);
  const [picked, setPicked] = useState<RunRecord>();
  const latest = latestOf(records);
  // The latest is followed until another one is picked, and again when that one is gone.
  const shown = records.find(({ record }) => record === picked) ?? latest;
  const running = records.filter(({ record }) => record.isRunning);
  useTick(
    running.length > 0,
    running.reduce((sum, { recorder }) => sum + recorder.getVersion(), 0),
  );
  const onKeyDown = ({ key, target }: KeyboardEvent) => {
    const isSearching =
      target instanceof HTMLInputElement && target.type === 'search' && target.value !== '';
    if (key === 'Escape' && !isSearching) onClose?.();
  };
  const onChoose = ({ record }: ListedRecord) =>
    setPicked(record === latest?.record ? undefined : record);
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Escape closes from anywhere in it
    <section className="panel" aria-label="Fieldwise devtools" onKeyDown={onKeyDown}>
      <PanelActions
        list={list}
        shown={shown}
        isHighlighting={isHighlighting}
        onHighlight={onHighlight}
        onClose={onClose}
        onReplay={setPicked}
      />
      {records.length === 0 ? (
        <p className="empty">
          No run yet. One is listed as soon as a component asks for an answer.
        </p>
      ) : (
        <div className="body">
          <RunPicker records={records} chosen={shown} onChoose={onChoose} />
          {shown && <ShownRun listed={shown} />}
        </div>
      )}
    </section>
  );
}

/** Of those there is something to see of, the last one that was submitted. */
function latestOf(records: readonly ListedRecord[]): ListedRecord | undefined {
  return (
    records.findLast(({ record }) => record.isRunning || record.eventCount > 0) ?? records.at(-1)
  );
}

const TABS = ['Waterfall', 'Events', 'Tree', 'Repairs'] as const;
type Tab = (typeof TABS)[number];

function ShownRun({ listed }: { readonly listed: ListedRecord }) {
  // Of another run, another row may be chosen.
  const { recorder, record, key } = listed;
  const [tab, setTab] = useState<Tab>('Waterfall');
  const [query, setQuery] = useState<EventQuery>({ type: '', text: '' });
  return (
    <div className="main">
      <RunSummary record={record} />
      <Suspense>
        {recorder.run.travel && <TimeTravel key={key} recorder={recorder} record={record} />}
      </Suspense>
      <Tabs
        label="Views of the run"
        names={TABS}
        chosen={tab}
        onChoose={setTab}
        tools={
          <>
            {tab === 'Events' && <EventTools record={record} query={query} onQuery={setQuery} />}
            {tab === 'Waterfall' && record.hiddenFields > 0 && (
              <span className="note">{formatMany(record.hiddenFields, 'field')} more</span>
            )}
          </>
        }
      >
        {tab === 'Waterfall' && <Waterfall key={key} record={record} />}
        {tab === 'Events' && <Events key={key} record={record} query={query} />}
        {tab === 'Tree' && <Tree key={key} record={record} />}
        {tab === 'Repairs' && <Repairs key={key} record={record} />}
      </Tabs>
    </div>
  );
}

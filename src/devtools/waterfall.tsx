// In: a record. Out: a waterfall: one row per field, from when it started to when it was done, and what is known of the chosen one.
// Knows nothing of events.

import { memo, useState } from 'react';
import type { CSSProperties } from 'react';
import { Detail } from './detail.js';
import { FieldBar, type BarState } from './field-bar.js';
import { holdsFields, placeInWords, type FieldTime } from './field-time.js';
import { formatCount, formatDuration, formatMany } from './format.js';
import { niceStep, niceTicks } from './nice-ticks.js';
import { Rows } from './rows.js';
import type { RunRecord } from './run-record.js';
import { WireStrip } from './wire-strip.js';

const INDENT = 10;

/** What a field is called that is not simply done. */
const WORDS: Record<BarState, string> = {
  open: 'growing',
  done: 'done',
  invalid: 'invalid',
  missing: 'missing',
  cut: 'cut off',
};

export function Waterfall({ record }: { readonly record: RunRecord }) {
  const [active, setActive] = useState<FieldTime>();
  const { fields, isRunning, renders } = record;
  const totalMs = Math.max(record.elapsedMs(), fields.at(-1)?.startedMs ?? 0, 1);
  const stateOf = ({ state, doneMs }: FieldTime): BarState =>
    state === 'open' && (!isRunning || doneMs !== undefined) ? 'cut' : state;
  const rendersOf = ({ lane, path }: FieldTime) => renders?.of(path, lane) ?? 0;
  // Of several answers below one another the rows move.
  const at = active === undefined ? -1 : fields.indexOf(active);
  const chosen = fields[at];
  return (
    <>
      <div className={renders ? 'timeline with-renders' : 'timeline'}>
        <WireStrip wire={record.wire} totalMs={totalMs} />
        <Rows
          label="Fields in the order they began"
          className="waterfall"
          style={{ '--total': totalMs, '--step': niceStep(totalMs) } as CSSProperties}
          columns={[
            { name: 'Field' },
            {
              name: 'Timeline',
              ...(fields.length > 0 && { header: <Scale totalMs={totalMs} /> }),
            },
            { name: 'Start' },
            { name: 'Duration' },
            { name: 'State' },
            ...(renders ? [{ name: 'Renders' }] : []),
          ]}
          count={fields.length}
          isGrowing={isRunning}
          empty={
            record.isLate
              ? 'What came before these devtools were there was not recorded. The tree shows it.'
              : 'A field gets a bar at its first character and closes it at its last.'
          }
          active={at === -1 ? undefined : at}
          onActive={(index) => setActive(index === undefined ? undefined : fields[index])}
        >
          {(index) => {
            const field = fields[index];
            if (!field) return undefined;
            const count = renders && rendersOf(field);
            return <Cells {...cellsOf(field, stateOf(field), totalMs)} renders={count} />;
          }}
        </Rows>
      </div>
      {chosen && (
        <FieldDetail
          field={chosen}
          state={stateOf(chosen)}
          totalMs={totalMs}
          renders={rendersOf(chosen)}
        />
      )}
    </>
  );
}

interface CellsProps {
  readonly field: FieldTime;
  readonly state: BarState;
  readonly durationMs: number;
  /** Beside the field, which stays the same object, what of it may change and is drawn. */
  readonly grewMs: number | undefined;
  readonly stallCount: number;
  readonly renders: number | undefined;
}

function cellsOf(field: FieldTime, state: BarState, totalMs: number): Omit<CellsProps, 'renders'> {
  const { startedMs, doneMs, grewMs, stalls } = field;
  const durationMs = (doneMs ?? totalMs) - startedMs;
  return { field, state, durationMs, grewMs, stallCount: stalls.length };
}

/** Drawn again only when there is something new to draw. */
const Cells = memo(function FieldCells({ field, state, durationMs, renders }: CellsProps) {
  const { label, depth, startedMs, issue } = field;
  return (
    <>
      <span
        role="gridcell"
        className="name"
        data-lane={depth === 0 ? field.lane : undefined}
        title={placeInWords(field)}
        style={{ paddingInlineStart: depth * INDENT }}
      >
        <bdi>{label}</bdi>
      </span>
      <span role="gridcell" aria-label={barInWords(field)}>
        <FieldBar field={field} state={state} />
      </span>
      <span role="gridcell" className="figure">
        {formatDuration(startedMs)}
      </span>
      <span role="gridcell" className="figure">
        {state === 'missing' ? '' : formatDuration(durationMs)}
      </span>
      <span role="gridcell" className="state" data-state={state} title={issue}>
        {WORDS[state]}
      </span>
      {renders !== undefined && (
        <span role="gridcell" className="figure">
          {renders === 0 ? '' : formatCount(renders)}
        </span>
      )}
    </>
  );
});

function barInWords({ kind, stalls }: FieldTime): string {
  return stalls.length === 0 ? kind : `${kind}, ${formatMany(stalls.length, 'stall')}`;
}

interface FieldDetailProps {
  readonly field: FieldTime;
  readonly state: BarState;
  readonly totalMs: number;
  readonly renders: number;
}

function FieldDetail({ field, state, totalMs, renders }: FieldDetailProps) {
  const { kind, startedMs, grewMs, doneMs, pieces, characters, stalls, issue } = field;
  const longest = Math.max(0, ...stalls.map(({ fromMs, toMs }) => toMs - fromMs));
  return (
    <Detail
      title={placeInWords(field)}
      facts={[
        ['State', issue === undefined ? WORDS[state] : `${WORDS[state]}: ${issue}`],
        ['Kind', kind],
        ['Began', formatDuration(startedMs)],
        [
          'First growth',
          grewMs === undefined ? undefined : `${formatDuration(grewMs - startedMs)} later`,
        ],
        ['Took', formatDuration((doneMs ?? totalMs) - startedMs)],
        [
          'Text',
          pieces === 0
            ? undefined
            : `${formatMany(characters, 'character')} in ${formatMany(pieces, 'piece')}`,
        ],
        [
          'Stalls',
          stalls.length === 0
            ? undefined
            : `${formatMany(stalls.length, 'stall')}, the longest ${formatDuration(longest)}`,
        ],
        ['Renders', renders === 0 ? undefined : formatCount(renders)],
        ['Holds fields', holdsFields(kind) ? 'yes' : undefined],
      ]}
    />
  );
}

function Scale({ totalMs }: { readonly totalMs: number }) {
  return (
    <span className="scale" aria-hidden="true">
      {niceTicks(totalMs).map((ms) => (
        <span key={ms} className="tick" style={{ insetInlineStart: `${(100 * ms) / totalMs}%` }}>
          {ms >= 1000 ? `${ms / 1000} s` : `${ms} ms`}
        </span>
      ))}
      <span className="tick" data-end="">
        {formatDuration(totalMs)}
      </span>
    </span>
  );
}

// In: a record. Out: the answer as a tree: each field with its value, its state and what is wrong with it.
// Knows nothing of events.

import { memo, useCallback, useState } from 'react';
import { Detail } from './detail.js';
import { placeInWords } from './field-time.js';
import { formatMany, formatValue, summarise } from './format.js';
import { createAnswerReader } from './lane-answers.js';
import { Rows } from './rows.js';
import type { RunRecord } from './run-record.js';
import { treeRows, type TreeRow } from './tree-rows.js';

const COLUMNS = [{ name: 'Field' }, { name: 'Value' }, { name: 'State' }, { name: 'Issues' }];
const INDENT = 12;

export function Tree({ record }: { readonly record: RunRecord }) {
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set());
  const [active, setActive] = useState<string>();
  const [readAnswers] = useState(createAnswerReader);
  const rows = treeRows(readAnswers(record), record.fields, folded);
  const at = rows.findIndex(({ id }) => id === active);
  const chosen = rows[at];
  const fold = useCallback((id: string, isFolded: boolean) => {
    setFolded((before) => {
      const next = new Set(before);
      if (isFolded) next.add(id);
      else next.delete(id);
      return next;
    });
  }, []);
  const onKey = (key: string, index: number): boolean => {
    const row = rows[index];
    if (!row || (key !== 'ArrowLeft' && key !== 'ArrowRight')) return false;
    const isFolded = folded.has(row.id);
    if (key === 'ArrowRight' && row.isFoldable && isFolded) fold(row.id, false);
    else if (key === 'ArrowLeft' && row.isFoldable && !isFolded) fold(row.id, true);
    else if (key === 'ArrowLeft') setActive(parentOf(rows, index)?.id ?? row.id);
    else if (row.isFoldable) setActive(rows[index + 1]?.id ?? row.id);
    return true;
  };
  return (
    <>
      <Rows
        label="The answer, field by field"
        className="tree"
        columns={COLUMNS}
        count={rows.length}
        isGrowing={record.isRunning}
        empty="Nothing has arrived."
        active={at === -1 ? undefined : at}
        onActive={(index) => setActive(index === undefined ? undefined : rows[index]?.id)}
        placeOf={(index) => {
          const row = rows[index];
          const isUnfolded = row?.isFoldable ? !folded.has(row.id) : undefined;
          return { level: row?.level ?? 1, isUnfolded };
        }}
        onKey={onKey}
      >
        {(index) => {
          const row = rows[index];
          return row && <Cells {...row} isFolded={folded.has(row.id)} onFold={fold} />;
        }}
      </Rows>
      {chosen && <RowDetail row={chosen} />}
    </>
  );
}

/** The row it is in. */
function parentOf(rows: readonly TreeRow[], index: number): TreeRow | undefined {
  const level = rows[index]?.level ?? 1;
  return rows.slice(0, index).findLast((row) => row.level < level);
}

interface CellsProps extends TreeRow {
  readonly isFolded: boolean;
  readonly onFold: (path: string, isFolded: boolean) => void;
}

/** Drawn again only where something changed: of a snapshot, what did not is the same as before. */
const Cells = memo(function TreeCells({ isFolded, onFold, ...row }: CellsProps) {
  const { id, label, level, value, status, issues, isFoldable } = row;
  return (
    <>
      <span
        role="gridcell"
        className="name"
        data-lane={level === 1 ? row.lane : undefined}
        title={placeInWords(row)}
        style={{ paddingInlineStart: (level - 1) * INDENT }}
      >
        <span
          className="fold"
          aria-hidden="true"
          data-folded={isFoldable ? isFolded : undefined}
          onClick={(event) => {
            event.stopPropagation();
            if (isFoldable) onFold(id, !isFolded);
          }}
        />
        <bdi>{label}</bdi>
      </span>
      <span role="gridcell" className="glimpse">
        <bdi>{summarise(value)}</bdi>
      </span>
      <span role="gridcell" className="state" data-state={status}>
        {status}
      </span>
      <span role="gridcell" className="issues">
        {describeIssues(row, issues.length)}
      </span>
    </>
  );
});

/** Its own, or how many are in it. */
function describeIssues({ path, issues }: TreeRow, count: number): string {
  const own = issues.find((issue) => issue.path === path);
  if (own !== undefined) return own.message;
  return count === 0 ? '' : `${formatMany(count, 'issue')} inside`;
}

function RowDetail({ row }: { readonly row: TreeRow }) {
  const { status, issues, value } = row;
  return (
    <Detail
      title={placeInWords(row)}
      facts={[
        ['State', status],
        ...issues.map((issue) => [issue.path || '(root)', issue.message] as const),
      ]}
      value={formatValue(value)}
    />
  );
}

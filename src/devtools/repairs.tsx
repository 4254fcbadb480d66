// In: a record. Out: what was forgiven of the answer's text, each with its kind and offset, where the text was read here.
// Knows nothing of fields.

import { useState } from 'react';
import { formatCount, formatDuration } from './format.js';
import { Rows } from './rows.js';
import type { RunRecord } from './run-record.js';

const COLUMNS = [{ name: 'Time' }, { name: 'Repair' }, { name: 'Offset' }];

export function Repairs({ record }: { readonly record: RunRecord }) {
  const [active, setActive] = useState<number>();
  const { repairs } = record.wire;
  return (
    <Rows
      label="Repairs in order"
      className="repairs"
      columns={COLUMNS}
      count={repairs.length}
      isGrowing={record.isRunning}
      empty="None that this page knows of. What a route's server forgives stays there: see onRepair."
      active={active}
      onActive={setActive}
    >
      {(index) => {
        const repair = repairs[index];
        return (
          repair && (
            <>
              <span role="gridcell" className="figure">
                {formatDuration(repair.atMs)}
              </span>
              <span role="gridcell">{repair.kind}</span>
              <span role="gridcell" className="figure">
                {formatCount(repair.offset)}
              </span>
            </>
          )
        );
      }}
    </Rows>
  );
}

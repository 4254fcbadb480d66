// In: the stream above. Out: a table, a row per option, and beside its numbers the bars of a chart on one scale.
// The scale is the schema's: no bar moves when another option comes.

import { StructuredList, type ListItem } from 'fieldwise/react';
import type { CSSProperties } from 'react';
import { GhostRow } from '../parts/ghost-row.js';
import { Ghosts } from '../parts/ghosts.js';
import { Text, Tick, Value } from '../parts/shown.js';
import { MAX_HOURS, MAX_KILOGRAMS } from './recipe.js';

export function CompareView() {
  return (
    <article className="compare">
      <h2 className="compare-title">
        <Text path="title" ch={20} />
      </h2>
      <div className="compare-table">
        <table>
          <caption className="sr-only">The options</caption>
          <thead>
            <tr>
              <th scope="col">Option</th>
              <th scope="col">Door to door</th>
              <th scope="col">CO₂</th>
              <th scope="col">Price</th>
            </tr>
          </thead>
          <tbody>
            <StructuredList path="options" empty={none}>
              {option}
            </StructuredList>
            <Ghosts path="options" expected={4}>
              {ghostOption}
            </Ghosts>
          </tbody>
        </table>
      </div>
      <p className="compare-best">
        <span className="eyebrow">Take</span>
        <b>
          <Text path="best" ch={14} />
        </b>
        <Text path="because" className="compare-because" ch={40} />
      </p>
    </article>
  );
}

interface BarProps {
  path: string;
  max: number;
  unit: string;
  kind: 'hours' | 'kilograms';
}

/** A number and its length; what is no number has none. */
function Bar({ path, max, unit, kind }: BarProps) {
  return (
    <Value<number> path={path} className="compare-value" ch={6}>
      {(value) => (
        <>
          <span
            className="compare-bar"
            data-kind={kind}
            style={{ '--part': Math.min(1, value / max) } as CSSProperties}
            aria-hidden="true"
          />
          {value} {unit}
        </>
      )}
    </Value>
  );
}

const none = (
  <tr>
    <td colSpan={4} className="none">
      Nothing arrived
    </td>
  </tr>
);

const option = (item: ListItem) => (
  <tr>
    <th scope="row">
      <span className="compare-name">
        <Tick path={item.path} /> <Text path={item.at('name')} ch={12} />
      </span>
      <span className="compare-verdict">
        <Text path={item.at('verdict')} ch={22} missing="" />{' '}
        <Value<boolean> path={item.at('isDirect')} ch={5} missing="">
          {(isDirect) => (isDirect ? <span className="badge">direct</span> : null)}
        </Value>
      </span>
    </th>
    <td>
      <Bar path={item.at('hours')} max={MAX_HOURS} unit="h" kind="hours" />
    </td>
    <td>
      <Bar path={item.at('kilograms')} max={MAX_KILOGRAMS} unit="kg" kind="kilograms" />
    </td>
    <td className="compare-price">
      <Value<number> path={item.at('euros')} ch={4}>
        {(euros) => `€${euros}`}
      </Value>
    </td>
  </tr>
);

const ghostOption = () => <GhostRow widths={[16, 8, 8, 4]} />;

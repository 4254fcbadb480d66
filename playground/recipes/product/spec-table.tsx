// In: the stream above. Out: the table of facts: a name, a value with its unit, and a mark when it is known.

import type { ReactNode } from 'react';
import { Tick, Value } from '../parts/shown.js';

const number = new Intl.NumberFormat('en');

const withUnit = (unit: string) => (value: unknown) => (
  <>
    {number.format(Number(value))} <span className="unit">{unit}</span>
  </>
);

const yesOrNo = (value: unknown) => (
  <span className="badge" data-tone={value === true ? 'good' : undefined}>
    {value === true ? 'Yes' : 'No'}
  </span>
);

/** `null` is an answer: the model says that there is none. */
const orNone = (none: string) => (value: unknown) =>
  typeof value === 'string' ? (
    value
  ) : (
    <span className="none">
      {none} <code>null</code>
    </span>
  );

const specs: readonly (readonly [
  name: string,
  path: string,
  format: (value: unknown) => ReactNode,
])[] = [
  ['Weight', 'weightGrams', withUnit('g')],
  ['Battery', 'batteryHours', withUnit('hours')],
  ['Noise cancelling', 'noiseCancelling', yesOrNo],
  ['Water rating', 'waterRating', orNone('None')],
  ['Driver', 'driverMillimetres', withUnit('mm')],
  ['Lowest tone', 'frequencyHz.low', withUnit('Hz')],
  ['Highest tone', 'frequencyHz.high', withUnit('Hz')],
  ['Warranty', 'warrantyYears', withUnit('years')],
  ['Replaces', 'replaces', orNone('None')],
];

export function SpecTable() {
  return (
    <table className="specs">
      <caption className="sr-only">Specifications</caption>
      <tbody>
        {specs.map(([name, path, format]) => (
          <tr key={path}>
            <th scope="row">{name}</th>
            <td>
              <Value path={path} ch={9}>
                {format}
              </Value>
            </td>
            <td className="spec-mark">
              <Tick path={path} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

// In: the lane of the report, and under which title it is written. Out: the report, field by field; or that there is none.

import { StructuredList, useField, type ListItem } from 'fieldwise/react';
import { Ghosts } from '../recipes/parts/ghosts.js';
import { Bones } from '../recipes/parts/bone.js';
import { Text, Tick } from '../recipes/parts/shown.js';
import { useItems } from './hooks.js';
import { LaneFields } from './lane-fields.js';
import { lanes } from './lanes.js';
import { Report, type Outcome } from './schemas.js';

export function ReportView() {
  // The flow tells under which title it begins to write.
  const title = useItems().at(-1)?.title;
  const { value: decision } = useField<Outcome['decision']>('decision');
  if (title === undefined && decision !== 'refuse') return null;
  return (
    <section className="report" aria-label="The report">
      <p className="eyebrow">The report</p>
      <h2 className="report-title">{title ?? 'Not written'}</h2>
      {title === undefined ? (
        <p>Refused, so no model was asked for it.</p>
      ) : (
        <LaneFields name={lanes.report} schema={Report}>
          <Text path="summary" as="p" className="report-summary" lines={3} />
          <StructuredList path="sections">{section}</StructuredList>
          <Ghosts path="sections" expected={3}>
            {ghost}
          </Ghosts>
          <ol className="report-next">
            <StructuredList path="next">{step}</StructuredList>
          </ol>
        </LaneFields>
      )}
    </section>
  );
}

const section = (item: ListItem) => (
  <div className="report-section arrive">
    <h3>
      <span className="sr-only">Section {item.index + 1}: </span>
      <Text path={item.at('heading')} ch={20} />
    </h3>
    <Text path={item.at('text')} as="p" lines={2} />
  </div>
);

const ghost = () => (
  <div className="report-section" aria-hidden="true">
    <Bones lines={3} />
  </div>
);

const step = (item: ListItem) => (
  <li className="report-step arrive">
    <Tick path={item.path} />
    <Text path={item.path} ch={30} />
  </li>
);

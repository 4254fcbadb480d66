// In: the stream above. Out: a poster: a headline and two statements.

import { StructuredList, type ListItem } from 'fieldwise/react';
import { Bones } from '../parts/bone.js';
import { Ghosts } from '../parts/ghosts.js';
import { Complaint, Text, Tick } from '../parts/shown.js';

export function BriefView() {
  return (
    <article className="brief">
      <h2 className="brief-title">
        <Text path="title" ch={22} />
      </h2>
      <ol className="brief-points">
        <StructuredList path="points">{point}</StructuredList>
        <Ghosts path="points" expected={2}>
          {ghost}
        </Ghosts>
      </ol>
      <Complaint path="points" />
    </article>
  );
}

const point = (item: ListItem) => (
  <li className="brief-point">
    <span className="brief-number">
      {item.index + 1} <Tick path={item.path} />
    </span>
    <Text path={item.path} as="p" lines={4} />
  </li>
);

const ghost = () => (
  <li className="brief-point" aria-hidden="true">
    <span className="brief-number" />
    <p>
      <Bones lines={4} />
    </p>
  </li>
);

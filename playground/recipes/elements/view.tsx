// In: the stream above. Out: fifty tiles; each fills when its element arrives and renders for that element alone.

import { StructuredList, useField, type ListItem } from 'fieldwise/react';
import type { Streaming } from 'fieldwise';
import type { z } from 'zod';
import { Ghosts } from '../parts/ghosts.js';
import { Text } from '../parts/shown.js';
import { families, type elementSchema } from './recipe.js';

export function ElementsView() {
  return (
    <article className="elements">
      <header className="elements-head">
        <h2 className="elements-title">
          <Text path="title" ch={20} />
        </h2>
        <Count />
      </header>
      <ol className="tiles">
        <StructuredList path="elements">{tile}</StructuredList>
        <Ghosts path="elements" expected={50}>
          {ghostTile}
        </Ghosts>
      </ol>
      <ul className="families" aria-label="Families">
        {families.map((family) => (
          <li key={family} className="family" data-family={family}>
            {family.replace('-', ' ')}
          </li>
        ))}
      </ul>
    </article>
  );
}

function Count() {
  const { value } = useField<readonly unknown[]>('elements');
  return (
    <p className="elements-count">
      <b>{value?.length ?? 0}</b> of 50
    </p>
  );
}

const tile = (item: ListItem) => <Tile path={item.path} />;

function Tile({ path }: { path: string }) {
  const field = useField<Streaming<z.infer<typeof elementSchema>>>(path);
  const { value = {}, status, isComplete, issues } = field;
  const { number, symbol, name, mass, family } = value;
  return (
    <li className="tile arrive" data-status={status} data-family={isComplete ? family : undefined}>
      <span className="tile-number">{number}</span>
      <span className="tile-symbol">{symbol}</span>
      <span className="tile-name">{name}</span>
      <span className="tile-mass">{typeof mass === 'number' ? mass.toFixed(2) : mass}</span>
      {status === 'incomplete' ? <span className="sr-only">cut off</span> : null}
      {status === 'invalid' ? (
        <span className="tile-issue">
          {issues.length} invalid
          <span className="sr-only">: {issues.map(({ message }) => message).join(' ')}</span>
        </span>
      ) : null}
    </li>
  );
}

const ghostTile = () => <li className="tile tile-ghost" aria-hidden="true" />;

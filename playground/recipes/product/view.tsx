// In: the stream above. Out: a product page: name and price, a table of facts, what is good and what is not.

import { StructuredList, useField, type ListItem } from 'fieldwise/react';
import { Bone } from '../parts/bone.js';
import { Ghosts } from '../parts/ghosts.js';
import { Text, Tick } from '../parts/shown.js';
import { Availability, Price, Rating } from './facts.js';
import { SpecTable } from './spec-table.js';

export function ProductView() {
  return (
    <article className="product">
      <header className="product-head">
        <div>
          <h2 className="product-name">
            <Text path="name" ch={12} />
          </h2>
          <Text path="tagline" as="p" className="product-tagline" ch={34} />
        </div>
        <div className="product-buy">
          <Price />
          <Availability />
        </div>
        <Rating />
        <ul className="swatches" aria-label="Colours">
          <StructuredList path="colours" empty={none}>
            {swatch}
          </StructuredList>
          <Ghosts path="colours" expected={4}>
            {ghostSwatch}
          </Ghosts>
        </ul>
      </header>
      <SpecTable />
      <div className="verdict">
        <section>
          <h3 className="eyebrow">In its favour</h3>
          <ul className="verdict-list" data-side="pros">
            <StructuredList path="pros" empty={none}>
              {reason}
            </StructuredList>
            <Ghosts path="pros" expected={3}>
              {ghostReason}
            </Ghosts>
          </ul>
        </section>
        <section>
          <h3 className="eyebrow">Against it</h3>
          <ul className="verdict-list" data-side="cons">
            <StructuredList path="cons" empty={none}>
              {reason}
            </StructuredList>
            <Ghosts path="cons" expected={2}>
              {ghostReason}
            </Ghosts>
          </ul>
        </section>
      </div>
    </article>
  );
}

const none = <li className="none">Nothing arrived</li>;

const swatch = (item: ListItem) => (
  <li className="swatch">
    <Colour path={item.at('hex')} />
    <Text path={item.at('name')} ch={7} />
  </li>
);

/** A model's text becomes a style only when it is a whole, plain colour. */
function Colour({ path }: { path: string }) {
  const { value = '', isComplete } = useField<string>(path);
  const background = isComplete && /^#[\da-f]{6}$/i.test(value) ? value : undefined;
  return <span className="swatch-colour" style={{ background }} />;
}

const ghostSwatch = () => (
  <li className="swatch" aria-hidden="true">
    <span className="swatch-colour" />
    <Bone ch={7} />
  </li>
);

const reason = (item: ListItem) => (
  <li className="reason">
    <Tick path={item.path} />
    <Text path={item.path} ch={32} />
  </li>
);

const ghostReason = () => (
  <li className="reason" aria-hidden="true">
    <span className="tick" />
    <Bone ch={30} />
  </li>
);

'use client';

import {
  InstantStreamProvider,
  StructuredField,
  StructuredList,
  StructuredText,
  type StreamSource,
} from 'fieldwise/react';
import type { Dish } from '@/lib/dish';
import { Blank } from './blank';

/** One dish. Each field renders by itself when it arrives; the card does not. */
export function DishCard({ stream }: { stream: StreamSource<Dish> }) {
  return (
    <InstantStreamProvider stream={stream}>
      <article>
        <h2>
          <StructuredField path="name" pending={<Blank width="14ch" />} />
        </h2>
        <p className="facts">
          <StructuredField path="minutes" pending={<Blank width="4ch" />} /> minutes
          <StructuredField path="vegetarian" pending={null}>
            {({ value }) => (value === true ? <span className="tag">vegetarian</span> : null)}
          </StructuredField>
        </p>
        <p>
          <StructuredText path="story" />
        </p>
        <h3>You need</h3>
        <ul className="ingredients">
          <StructuredList path="ingredients">
            {({ path }) => (
              <li>
                <StructuredField path={`${path}.amount`} pending={<Blank width="3ch" />} />{' '}
                <StructuredField path={`${path}.what`} pending={<Blank width="8ch" />} />
              </li>
            )}
          </StructuredList>
        </ul>
        <h3>Then</h3>
        <ol>
          <StructuredList path="steps">
            {({ path }) => (
              <li>
                <StructuredField path={path} />
              </li>
            )}
          </StructuredList>
        </ol>
      </article>
    </InstantStreamProvider>
  );
}

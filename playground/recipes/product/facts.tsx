// In: the stream above. Out: the price, the availability and the rating, each from the moment it is known.

import { useField } from 'fieldwise/react';
import type { z } from 'zod';
import { Bone } from '../parts/bone.js';
import { Value } from '../parts/shown.js';
import type { productSchema } from './recipe.js';

type Product = z.infer<typeof productSchema>;

/** Two fields make one text: the amount is shown as soon as it is there, the currency joins it. */
export function Price() {
  const { value: amount } = useField<number>('price.amount');
  const { value: currency, isComplete } = useField<string>('price.currency');
  if (amount === undefined)
    return (
      <p className="price">
        <Bone ch={6} />
      </p>
    );
  const text =
    isComplete && currency !== undefined ? formatMoney(amount, currency) : amount.toFixed(2);
  return <p className="price">{text}</p>;
}

function formatMoney(amount: number, currency: string): string {
  return new Intl.NumberFormat('en', { style: 'currency', currency }).format(amount);
}

const availabilities: Record<
  Product['availability'],
  { text: string; tone: 'good' | 'amber' | 'danger' }
> = {
  'in-stock': { text: 'In stock', tone: 'good' },
  'low-stock': { text: 'Only a few left', tone: 'amber' },
  'pre-order': { text: 'Pre-order', tone: 'amber' },
  'sold-out': { text: 'Sold out', tone: 'danger' },
};

/** A choice is shown when it is final: half of one could name another. */
export function Availability() {
  const { value, isComplete } = useField<Product['availability']>('availability');
  const known = isComplete && value !== undefined ? availabilities[value] : undefined;
  if (known === undefined) return <Bone ch={10} />;
  return (
    <span className="badge arrive" data-tone={known.tone}>
      {known.text}
    </span>
  );
}

const OUT_OF = 5;

export function Rating() {
  const { value: score } = useField<number>('rating.score');
  return (
    <p className="rating">
      <span className="stars" aria-hidden="true">
        <span className="stars-full" style={{ inlineSize: `${((score ?? 0) / OUT_OF) * 100}%` }} />
      </span>
      <Value<number> path="rating.score" ch={3}>
        {(value) => (
          <>
            <b>{value.toFixed(1)}</b>
            <span className="sr-only"> of {OUT_OF} stars</span>
          </>
        )}
      </Value>
      <Value<number> path="rating.reviews" className="rating-reviews" ch={12}>
        {(count) => `${count.toLocaleString('en')} reviews`}
      </Value>
    </p>
  );
}

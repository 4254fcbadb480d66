// In: the stream above. Out: the price, the availability and the rating, each from the moment it is known.

import { useField } from 'fieldwise/react';
import type { z } from 'zod';
import { Value } from '../parts/shown.js';
import type { productSchema } from './recipe.js';

type Product = z.infer<typeof productSchema>;

/** Two fields make one text: the amount is shown as soon as it is there, the currency joins it. */
export function Price() {
  return (
    <p className="price">
      <Value<number> path="price.amount" ch={6}>
        {(amount) => <Money amount={amount} />}
      </Value>
    </p>
  );
}

function Money({ amount }: { amount: number }) {
  const { value: currency, status } = useField<string>('price.currency');
  if (status === 'complete' && currency !== undefined) return formatMoney(amount, currency);
  const isOver = status === 'missing' || status === 'incomplete' || status === 'invalid';
  return (
    <>
      {amount.toFixed(2)}
      {isOver ? <span className="rating-reviews"> no currency</span> : null}
    </>
  );
}

function formatMoney(amount: number, currency: string): string {
  return new Intl.NumberFormat('en', { style: 'currency', currency }).format(amount);
}

interface Badge {
  text: string;
  tone: 'good' | 'amber' | 'danger';
}

const availabilities: Record<Product['availability'], Badge> = {
  'in-stock': { text: 'In stock', tone: 'good' },
  'low-stock': { text: 'Only a few left', tone: 'amber' },
  'pre-order': { text: 'Pre-order', tone: 'amber' },
  'sold-out': { text: 'Sold out', tone: 'danger' },
};

export function Availability() {
  return (
    <Value<string> path="availability" ch={10}>
      {(value) => <AvailabilityBadge value={value} />}
    </Value>
  );
}

/** A model may name what the schema does not. */
function AvailabilityBadge({ value }: { value: string }) {
  const known: Badge | undefined = Object.entries(availabilities).find(
    ([key]) => key === value,
  )?.[1];
  return (
    <span className="badge arrive" data-tone={known?.tone}>
      {known?.text ?? value}
    </span>
  );
}

const OUT_OF = 5;

export function Rating() {
  const { value: score, isComplete } = useField<number>('rating.score');
  return (
    <p className="rating">
      <span className="stars" aria-hidden="true">
        <span
          className="stars-full"
          style={{
            inlineSize: `${((isComplete && score !== undefined ? score : 0) / OUT_OF) * 100}%`,
          }}
        />
      </span>
      <Value<number> path="rating.score" ch={3}>
        {(value) => (
          <>
            <b>{value.toFixed(1)}</b>
            <span className="sr-only"> of {OUT_OF} stars</span>
          </>
        )}
      </Value>
      <Value<number> path="rating.reviews" className="rating-reviews" ch={12} missing="">
        {(count) => `${count.toLocaleString('en')} reviews`}
      </Value>
    </p>
  );
}

'use client';

import { useContinuedStream, type HandOver } from 'fieldwise/react';
import { Dish } from '@/lib/dish';
import { DishCard } from '../dish-card';

/** Goes on with a dish that the server began; asks the route only when somebody wants another. */
export function LiveDish({ handOver }: { handOver: HandOver<Dish, { wish: string }> }) {
  const dish = useContinuedStream(handOver, { api: '/api/dish', schema: Dish });
  return (
    <>
      <DishCard stream={dish} />
      {dish.error ? <p role="alert">{dish.error.message}</p> : null}
      <p className="actions">
        <span className="status" role="status">
          {dish.status}
        </span>
        {dish.isRunning ? (
          <button type="button" onClick={() => dish.stop()}>
            Stop
          </button>
        ) : (
          <button type="button" onClick={() => void dish.retry()}>
            Again
          </button>
        )}
      </p>
    </>
  );
}

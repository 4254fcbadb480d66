'use client';

import { useInstantStream } from 'fieldwise/react';
import { useState, type FormEvent } from 'react';
import { Dish } from '@/lib/dish';
import { DishCard } from './dish-card';

const routes = [
  { api: '/api/dish', label: 'Node' },
  { api: '/api/dish-edge', label: 'Edge' },
] as const;

/** Asks one of the two routes for a dish and shows the answer while it comes. */
export function Kitchen() {
  const [api, setApi] = useState<string>(routes[0].api);
  const [wish, setWish] = useState('Something warm with leeks');
  const dish = useInstantStream({ api, schema: Dish });
  const busy = dish.status === 'connecting' || dish.status === 'streaming';

  function ask(event: FormEvent) {
    event.preventDefault();
    void dish.submit({ wish });
  }

  return (
    <>
      <form onSubmit={ask}>
        <label className="wish">
          Your wish
          <input
            value={wish}
            maxLength={200}
            required
            onChange={(event) => setWish(event.target.value)}
          />
        </label>
        <fieldset disabled={busy}>
          <legend>Answered by the route on</legend>
          {routes.map((route) => (
            <label key={route.api}>
              <input
                type="radio"
                name="route"
                checked={api === route.api}
                onChange={() => setApi(route.api)}
              />
              {route.label}
            </label>
          ))}
        </fieldset>
        {busy ? (
          <button type="button" onClick={() => dish.stop()}>
            Stop
          </button>
        ) : (
          <button type="submit">Ask</button>
        )}
      </form>
      {dish.error ? <p role="alert">{dish.error.message}</p> : null}
      {dish.status === 'idle' ? null : <DishCard stream={dish} />}
      <p className="status" role="status">
        {dish.status}
      </p>
    </>
  );
}

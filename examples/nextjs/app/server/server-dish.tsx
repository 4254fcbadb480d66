import type { ServerAnswer } from 'fieldwise/server';
import { Suspense, type ReactNode } from 'react';
import type { Dish } from '@/lib/dish';
import { Blank } from '../blank';

export type DishAnswer = ServerAnswer<Dish>;

/** A dish in HTML alone. */
export function ServerDish({ answer }: { answer: DishAnswer }) {
  return (
    <article>
      <h3 className="name">
        <Field of={answer.field('name')} width="14ch" />
      </h3>
      <p className="facts">
        <Field of={answer.field('minutes')} width="3ch" /> minutes
      </p>
      <p>
        <Field of={answer.field('story')} width="100%" />
      </p>
      <p className="facts">
        First step: <Field of={answer.field('steps[0]')} width="30ch" />
      </p>
    </article>
  );
}

function Field({ of, width }: { of: Promise<ReactNode>; width: string }) {
  return (
    <Suspense fallback={<Blank width={width} />}>
      <Value of={of} />
    </Suspense>
  );
}

async function Value({ of }: { of: Promise<ReactNode> }) {
  return await of;
}

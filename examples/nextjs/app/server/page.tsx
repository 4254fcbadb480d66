import { createServerAnswer } from 'fieldwise/server';
import type { Metadata } from 'next';
import Link from 'next/link';
import { after, connection } from 'next/server';
import { cacheSignal, Suspense } from 'react';
import { cook } from '@/lib/cook';
import { Blank } from '../blank';
import { LiveDish } from './live-dish';
import { ServerDish, type DishAnswer } from './server-dish';
import { Steps } from './steps';

export const metadata: Metadata = { title: 'Cooked on the server' };

const wish = 'Something warm with leeks';

export default async function Page() {
  // At a request, never while the app is built: it asks a model.
  await connection();
  const signal = cacheSignal();
  const answer = createServerAnswer(cook(wish), { signal });
  const hasty = createServerAnswer(cook(wish), { signal, fieldTimeoutMs: 1500 });
  // Whoever leaves while it is written ends the response, and then the model is not paid any longer.
  after(() => {
    answer.cancel();
    hasty.cancel();
  });
  return (
    <main>
      <nav>
        <Link href="/">Ask for a dish yourself</Link>
      </nav>
      <h1>Cooked on the server</h1>

      <h2 className="part">HTML, field by field</h2>
      <p className="note">
        Server components await the fields of an answer. Each is sent as HTML when it is closed; no
        component of this part runs in your browser.
      </p>
      <ServerDish answer={answer} />

      <h2 className="part">Handed over while it runs</h2>
      <p className="note">
        The same answer of the same model. The server waits for the story, then a client component
        goes on with what is still being written. Nothing is asked twice.
      </p>
      <Suspense fallback={<CardOfBlanks />}>
        <HandedOver answer={answer} />
      </Suspense>

      <h2 className="part">Not for ever</h2>
      <p className="note">
        Another answer, whose fields this page awaits for a second and a half at most. What is not
        there by then, it does without.
      </p>
      <article>
        <h3>Then</h3>
        <Suspense fallback={<Blank width="24ch" />}>
          <Steps steps={hasty.field('steps')} />
        </Suspense>
      </article>
    </main>
  );
}

/** What is awaited here is in the HTML; the rest arrives in the client component. */
async function HandedOver({ answer }: { answer: DishAnswer }) {
  // A story that does not come is told by the card, which has its own way to ask again.
  await answer.field('story').catch(() => undefined);
  return <LiveDish handOver={answer.handOver({ wish })} />;
}

function CardOfBlanks() {
  return (
    <article>
      <Blank width="14ch" />
    </article>
  );
}

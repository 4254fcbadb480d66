// In: a topic, and a button pressed. Out: the same answer as a form to correct, as a view to read, and in spoken words,
// none of them made from more than its schema.
// Knows nothing of what the model says.

import { StructuredForm, StructuredObject } from 'fieldwise/object';
import { StreamAnnouncer, useInstantStream } from 'fieldwise/react';
import { useState } from 'react';
import { z } from 'zod';
import { namedTopic } from './named-topic.js';

const Booking = z.object({
  name: z.string().max(60).describe('As on the ship’s papers'),
  nights: z.int().max(30),
  berth: z.enum(['North quay', 'Old wall']),
  skipper: z.object({ email: z.email() }),
  crew: z.array(z.string().max(60)),
  pays: z
    .discriminatedUnion('by', [
      z.object({ by: z.literal('card'), digits: z.string().max(4) }),
      z.object({ by: z.literal('invoice'), days: z.int() }),
    ])
    .optional(),
});

export function BookingPage() {
  const booking = useInstantStream({ api: '/api/run', schema: Booking });
  const [submitted, setSubmitted] = useState<unknown>();
  return (
    <main>
      <h1>A berth for the night</h1>
      <button type="button" onClick={() => void booking.submit({ topic: namedTopic() })}>
        Run
      </button>
      <p data-testid="status">{booking.status}</p>
      <StructuredForm
        schema={Booking}
        stream={booking}
        aria-label="Booking"
        onSubmit={setSubmitted}
      />
      <StructuredObject schema={Booking} stream={booking} aria-label="As it was written" />
      <StreamAnnouncer stream={booking} />
      <pre data-testid="submitted">{JSON.stringify(submitted)}</pre>
    </main>
  );
}

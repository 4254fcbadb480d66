// In: topics, one after another. Out: a conversation: each topic with its answer, the last of them live.
// Knows nothing of what the model says.

import { StreamAnnouncer, StructuredText, useInstantTurns } from 'fieldwise/react';
import { useState } from 'react';
import { z } from 'zod';
import { Noted } from './journal.js';

const Reply = z.object({ text: z.string() });

export function TurnsPage() {
  const { turns, stream, submit, clear } = useInstantTurns<
    z.infer<typeof Reply>,
    { topic: string }
  >({ api: '/api/run', schema: Reply });
  const [topic, setTopic] = useState('');
  return (
    <main>
      <h1>A conversation</h1>
      <ol aria-label="Turns">
        {turns.map((turn) => (
          <li key={turn.index}>
            <Noted part={`turn ${turn.index}`}>
              <h2>{turn.input.topic}</h2>
              <StructuredText path="text" stream={turn} as="p" pending="…" missing="nothing" />
            </Noted>
          </li>
        ))}
      </ol>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          setTopic('');
          void submit({ topic });
        }}
      >
        <label>
          Topic <input value={topic} onChange={(event) => setTopic(event.target.value)} />
        </label>
        <button type="submit">Ask</button>
        <button type="button" onClick={stream.stop}>
          Stop
        </button>
        <button type="button" onClick={clear}>
          Forget
        </button>
      </form>
      <StreamAnnouncer stream={stream} />
    </main>
  );
}

// In: the scene. Out: the page with TanStack AI's `useChat` and an output schema, as its documentation shows it.
// The endpoint sends the server-sent messages that its own server sends for a structured answer.
// Knows nothing of the other contestants.

import { useChat } from '@tanstack/ai-react';
import { useEffect, useEffectEvent, useState, type ReactElement } from 'react';
import { Cell, countPage, type PageProps } from './counters.js';
import { respond, type Scene } from './scene.js';

interface Props extends PageProps {
  readonly scene: Scene;
  readonly paceMs: number;
}

export function TanstackPage({ names, counters, onOver, scene, paceMs }: Props): ReactElement {
  countPage(counters);
  const [parts] = useState(() => toMessages(scene.chunks));
  const { partial, sendMessage } = useChat({
    fetcher: () => respond(parts, paceMs, 'text/event-stream'),
    outputSchema: scene.schema,
    onFinish: onOver,
  });
  const begin = useEffectEvent(() => void sendMessage('go'));
  useEffect(() => begin(), []);
  return (
    <>
      {names.map((name) => (
        <Cell key={name} counters={counters} name={name} value={partial[name]} />
      ))}
    </>
  );
}

function toMessages(chunks: readonly string[]): string[] {
  const run = { threadId: 'thread', runId: 'run' };
  const messageId = 'answer';
  const raw = chunks.join('');
  const events = [
    { type: 'RUN_STARTED', ...run },
    { type: 'CUSTOM', name: 'structured-output.start', value: { messageId } },
    { type: 'TEXT_MESSAGE_START', messageId, role: 'assistant' },
    ...chunks.map((delta) => ({ type: 'TEXT_MESSAGE_CONTENT', messageId, delta })),
    { type: 'TEXT_MESSAGE_END', messageId },
    {
      type: 'CUSTOM',
      name: 'structured-output.complete',
      value: { object: JSON.parse(raw) as unknown, raw, messageId },
    },
    { type: 'RUN_FINISHED', ...run, finishReason: 'stop' },
  ];
  return events.map((event) => `data: ${JSON.stringify(event)}\n\n`);
}

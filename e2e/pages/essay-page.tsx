// In: a topic, and what is typed and pressed. Out: an essay: its title to be edited while it is written, its body Markdown.
// Knows nothing of what the model says.

import { StructuredMarkdown } from 'fieldwise/markdown';
import { InstantStreamProvider, useEditableField, useInstantStream } from 'fieldwise/react';
import { z } from 'zod';
import { Noted } from './journal.js';
import { namedTopic } from './named-topic.js';

const Essay = z.object({ title: z.string(), body: z.string() });

export function EssayPage() {
  const essay = useInstantStream({ api: '/api/run', schema: Essay });
  return (
    <main>
      <h1>An essay</h1>
      <button type="button" onClick={() => void essay.submit({ topic: namedTopic() })}>
        Run
      </button>
      <p role="status">{essay.status}</p>
      <InstantStreamProvider stream={essay}>
        <Noted part="title">
          <Title />
        </Noted>
        <StructuredMarkdown path="body" data-testid="body" pending="not yet" />
      </InstantStreamProvider>
    </main>
  );
}

/** Buttons that cannot act are dimmed, not disabled: whoever pressed one keeps the focus. */
function Title() {
  const { inputProps, model, hasSuggestion, canUndo, accept, reject, undo } =
    useEditableField<string>('title');
  const actions = [
    ['Take the model’s', accept, hasSuggestion],
    ['Keep mine', reject, hasSuggestion],
    ['Undo', undo, canUndo],
  ] as const;
  return (
    <>
      <label>
        Title <input {...inputProps} />
      </label>
      {actions.map(([name, act, canAct]) => (
        <button key={name} type="button" aria-disabled={!canAct} onClick={act}>
          {name}
        </button>
      ))}
      <p data-testid="model">{model.value}</p>
    </>
  );
}

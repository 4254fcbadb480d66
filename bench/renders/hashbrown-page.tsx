// In: the scene. Out: the page with hashbrown's `useStructuredCompletion`, as its documentation shows it.
// The endpoint sends the frames that its own adapters send, one per chunk.
// Knows nothing of the other contestants.

import { encodeFrame, s } from '@hashbrownai/core';
import { HashbrownProvider, useStructuredCompletion } from '@hashbrownai/react';
import { useEffect, useState, type ReactElement } from 'react';
import { Cell, countPage, type PageProps } from './counters.js';
import { respond, type Scene } from './scene.js';

interface Props extends PageProps {
  readonly scene: Scene;
  readonly paceMs: number;
}

function Page({ names, counters, onOver, scene, paceMs }: Props): ReactElement {
  countPage(counters);
  const [options] = useState(() => {
    const parts = toFrames(scene.chunks);
    return {
      model: 'none',
      system: '',
      input: 'go',
      debounceTime: 0,
      schema: s.streaming.object(
        'answer',
        Object.fromEntries(scene.names.map((name) => [name, s.streaming.string(name)])),
      ),
      transport: {
        name: 'in-page',
        send: () => Promise.resolve(streamOf(respond(parts, paceMs, 'application/octet-stream'))),
      },
    };
  });
  const { output, isLoading } = useStructuredCompletion(options);
  const isOver = output !== null && !isLoading;
  useEffect(() => {
    if (isOver) onOver();
  }, [isOver, onOver]);
  // A schema made while the page runs says nothing to the compiler.
  const values = (output ?? {}) as Readonly<Record<string, unknown>>;
  return (
    <>
      {names.map((name) => (
        <Cell key={name} counters={counters} name={name} value={values[name]} />
      ))}
    </>
  );
}

function streamOf({ body }: Response): { stream: ReadableStream<Uint8Array> } {
  if (body === null) throw new Error('The response has no body.');
  return { stream: body };
}

function toFrames(chunks: readonly string[]): Uint8Array<ArrayBuffer>[] {
  const frames = [
    encodeFrame({ type: 'generation-start' }),
    ...chunks.map((content) =>
      encodeFrame({
        type: 'generation-chunk',
        chunk: {
          choices: [{ index: 0, delta: { content, role: 'assistant' }, finishReason: null }],
        },
      }),
    ),
    encodeFrame({ type: 'generation-finish' }),
  ];
  return frames.map((frame) => new Uint8Array(frame));
}

export function HashbrownPage(props: Props): ReactElement {
  return (
    <HashbrownProvider url="/in-page">
      <Page {...props} />
    </HashbrownProvider>
  );
}

// In: a speech and a tally. Out: its answer as Fieldwise shows it: every piece is read once, each field renders alone.
// No server: the parser reads the speech in the page, and its time is taken there.

import { memo, useEffect, useState } from 'react';
import { createInstantParser, type InstantEvent } from 'fieldwise';
import type { InstantTransport } from 'fieldwise/client';
import { InstantStreamProvider, StructuredField, useInstantStream } from 'fieldwise/react';
import { Row, Shown } from './shown.js';
import { speak, type Speech } from './speak.js';
import type { StartLine } from './start-line.js';
import type { Tally } from './tally.js';

interface FedLaneProps {
  readonly id: string;
  readonly speech: Speech;
  readonly tally: Tally;
  readonly line: StartLine;
}

export function FedLane({ id, speech, tally, line }: FedLaneProps) {
  const [transport] = useState(() => countingTransport({ speech, tally, line }));
  // What is said is no part of the key, which the devtools show.
  const stream = useInstantStream({ id, transport, input: { chunks: speech.pieces.length } });
  const { run, error } = stream;
  const [paths, setPaths] = useState<readonly string[]>([]);
  useEffect(() => run.subscribe(() => tally.show(run.getSnapshot().partial)), [run, tally]);
  useEffect(
    () =>
      run.onEvent((event) => {
        if (!isNewLeaf(event)) return;
        const { path } = event;
        setPaths((known) => (known.includes(path) ? known : [...known, path]));
      }),
    [run],
  );
  return (
    <InstantStreamProvider stream={stream}>
      {error && <p className="race-lost">{error.message}</p>}
      {paths.map((path) => (
        <Field key={path} path={path} tally={tally} />
      ))}
    </InstantStreamProvider>
  );
}

const Field = memo(function FedField({ path, tally }: { path: string; tally: Tally }) {
  return (
    <Row tally={tally} path={path}>
      <StructuredField path={path}>
        {({ value }) => <Shown tally={tally} path={path} value={value} />}
      </StructuredField>
    </Row>
  );
});

/** A text tells that it began; anything else that is no container appears whole. */
function isNewLeaf(event: InstantEvent): event is InstantEvent & { readonly path: string } {
  if (event.type === 'start') return event.kind === 'string';
  return event.type === 'done' && (typeof event.value !== 'object' || event.value === null);
}

function countingTransport({ speech, tally, line }: Omit<FedLaneProps, 'id'>): InstantTransport {
  async function* read(signal: AbortSignal) {
    const parser = createInstantParser();
    await line.arrive('fed');
    for await (const piece of speak(speech, signal)) {
      const startedAt = performance.now();
      const events = parser.feed(piece);
      tally.read(piece.length, performance.now() - startedAt);
      yield* events;
    }
    yield* parser.end();
    if (!signal.aborted) tally.finish();
  }
  return { open: ({ signal }) => read(signal) };
}

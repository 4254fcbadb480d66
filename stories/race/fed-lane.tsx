// In: a speech and a tally. Out: the article as Fieldwise shows it: every piece is read once, each field renders alone.

import { useEffect, useState } from 'react';
import { instantEvents } from 'fieldwise';
import type { InstantTransport } from 'fieldwise/client';
import {
  InstantStreamProvider,
  StructuredField,
  StructuredList,
  useInstantStream,
} from 'fieldwise/react';
import { articleSchema } from '../../playground/recipes/article/recipe.js';
import { Row, Shown } from './shown.js';
import { speak, type Speech } from './speak.js';
import type { Tally } from './tally.js';

interface FedLaneProps {
  readonly id: string;
  readonly speech: Speech;
  readonly tally: Tally;
}

export function FedLane({ id, speech, tally }: FedLaneProps) {
  const [transport] = useState(() => countingTransport(tally));
  const stream = useInstantStream({ id, transport, schema: articleSchema, input: speech });
  const { run } = stream;
  useEffect(() => run.subscribe(() => tally.show(run.getSnapshot().partial)), [run, tally]);

  const field = (path: string) => (
    <Row tally={tally} path={path}>
      <StructuredField path={path}>
        {({ value }) => <Shown tally={tally} path={path} value={value as string | undefined} />}
      </StructuredField>
    </Row>
  );
  return (
    <InstantStreamProvider stream={stream}>
      {field('title')}
      {field('standfirst')}
      <StructuredList path="sections">
        {(section) => (
          <>
            {field(section.at('heading'))}
            <StructuredList path={section.at('paragraphs')}>
              {(paragraph) => field(paragraph.path)}
            </StructuredList>
          </>
        )}
      </StructuredList>
      {field('quote')}
    </InstantStreamProvider>
  );
}

/** No server: the parser reads the speech in the page. */
function countingTransport(tally: Tally): InstantTransport<Speech> {
  async function* listen(speech: Speech, signal: AbortSignal) {
    for await (const piece of speak(speech, signal)) {
      tally.read(piece.length);
      yield piece;
    }
    tally.finish();
  }
  return { open: ({ input, signal }) => instantEvents(listen(input, signal)) };
}

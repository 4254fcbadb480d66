import { Output, streamObject, streamText } from 'ai';
import { screen } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { createAiSdkModel } from '../../tests/support/ai-sdk-model.js';
import {
  after,
  nextTask,
  renderWithCache,
  REPORT_TEXT,
  Report,
} from '../../tests/support/react-harness.js';
import {
  createSourceTransport,
  createTextTransport,
  type InstantTransport,
} from '../client/index.js';
import { replayRun, splitText } from '../testing/index.js';
import { useInstantStream } from './index.js';

interface Input {
  readonly topic: string;
}

const prompt = 'Write.';

async function* pieces(): AsyncGenerator<string> {
  for (const piece of splitText(REPORT_TEXT, { size: 3 })) {
    await Promise.resolve();
    yield piece;
  }
}

const recording = {
  version: 1,
  text: REPORT_TEXT,
  ends: [20, REPORT_TEXT.length],
  atMs: [0, 40],
} as const;

/** The same answer, from wherever an answer may come. */
const sources: readonly (readonly [string, InstantTransport<Input>])[] = [
  [
    'a route that useObject asks',
    createTextTransport({
      api: '/api/object',
      fetch: async () =>
        streamObject({
          model: createAiSdkModel(pieces),
          schema: Report,
          prompt,
        }).toTextStreamResponse(),
    }),
  ],
  [
    'a UI message stream',
    createTextTransport({
      api: '/api/chat',
      fetch: async () =>
        streamText({
          model: createAiSdkModel(pieces),
          output: Output.object({ schema: Report }),
          prompt,
        }).toUIMessageStreamResponse(),
    }),
  ],
  ['a generator in the page', createSourceTransport(pieces)],
  ['a recording, at speed', replayRun(recording, { speed: 20 })],
];

test.each(sources)('the hook shows the answer of %s', async (_, transport) => {
  const titles: unknown[] = [];
  function View() {
    const report = useInstantStream<Report, Input>({
      transport,
      schema: Report,
      input: { topic: 'tides' },
      id: 'report',
      scheduler: nextTask,
      onEvent: (event) => {
        if (event.type === 'done' && event.path === 'title') titles.push(event.value);
      },
    });
    return (
      <>
        <output>{report.status}</output>
        <report.Field path="title" as="h1" />
        <report.List path="items" as="ul">
          {(item) => <report.Field path={item.at('name')} as="li" />}
        </report.List>
      </>
    );
  }
  await after(() => void renderWithCache(<View />, { isStrict: true }));
  await vi.waitFor(() => expect(screen.getByRole('status').textContent).toBe('complete'));
  expect(screen.getByRole('heading').textContent).toBe('Tides');
  expect(screen.getAllByRole('listitem').map(({ textContent }) => textContent)).toEqual([
    'moon',
    'sun',
  ]);
  expect(titles).toEqual(['Tides']);
});

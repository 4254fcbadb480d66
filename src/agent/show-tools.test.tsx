import { screen } from '@testing-library/react';
import { createSourceTransport } from 'fieldwise/client';
import { Lane, useLanes } from 'fieldwise/flow/react';
import { InstantStreamProvider, StructuredField, useInstantStream } from 'fieldwise/react';
import { useEffect } from 'react';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { renderWithCache } from '../../tests/support/react-harness.js';
import { createAgent } from './create-agent.js';
import { showTools } from './show-tools.js';
import { tool } from './tool.js';

test('a page shows what a tool is called with, and what it returned, beside the answer', async () => {
  const said = ['{"calls":[{"tool":"find","input":{"word":"tea"}}]}', '{"calls":[]}', '{"n":2}'];
  const find = tool({
    input: z.object({ word: z.string() }),
    execute: ({ word }) => ({ found: `${word} cup` }),
  });
  const agent = createAgent({
    async *model() {
      yield said.shift() ?? '';
    },
  });
  const request = agent
    .input('x')
    .tools({ find })
    .output(z.object({ n: z.number() }));
  const transport = createSourceTransport<string>(() =>
    showTools(request.getResponse(), { results: ['find'] }),
  );

  function Calls() {
    return useLanes().map((lane) => (
      <Lane key={lane} name={lane}>
        <p data-testid={lane}>
          <StructuredField path="word" />
          <StructuredField path="found" />
        </p>
      </Lane>
    ));
  }
  function Page() {
    const stream = useInstantStream<unknown, string>({ transport, id: 'tools' });
    const { submit } = stream;
    useEffect(() => void submit('go'), [submit]);
    return (
      <InstantStreamProvider stream={stream}>
        <StructuredField path="n" as="b" />
        <Calls />
      </InstantStreamProvider>
    );
  }

  renderWithCache(<Page />);
  expect((await screen.findByTestId('tool.find[0]')).textContent).toContain('tea');
  expect((await screen.findByTestId('result.find[0]')).textContent).toContain('tea cup');
  expect((await screen.findByText('2')).tagName).toBe('B');
});

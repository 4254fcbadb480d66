import { useEffect } from 'react';
import { QueryClient } from '@tanstack/react-query';
import { describe, expect, test } from 'vitest';
import { createManualTransport } from '../../tests/support/manual-transport.js';
import {
  after,
  nextTask,
  renderWithCache,
  REPORT_TEXT,
  Report,
} from '../../tests/support/react-harness.js';
import { instantStreamOptions, useInstantStream, useInstantTurns } from './index.js';
import type { InstantStream, InstantTurns } from './index.js';

function setUp(options: { input?: unknown } = {}) {
  const transport = createManualTransport<unknown>();
  const seen: { stream?: InstantStream<Report> } = {};
  function View() {
    const stream = useInstantStream<Report>({
      transport,
      schema: Report,
      scheduler: nextTask,
      id: 'any',
      ...options,
    });
    useEffect(() => void (seen.stream = stream));
    return <p>{stream.status}</p>;
  }
  const inputs = () => transport.calls.map(({ input }) => input);
  return { transport, View, seen, inputs };
}

describe('an input that is null or none', () => {
  test('is asked with as it is, whatever was asked before', async () => {
    const { View, seen, inputs } = setUp();
    renderWithCache(<View />);
    for (const input of ['a', null, undefined]) await after(() => void seen.stream?.submit(input));
    expect(inputs()).toEqual(['a', null, undefined]);
  });

  test.each([null, undefined])('may be the first (%s), and is what is retried', async (input) => {
    const { View, seen, inputs, transport } = setUp();
    const { client } = renderWithCache(<View />);
    await after(() => void seen.stream?.submit(input));
    await after(() => {
      transport.last.push(REPORT_TEXT);
      transport.last.end();
    });
    expect(seen.stream?.status).toBe('complete');
    await after(() => void seen.stream?.retry());
    await after(() => void client.refetchQueries());
    expect(inputs()).toEqual([input, input, input]);
  });

  test('is not replaced by the declared one', async () => {
    const { View, seen, inputs } = setUp({ input: 'a' });
    renderWithCache(<View />);
    for (const input of [null, undefined]) await after(() => void seen.stream?.submit(input));
    expect(inputs()).toEqual(['a', null, undefined]);
  });

  test('can be declared, when it is null', async () => {
    const { View, inputs } = setUp({ input: null });
    renderWithCache(<View />);
    await after(() => {});
    expect(inputs()).toEqual([null]);
  });

  test('can be fetched without a component, when it is null', async () => {
    const { transport, inputs } = setUp();
    const options = instantStreamOptions({ transport, schema: Report, id: 'any', input: null });
    void new QueryClient().fetchQuery(options);
    await after(() => {});
    expect(inputs()).toEqual([null]);
  });

  test('is a turn of its own', async () => {
    const { transport, inputs } = setUp();
    const seen: { turns?: InstantTurns<Report> } = {};
    function Turns() {
      const turns = useInstantTurns<Report>({ transport, schema: Report, scheduler: nextTask });
      useEffect(() => void (seen.turns = turns));
      return null;
    }
    renderWithCache(<Turns />);
    for (const input of ['a', null, undefined]) await after(() => void seen.turns?.submit(input));
    expect(inputs()).toEqual(['a', null, undefined]);
    expect(seen.turns?.turns.map(({ input }) => input)).toEqual(['a', null, undefined]);
  });
});

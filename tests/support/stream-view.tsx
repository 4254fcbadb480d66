// In: options of a stream. Out: a component that shows it and hands it out, over a transport fed by hand.
// Knows nothing of what is tested.

import { screen } from '@testing-library/react';
import { useEffect } from 'react';
import {
  useInstantStream,
  type InstantStream,
  type UseInstantStreamOptions,
} from 'fieldwise/react';
import { createManualTransport } from './manual-transport.js';
import { nextTask, Report } from './react-harness.js';

export interface Input {
  readonly topic: string;
}
export type Options = Partial<UseInstantStreamOptions<Report, Input>>;

/** A component that shows everything and hands its stream out. */
export function setUp(given: Options = {}) {
  const transport = createManualTransport<Input>();
  const seen: { stream?: InstantStream<Report, Input> } = {};
  function View(options: Options) {
    const stream = useInstantStream<Report, Input>({
      transport,
      schema: Report,
      scheduler: nextTask,
      id: 'report',
      ...given,
      ...options,
    });
    useEffect(() => {
      seen.stream = stream;
    });
    return (
      <output data-testid="view">
        {stream.status}:{stream.partial?.title}
      </output>
    );
  }
  const stream = () => {
    if (!seen.stream) throw new Error('Nothing was rendered.');
    return seen.stream;
  };
  const shown = () => screen.getAllByTestId('view').map((element) => element.textContent);
  return { transport, View, stream, shown };
}

// In: how a flow goes, and what to show of it. Out: that, in a stream of the flow.
// Knows nothing of what is shown.

import { InstantStreamProvider, useInstantStream, type InstantStream } from 'fieldwise/react';
import { useContext, useMemo, type ReactNode } from 'react';
import type { z } from 'zod';
import './flow.css';
import { Report, reportFetch, type FlowPace } from './report-flow.js';
import { DeliveryContext } from './use-scripted-fetch.js';

type ReportStream = InstantStream<z.infer<typeof Report>, string>;

interface FlowStageProps extends FlowPace {
  readonly id: string;
  readonly children: ReactNode | ((report: ReportStream) => ReactNode);
}

export function FlowStage({ id, delayMs, chunkSize, trouble, children }: FlowStageProps) {
  const delivery = useContext(DeliveryContext);
  const fetch = useMemo(
    () => reportFetch({ delayMs, chunkSize, trouble }, delivery),
    [delayMs, chunkSize, trouble, delivery],
  );
  const report = useInstantStream({
    api: '/api/report',
    fetch,
    schema: Report,
    input: 'A day at the sea',
    id: [id, delayMs, chunkSize, trouble].join(' '),
  });
  return (
    <section className="stage" aria-label="Report">
      <InstantStreamProvider stream={report}>
        {typeof children === 'function' ? children(report) : children}
      </InstantStreamProvider>
    </section>
  );
}

// In: how a flow goes, and what to show of it. Out: that, in a stream of the flow.
// Knows nothing of what is shown.

import { InstantStreamProvider, useInstantStream, type InstantStream } from 'fieldwise/react';
import { useMemo, type ReactNode } from 'react';
import type { z } from 'zod';
import './flow.css';
import { Report, reportFetch, type FlowPace } from './report-flow.js';

type ReportStream = InstantStream<z.infer<typeof Report>, string>;

interface FlowStageProps extends FlowPace {
  readonly id: string;
  readonly children: ReactNode | ((report: ReportStream) => ReactNode);
}

export function FlowStage({ id, delayMs, chunkSize, trouble, children }: FlowStageProps) {
  const fetch = useMemo(
    () => reportFetch({ delayMs, chunkSize, trouble }),
    [delayMs, chunkSize, trouble],
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

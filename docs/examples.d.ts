// Names that the examples in these pages and in the sources' comments may use without saying where they come from.
// A test compiles every example with this file beside it.

/// <reference types="react-dom" />

import type { InstantStream } from 'fieldwise/react';
import type { ReactNode } from 'react';
import type { z } from 'zod';

interface ReportShape {
  title: string;
  score: number;
  items: { title: string; done: boolean }[];
}

declare global {
  /** A schema. */
  const Report: z.ZodType<ReportShape>;
  /** What `useInstantStream({ api: '/api/report', schema: Report })` returned. */
  const report: InstantStream<ReportShape>;

  function Skeleton(): ReactNode;
  function Meter(props: { value: number | undefined; busy?: boolean }): ReactNode;
}

// In: the name of a lane and the schema of the answer in it. Out: that answer, for the fields and parts of a view inside.

import type { ReactNode } from 'react';
import { useLane } from 'fieldwise/flow/react';
import { InstantStreamProvider, useRun } from 'fieldwise/react';
import type { z } from 'zod';
import { RunContext } from '../recipes/parts/run-context.js';

interface LaneFieldsProps {
  name: string;
  schema: z.ZodType;
  children: ReactNode;
}

export function LaneFields({ name, schema, children }: LaneFieldsProps) {
  const lane = useLane(name, { schema });
  return (
    <InstantStreamProvider stream={lane}>
      <RunContext value={useRun(lane)}>{children}</RunContext>
    </InstantStreamProvider>
  );
}

// In: a schema and a run of it. Out: the answer as `StructuredObject` shows it, without a layout of its own.
// Loaded when it is chosen.

import { StructuredObject } from 'fieldwise/object';
import type { InstantStream } from 'fieldwise/react';
import type { z } from 'zod';
import { Bone } from '../recipes/parts/bone.js';
import type { RunInput } from '../shared/run-input.js';

interface GeneratedViewProps {
  schema: z.ZodType;
  stream: InstantStream<unknown, RunInput>;
}

const pending = <Bone ch={12} />;

export default function GeneratedView({ schema, stream }: GeneratedViewProps) {
  return (
    <StructuredObject className="generated" schema={schema} stream={stream} pending={pending} />
  );
}

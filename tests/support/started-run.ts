// In: options. Out: a run of a report over a transport fed by hand, idle or under way.
// Knows nothing of what is tested.

import { createInstantRun, type InstantRunOptions } from 'fieldwise/client';
import { createManualTransport } from './manual-transport.js';
import { nextTask, Report, settle } from './react-harness.js';

type Options = Pick<InstantRunOptions<Report, string>, 'refetchMode'>;

export function idleRun(options: Options = {}) {
  const transport = createManualTransport<string>();
  const run = createInstantRun<Report, string>({
    transport,
    schema: Report,
    scheduler: nextTask,
    ...options,
  });
  return { transport, run, stream: { run } };
}

export async function startedRun(options: Options = {}) {
  const idle = idleRun(options);
  void idle.run.submit('go');
  await settle();
  return { ...idle, call: idle.transport.last };
}

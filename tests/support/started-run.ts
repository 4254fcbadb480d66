// In: nothing. Out: a run of a report over a transport fed by hand, idle or under way.
// Knows nothing of what is tested.

import { createInstantRun } from 'fieldwise/client';
import { createManualTransport } from './manual-transport.js';
import { nextTask, Report, settle } from './react-harness.js';

export function idleRun() {
  const transport = createManualTransport<string>();
  const run = createInstantRun<Report, string>({ transport, schema: Report, scheduler: nextTask });
  return { transport, run, stream: { run } };
}

export async function startedRun() {
  const idle = idleRun();
  void idle.run.submit('go');
  await settle();
  return { ...idle, call: idle.transport.last };
}

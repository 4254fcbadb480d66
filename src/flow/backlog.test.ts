import { expect, test } from 'vitest';
import { Backlogs } from './backlog.js';
import { Gate } from './gate.js';
import type { Step } from './step.js';
import { createTrigger } from './trigger.js';

class CountedMap<Value> extends Map<string, Value> {
  count = 0;

  override get(key: string): Value | undefined {
    this.count++;
    return super.get(key);
  }
}

/** How often is looked for steps, where so many events wait for one that takes them one by one. */
function looksFor(events: number): number {
  const jobs: (() => void)[] = [];
  const later = (job: () => void) => void jobs.push(job);
  const step: Step = { name: 'step', concurrency: 1, maxQueued: 0, receive: () => undefined };
  const gate = new Gate(1, later);
  const listeners = new CountedMap<readonly Step[]>();
  const triggers = Array.from({ length: events }, (_, event) =>
    createTrigger('event', String(event)),
  );
  for (const { key } of triggers) listeners.set(key, [step]);
  const backlogs = new Backlogs({ listeners, gateOf: () => gate, later });
  const sent: string[] = [];
  for (const trigger of triggers) {
    backlogs.whenRoom(trigger, () => {
      sent.push(trigger.key);
      backlogs.send(step);
      later(() => {
        backlogs.arrive(step, false);
        gate.enter(() => later(() => gate.leave()));
      });
    });
  }
  for (const job of jobs) job();
  expect(sent).toEqual([...listeners.keys()]);
  return listeners.count;
}

test('letting in costs those that are let in, however many events wait', () => {
  expect(looksFor(400)).toBeLessThanOrEqual(2.2 * looksFor(200));
});

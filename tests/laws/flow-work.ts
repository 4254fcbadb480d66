// In: a scheduler. Out: trees of work, and a flow that goes through one at the scheduler's whim and writes down what it does.
// Knows no law.

import fc from 'fast-check';
import { createTriggerFlow } from 'fieldwise/flow';

/** What a chunk does: it takes its time, sends this on in one way or the other, and fails or does not. */
export interface Work {
  readonly id: number;
  readonly awaits: boolean;
  readonly next: readonly Work[];
}

type Shape = Pick<Work, 'awaits'> & { readonly next: readonly Shape[] };

/** Trees of work, each node with a number of its own. */
export const work: fc.Arbitrary<Work> = shapes(3).map((root) => numbered(root, { count: 0 }));

function shapes(depth: number): fc.Arbitrary<Shape> {
  const next = depth === 0 ? fc.constant([]) : fc.array(shapes(depth - 1), { maxLength: 3 });
  return fc.record({ awaits: fc.boolean(), next });
}

function numbered(shape: Shape, ids: { count: number }): Work {
  const id = ids.count++;
  return { id, awaits: shape.awaits, next: shape.next.map((each) => numbered(each, ids)) };
}

export function idsOf({ id, next }: Work): readonly number[] {
  return [id, ...next.flatMap(idsOf)];
}

/** The numbers of what began or ended, smallest first. */
export function idsIn(log: readonly string[], word: 'begin' | 'end'): readonly number[] {
  const lines = log.filter((line) => line.startsWith(word));
  return lines.map((line) => Number(line.slice(word.length))).toSorted(upwards);
}

export function upwards(one: number, other: number): number {
  return one - other;
}

export const concurrency = fc.integer({ min: 1, max: 4 });
export const items = fc.array(fc.nat({ max: 9 }), { maxLength: 12 });

/** A flow that works through a tree at the scheduler's whim and writes down what begins and ends. */
export function working(scheduler: fc.Scheduler, failing = -1) {
  const log: string[] = [];
  const flow = createTriggerFlow<{ input: Work; events: { work: Work }; result: string }>();
  flow.to(({ value, emit }) => emit('work', value).then(() => 'done')).end();
  flow.when('work').to(async ({ value: { id, awaits, next }, emit, emitNowait }) => {
    log.push(`begin ${id}`);
    await scheduler.schedule(Promise.resolve());
    if (id === failing) throw new Error('broken');
    for (const each of next) {
      if (!awaits) emitNowait('work', each);
      else {
        await emit('work', each);
        log.push(`${each.id} is over`);
      }
    }
    await scheduler.schedule(Promise.resolve());
    log.push(`end ${id}`);
  });
  return { flow, log };
}

import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { gate } from '../../tests/support/gate.js';
import { createTriggerFlow } from './create-trigger-flow.js';

interface Asking {
  readonly interrupts: { ok: { payload: number; answer: number } };
  readonly result: unknown;
}

/** A flow that asks once. `verdicts` are given when a test opens them; what has none is never answered. */
async function asking(verdicts: Readonly<Record<number, Promise<boolean>>>, timeoutMs?: number) {
  const checked = new Set<number>();
  const ok = z.number().refine((value) => {
    checked.add(value);
    return verdicts[value] ?? new Promise<boolean>(() => undefined);
  });
  const flow = createTriggerFlow<Asking>({ contract: { interrupts: { ok } } });
  flow
    .to(({ pauseFor }) =>
      timeoutMs === undefined ? pauseFor('ok', 1) : pauseFor('ok', 1, { timeoutMs, otherwise: -1 }),
    )
    .end();
  const execution = flow.createExecution();
  void execution.start().catch(() => undefined);
  await execution.idle();
  return { execution, checked };
}

describe('two answers at once', () => {
  test('of which the first does not fit: the second is taken', async () => {
    const first = gate();
    const refused = first.waitFor.then(() => false);
    const { execution } = await asking({ 1: refused, 2: Promise.resolve(true) });
    const one = execution.continueWith('1', 1);
    const two = execution.continueWith('1', 2);
    first.open();
    await expect(one).rejects.toMatchObject({ code: 'invalid-answer' });
    await two;
    expect(await execution.result).toBe(2);
  });

  test('of which the first fits: the second comes too late, and is not even checked', async () => {
    const first = gate();
    const fits = first.waitFor.then(() => true);
    const { execution, checked } = await asking({ 1: fits, 2: Promise.resolve(true) });
    const one = execution.continueWith('1', 1);
    const two = execution.continueWith('1', 2);
    first.open();
    await one;
    await expect(two).rejects.toMatchObject({ code: 'closed-interrupt' });
    expect(await execution.result).toBe(1);
    expect([...checked]).toEqual([1]);
  });

  test('wait for their turn, however many they are', async () => {
    const refused = Promise.resolve(false);
    const { execution, checked } = await asking({
      1: refused,
      2: refused,
      3: Promise.resolve(true),
    });
    const given = [1, 2, 3, 4].map((answer) => execution.continueWith('1', answer));
    const ends = await Promise.allSettled(given);
    expect(ends.map(({ status }) => status)).toEqual([
      'rejected',
      'rejected',
      'fulfilled',
      'rejected',
    ]);
    expect([...checked]).toEqual([1, 2, 3]);
  });

  test.each(['its time is over', 'it is cancelled'])(
    'wait for a schema that never answers until %s',
    async (how) => {
      const { execution } = await asking({}, how === 'its time is over' ? 1 : undefined);
      void execution.continueWith('1', 1).catch(() => undefined);
      const two = execution.continueWith('1', 2);
      if (how === 'it is cancelled') execution.cancel();
      await expect(two).rejects.toMatchObject({ code: 'closed-interrupt' });
    },
  );
});

import { describe, expect, test, vi } from 'vitest';
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

describe('answers to one question at once', () => {
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

  test('of which all fit: the first whose schema says so counts, the others are too late', async () => {
    const [first, third] = [gate(), gate()];
    const verdicts = [first.waitFor, Promise.resolve(), third.waitFor].map((open) =>
      open.then(() => true),
    );
    const { execution } = await asking({ ...verdicts });
    const given = [0, 1, 2].map((answer) => execution.continueWith('1', answer));
    expect(await execution.result).toBe(1);
    const closed = { status: 'rejected', reason: { code: 'closed-interrupt' } };
    // Neither waits for its own verdict any more.
    expect(await Promise.allSettled(given)).toMatchObject([
      closed,
      { status: 'fulfilled' },
      closed,
    ]);
    first.open();
    third.open();
  });

  test('with verdicts that come at once: the one given first counts', async () => {
    const yes = Promise.resolve(true);
    const { execution } = await asking({ 1: Promise.resolve(false), 2: yes, 3: yes });
    const ends = await Promise.allSettled(
      [1, 2, 3].map((answer) => execution.continueWith('1', answer)),
    );
    expect(ends).toMatchObject([
      { reason: { code: 'invalid-answer' } },
      { status: 'fulfilled' },
      { reason: { code: 'closed-interrupt' } },
    ]);
    expect(await execution.result).toBe(2);
  });

  test('of which one is never judged: others are, and it is told when the question is over', async () => {
    const { execution, checked } = await asking({ 2: Promise.resolve(true) });
    const never = execution.continueWith('1', 1);
    await vi.waitFor(() => expect([...checked]).toEqual([1]));
    await execution.continueWith('1', 2);
    await expect(never).rejects.toMatchObject({ code: 'closed-interrupt' });
    expect(await execution.result).toBe(2);
  });

  test.each(['its time is over', 'it is cancelled'])(
    'wait for a schema that never answers until %s',
    async (how) => {
      const { execution } = await asking({}, how === 'its time is over' ? 1 : undefined);
      const given = [1, 2].map((answer) => execution.continueWith('1', answer));
      if (how === 'it is cancelled') execution.cancel();
      const closed = { status: 'rejected', reason: { code: 'closed-interrupt' } };
      expect(await Promise.allSettled(given)).toMatchObject([closed, closed]);
    },
  );
});

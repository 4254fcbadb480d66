import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { gate } from '../../tests/support/gate.js';
import { createTriggerFlow } from './create-trigger-flow.js';

interface Saving {
  readonly input: readonly number[];
  readonly events: { batch: void; save: unknown };
  readonly result: unknown;
}

describe('an emit that waits for room', () => {
  test('is let in when what was before it is not wanted any more', async () => {
    const flow = createTriggerFlow<Saving>();
    const saved: unknown[] = [];
    flow
      .to(async ({ emit }) => {
        await emit('batch').catch(() => undefined);
        return 'ok';
      })
      .end();
    flow.to(({ value }) => value).to(({ emit }) => emit('save', 'b'));
    flow.when('batch').to(({ emitNowait }) => {
      emitNowait('save', 1);
      emitNowait('save', 2);
      throw new Error('no');
    });
    flow.when('save').to(({ value }) => void saved.push(value), { concurrency: 1, maxQueued: 1 });
    expect(await flow.start([])).toBe('ok');
    expect(saved).toEqual(['b']);
  });

  test('waits for what its schema has not answered yet, too', async () => {
    const asked = new Set<unknown>();
    let [done, most] = [0, 0];
    const schema = z.unknown().refine(async (value) => {
      most = Math.max(most, asked.add(value).size - done);
      await Promise.resolve();
      return true;
    });
    const flow = createTriggerFlow<Saving>({ contract: { events: { save: schema } } });
    flow
      .forEach()
      .to(({ value, emit }) => emit('save', value))
      .endForEach();
    flow.when('save').to(() => void done++, { concurrency: 1, maxQueued: 2 });
    await flow.start(Array.from({ length: 50 }, (_, index) => index));
    expect([done, most]).toEqual([50, 3]);
  });

  test('has the room of what its schema refuses', async () => {
    const fits = gate();
    const schema = z.unknown().refine(async (value) => {
      await fits.waitFor;
      return value !== 'bad';
    });
    const flow = createTriggerFlow<Saving>({ contract: { events: { save: schema } } });
    const saved: unknown[] = [];
    flow
      .to(async ({ emit }) => {
        const bad = emit('save', 'bad').catch(() => 'refused');
        const good = emit('save', 'good');
        fits.open();
        const how = await bad;
        await good;
        return how;
      })
      .end();
    flow.when('save').to(({ value }) => void saved.push(value), { concurrency: 1, maxQueued: 0 });
    expect(await flow.start([])).toBe('refused');
    expect(saved).toEqual(['good']);
  });
});

test('emitNowait counts what its schema has not answered yet', async () => {
  const schema = z.unknown().refine(async () => true);
  const flow = createTriggerFlow<Saving>({ contract: { events: { save: schema } } });
  flow
    .to(({ emitNowait }) => {
      emitNowait('save', 1);
      emitNowait('save', 2);
      expect(() => emitNowait('save', 3)).toThrow(expect.objectContaining({ code: 'queue-full' }));
      return 'over';
    })
    .end();
  flow.when('save').to(() => undefined, { concurrency: 1, maxQueued: 1 });
  expect(await flow.start([])).toBe('over');
});

import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createTriggerFlow } from './create-trigger-flow.js';

interface Checked {
  input: number;
  events: { half: number };
  stream: string;
  result: string;
}

/** Schemas that convert, and one that takes its time. */
const contract = {
  input: z.coerce.number(),
  events: { half: z.number().int() },
  stream: z.string().trim(),
  result: z.string().refine(async (text) => text !== 'bad'),
};

function checked() {
  const flow = createTriggerFlow<Checked>({ contract });
  const work = flow.chunk('work', async ({ value, emit, putIntoStream }) => {
    await putIntoStream(` ${value} `);
    await emit('half', value / 2);
    return value;
  });
  flow
    .to(work)
    .to(({ value }) => (value > 100 ? 'bad' : 'good'))
    .end();
  const halves: number[] = [];
  flow.when('half').to(({ value }) => void halves.push(value));
  return { flow, halves };
}

describe('§4.10 contracts', () => {
  test('§4.10.1, §7.1.1 the input, items, events and the result go on as their schemas return them', async () => {
    const { flow, halves } = checked();
    const execution = flow.createExecution();
    expect(await execution.start('4' as unknown as number)).toBe('good');
    expect(halves).toEqual([2]);
    const seen: string[] = [];
    for await (const item of execution.getRuntimeStream()) seen.push(item);
    expect(seen).toEqual(['4']);
  });

  test('§4.10.2, §7.1.2 an input that does not fit starts nothing and is told with its issues', async () => {
    const execution = checked().flow.createExecution();
    await expect(execution.start('four' as unknown as number)).rejects.toMatchObject({
      code: 'broken-contract',
      message: expect.stringMatching(/^The input does not fit its schema: /),
      issues: [{ code: 'invalid_type' }],
    });
    expect(execution.status).toBe('failed');
    expect(execution.counts.signals).toBe(0);
  });

  test('§4.10.2 an event that does not fit fails the chunk that sent it, and reaches nobody', async () => {
    const { flow, halves } = checked();
    await expect(flow.start(5)).rejects.toMatchObject({
      code: 'chunk-failed',
      chunk: 'work',
      cause: { code: 'broken-contract', chunk: 'work' },
    });
    expect(halves).toEqual([]);
  });

  test('§4.10.2, §7.1.2 so does an item of the stream', async () => {
    const flow = createTriggerFlow<Checked>({ contract });
    const shows = flow.chunk('shows', ({ putIntoStream }) => putIntoStream(5 as unknown as string));
    flow.to(shows);
    const execution = flow.createExecution();
    await expect(execution.start(1)).rejects.toMatchObject({
      chunk: 'shows',
      cause: { code: 'broken-contract' },
    });
    await expect(execution.getRuntimeStream().next()).rejects.toMatchObject({ chunk: 'shows' });
  });

  test('§4.10.2, §7.1.2 a result that does not fit is none, and who set it is told', async () => {
    const failed = checked().flow.createExecution();
    await expect(failed.start(200)).rejects.toMatchObject({
      code: 'broken-contract',
      message: expect.stringMatching(/^The result does not fit/),
    });
    expect(failed.status).toBe('failed');
    const flow = createTriggerFlow<Checked>({ contract });
    flow.to(flow.chunk('sets', ({ setResult }) => setResult(5 as unknown as string)));
    await expect(flow.start(1)).rejects.toMatchObject({ code: 'broken-contract', chunk: 'sets' });
  });

  test('§4.10.3 events that their schema takes its time for are waited for, and keep none waiting', async () => {
    const late = z.number().transform(async (value) => value * 10);
    const flow = createTriggerFlow<Checked>({ contract: { events: { half: late } } });
    const seen: number[] = [];
    flow
      .to(async ({ emit }) => {
        await emit('half', 1);
        return seen.join();
      })
      .end();
    flow.when('half').to(({ value }) => void seen.push(value));
    expect(await flow.start(1)).toBe('10');
    const broken = createTriggerFlow<Checked>({
      contract: { events: { half: z.number().refine(async () => false) } },
    });
    broken.to(broken.chunk('sends', ({ emitNowait }) => emitNowait('half', 1)));
    await expect(broken.start(1)).rejects.toMatchObject({
      chunk: 'sends',
      cause: { code: 'broken-contract' },
    });
  });

  test('§4.10.3 fields of an answer are checked like any event', async () => {
    const flow = createTriggerFlow<Checked>({ contract });
    async function* answer() {
      yield { type: 'done', path: 'n', value: 2.5 } as never;
    }
    flow.to(flow.chunk('bridge', ({ emitFields }) => emitFields(answer(), { n: 'half' })));
    await expect(flow.start(1)).rejects.toMatchObject({ chunk: 'bridge' });
  });

  test('§4.10.3 what is no contract is refused', () => {
    for (const wrong of [{ events: { half: 5 } }, { input: 'number' }, { output: z.string() }]) {
      expect(() => createTriggerFlow<Checked>({ contract: wrong as never })).toThrow(
        expect.objectContaining({ code: 'invalid-option' }),
      );
    }
  });
});

import { expect, test } from 'vitest';
import { z } from 'zod';
import { createAgent } from './create-agent.js';

const agent = createAgent({
  async *model() {
    yield '12';
  },
});

test.each([
  ['text', agent],
  ['a number', agent.output(z.number())],
])('%s, whose field is done with the end, is not done after it', async (_, request) => {
  const answers = Array.from({ length: 10 }, () => request.input('x').getResponse().getMeta());
  for (const { firstTokenMs = NaN, firstFieldMs = NaN, totalMs } of await Promise.all(answers)) {
    expect(firstFieldMs).toBeGreaterThanOrEqual(firstTokenMs);
    expect(firstFieldMs).toBeLessThanOrEqual(totalMs);
  }
});

import { expect, test } from 'vitest';
import { z } from 'zod';
import { createAgent } from './create-agent.js';
import { tool } from './tool.js';

test.each([
  ['keys that are numbers', '{"b":1,"1":2}', { b: 1, 1: 2 }, ['b', '["1"]', '']],
  ['a name behind the input', '{"b":"x"}', { b: 'x' }, ['b', '']],
  ['nothing at all', 'null', {}, ['']],
])('an input that is planned with %s is told of once', async (_, input, value, paths) => {
  const inputs: unknown[] = [];
  const echo = tool({ input: z.looseObject({}), execute: (given) => void inputs.push(given) });
  let calls = 0;
  const plans = [`{"calls":[{"input":${input},"tool":"echo"}]}`, '{"calls":[]}', 'Done.'];
  const agent = createAgent({
    async *model() {
      yield* plans[calls++] ?? '';
    },
  });
  const done: string[] = [];
  for await (const event of agent.input('x').tools({ echo }).getResponse())
    if (event.type === 'tool' && event.phase === 'input' && event.field.type === 'done')
      done.push(event.field.path);
  expect(inputs).toEqual([value]);
  expect(done).toEqual(paths);
});

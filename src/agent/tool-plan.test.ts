import { expect, test } from 'vitest';
import { z } from 'zod';
import { createAgent } from './create-agent.js';
import { tool } from './tool.js';

const call = (q: string) => `{"tool":"echo","input":{"q":"${q}"}}`;

test.each([
  ['its last brace', `{"calls":[${call('z')}]`, ['result z']],
  ['its last brackets', `{"calls":[${call('y')},${call('z')}`, ['result y', 'result z']],
  [
    'the brace of its last call',
    `{"calls":[${call('y')},{"tool":"echo","input":{"q":"z"}`,
    ['result y', 'result z'],
  ],
  [
    'half of its last call',
    `{"calls":[${call('y')},{"tool":"echo","input":{"q":"z`,
    ['result y', 'invalid-input'],
  ],
  ['all but the name of its last call', `{"calls":[${call('y')},{"tool":"echo"`, ['result y']],
  ['the name of its last call', `{"calls":[${call('y')},{"too`, ['result y']],
])(
  'a plan without %s is made as far as it is whole, and no call that was told of is passed over',
  async (_, plan, ends) => {
    const echo = tool({ input: z.object({ q: z.string() }), execute: ({ q }) => q });
    let calls = 0;
    const plans = [plan, '{"calls":[]}', 'Done.'];
    const agent = createAgent({
      async *model() {
        yield* plans[calls++] ?? '';
      },
    });
    const response = agent.input('x').tools({ echo }).getResponse();
    const told: string[] = [];
    for await (const event of response)
      if (event.type === 'tool' && event.phase === 'result')
        told[event.index] = `result ${String(event.output)}`;
      else if (event.type === 'tool' && event.phase === 'error') told[event.index] = event.code;
    expect(told).toEqual(ends);
    expect(await response.getText()).toBe('Done.');
    expect(calls).toBe(3);
  },
);

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

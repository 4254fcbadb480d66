import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createTriggerFlow } from 'fieldwise/flow';
import { z } from 'zod';

interface Named {
  input: number;
  events: Record<string, number>;
  state: Record<string, number>;
  interrupts: Record<string, { payload: number; answer: number }>;
  resources: Record<string, number>;
  result: unknown;
}

const name = fc.oneof(
  fc.constantFrom('__proto__', 'constructor', 'toString', 'valueOf', 'hasOwnProperty', '', '0'),
  fc.string({ unit: 'binary' }),
);

test('any text is a name: of events, questions, keys, branches, collections, resources and chunks', async () => {
  await fc.assert(
    fc.asyncProperty(name, name, async (one, other) => {
      fc.pre(one !== other);
      const flow = createTriggerFlow<Named>({
        contract: { events: { known: z.number() }, interrupts: { known: z.number() } },
        resources: { [one]: 1 },
      });
      flow.to(({ emitNowait, value }) => emitNowait(one, value));
      flow
        .when(one)
        .to(flow.chunk(one, ({ pauseFor, value }) => pauseFor(one, value)))
        .to(({ value, state }) => {
          state.set(one, value);
          return value;
        })
        .batch({ [one]: () => 1, [other]: () => 2 })
        .collect(one, other)
        .to(({ value, state, getResource }) => [
          Object.entries(value).map(([key, each]) => [key, Object.entries(Object(each))]),
          [state.get(one), state.get(other)],
          [getResource(one), getResource(other)],
        ])
        .end();
      const begun = flow.createExecution();
      begun.start(5).catch(() => undefined);
      await begun.idle();
      const text = JSON.stringify(await begun.save());
      begun.cancel();
      const execution = flow.loadExecution(text);
      await execution.continueWith('1', 7);
      const [branches, state, resources] = (await execution.result) as [
        [string, [string, number][]][],
        unknown,
        unknown,
      ];
      expect(branches.map(([branch]) => branch)).toEqual([other]);
      expect(new Map(branches[0]?.[1])).toEqual(
        new Map([
          [one, 1],
          [other, 2],
        ]),
      );
      expect([state, resources]).toEqual([
        [7, undefined],
        [1, undefined],
      ]);
    }),
    { numRuns: 200 },
  );
});

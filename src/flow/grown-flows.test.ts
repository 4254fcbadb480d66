import { describe, expect, test } from 'vitest';
import { createTriggerFlow } from './create-trigger-flow.js';
import type { FlowSnapshot } from './snapshot.js';
import type { DataOf } from './trigger-flow.js';

interface Asking {
  input: unknown;
  events: Record<string, unknown>;
  interrupts: { q: { payload: unknown; answer: unknown } };
  result: unknown;
}

type Flow = ReturnType<typeof createTriggerFlow<Asking>>;
type Ask = DataOf<Flow, unknown>['pauseFor'];
type Build = (flow: Flow) => void;

function built(build: Build): Flow {
  const flow = createTriggerFlow<Asking>({ name: 'n' });
  build(flow);
  return flow;
}

const asking = (flow: Flow) =>
  flow.chunk('ask', ({ value, pauseFor }: DataOf<Flow, unknown>) => pauseFor('q', value));

async function savedBy(build: Build, input: unknown): Promise<FlowSnapshot> {
  const execution = built(build).createExecution();
  execution.start(input).catch(() => undefined);
  await execution.idle();
  const snapshot = await execution.save();
  execution.cancel();
  return snapshot;
}

/** Saved by one flow, answered with the payload and an exclamation mark in another. */
async function goesOn(before: Build, after: Build, input: unknown): Promise<unknown> {
  const loaded = built(after).loadExecution(JSON.stringify(await savedBy(before, input)));
  while ((await loaded.idle()) === 'waiting') {
    for (const { id, payload } of loaded.interrupts) {
      await loaded.continueWith(id, `${String(payload)}!`);
    }
  }
  return loaded.result;
}

const items: Build = (flow) => {
  flow.forEach().to(asking(flow)).endForEach().end();
};
const choices: Build = (flow) => {
  flow
    .match({ mode: 'hitAll' })
    .case((value) => value === 2)
    .to(asking(flow))
    .case(1)
    .to(flow.chunk('one', () => 1))
    .endMatch()
    .end();
};
const both: Build = (flow) => {
  const ask = asking(flow);
  flow
    .to(({ value, emitNowait }) => {
      emitNowait('a', 'a');
      return value;
    })
    .to(ask)
    .to(flow.chunk('then', ({ value, emitNowait }) => emitNowait('b', value)));
  flow
    .when(['a', 'b'])
    .to(flow.chunk('join', ({ value }) => value))
    .end();
};

describe('a flow that has grown elsewhere', () => {
  test.each<[string, Build, Build, unknown, unknown]>([
    [
      'a forEach made before the one that waits',
      items,
      (flow) => {
        flow
          .when('later')
          .forEach()
          .to(({ value }) => value)
          .endForEach();
        items(flow);
      },
      [1, 2],
      ['1!', '2!'],
    ],
    [
      'a match made before the one that waits',
      choices,
      (flow) => {
        flow
          .when('z')
          .match({ mode: 'hitAll' })
          .case(1)
          .to(flow.chunk('x', () => 1))
          .endMatch();
        choices(flow);
      },
      2,
      ['2!'],
    ],
    [
      'another join, and chunks without a name',
      both,
      (flow) => {
        flow.when(['a', 'c']).to(flow.chunk('extra', () => 'extra'));
        flow.when('c').to(({ value }) => value);
        both(flow);
      },
      1,
      { event: { a: 'a', b: '1!' } },
    ],
    [
      'more behind the group that waits, and in it',
      items,
      (flow) => {
        const inside = flow.forEach();
        inside
          .sideBranch(flow.chunk('note', () => undefined))
          .to(asking(flow))
          .to(flow.chunk('more', ({ value }) => value))
          .endForEach()
          .to(flow.chunk('count', ({ value }) => Array.isArray(value) && value.length))
          .end();
      },
      [1, 2],
      2,
    ],
  ])('goes on: %s', async (_, before, after, input, result) => {
    expect(await goesOn(before, after, input)).toEqual(result);
  });
});

describe('a flow that has changed where an execution waits', () => {
  const batch =
    (...names: readonly string[]): Build =>
    (flow) => {
      const ask = asking(flow);
      const same = flow.chunk('same', ({ value }) => value);
      flow
        .batch(Object.fromEntries(names.map((name) => [name, name === 'ask' ? ask : same])))
        .end();
    };

  test.each<[string, Build, Build, unknown]>([
    ['branches in another order', batch('ask', 'same'), batch('same', 'ask'), 1],
    ['a branch more', batch('ask', 'same'), batch('ask', 'more', 'same'), 1],
    ['no group any more', items, (flow) => flow.to(asking(flow)).end(), [1]],
    [
      'a group in another place',
      items,
      (flow) => {
        flow.when('x').forEach().to(asking(flow)).endForEach().end();
      },
      [1],
    ],
    [
      'a case before the others',
      choices,
      (flow) => {
        flow
          .match({ mode: 'hitAll' })
          .case(0)
          .to(flow.chunk('zero', () => 0))
          .case((value) => value === 2)
          .to(asking(flow))
          .case(1)
          .to(flow.chunk('one', () => 1))
          .endMatch()
          .end();
      },
      2,
    ],
    [
      'two joins of the same events, where there was one',
      both,
      (flow) => {
        flow.when(['a', 'b']).to(flow.chunk('extra', () => 'extra'));
        both(flow);
      },
      1,
    ],
    [
      'a function without a name in another place',
      (flow) => {
        flow
          .to(({ pauseFor }) => pauseFor('q', 1))
          .to(({ value }) => value)
          .end();
      },
      (flow) => {
        flow
          .to(({ value }) => value)
          .to(({ pauseFor }) => pauseFor('q', 1))
          .to(({ value }) => value)
          .end();
      },
      1,
    ],
    ['a chunk in a group', (flow) => flow.to(asking(flow)).end(), items, 1],
    [
      'a collect with a branch more',
      (flow) => {
        flow.collect('c', 'one');
        flow.to(asking(flow)).collect('c', 'two').end();
      },
      (flow) => {
        flow.when('x').collect('c', 'zero');
        flow.collect('c', 'one');
        flow.to(asking(flow)).collect('c', 'two').end();
      },
      1,
    ],
  ])('is refused before anything runs: %s', async (_, before, after, input) => {
    const snapshot = await savedBy(before, input);
    expect(() => built(after).loadExecution(snapshot)).toThrow(
      expect.objectContaining({ code: 'invalid-snapshot' }),
    );
  });

  test('is told from where it did not: each of these goes on in the flow that saved it', async () => {
    for (const build of [items, choices, both, batch('ask', 'same')]) {
      const result = goesOn(build, build, build === items ? [1] : 2);
      await expect(result).resolves.toBeDefined();
    }
  });
});

test('two functions of one name cannot be told apart later, which save() says', async () => {
  const named = (text: string) => {
    const { ask } = { ask: ({ pauseFor }: { pauseFor: Ask }) => pauseFor('q', text) };
    return ask;
  };
  const two: Build = (flow) => {
    flow.to(named('a')).end();
    flow.when('never').to(named('b')).end();
  };
  await expect(savedBy(two, 1)).rejects.toMatchObject({
    code: 'unsaved-execution',
    chunk: 'ask',
  });
  const chosen: Build = (flow) => {
    flow.to(asking(flow)).end();
    flow.when('never').to(named('a')).end();
  };
  expect(await goesOn(chosen, chosen, 1)).toBe('1!');
});

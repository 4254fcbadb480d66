import { describe, expect, test } from 'vitest';
import { createTriggerFlow } from './create-trigger-flow.js';
import type { FlowDescription } from './description.js';
import { FlowError } from './error.js';

interface Any {
  input: number;
  events: { left: number; right: number };
  state: { key: number };
  result: unknown;
}

const pass = ({ value }: { value: unknown }) => value;

/** What leads to what, by name: `plan -> task`, with the label in between and `~>` for what is said to be emitted. */
function arrowsOf({ nodes, edges }: FlowDescription): readonly string[] {
  const names = new Map(nodes.map(({ id, name }) => [id, name]));
  return edges.map(({ from, to, label, kind }) => {
    const way = label === undefined ? '' : `[${label}]`;
    return `${names.get(from)} ${way}${kind === 'emit' ? '~>' : '->'} ${names.get(to)}`;
  });
}

describe('§4.8 a description of a flow', () => {
  test('§4.8.14 has its chunks by the names they have at run time, and is JSON', async () => {
    const flow = createTriggerFlow<Any>({ name: 'short' });
    const seen: string[] = [];
    const look = ({ value, chunk }: { value: number; chunk: string }) => {
      seen.push(chunk);
      return value;
    };
    flow
      .to(flow.chunk('plan', look), { concurrency: 2 })
      .to((data) => look(data))
      .to(look)
      .end();
    await flow.start(1);
    const described = flow.describe();
    expect(described).toEqual({
      name: 'short',
      nodes: [
        { id: 'start', kind: 'start', name: 'start' },
        { id: '1', kind: 'chunk', name: 'plan', concurrency: 2 },
        { id: '2', kind: 'chunk', name: seen[1] },
        { id: '3', kind: 'chunk', name: 'look' },
        { id: 'end', kind: 'end', name: 'end' },
      ],
      edges: [
        { from: 'start', to: '1', kind: 'value' },
        { from: '1', to: '2', kind: 'value' },
        { from: '2', to: '3', kind: 'value' },
        { from: '3', to: 'end', kind: 'value' },
      ],
      groups: [],
    });
    expect(seen).toEqual(['plan', described.nodes[2]?.name, 'look']);
    expect(JSON.parse(JSON.stringify(described))).toEqual(described);
  });

  test('§4.2.16 what is sent leads to what listens for it, where the chunk says so', () => {
    const flow = createTriggerFlow<Any>();
    const plan = flow.chunk('plan', pass, { emits: ['left'] });
    flow.to(plan).end();
    flow.when('left').to(flow.chunk('work', pass)).sideBranch(flow.chunk('log', pass));
    flow.when('left').to(flow.chunk('other', pass));
    flow.when({ event: ['right'], state: ['key'], chunk: [plan] }).end();
    expect(arrowsOf(flow.describe())).toEqual([
      'plan ~> left',
      'start -> plan',
      'plan -> end',
      'left -> work',
      'work -> log',
      'left -> other',
      'right -> when-8',
      'plan -> when-8',
      'key -> when-8',
      'when-8 -> end',
      'plan -> plan',
    ]);
    expect(flow.describe().nodes).toContainEqual({
      id: 'return:plan',
      kind: 'return',
      name: 'plan',
    });
  });

  test('§4.8.14 groups stand in groups, with an end where their branches meet', () => {
    const flow = createTriggerFlow<Any>();
    const isBig = (value: number) => value > 5;
    flow
      .to(({ value }) => [value])
      .forEach({ concurrency: 3 })
      .batch({ a: flow.chunk('one', ({ value }) => value), b: () => 2 })
      .to(({ value }) => value.a)
      .match({ mode: 'hitAll' })
      .case(isBig)
      .to(flow.chunk('big', pass))
      .case(3)
      .case((value) => value < 0)
      .to(flow.chunk('small', pass))
      .caseElse()
      .endMatch()
      .endForEach()
      .end();
    const described = flow.describe();
    expect(described.groups).toEqual([
      { id: '2', kind: 'forEach', name: 'forEach-2' },
      { id: '3', kind: 'batch', name: 'batch-3', group: '2' },
      { id: '5', kind: 'match', name: 'match-5', group: '2' },
    ]);
    expect(described.nodes.filter(({ group }) => group === '5').map(({ name }) => name)).toEqual([
      'match-5',
      'big',
      'the end of match-5',
      'small',
    ]);
    expect(described.nodes).toContainEqual({
      id: '2',
      kind: 'forEach',
      name: 'forEach-2',
      group: '2',
      concurrency: 3,
    });
    const arrows = arrowsOf(described);
    expect(arrows.slice(1)).toEqual([
      expect.stringMatching(/^chunk-\d+ -> forEach-2$/),
      'forEach-2 -> batch-3',
      'batch-3 [a]-> one',
      'one -> the end of batch-3',
      'batch-3 [b]-> b',
      'b -> the end of batch-3',
      expect.stringMatching(/^the end of batch-3 -> chunk-\d+$/),
      expect.stringMatching(/^chunk-\d+ -> match-5$/),
      'match-5 [isBig]-> big',
      'big -> the end of match-5',
      'match-5 [3]-> the end of match-5',
      'match-5 [case 3]-> small',
      'small -> the end of match-5',
      'match-5 [else]-> the end of match-5',
      'the end of match-5 -> the end of forEach-2',
      'the end of forEach-2 -> end',
    ]);
  });

  test('§4.8.14 chains that lead into one another, collections, and a chunk that stands in one place twice', () => {
    const flow = createTriggerFlow<Any>();
    const work = flow.chunk('work', pass);
    const side = flow.chain<number>().to(work);
    flow.to(side).collect('all', 'main').end();
    flow.when('left').to(work).collect('all', 'left');
    flow.when('left').to(work);
    flow.when({ collect: 'all' }).end();
    const described = flow.describe();
    expect(arrowsOf(described)).toEqual([
      'chain -> work',
      'start -> chain',
      'work [main]-> all',
      'all -> end',
      'left -> work',
      'work [left]-> all',
    ]);
    expect(described.nodes).toContainEqual({
      id: 'collect:all',
      kind: 'collect',
      name: 'all',
      mode: 'filledAndUpdate',
    });
  });

  test('§4.8.14 chunks of one name that are waited for are told apart', () => {
    const flow = createTriggerFlow<Any>();
    const [one, two] = [1, 2].map((number) =>
      Object.defineProperty(() => number, 'name', { value: 'same' }),
    );
    if (one === undefined || two === undefined) throw new Error('there are two');
    const chunks = [flow.chunk(one), flow.chunk(two)] as const;
    for (const chunk of chunks) flow.to(chunk as never);
    for (const chunk of chunks) flow.when(chunk).end();
    const returns = flow.describe().nodes.filter(({ kind }) => kind === 'return');
    expect(returns.map(({ id }) => id)).toEqual(['return:same', 'return:same:2']);
  });

  test('§4.2.16 the events a chunk sends are names', () => {
    const flow = createTriggerFlow<Any>();
    for (const options of [{ emits: 'left' }, { emits: [5] }, { emit: ['left'] }, null]) {
      expect(() => flow.chunk('plan', pass, options as never)).toThrow(FlowError);
    }
    expect(() => flow.chunk(pass as never, { emits: ['left'] } as never)).toThrow(
      /takes a function/,
    );
  });
});

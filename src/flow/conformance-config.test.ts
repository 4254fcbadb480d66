import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createTriggerFlow } from './create-trigger-flow.js';
import { FlowError } from './error.js';
import { exportFlow } from './export-flow.js';
import type { FlowConfig } from './flow-config.js';
import { importFlow } from './import-flow.js';
import type { TriggerFlow } from './trigger-flow.js';

interface Types {
  input: number;
  events: { e: number };
  state: { key: number };
  stream: never;
  interrupts: { ask: { payload: number; answer: number } };
  result: unknown;
}

interface Data {
  readonly value: unknown;
  readonly signalId: number;
  emitNowait(name: 'e', value: number): void;
  readonly state: { set(key: 'key', value: number): void };
}

/** Ends what goes round in circles. */
function next({ value, signalId }: Data): number {
  if (signalId > 200) throw new Error('enough');
  return typeof value === 'number' ? value + 1 : 0;
}

const chunks = {
  add: next,
  list: (data: Data) => [next(data), 7],
  send: (data: Data) => {
    const value = next(data);
    if (value < 4) data.emitNowait('e', value);
    return value;
  },
  keep: (data: Data) => {
    data.state.set('key', next(data));
    return data.value;
  },
};
const conditions = {
  isBig: (value: unknown) => Number(value) > 3,
  isList: async (value: unknown) => Array.isArray(value),
};
const functions = {
  begin: ({ value }: { value: unknown }) => ({ input: Number(value) }),
  label: (result: unknown) => `child ${String(result)}`,
};

function createChild() {
  const flow = createTriggerFlow<{ input: number; stream: never; result: number }>({
    name: 'child',
  });
  flow.to(flow.chunk('double', ({ value }) => value * 2)).end();
  return flow;
}

type Flow = TriggerFlow<Types>;
/** A chain without its types, which random calls do not keep. */
type Loose = Readonly<Record<string, (...args: readonly unknown[]) => Loose>>;

const words = Object.keys(chunks) as (keyof typeof chunks)[];
const call = fc.record({
  kind: fc.constantFrom(
    ...([
      'to',
      'to',
      'to',
      'sideBranch',
      'when',
      'whenAll',
      'batch',
      'forEach',
      'endForEach',
    ] as const),
    ...(['match', 'case', 'case', 'caseElse', 'endMatch', 'collect', 'end', 'end'] as const),
    ...(['chain', 'join', 'subFlow', 'itself'] as const),
  ),
  on: fc.nat({ max: 40 }),
  word: fc.constantFrom(...words),
  number: fc.integer({ min: 1, max: 3 }),
});

/** Builds a flow by random calls; what does not fit is refused and leaves nothing behind. */
function build(calls: readonly (typeof call extends fc.Arbitrary<infer C> ? C : never)[]): Flow {
  const child = createChild();
  const flow = createTriggerFlow<Types>({ name: 'random' });
  const made = Object.fromEntries(
    words.map((word) => [
      word,
      flow.chunk(word, chunks[word] as never, word === 'send' ? { emits: ['e'] } : {}),
    ]),
  );
  const chains: { readonly chain: Loose; readonly roots: number }[] = [
    { chain: flow as unknown as Loose, roots: 0 },
  ];
  const starts: Loose[] = [];
  const apply = (
    from: Loose,
    { kind, word, number }: (typeof calls)[number],
  ): Loose | undefined => {
    const options = number === 3 ? {} : { concurrency: number };
    const chunk = made[word];
    switch (kind) {
      case 'when':
        return from['when']?.(number === 1 ? 'e' : number === 2 ? chunk : { state: 'key' });
      case 'whenAll':
        return from['when']?.(
          { event: ['e'], chunk: [chunk] },
          (['and', 'or', 'simpleOr'] as const)[number - 1],
        );
      case 'batch':
        return from['batch']?.(number === 1 ? [chunk] : { 1: chunk, b: made['add'] }, options);
      case 'match':
        return from['match']?.({ mode: number === 1 ? 'hitAll' : 'hitFirst' });
      case 'case':
        return from['case']?.(
          number === 1
            ? conditions.isBig
            : number === 2
              ? conditions.isList
              : [2, 'x', undefined][number - 1],
        );
      case 'collect':
        return from['collect']?.(`c${number}`, word);
      case 'chain':
        starts.push((flow as unknown as Loose)['chain']?.() as Loose);
        return starts.at(-1);
      case 'subFlow':
        return from['toSubFlow']?.(child, {
          ...options,
          capture: functions.begin,
          ...(number === 1 ? { name: 'sub', writeBack: functions.label } : {}),
        });
      case 'itself':
        // Only where it comes to an end: behind what is big enough.
        return from['match']?.()['case']?.(9)?.['toSubFlow']?.(flow);
      case 'to':
      case 'sideBranch':
        return from[kind]?.(chunk, number === 2 ? { ...options, maxQueued: 1 } : options);
      case 'forEach':
        return from['forEach']?.(options);
      default:
        return from[kind]?.();
    }
  };
  for (const each of calls) {
    const from = chains[each.on % chains.length];
    if (from === undefined) continue;
    try {
      if (each.kind === 'join') {
        // Only into chains that were begun after this one: nothing goes round in circles without a chunk.
        const start = starts[from.roots];
        if (start !== undefined) {
          const chain = from.chain['to']?.(start);
          if (chain !== undefined) chains.push({ chain, roots: starts.length });
        }
        continue;
      }
      const chain = apply(from.chain, each);
      if (chain !== undefined) {
        const roots = each.kind === 'chain' ? starts.length : from.roots;
        chains.push({ chain, roots });
      }
    } catch (error) {
      if (!(error instanceof FlowError)) throw error;
    }
  }
  return flow;
}

async function outcomeOf(flow: Flow): Promise<unknown> {
  try {
    return ['result', await flow.start(1, { timeoutMs: 2_000 })];
  } catch (error) {
    if (!(error instanceof FlowError)) throw error;
    return [error.code, error.message];
  }
}

const all = { chunks, conditions, functions } as never as Parameters<typeof importFlow<Types>>[1];

describe('§4.8 a flow as data', () => {
  test('§4.8.10, §7.5.1 an exported flow is the same flow again: what it looks like, and what it does', async () => {
    let finished = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(call, { minLength: 3, maxLength: 14 }), async (calls) => {
        const flow = build(calls);
        const config = exportFlow(flow);
        const text = JSON.stringify(config);
        const flows = { child: createChild() };
        const again = importFlow<Types>(text, { ...all, flows });
        expect(again.describe()).toEqual(flow.describe());
        expect(exportFlow(again)).toEqual(config);
        const outcome = await outcomeOf(flow);
        expect(await outcomeOf(again)).toEqual(outcome);
        if (Array.isArray(outcome) && outcome[0] === 'result') finished++;
      }),
      { numRuns: 300 },
    );
    expect(finished).toBeGreaterThan(30);
  });

  test('§4.8.10 a config is readable, and functions go by their names', () => {
    const flow = build([]);
    const child = createChild();
    flow
      .to(
        flow.chunk('plan', ({ value }) => [value], { emits: ['e'] }),
        { concurrency: 2 },
      )
      .forEach()
      .match()
      .case(conditions.isBig)
      .toSubFlow(child, { capture: functions.begin, resources: [] })
      .case(2)
      .toSubFlow(flow)
      .endMatch()
      .endForEach()
      .end();
    flow.when('e').to(chunks.add);
    flow.when({ event: ['e'], state: ['key'] }, 'or').end();
    expect(exportFlow(flow)).toEqual({
      format: 'fieldwise-flow-config',
      version: 1,
      name: 'random',
      emits: { plan: ['e'] },
      steps: [
        { kind: 'to', id: 1, chunk: 'plan', concurrency: 2 },
        { kind: 'forEach', id: 2 },
        { kind: 'match', id: 3 },
        { kind: 'case', id: 4, condition: 'isBig' },
        { kind: 'subFlow', id: 5, flow: 'child', capture: 'begin' },
        { kind: 'case', id: 6, value: 2 },
        { kind: 'subFlow', id: 7 },
        { kind: 'endMatch', id: 8 },
        { kind: 'endForEach', id: 9 },
        { kind: 'end', id: 10 },
        { kind: 'when', id: 11, on: { event: 'e' } },
        { kind: 'to', id: 12, chunk: 'next' },
        { kind: 'when', id: 13, on: [{ event: 'e' }, { state: 'key' }], mode: 'or' },
        { kind: 'end', id: 14 },
      ],
    });
  });

  test('§4.8.10 written by hand it needs no ids but where something refers to them', async () => {
    const flow = importFlow<Types>(
      {
        format: 'fieldwise-flow-config',
        version: 1,
        name: 'by hand',
        steps: [
          { kind: 'to', chunk: 'add', id: 'first' },
          { kind: 'to', chunk: 'list' },
          { kind: 'end' },
          { kind: 'to', after: 'first', chunk: 'send' },
          { kind: 'to', after: 4, chunk: 'keep' },
        ],
      },
      all,
    );
    expect(await flow.start(1)).toEqual([3, 7]);
    expect(flow.describe().edges.map(({ from, to }) => `${from} ${to}`)).toEqual([
      'start 1',
      '1 2',
      '2 end',
      '1 4',
      '4 5',
    ]);
  });

  test('§4.8.11 what the one saves the other loads', async () => {
    const ask = ({
      value,
      pauseFor,
    }: {
      value: number;
      pauseFor: (name: 'ask', payload: number) => unknown;
    }) => pauseFor('ask', value);
    const flow = createTriggerFlow<Types>({ name: 'asking' });
    flow
      .to(flow.chunk('ask', ask as never))
      .to(chunks.add as never)
      .end();
    const config = exportFlow(flow);
    const again = importFlow<Types>(config, { chunks: { ask, next } });
    const execution = flow.createExecution();
    execution.start(5).catch(() => undefined);
    const loaded = again.loadExecution(JSON.stringify(await execution.save()));
    execution.cancel();
    await loaded.continueWith('1', 6);
    expect(await loaded.result).toBe(7);
  });

  test('§4.8.12, §7.5.9 what has no name, or shares one, cannot be exported, and the step is named', () => {
    const other = { isBig: () => true };
    const twin = createTriggerFlow<{ input: unknown; stream: never }>({ name: 'child' });
    const third = createTriggerFlow<{ input: unknown; stream: never }>({ name: 'child' });
    for (const [add, message] of [
      [(flow: Flow) => void flow.to(({ value }) => value), /step 1, a to, has a function without/],
      [(flow: Flow) => void flow.batch({ a: flow.chunk(() => 1) }), /step 1, a batch/],
      [
        (flow: Flow) => void flow.match().case(() => true),
        /step 2, a case, has a condition without/,
      ],
      [
        (flow: Flow) => void flow.match().case(conditions.isBig).case(other.isBig),
        /step 3, a case, has a second condition with the name "isBig"/,
      ],
      [
        (flow: Flow) => void flow.to(chunks.add).to(flow.chunk('next', () => 1) as never),
        /step 2, a to, has a second chunk/,
      ],
      [
        (flow: Flow) => void flow.sideBranch(twin as never).toSubFlow(third),
        /step 2, a subFlow, has a second flow/,
      ],
      [
        (flow: Flow) => void flow.toSubFlow(twin, { capture: (() => () => ({ input: 1 }))() }),
        /step 1, a subFlow, has a function without/,
      ],
      [(flow: Flow) => void flow.match().case({} as never), /compares with an object/],
    ] as const) {
      const flow = createTriggerFlow<Types>({ name: 'unnamed' });
      add(flow);
      expect(() => exportFlow(flow)).toThrow(
        expect.objectContaining({
          code: 'unexported-flow',
          message: expect.stringMatching(message) as string,
        }) as Error,
      );
    }
    expect(() => exportFlow({} as never)).toThrow(/takes a flow/);
  });

  test('§4.8.12, §7.5.10 what was not exported, or names what is not there, is refused by its place', () => {
    const good: FlowConfig = {
      format: 'fieldwise-flow-config',
      version: 1,
      name: 'good',
      steps: [{ kind: 'to', chunk: 'add' }, { kind: 'end' }],
    };
    const withStep = (...steps: readonly unknown[]) => ({ ...good, steps });
    for (const [given, message] of [
      ['{', /is JSON/],
      [null, /It is no object/],
      [{ ...good, extra: 1 }, /It has no `extra`/],
      [{ ...good, format: 'fieldwise-flow' }, /`format` is another/],
      [{ ...good, version: 2 }, /`version` is not 1/],
      [withStep({ kind: 'toe' }), /`steps\[0\].kind` is unknown/],
      [withStep({ kind: 'toString' }), /`steps\[0\].kind` is unknown/],
      [
        withStep({ kind: 'to', chunk: 'none' }),
        /`steps\[0\].chunk` is "none", which `chunks` has not/,
      ],
      [withStep({ kind: 'to', chunk: 'toString' }), /which `chunks` has not/],
      [withStep({ kind: 'to', chunk: 'add', limit: 5 }), /`steps\[0\]` has no `limit`/],
      [withStep({ kind: 'to', chunk: 'add', after: 1 }), /`steps\[0\].after` is no step before it/],
      [withStep({ kind: 'end' }, { kind: 'end' }), /`steps\[1\]` needs `after`/],
      [
        withStep({ kind: 'end', id: 'a' }, { kind: 'end', id: 'a', after: 0 }),
        /`steps\[1\].id` comes twice/,
      ],
      [withStep({ kind: 'match' }, { kind: 'case' }), /either a `condition` or a `value`/],
      [
        withStep({ kind: 'match' }, { kind: 'case', condition: 'isSmall' }),
        /which `conditions` has not/,
      ],
      [withStep({ kind: 'match', mode: 'all' }), /`steps\[0\].mode` is unknown/],
      [withStep({ kind: 'when', on: [] }), /`steps\[0\].on` is empty/],
      [withStep({ kind: 'when', on: { signal: 'e' } }), /`steps\[0\].on` is none of event/],
      [withStep({ kind: 'subFlow', flow: 'child' }), /which `flows` has not/],
    ] as const) {
      expect(() => importFlow(given as string, all)).toThrow(
        expect.objectContaining({
          code: 'invalid-config',
          message: expect.stringMatching(message) as string,
        }) as Error,
      );
    }
    expect(() => importFlow(withStep({ kind: 'endForEach' }) as FlowConfig, all)).toThrow(
      expect.objectContaining({ code: 'invalid-flow' }) as Error,
    );
    expect(() => importFlow(good, { chunks: { add: 5 } as never })).toThrow(
      /no function in `chunks`/,
    );
    for (const options of [{ chunks: 5 }, { chunk: {} }, { name: 'x' }, { flows: null }]) {
      expect(() => importFlow(good, options as never)).toThrow(
        expect.objectContaining({ code: 'invalid-option' }) as Error,
      );
    }
  });
});

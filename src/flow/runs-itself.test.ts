import { describe, expect, test } from 'vitest';
import { createTriggerFlow } from './create-trigger-flow.js';
import { exportFlow } from './export-flow.js';
import { importFlow } from './import-flow.js';

interface Counting {
  input: number;
  stream: never;
  result: number;
}

const isZero = (value: unknown) => value === 0;
const less = ({ value }: { readonly value: number }) => value - 1;
const functions = { chunks: { less }, conditions: { isZero } };

/** Counts down, by the flow given or by itself. */
function counting(other?: ReturnType<typeof createTriggerFlow<Counting>>) {
  const flow = createTriggerFlow<Counting>({ name: 'counting' });
  flow
    .ifCondition(isZero)
    .elseCondition()
    .to(flow.chunk('less', less))
    .to(other ?? flow)
    .endCondition()
    .end();
  return flow;
}

describe('A flow that runs itself', () => {
  test('says so in its description, and nowhere names another flow', () => {
    const { nodes, groups } = counting().describe();
    const again = nodes.filter((node) => node.again !== undefined);
    expect(again).toMatchObject([{ kind: 'subFlow', name: 'counting', again: 'start' }]);
    expect(groups.filter(({ kind }) => kind === 'subFlow')).toEqual([]);
  });

  test('is described where it begins, also within another', () => {
    const outer = createTriggerFlow<Counting>({ name: 'outer' });
    outer.to(counting()).end();
    const { nodes, groups } = outer.describe();
    const inner = groups.find(({ kind }) => kind === 'subFlow');
    expect(nodes.find((node) => node.again !== undefined)?.again).toBe(inner?.id);
  });

  test('is exported as a step without a flow, and runs as before where it is imported', async () => {
    const config = exportFlow(counting());
    const step = config.steps.find(({ kind }) => kind === 'subFlow');
    expect(step).toBeDefined();
    expect(step).not.toHaveProperty('flow');
    const again = importFlow<Counting>(JSON.stringify(config), functions);
    expect(again.describe()).toEqual(counting().describe());
    expect(await again.start(50)).toBe(0);
  });

  test('by way of another is imported where that one is built by code', async () => {
    const config = exportFlow(counting(createTriggerFlow<Counting>({ name: 'other' })));
    const other = createTriggerFlow<Counting>({ name: 'other' });
    const flow = importFlow<Counting>(config, { ...functions, flows: { other } });
    other.to(flow).end();
    expect(await flow.start(5)).toBe(0);
  });
});

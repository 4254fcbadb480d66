import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createTriggerFlow } from './create-trigger-flow.js';
import type { FlowDescription } from './description.js';
import { toMermaid } from './to-mermaid.js';

const TEXT = String.raw`"(?:[\p{L}\p{N} ().,_-]|#\d+;)+"`;
const SHAPES = [
  [String.raw`\[`, String.raw`\]`],
  [String.raw`\(\[`, String.raw`\]\)`],
  [String.raw`\(\(`, String.raw`\)\)`],
  [String.raw`\[\(`, String.raw`\)\]`],
  [String.raw`\{\{`, String.raw`\}\}`],
  [String.raw`\{`, String.raw`\}`],
  [String.raw`\[\[`, String.raw`\]\]`],
  [String.raw`\[\/`, String.raw`\\\]`],
  [String.raw`\[\\`, String.raw`\/\]`],
].map(([open, close]) => `${open}${TEXT}${close}`);
const NODE = new RegExp(`^ +(n\\d+)(?:${SHAPES.join('|')})$`, 'u');
const EDGE = new RegExp(`^  (n\\d+) (-->|-\\.->)(?:\\|(${TEXT})\\|)? (n\\d+)$`, 'u');
const NOTE = new RegExp(`^  contract>(${TEXT})\\]$`, 'u');
/** What Mermaid takes for a line about the direction, wherever it stands in it. */
const DIRECTION = /direction\s+(?:TB|BT|RL|LR)/;
const GROUP = new RegExp(`^ +subgraph (gn\\d+)\\[${TEXT}\\]$`, 'u');

/** Reads a chart by its grammar, line for line, and refuses what is not in it. */
function read(chart: string) {
  const [first, ...lines] = chart.split('\n');
  expect(first).toBe('flowchart TD');
  expect(lines.pop()).toBe('');
  const nodes = new Set<string>();
  const groups = new Set<string>();
  const edges: string[] = [];
  let note: string | undefined;
  let depth = 0;
  for (const line of lines) {
    expect(line).not.toMatch(DIRECTION);
    const edge = EDGE.exec(line);
    const noted = NOTE.exec(line)?.[1];
    const node = NODE.exec(line)?.[1];
    const group = GROUP.exec(line)?.[1];
    if (edge !== null) {
      const [, from = '', , , to = ''] = edge;
      expect([nodes.has(from), nodes.has(to)]).toEqual([true, true]);
      edges.push(line.trim());
    } else if (noted !== undefined) {
      expect([note, depth, edges]).toEqual([undefined, 0, []]);
      note = written(noted);
    } else if (node !== undefined) {
      expect(nodes.has(node)).toBe(false);
      nodes.add(node);
    } else if (group !== undefined) {
      expect(groups.has(group)).toBe(false);
      groups.add(group);
      depth++;
    } else {
      expect(line.trim()).toBe('end');
      depth--;
    }
    expect(depth).toBeGreaterThanOrEqual(0);
  }
  expect(depth).toBe(0);
  return { nodes: nodes.size, groups: groups.size, edges, note };
}

/** The text that somebody sees. */
function written(quoted: string): string {
  return quoted
    .slice(1, -1)
    .replaceAll(/#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)));
}

const anyNames = fc.uniqueArray(
  fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('end', '"]', '', '%%{init', '-->', 'direction TB', 'the direction  LR'),
  ),
  { minLength: 1 },
);

const pass = ({ value }: { value: unknown }) => value;

function everything() {
  const child = createTriggerFlow<{ input: unknown; stream: never; result: unknown }>({
    name: 'child "1"',
  });
  child.to(child.chunk('inside', pass)).end();
  const flow = createTriggerFlow<{
    input: number;
    events: { task: number };
    state: { key: number };
    result: unknown;
  }>();
  const plan = flow.chunk('plan', ({ value }) => [value], { emits: ['task'] });
  flow
    .to(plan)
    .forEach({ concurrency: 2 })
    .batch({ left: flow.chunk('one', pass), right: flow.chunk('two', pass) })
    .match()
    .case((value) => value.left === 1)
    .toSubFlow(child)
    .caseElse()
    .to(flow.chunk('else <b>', pass))
    .endMatch()
    .endForEach()
    .collect('all', 'main')
    .end();
  flow
    .when({ event: ['task'], state: ['key'], chunk: [plan] }, 'or')
    .to(flow.chain<unknown>().to(flow.chunk('late', pass)));
  return flow;
}

describe('§4.8 drawing', () => {
  test('§4.8.15, §7.5.8 a flow in detail: groups are around what is in them', () => {
    const flow = everything();
    const chart = toMermaid(flow, { mode: 'detailed' });
    const { nodes, edges } = flow.describe();
    expect(read(chart)).toMatchObject({ nodes: nodes.length, groups: 4 });
    expect(read(chart).edges).toHaveLength(edges.length);
    expect(chart).toContain('[/"forEach-2 (2 at once)"\\]');
    expect(chart).toContain('-->|"left"|');
    expect(chart).toContain('"when-13 (or)"');
    expect(chart).toContain('subgraph gn');
  });

  test('§4.8.15 a flow in short: chunks, signals, choices and sub flows', () => {
    const chart = toMermaid(everything());
    expect(chart).toBe(
      [
        'flowchart TD',
        '  n0(["start"])',
        '  n1["plan"]',
        '  n2{{"task"}}',
        '  n3["one"]',
        '  n4["two"]',
        '  n5{"match-4"}',
        '  n6[["child #34;1#34;"]]',
        '  n7["else #60;b#62;"]',
        '  n8[("all")]',
        '  n9(["end"])',
        '  n10{{"when-13"}}',
        '  n11{{"plan"}}',
        '  n12[("key")]',
        '  n13["late"]',
        '  n0 --> n1',
        '  n1 -.-> n2',
        '  n1 -->|"left"| n3',
        '  n1 -->|"right"| n4',
        '  n1 --> n11',
        '  n2 --> n10',
        '  n3 --> n5',
        '  n4 --> n5',
        '  n5 -->|"case 1"| n6',
        '  n5 -->|"else"| n7',
        '  n6 -->|"main"| n8',
        '  n7 -->|"main"| n8',
        '  n8 --> n9',
        '  n10 --> n13',
        '  n11 --> n10',
        '  n12 --> n10',
        '',
      ].join('\n'),
    );
    read(chart);
    expect(toMermaid(everything().describe())).toBe(chart);
  });

  test('§4.8.15 a loop of chains ends, and a flow that runs itself is drawn once', () => {
    const flow = createTriggerFlow<{ input: number; stream: never; result: number }>();
    const [one, two] = [flow.chain<number>(), flow.chain<number>()];
    one.to(two);
    two.to(one);
    flow.to(one).to(flow).end();
    expect(read(toMermaid(flow)).nodes).toBe(3);
    expect(read(toMermaid(flow, { mode: 'detailed' })).nodes).toBe(5);
    for (const mode of ['simplified', 'detailed'] as const)
      expect(toMermaid(flow, { mode })).toContain('[["flow (again)"]]');
  });

  test('§4.8.15 limits are drawn in detail', () => {
    const flow = createTriggerFlow<{ input: number }>();
    flow.to(function work() {}, { concurrency: 4, maxQueued: 100 });
    expect(toMermaid(flow, { mode: 'detailed' })).toContain('["work (4 at once, 100 queued)"]');
    expect(toMermaid(flow)).toContain('["work"]');
  });

  test('§4.8.15 any name is only a name', () => {
    fc.assert(
      fc.property(anyNames, (names) => {
        const flow = createTriggerFlow<{ input: unknown }>();
        flow.batch(Object.fromEntries(names.map((name) => [name, flow.chunk(`${name}.`, pass)])));
        for (const mode of ['simplified', 'detailed'] as const) read(toMermaid(flow, { mode }));
      }),
    );
  });

  test('§4.8.15, §4.10.7 a detailed chart has one note of the contract, with whatever names', () => {
    fc.assert(
      fc.property(anyNames, anyNames, (events, questions) => {
        const schemas = (names: readonly string[]) =>
          Object.fromEntries(names.map((name) => [name, z.string()]));
        const flow = createTriggerFlow<{
          input: string;
          events: Record<string, string>;
          interrupts: Record<string, { payload: unknown; answer: string }>;
          result: string;
        }>({
          contract: { input: z.string(), events: schemas(events), interrupts: schemas(questions) },
        });
        flow.to(flow.chunk('work', ({ value }) => value)).end();
        const { contract = {} } = flow.describe();
        const names = [
          'input',
          ...Object.keys(contract.events ?? {}).map((name) => `event ${name}`),
          ...Object.keys(contract.interrupts ?? {}).map((name) => `answer ${name}`),
        ];
        expect(names).toHaveLength(1 + events.length + questions.length);
        const { note, nodes } = read(toMermaid(flow, { mode: 'detailed' }));
        expect(note).toBe(`contract: ${names.join(', ')}`);
        expect(nodes).toBe(3);
        expect(read(toMermaid(flow)).note).toBeUndefined();
      }),
    );
  });

  test('§4.8.15 what is no flow and no mode is refused', () => {
    for (const [given, options] of [
      [undefined, {}],
      [null, {}],
      [{ nodes: [] }, {}],
      [everything(), { mode: 'short' }],
      [everything(), { direction: 'LR' }],
    ] as const) {
      expect(() => toMermaid(given as unknown as FlowDescription, options as never)).toThrow(
        expect.objectContaining({ code: 'invalid-option' }) as Error,
      );
    }
  });
});

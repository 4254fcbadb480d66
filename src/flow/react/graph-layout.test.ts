import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createTriggerFlow } from '../create-trigger-flow.js';
import { BACK_ROOM } from './graph-layers.js';
import { layOutGraph } from './graph-layout.js';
import type { FlowDrawing, PlacedGroup, PlacedNode } from './graph-types.js';

function drawing(...arrows: readonly (readonly [from: string, to: string])[]): FlowDrawing {
  const ids = [...new Set(arrows.flat())];
  return {
    nodes: ids.map((id) => ({ id, name: id, kind: 'chunk' })),
    edges: arrows.map(([from, to]) => ({ from, to })),
  };
}

/** Each node with its layer, from the top. */
function layersOf(given: FlowDrawing): Readonly<Record<string, number>> {
  const { nodes } = layOutGraph(given);
  const heights = [...new Set(nodes.map(({ y }) => y))].toSorted((a, b) => a - b);
  return Object.fromEntries(nodes.map(({ node, y }) => [node.id, heights.indexOf(y)]));
}

describe('A drawing', () => {
  test('has each node below everything that leads to it', () => {
    const given = drawing(
      ['start', 'plan'],
      ['plan', 'a'],
      ['plan', 'b'],
      ['a', 'end'],
      ['start', 'end'],
    );
    expect(layersOf(given)).toEqual({ start: 0, plan: 1, a: 2, b: 2, end: 3 });
  });

  test('draws what leads back as such, and moves nothing for it', () => {
    const given = drawing(
      ['start', 'draft'],
      ['draft', 'judge'],
      ['judge', 'draft'],
      ['judge', 'judge'],
    );
    expect(layersOf(given)).toEqual({ start: 0, draft: 1, judge: 2 });
    const back = layOutGraph(given).edges.filter(({ isBack }) => isBack);
    expect(back.map(({ edge }) => `${edge.from} ${edge.to}`)).toEqual([
      'judge draft',
      'judge judge',
    ]);
  });

  test('passes over arrows from and to nowhere, and holds nothing', () => {
    expect(layOutGraph({ nodes: [], edges: [{ from: 'a', to: 'b' }] })).toMatchObject({
      nodes: [],
      edges: [],
    });
  });

  test('keeps nodes apart and inside, whatever leads to what', () => {
    const id = fc.constantFrom('a', 'b', 'c', 'd', 'a longer one', 'f');
    fc.assert(
      fc.property(fc.array(fc.tuple(id, id), { maxLength: 12 }), (arrows) => {
        const given = drawing(...arrows);
        const { width, height, nodes, edges } = layOutGraph(given);
        expect(nodes).toHaveLength(given.nodes.length);
        expect(edges).toHaveLength(arrows.length);
        for (const one of nodes) {
          expect(one.x - one.width / 2).toBeGreaterThanOrEqual(0);
          expect(one.x + one.width / 2).toBeLessThanOrEqual(width);
          expect(one.y).toBeLessThan(height);
          for (const other of nodes) {
            if (one === other || one.y !== other.y) continue;
            expect(Math.abs(one.x - other.x)).toBeGreaterThan((one.width + other.width) / 2);
          }
        }
        for (const { from, to, isBack } of edges) if (!isBack) expect(from.y).toBeLessThan(to.y);
      }),
      { numRuns: 300 },
    );
  });

  test('of a chain of ten thousand is drawn without a deep stack', () => {
    const arrows = Array.from({ length: 10_000 }, (_, at) => [`${at}`, `${at + 1}`] as const);
    expect(layOutGraph(drawing(...arrows)).nodes).toHaveLength(10_001);
  });
});

/** Nodes in groups that stand in one another, whatever leads to what. */
const grouped = fc
  .record({
    nodes: fc.array(fc.nat(5), { minLength: 1, maxLength: 12 }),
    groups: fc.array(fc.nat(5), { minLength: 5, maxLength: 5 }),
    edges: fc.array(fc.tuple(fc.nat(11), fc.nat(11)), { maxLength: 20 }),
    names: fc.array(fc.string({ maxLength: 40 }), { minLength: 12, maxLength: 12 }),
  })
  .map(({ nodes, groups, edges, names }): FlowDrawing => {
    // The last number is of no group. Groups may stand in themselves, by one another.
    const within = (group: number) => (group === 5 ? {} : { group: `g${group}` });
    return {
      nodes: nodes.map((group, at) => {
        return { id: `n${at}`, name: names[at] ?? '', kind: 'chunk', ...within(group) };
      }),
      groups: groups.map((outer, at) => {
        return { id: `g${at}`, name: names[at] ?? '', kind: 'batch', ...within(outer) };
      }),
      edges: edges.map(([from, to]) => {
        return { from: `n${from}`, to: `n${to}`, label: names[from] ?? '' };
      }),
    };
  });

interface Area {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

const ofGroup = ({ x, y, width, height }: PlacedGroup): Area => {
  return { left: x, right: x + width, top: y, bottom: y + height };
};
const ofNode = ({ x, y, width, height }: PlacedNode): Area =>
  ofGroup({ x: x - width / 2, y: y - height / 2, width, height } as PlacedGroup);

const isInside = (inner: Area, outer: Area) =>
  inner.left > outer.left &&
  inner.right < outer.right &&
  inner.top > outer.top &&
  inner.bottom < outer.bottom;
const isApart = (one: Area, other: Area) =>
  one.right < other.left ||
  other.right < one.left ||
  one.bottom < other.top ||
  other.bottom < one.top;

describe('The boxes of groups', () => {
  test('contain what is in them and nothing else, and only inside one another do they meet', () => {
    fc.assert(
      fc.property(grouped, (drawing) => {
        const { nodes, groups, edges, left, width, height } = layOutGraph(drawing);
        const whole = { left, right: left + width, top: 0, bottom: height };
        expect(nodes).toHaveLength(drawing.nodes.length);
        const areas = new Map(groups.map((placed) => [placed.group.id, ofGroup(placed)]));
        for (const placed of nodes) {
          const inside = placed.around.map(({ id }) => id);
          expect(isInside(ofNode(placed), whole)).toBe(true);
          for (const [id, area] of areas) {
            const fits = inside.includes(id) ? isInside : isApart;
            expect(fits(ofNode(placed), area)).toBe(true);
          }
          // Each box around is inside the next one.
          for (const [index, id] of inside.entries()) {
            const [inner, outer] = [areas.get(id), areas.get(inside[index + 1] ?? '')];
            if (inner && outer) expect(isInside(inner, outer)).toBe(true);
          }
        }
        for (const [id, one] of areas) {
          expect(isInside(one, whole)).toBe(true);
          for (const [other, beside] of areas) {
            if (id === other) continue;
            const nested = isInside(one, beside) || isInside(beside, one);
            expect(nested || isApart(one, beside)).toBe(true);
          }
        }
        for (const { from, to, isBack, via, label } of edges) {
          expect(label?.left).toBeGreaterThan(whole.left);
          expect(label?.right).toBeLessThan(whole.right);
          if (isBack) {
            const right = Math.max(ofNode(from).right, ofNode(to).right);
            expect(right + BACK_ROOM).toBeLessThanOrEqual(whole.right);
            continue;
          }
          const stops = [ofNode(from), ...via, ofNode(to)];
          for (const [at, { bottom }] of stops.slice(0, -1).entries()) {
            expect(bottom).toBeLessThan(stops[at + 1]?.top ?? 0);
          }
        }
      }),
      { numRuns: 500 },
    );
  });

  test('are around what has nodes, and of no group that would be in itself', () => {
    const node = { id: 'a', name: 'a', kind: 'chunk', group: 'in' };
    const group = (id: string, outer?: string) => {
      return { id, name: id, kind: 'batch', ...(outer === undefined ? {} : { group: outer }) };
    };
    const boxesOf = (groups: FlowDrawing['groups'] & {}) =>
      layOutGraph({ nodes: [node], edges: [], groups }).groups.map(({ group: { id } }) => id);
    expect(boxesOf([group('in', 'out'), group('out'), group('empty')])).toEqual(['out', 'in']);
    expect(boxesOf([group('in', 'gone')])).toEqual(['in']);
    expect(boxesOf([group('in', 'out'), group('out', 'in')])).toEqual([]);
  });

  test('keep what leads on from behind a node that it passes', () => {
    const given = drawing(['a', 'b'], ['b', 'c'], ['a', 'c']);
    const { nodes, edges } = layOutGraph(given);
    const middle = nodes.find(({ node }) => node.id === 'b');
    const passing = edges.find(({ edge }) => edge.from === 'a' && edge.to === 'c');
    expect(passing?.via).toHaveLength(1);
    expect(Math.abs((passing?.via[0]?.x ?? 0) - (middle?.x ?? 0))).toBeGreaterThan(
      (middle?.width ?? 0) / 2,
    );
  });

  test('of a flow are those of its description, with a mark where each begins and ends', () => {
    const inner = createTriggerFlow<{ input: number; result: number }>({ name: 'doubling' });
    inner.to(inner.chunk('double', ({ value }) => value * 2)).end();
    const flow = createTriggerFlow<{ input: readonly number[]; result: number }>();
    flow
      .to(({ value }) => [...value])
      .forEach()
      .toSubFlow(inner)
      .endForEach()
      .to(({ value }) => value.length)
      .end();
    const { groups, nodes } = layOutGraph(flow.describe());
    expect(groups.map(({ group: { kind } }) => kind)).toEqual(['forEach', 'subFlow']);
    const double = nodes.find(({ node }) => node.name === 'double');
    expect(double?.around.map(({ kind }) => kind)).toEqual(['subFlow', 'forEach']);
    expect(nodes.flatMap(({ mark }) => mark ?? [])).toEqual(['begin', 'begin', 'end', 'end']);
  });

  test('a thousand deep are laid out without a deep stack', () => {
    const groups = Array.from({ length: 1_000 }, (_, at) => {
      return { id: `${at}`, name: '', kind: 'batch', ...(at === 0 ? {} : { group: `${at - 1}` }) };
    });
    const node = { id: 'a', name: 'a', kind: 'chunk', group: '999' };
    const layout = layOutGraph({ nodes: [node], edges: [], groups });
    expect(layout.groups).toHaveLength(1_000);
    expect(layout.nodes[0]?.x).toBeLessThan(layout.width);
  });
});

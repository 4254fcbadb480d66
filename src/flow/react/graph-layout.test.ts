import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { layOutGraph, type FlowDrawing } from './graph-layout.js';

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

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { prepareSchema, type ToolEvent } from '../protocol/index.js';
import { ToolInput } from './tool-input.js';

const facts = { callId: '1', toolName: 'my-tool', index: 2, round: 1 };
const schema = prepareSchema(
  z.object({ query: z.string(), limit: z.int().optional(), tags: z.array(z.string()).optional() }),
);

async function read(pieces: readonly string[], whole = pieces.join('')) {
  const input = new ToolInput(facts, schema);
  const events: ToolEvent[] = pieces.flatMap((piece) => [...input.feed(piece)]);
  const [late, verdict] = await input.end(whole);
  const fields = [...events, ...late].flatMap((event) =>
    event.phase === 'input' ? [{ toolPath: event.toolPath, field: event.field }] : [],
  );
  const done = fields
    .filter(({ field }) => field.isComplete)
    .map(({ toolPath, field }) => [toolPath, field.type, field.value]);
  return { done, verdict, written: input.written };
}

test('Chunking is invisible: any split of an input completes the same fields, in the same order, and comes to the same verdict.', async () => {
  const inputs = fc.record(
    { query: fc.string({ unit: 'grapheme' }), limit: fc.jsonValue(), tags: fc.array(fc.string()) },
    { requiredKeys: ['query'] },
  );
  await fc.assert(
    fc.asyncProperty(inputs, fc.array(fc.nat({ max: 60 })), async (value, cuts) => {
      const text = JSON.stringify(value);
      const at = [
        ...new Set([0, ...cuts.filter((cut) => cut < text.length), text.length]),
      ].toSorted((one, other) => one - other);
      const pieces = at.slice(1).map((end, index) => text.slice(at[index], end));
      expect(await read(pieces)).toEqual(await read([text]));
      // Providers that say the input only at its end are no different.
      expect(await read([], text)).toEqual(await read([text]));
    }),
  );
});

test('paths are those of the call: the tool, which call of it, the field', async () => {
  const { done, verdict } = await read(['{"query":"tea","tags":["a"]}']);
  expect(done.map(([path]) => path)).toEqual([
    'tool.my-tool[2].query',
    'tool.my-tool[2].tags[0]',
    'tool.my-tool[2].tags',
    'tool.my-tool[2]',
  ]);
  expect(verdict).toEqual({ value: { query: 'tea', tags: ['a'] } });
});

test.each([
  ['what misses the schema', ['{"query":1}'], /- query: /],
  ['what is cut off', ['{"query":"te'], /cut off/],
  ['what is no JSON', ['tea, please'], /JSON/],
])('the model is told of %s', async (_, pieces, fault) => {
  expect((await read(pieces)).verdict).toEqual({ fault: expect.stringMatching(fault) });
});

test('no text at all is an object without fields', async () => {
  expect((await read([''])).written).toEqual({});
});

test('where a provider says something else at the end, that counts', async () => {
  const { verdict, written } = await read(['{"query":"t'], '{"query":"coffee"}');
  expect(verdict).toEqual({ value: { query: 'coffee' } });
  expect(written).toEqual({ query: 'coffee' });
});

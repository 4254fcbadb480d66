import { fireEvent } from '@testing-library/react';
import { describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { after } from '../../tests/support/react-harness.js';
import { control, labelsIn, shownForm } from '../../tests/support/shown-form.js';

interface Tree {
  name: string;
  kids: Tree[];
  by?: Record<string, Tree> | undefined;
}
const Tree: z.ZodType<Tree> = z.object({
  name: z.string(),
  get kids() {
    return z.array(Tree);
  },
  get by() {
    return z.record(z.string(), Tree).optional();
  },
});
const Circle = z.object({ kind: z.literal('circle'), size: z.number(), name: z.string() });
const Label = z.object({ kind: z.literal('label'), lines: z.array(z.string()), name: z.string() });
const Part = z.discriminatedUnion('kind', [Circle, Label]);
const LEAF: Tree = { name: 'y', kids: [{ name: 'k', kids: [] }] };
const CIRCLE = { kind: 'circle', size: 1, name: 'a' };
const LABEL = { kind: 'label', lines: ['q'], name: '' };

describe('what a model wrote whole can be submitted as it is', () => {
  test.each<[string, z.ZodType, unknown]>([
    ['a list of unions', z.array(Part), [CIRCLE, LABEL]],
    ['a record of unions', z.record(z.string(), Part), { one: CIRCLE, two: LABEL }],
    ['unusual keys', z.record(z.string(), z.int()), { 'a.b': 1, '': 2, '[0]': 3, 'a"b': 4 }],
    ['a union of unions', z.union([z.union([z.int(), z.boolean()]), Part]), LABEL],
    [
      'two unions at once',
      z
        .union([z.object({ a: z.int() }), z.object({ b: z.int() })])
        .and(z.union([z.object({ c: z.int() }), z.object({ d: z.int() })])),
      { a: 1, d: 2 },
    ],
    [
      'options with the same keys',
      z.union([z.object({ a: z.int() }), z.object({ a: z.string() })]),
      { a: 'x' },
    ],
    [
      'options of which nothing is there',
      z.union([z.object({ a: z.int().optional() }), z.object({ b: z.int().optional() })]),
      {},
    ],
    ['one list or another', z.union([z.array(z.string()), z.array(z.int())]), [1, 2]],
    ['one list or another, empty', z.union([z.array(z.string()), z.array(z.int())]), []],
    [
      'a tuple or a list',
      z.union([z.tuple([z.string(), z.int()]), z.array(z.string())]),
      ['a', 'b'],
    ],
    ['a whole number or any', z.union([z.int(), z.number()]), 1.5],
    ['a URL or a text', z.union([z.url(), z.string().max(50)]), 'none'],
    ['a URL, or a text', z.union([z.string().max(50), z.url()]), 'https://a.example'],
    ['a literal or a text', z.union([z.literal('x'), z.string()]), 'x'],
    ['a text, a number or null', z.union([z.string(), z.int(), z.null()]), null],
    ['a tuple with a rest', z.tuple([z.string(), z.int()], z.boolean()), ['a', 1, true, false]],
    ['a list with nothing in it', z.array(z.int().nullable()), [1, null, 3]],
    ['a schema that contains itself', Tree, { name: 'r', kids: [], by: { z: LEAF } }],
    ['a choice of alike values', z.literal(['1', 1, null]), 1],
    ['null', z.null(), null],
    ['any JSON', z.json(), { a: [1, null, { b: 'c' }] }],
    ['anything', z.any(), [[], { deep: [1, { x: null }, 'y', true] }]],
    ['an object with more keys', z.looseObject({ a: z.int() }), { a: 1, b: 'c' }],
    ['an object whose other keys are texts', z.object({}).catchall(z.string()), { b: 'c' }],
  ])('%s', async (_, part, value) => {
    const complaints = vi.spyOn(console, 'error').mockReturnValue();
    const { form, call, run, submitted } = await shownForm(z.object({ part }));
    const text = JSON.stringify({ part: value });
    for (let at = 0; at < text.length; at += 7)
      await after(() => call.push(text.slice(at, at + 7)));
    await after(() => call.end());
    expect(run.getSnapshot().status).toBe('complete');
    const refused = [...form.querySelectorAll<HTMLInputElement>('input, select, textarea')]
      .filter((input) => !input.checkValidity())
      .map((input) => input.labels?.[0]?.textContent);
    expect(refused).toEqual([]);
    fireEvent.submit(form);
    expect(submitted()).toStrictEqual({ part: value });
    expect(complaints).not.toHaveBeenCalled();
    complaints.mockRestore();
  });
});

test('which of two alike options it is, is open until it is over, or what is in it tells', async () => {
  const schema = z.object({
    at: z.union([z.object({ x: z.int(), y: z.int() }), z.object({ x: z.int(), y: z.string() })]),
  });
  const { form, call } = await shownForm(schema);
  const chosen = () => (control('At: kind') as unknown as HTMLSelectElement).value;
  await after(() => call.push('{"at":{"x":1,'));
  expect([chosen(), labelsIn(form)]).toEqual(['', ['At: kind', 'x']]);
  await after(() => call.push('"y":"'));
  expect([chosen(), labelsIn(form)]).toEqual(['1', ['At: kind', 'X', 'Y']]);
});

test('what an option has written wrong is of that option all the same', async () => {
  const { form, call } = await shownForm(z.object({ part: Part }));
  await after(() => call.push('{"part":{"kind":"circle","size":"big","name":"a"}}'));
  expect(labelsIn(form)).toEqual(['Part: kind', 'Size', 'Name']);
});

import { fireEvent, screen } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { after } from '../../tests/support/react-harness.js';
import { control, labelsIn, shownForm } from '../../tests/support/shown-form.js';

const button = (name: string) => screen.getByRole('button', { name });
const type = (label: string, value: string) =>
  after(() => fireEvent.change(control(label), { target: { value } }));
const press = (name: string) => after(() => fireEvent.click(button(name)));

const Marks = z.object({ marks: z.record(z.string().max(9), z.int()) });

describe('a record in a form', () => {
  test('takes another key, whose input has the focus and must be filled in', async () => {
    const { form, call, submitted } = await shownForm(Marks);
    await after(() => call.push('{"marks":{"north":1}}'));
    await after(() => call.end());
    expect(labelsIn(form)).toEqual(['north', 'New key in Marks']);
    expect(control('New key in Marks').maxLength).toBe(9);
    await type('New key in Marks', 'south');
    await press('Add to Marks');
    expect(labelsIn(form)).toEqual(['north', 'south', 'New key in Marks']);
    expect(document.activeElement).toBe(control('south'));
    expect([control('south').required, control('New key in Marks').value]).toEqual([true, '']);
    await type('south', '7');
    fireEvent.submit(form);
    expect(submitted()).toStrictEqual({ marks: { north: 1, south: 7 } });
  });

  test('gives a key up, and the focus to the input for another one', async () => {
    const { form, call, submitted } = await shownForm(Marks);
    await after(() => call.push('{"marks":{"north":1,"south":2}}'));
    await after(() => call.end());
    await press('Remove north from Marks');
    expect(document.activeElement).toBe(control('New key in Marks'));
    fireEvent.submit(form);
    expect(submitted()).toStrictEqual({ marks: { south: 2 } });
  });

  test('takes one by Enter without submitting, and none that is empty, there already, or against the schema', async () => {
    const schema = z.object({ marks: z.record(z.string().regex(/^n/), z.string().max(20)) });
    const { form, call, onSubmit } = await shownForm(schema);
    await after(() => call.push('{"marks":{"north":"a"}}'));
    await after(() => call.end());
    const enter = () =>
      after(() => void fireEvent.keyDown(control('New key in Marks'), { key: 'Enter' }));
    await enter();
    await type('New key in Marks', 'south');
    await enter();
    expect(labelsIn(form)).toEqual(['north', 'New key in Marks']);
    await type('New key in Marks', 'north');
    await enter();
    expect(document.activeElement).toBe(control('north'));
    await type('New key in Marks', 'near');
    await enter();
    expect(labelsIn(form)).toEqual(['north', 'near', 'New key in Marks']);
    expect(onSubmit).not.toHaveBeenCalled();
  });

  test('is left to the model while that writes it', async () => {
    const { form, call, submitted } = await shownForm(Marks);
    await after(() => call.push('{"marks":{"north":1,'));
    await type('New key in Marks', 'south');
    for (const name of ['Add to Marks', 'Remove north from Marks']) {
      expect(button(name).getAttribute('aria-disabled')).toBe('true');
      expect(
        document.getElementById(button(name).getAttribute('aria-describedby') ?? '')?.textContent,
      ).toBe('Marks: still being written');
      await press(name);
    }
    await after(() => call.push('"west":3}}'));
    await after(() => call.end());
    fireEvent.submit(form);
    expect(submitted()).toStrictEqual({ marks: { north: 1, west: 3 } });
  });

  test('may be the whole answer, hold objects, and be there before anything arrives', async () => {
    const schema = z.record(z.string(), z.object({ name: z.string().max(9), of: z.int() }));
    const { form, run, submitted } = await shownForm(schema);
    await after(() => run.reset());
    await type('New key in Object', '__proto__');
    await press('Add to Object');
    await type('Name', 'Bo');
    await type('Of', '2');
    fireEvent.submit(form);
    const value = submitted() as object;
    expect(Object.entries(value)).toEqual([['__proto__', { name: 'Bo', of: 2 }]]);
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
  });

  test.each<[string, z.ZodType]>([
    ['an object', z.object({ a: z.int() })],
    ['a loose object', z.looseObject({ a: z.int() })],
    ['a record that lists its keys', z.record(z.enum(['a']), z.int())],
  ])('%s takes no other keys', async (_, part) => {
    const { form } = await shownForm(z.object({ part }));
    expect(labelsIn(form)).toEqual(['A']);
  });

  test('an object that says what its other keys hold takes some', async () => {
    const { form } = await shownForm(
      z.object({ part: z.object({ a: z.int() }).catchall(z.int()) }),
    );
    expect(labelsIn(form)).toEqual(['A', 'New key in Part']);
  });
});

describe('something of which the schema says nothing', () => {
  const Loose = z.object({ extra: z.unknown() });

  test('can be any kind of JSON before anything arrives, and need not be there', async () => {
    const { form, run, submitted } = await shownForm(Loose);
    await after(() => run.reset());
    const kind = () => screen.getByLabelText<HTMLSelectElement>('Extra: kind');
    expect([...kind().options].map(({ text }) => text)).toEqual([
      '–',
      'Text',
      'Number',
      'Yes or no',
      'List',
      'Object',
    ]);
    expect(kind().required).toBe(false);
    await type('Extra: kind', '1');
    await type('Extra', '4');
    fireEvent.submit(form);
    expect(submitted()).toStrictEqual({ extra: 4 });
    await type('Extra: kind', '4');
    await type('New key in Extra', 'size');
    await press('Add to Extra');
    await type('size: kind', '2');
    await after(() => fireEvent.click(control('size')));
    fireEvent.submit(form);
    expect(submitted()).toStrictEqual({ extra: { size: true } });
    await type('Extra: kind', '');
    fireEvent.submit(form);
    expect(submitted()).toStrictEqual({ extra: null });
  });

  test('is what arrives, and a cleared text is a text', async () => {
    const { form, call, submitted } = await shownForm(Loose);
    await after(() => call.push('{"extra":"some"}'));
    await after(() => call.end());
    expect(screen.getByLabelText<HTMLSelectElement>('Extra: kind').selectedOptions[0]?.text).toBe(
      'Text',
    );
    await type('Extra', '');
    fireEvent.submit(form);
    expect(submitted()).toStrictEqual({ extra: '' });
  });
});

describe('a file', () => {
  const chosen = (...files: readonly File[]) =>
    after(() => fireEvent.change(control('Scan'), { target: { files } }));

  test('is chosen by the user, of the types that the schema takes, and taken back', async () => {
    const schema = z.object({ scan: z.file().mime(['image/png', 'image/jpeg']) });
    const { form, run, submitted } = await shownForm(schema);
    await after(() => run.reset());
    const { type: kind, accept, required } = control('Scan');
    expect([labelsIn(form), kind, accept, required]).toEqual([
      ['Scan'],
      'file',
      'image/png,image/jpeg',
      true,
    ]);
    const file = new File(['a'], 'a.png', { type: 'image/png' });
    await chosen(file);
    fireEvent.submit(form);
    expect(submitted()).toStrictEqual({ scan: file });
    expect(schema.safeParse(submitted()).success).toBe(true);
    expect(control('Scan').required).toBe(false);
    await chosen();
    fireEvent.submit(form);
    expect(submitted()).toStrictEqual({});
  });

  test('may be one option of several', async () => {
    const { form, run, submitted } = await shownForm(
      z.object({ scan: z.union([z.url(), z.file()]) }),
    );
    await after(() => run.reset());
    await type('Scan: kind', '1');
    const file = new File(['a'], 'a.txt');
    await chosen(file);
    expect(labelsIn(form)).toEqual(['Scan: kind', 'Scan']);
    fireEvent.submit(form);
    expect(submitted()).toStrictEqual({ scan: file });
  });
});

test('options have names of their own, whatever their titles', async () => {
  const named = (title: string) => z.object({ [title]: z.string() }).meta({ title });
  const options = ['a', 'a', 'a 2'].map((title, at) =>
    named(title)
      .extend({ at: z.literal(at) })
      .meta({ title }),
  );
  await shownForm(z.object({ part: z.union(options) }));
  const select = screen.getByLabelText<HTMLSelectElement>('Part: kind');
  expect([...select.options].map(({ text }) => text)).toEqual(['–', 'a', 'a 2', 'a 2 2']);
});

test('an option that replaces another leaves the schema’s default as it is', async () => {
  const Point = z.object({ x: z.string().max(9), y: z.string().max(9) });
  const schema = z.object({
    at: z.union([
      z.object({ x: z.string().max(9), z: z.string().max(9) }),
      Point.default({ x: 'left', y: 'top' }),
    ]),
  });
  const { form, run, submitted } = await shownForm(schema);
  await after(() => run.reset());
  await type('At: kind', '0');
  await type('X', 'mine');
  await type('At: kind', '1');
  fireEvent.submit(form);
  expect(submitted()).toStrictEqual({ at: { x: 'mine', y: 'top' } });
  await type('At: kind', '');
  await type('At: kind', '1');
  fireEvent.submit(form);
  expect(submitted()).toStrictEqual({ at: { x: 'left', y: 'top' } });
});

test('nothing is busy where no model writes, nor what is the user’s', async () => {
  const { form, run, call } = await shownForm(z.object({ name: z.string(), note: z.string() }));
  const busy = () =>
    [form, control('Name'), control('Note')].map((each) => each.getAttribute('aria-busy'));
  expect(busy()).toEqual(['true', 'true', 'true']);
  await type('Name', 'Bo');
  expect(busy()).toEqual(['true', null, 'true']);
  await after(() => call.push('{"name":"Al","note":"x"}'));
  await after(() => call.end());
  expect(busy()).toEqual([null, null, null]);
  await after(() => run.reset());
  expect(busy()).toEqual([null, null, null]);
});

test('what a schema made of a class has no inputs, and is submitted as it is', async () => {
  const schema = z.object({
    tags: z.array(z.string()).transform((tags) => new Set(tags)),
  });
  const { form, call, submitted } = await shownForm(schema);
  await after(() => call.push('{"tags":["a"]}'));
  await after(() => call.end());
  expect(labelsIn(form)).toEqual([]);
  fireEvent.submit(form);
  expect(submitted()).toStrictEqual({ tags: new Set(['a']) });
});

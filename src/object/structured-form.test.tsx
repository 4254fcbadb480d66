import { fireEvent, screen, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { after } from '../../tests/support/react-harness.js';
import { control, labelsIn, shownForm } from '../../tests/support/shown-form.js';
import type { ObjectControlProps } from './index.js';

const Book = z.object({
  title: z.string().max(80).min(1).describe('As on the cover'),
  summary: z.string(),
  pages: z.int().min(1),
  isPrinted: z.boolean(),
  language: z.enum(['English', 'German']),
  published: z.iso.date().nullable(),
  website: z.url(),
  note: z.string().max(50).optional(),
});

const TEXT =
  '{"title":"Tides","summary":"Long","pages":120,"isPrinted":true,"language":"German","published":"2024-05-01","website":"https://a.example"}';

describe('the default form', () => {
  test('has a native input with its label for each kind, before anything arrived', async () => {
    const { form } = await shownForm(Book);
    const inputs = [...form.querySelectorAll('label')].map((label) => {
      const input = control(label.textContent);
      return `${label.textContent}: ${input.tagName} ${input.type}`;
    });
    expect(inputs).toEqual([
      'Title: INPUT text',
      'Summary: TEXTAREA textarea',
      'Pages: INPUT number',
      'Is printed: INPUT checkbox',
      'Language: SELECT select-one',
      'Published: INPUT date',
      'Website: INPUT url',
      'Note: INPUT text',
    ]);
    const title = control('Title');
    expect([title.required, title.maxLength, title.getAttribute('aria-busy')]).toEqual([
      true,
      80,
      'true',
    ]);
    expect(document.getElementById(title.getAttribute('aria-describedby') ?? '')?.textContent).toBe(
      'As on the cover',
    );
    expect([control('Pages').min, control('Pages').required]).toEqual(['1', true]);
    expect([control('Published').required, control('Note').required]).toEqual([false, false]);
  });

  test('is filled as the answer arrives and gives it when it is submitted', async () => {
    const { form, call, submitted } = await shownForm(Book);
    await after(() => call.push(TEXT.slice(0, 12)));
    expect(control('Title').value).toBe('Ti');
    await after(() => call.push(TEXT.slice(12)));
    expect(control('Pages').value).toBe('120');
    expect(control('Is printed').checked).toBe(true);
    expect(screen.getByRole<HTMLSelectElement>('combobox').selectedOptions[0]?.text).toBe('German');
    expect(control('Published').value).toBe('2024-05-01');
    fireEvent.submit(form);
    expect(submitted()).toEqual(JSON.parse(TEXT));
  });

  test('keeps what the user entered while the model goes on, and offers the model’s', async () => {
    const { form, call, submitted } = await shownForm(Book);
    await after(() => call.push(TEXT.slice(0, 12)));
    await after(() => fireEvent.change(control('Title'), { target: { value: 'Mine' } }));
    await after(() => fireEvent.change(control('Pages'), { target: { value: '7' } }));
    await after(() => call.push(TEXT.slice(12)));
    await after(() => fireEvent.click(control('Is printed')));
    await after(() => fireEvent.change(control('Language'), { target: { value: '0' } }));
    await after(() => fireEvent.change(control('Published'), { target: { value: '' } }));
    expect([control('Title').value, control('Pages').value]).toEqual(['Mine', '7']);
    fireEvent.submit(form);
    expect(submitted()).toMatchObject({
      title: 'Mine',
      pages: 7,
      isPrinted: false,
      language: 'English',
    });
    await after(() => fireEvent.click(screen.getByRole('button', { name: 'Use “Tides”' })));
    expect(control('Title').value).toBe('Tides');
    expect(document.activeElement).toBe(control('Title'));
  });

  test('can be submitted once the answer is there, and then says so by its button', async () => {
    const { call } = await shownForm(Book);
    const button = screen.getByRole<HTMLButtonElement>('button', { name: 'Submit' });
    expect(button.disabled).toBe(true);
    await after(() => call.push(TEXT));
    await after(() => call.end());
    expect(button.disabled).toBe(false);
  });

  test('says what is wrong with a field until the user changes it', async () => {
    const { call } = await shownForm(z.object({ name: z.string().min(3) }));
    await after(() => call.push('{"name":"Al"}'));
    const name = control('Name');
    const issue = () => document.getElementById(name.getAttribute('aria-describedby') ?? '');
    expect([name.getAttribute('aria-invalid'), issue()?.textContent]).toEqual([
      'true',
      expect.stringMatching(/^Too small/),
    ]);
    await after(() => fireEvent.change(name, { target: { value: 'Alma' } }));
    expect([name.hasAttribute('aria-invalid'), issue()]).toEqual([false, null]);
  });
});

const Team = z.object({
  lead: z.object({ name: z.string().max(20) }),
  members: z.array(z.object({ name: z.string().max(20), isNew: z.boolean() })),
  tags: z.array(z.string().max(10)).max(3),
});

describe('what has parts', () => {
  test('is a fieldset with a legend', async () => {
    await shownForm(Team);
    const groups = screen
      .getAllByRole('group')
      .map((group) => group.querySelector('legend')?.textContent);
    expect(groups).toEqual(['Lead', 'Members', 'Tags']);
  });

  test('items can be added and taken away, which makes the list the user’s', async () => {
    const { form, call, submitted } = await shownForm(Team);
    await after(() => call.push('{"lead":{"name":"Ada"},"members":[],"tags":["a","b"]'));
    const tags = screen.getByRole('group', { name: 'Tags' });
    await after(() =>
      fireEvent.click(within(tags).getByRole('button', { name: 'Remove 1 from Tags' })),
    );
    expect(document.activeElement).toBe(within(tags).getByRole('button', { name: 'Add to Tags' }));
    await after(() => fireEvent.click(within(tags).getByRole('button', { name: 'Add to Tags' })));
    expect(document.activeElement).toBe(control('Tags 2'));
    await after(() => fireEvent.change(control('Tags 2'), { target: { value: 'mine' } }));
    await after(() => call.push('}'));
    await after(() => fireEvent.click(screen.getByRole('button', { name: 'Add to Members' })));
    const member = screen.getByRole('group', { name: 'Members 1' });
    await after(() =>
      fireEvent.change(within(member).getByLabelText('Name'), { target: { value: 'Bo' } }),
    );
    fireEvent.submit(form);
    expect(submitted()).toEqual({
      lead: { name: 'Ada' },
      members: [{ name: 'Bo', isNew: false }],
      tags: ['b', 'mine'],
    });
  });

  const Circle = z.object({ kind: z.literal('circle'), name: z.string(), size: z.number() });
  const Label = z.object({ kind: z.literal('label'), name: z.string() });
  const Plain = z.object({ name: z.string() });

  test.each<[string, z.ZodType, string, readonly string[], unknown]>([
    [
      'a discriminated union',
      z.discriminatedUnion('kind', [Circle, Label]),
      'SELECT Parts 1: kind',
      ['Parts 1: kind', 'Name', 'Size'],
      { kind: 'circle', name: '' },
    ],
    [
      'a union that may be null',
      z.discriminatedUnion('kind', [Label, Circle]).nullable(),
      'SELECT Parts 1: kind',
      ['Parts 1: kind', 'Name'],
      { kind: 'label', name: '' },
    ],
    [
      'objects of which one has all that another has',
      z.union([Plain, Plain.extend({ age: z.number().optional() })]),
      'SELECT Parts 1: kind',
      ['Parts 1: kind', 'Name'],
      { name: '' },
    ],
    [
      'a number or a text',
      z.union([z.number(), z.string().max(9)]),
      'SELECT Parts 1: kind',
      ['Parts 1: kind', 'Parts 1'],
      '',
    ],
    ['a list', z.array(z.string()), 'BUTTON Add to Parts 1', [], []],
  ])(
    'an added item of %s is one of it, and has the focus',
    async (_, part, focus, labels, item) => {
      const { form, call, submitted } = await shownForm(z.object({ parts: z.array(part) }));
      await after(() => call.push('{"parts":[]}'));
      await after(() => call.end());
      await after(() => fireEvent.click(screen.getByRole('button', { name: 'Add to Parts' })));
      const added = form.querySelector('li');
      expect(
        [...(added?.querySelectorAll('label') ?? [])].map((label) => label.textContent),
      ).toEqual(labels);
      const active = document.activeElement;
      expect(added?.contains(active)).toBe(true);
      const label = form.querySelector(`label[for="${active?.id}"]`) ?? active;
      expect(`${active?.tagName} ${label?.textContent}`).toBe(focus);
      fireEvent.submit(form);
      expect(submitted()).toStrictEqual({ parts: [item] });
    },
  );

  test('the choice of an added item is shown', async () => {
    const schema = z.object({ parts: z.array(z.discriminatedUnion('kind', [Label, Circle])) });
    const { call } = await shownForm(schema);
    await after(() => call.push('{"parts":[]}'));
    await after(() => call.end());
    await after(() => fireEvent.click(screen.getByRole('button', { name: 'Add to Parts' })));
    expect(screen.getByRole<HTMLSelectElement>('combobox').selectedOptions[0]?.text).toBe('label');
  });

  test('is left to the model while that writes it: nothing that it adds is lost', async () => {
    const { form, call, submitted } = await shownForm(Team);
    await after(() => call.push('{"lead":{"name":"Ada"},"tags":["a","b'));
    const tags = screen.getByRole('group', { name: 'Tags' });
    const buttons = within(tags).getAllByRole('button');
    for (const button of buttons) {
      expect(button.getAttribute('aria-disabled')).toBe('true');
      const reason = document.getElementById(button.getAttribute('aria-describedby') ?? '');
      expect(reason?.textContent).toBe('Tags: still being written');
      await after(() => fireEvent.click(button));
    }
    // What has not begun is not the user's to begin either.
    await after(() => fireEvent.click(screen.getByRole('button', { name: 'Add to Members' })));
    await after(() => call.push('ee","c"],"members":[{"name":"Bo","isNew":true}]}'));
    await after(() => call.end());
    fireEvent.submit(form);
    expect(submitted()).toEqual({
      lead: { name: 'Ada' },
      members: [{ name: 'Bo', isNew: true }],
      tags: ['a', 'bee', 'c'],
    });
    const [remove] = within(tags).getAllByRole('button');
    expect(remove?.hasAttribute('aria-describedby')).toBe(false);
    await after(() => fireEvent.click(remove!));
    expect(control('Tags 1').value).toBe('bee');
  });

  test('the model’s value is not offered at an index where items have moved', async () => {
    const { call } = await shownForm(Team);
    await after(() => call.push('{"tags":["a","b","c"]'));
    await after(() => fireEvent.change(control('Tags 3'), { target: { value: 'see' } }));
    const offers = () => screen.queryAllByRole('button', { name: /^Use/ });
    expect(offers().map(({ textContent }) => textContent)).toEqual(['Use “c”']);
    await after(() => fireEvent.click(screen.getByRole('button', { name: 'Remove 1 from Tags' })));
    expect([control('Tags 1').value, control('Tags 2').value]).toEqual(['b', 'see']);
    expect(offers()).toEqual([]);
  });

  test('a union has inputs for the option that arrived, and a recursive schema for what did', async () => {
    interface Node {
      name: string;
      next?: Node | undefined;
    }
    const Chain: z.ZodType<Node> = z.object({
      name: z.string().max(9),
      get next() {
        return Chain.optional();
      },
    });
    const schema = z.object({
      pet: z.union([
        z.object({ kind: z.literal('cat'), lives: z.int() }),
        z.object({ kind: z.literal('dog'), bark: z.string() }),
      ]),
      chain: Chain,
    });
    const { call, form } = await shownForm(schema);
    expect([...form.querySelectorAll('label')].map((label) => label.textContent)).toEqual([
      'Pet: kind',
      'Name',
    ]);
    await after(() =>
      call.push('{"pet":{"kind":"cat","lives":9},"chain":{"name":"a","next":{"name":"b"}}}'),
    );
    expect(control('Lives').value).toBe('9');
    expect(screen.getAllByLabelText<HTMLInputElement>('Name').map(({ value }) => value)).toEqual([
      'a',
      'b',
    ]);
  });
});

describe('which option of a union it is', () => {
  const Label = z.object({ kind: z.literal('label'), name: z.string() });
  const Circle = z.object({ kind: z.literal('circle'), name: z.string(), size: z.number() });
  const Part = z.discriminatedUnion('kind', [Label, Circle]);
  const select = (name: string) => screen.getByLabelText<HTMLSelectElement>(name);
  const choose = (name: string, option: string) =>
    after(() => {
      const found = [...select(name).options].find(({ text }) => text === option);
      fireEvent.change(select(name), { target: { value: found?.value } });
    });
  const choices = (name: string) => [...select(name).options].map(({ text }) => text);

  test('can be chosen of an added item, which keeps what both options have', async () => {
    const schema = z.object({ parts: z.array(Part) });
    const { form, call, submitted } = await shownForm(schema);
    await after(() => call.push('{"parts":[]}'));
    await after(() => call.end());
    await after(() => fireEvent.click(screen.getByRole('button', { name: 'Add to Parts' })));
    await after(() => fireEvent.change(control('Name'), { target: { value: 'Moon' } }));
    expect(choices('Parts 1: kind')).toEqual(['label', 'circle']);
    await choose('Parts 1: kind', 'circle');
    expect(labelsIn(form)).toEqual(['Parts 1: kind', 'Name', 'Size']);
    await after(() => fireEvent.change(control('Size'), { target: { value: '3' } }));
    fireEvent.submit(form);
    expect(submitted()).toStrictEqual({ parts: [{ kind: 'circle', name: 'Moon', size: 3 }] });
  });

  test('is the model’s until a person chooses, who may take the model’s back', async () => {
    const { form, call, submitted } = await shownForm(z.object({ part: Part }));
    expect(choices('Part: kind')).toEqual(['–', 'label', 'circle']);
    expect(select('Part: kind').required).toBe(true);
    await after(() => call.push('{"part":{"kind":"label","name":"Mo'));
    expect(select('Part: kind').selectedOptions[0]?.text).toBe('label');
    await choose('Part: kind', 'circle');
    await after(() => call.push('on"}}'));
    await after(() => call.end());
    expect(labelsIn(form)).toEqual(['Part: kind', 'Name', 'Size']);
    fireEvent.submit(form);
    expect(submitted()).toStrictEqual({ part: { kind: 'circle', name: 'Mo' } });
    await after(() => fireEvent.click(screen.getByRole('button', { name: 'Use “label”' })));
    expect(document.activeElement).toBe(select('Part: kind'));
    fireEvent.submit(form);
    expect(submitted()).toStrictEqual({ part: { kind: 'label', name: 'Moon' } });
  });

  test.each<[string, z.ZodType, readonly string[]]>([
    [
      'plain kinds',
      z.union([z.string(), z.number(), z.boolean()]),
      ['Text', 'Number', 'Yes or no'],
    ],
    ['a list', z.union([z.array(z.string()), z.int()]), ['List', 'Whole number']],
    ['unions', z.union([z.union([z.url(), z.int()]), z.email()]), ['URL', 'Whole number', 'Email']],
    ['a literal', z.union([z.literal('auto'), z.number()]), ['auto', 'Number']],
    [
      'objects by their keys',
      z.union([
        z.object({ a: z.string(), same: z.int() }),
        z.object({ b: z.int(), same: z.int() }),
      ]),
      ['A', 'B'],
    ],
    [
      'objects by their titles',
      z.union([Label.meta({ title: 'A label' }), Circle.meta({ title: 'A circle' })]),
      ['A label', 'A circle'],
    ],
    ['equal objects', z.union([Label, Label]), ['label', 'label 2']],
  ])('is named, of %s', async (_, part, names) => {
    await shownForm(z.object({ part }));
    expect(choices('Part: kind')).toEqual(['–', ...names]);
  });

  test('can be chosen before anything arrives, also where it has no empty value', async () => {
    const schema = z.object({ id: z.union([z.string(), z.number()]) });
    const { form, run, submitted } = await shownForm(schema);
    await after(() => run.reset());
    await choose('Id: kind', 'Number');
    expect(control('Id').type).toBe('number');
    await after(() => fireEvent.change(control('Id'), { target: { value: '4' } }));
    fireEvent.submit(form);
    expect(submitted()).toStrictEqual({ id: 4 });
    await choose('Id: kind', 'Text');
    expect(control('Id').tagName).toBe('TEXTAREA');
    fireEvent.submit(form);
    expect(submitted()).toStrictEqual({ id: '' });
  });

  test('can be none where that may be: null, or absent', async () => {
    const schema = z.object({ one: Part.nullable(), two: Part.optional() });
    const { form, call, submitted } = await shownForm(schema);
    await after(() =>
      call.push('{"one":{"kind":"label","name":"a"},"two":{"kind":"label","name":"b"}}'),
    );
    await choose('One: kind', '–');
    await choose('Two: kind', '–');
    expect(labelsIn(form)).toEqual(['One: kind', 'Two: kind']);
    fireEvent.submit(form);
    expect(submitted()).toStrictEqual({ one: null });
  });

  test('is one choice where all options are fixed', async () => {
    const { form, call } = await shownForm(
      z.object({ size: z.union([z.literal('small'), z.literal('large')]) }),
    );
    await after(() => call.push('{"size":"large"}'));
    expect(labelsIn(form)).toEqual(['Size']);
    expect(select('Size').selectedOptions[0]?.text).toBe('large');
  });

  test('is told beside what all options have', async () => {
    const schema = z.object({ id: z.int() }).and(Part);
    const { form, call, submitted } = await shownForm(schema);
    await after(() => call.push('{"id":7,"kind":"label","name":"a"}'));
    expect(labelsIn(form)).toEqual(['Kind', 'Id', 'Name']);
    await choose('Kind', 'circle');
    expect([control('Id').value, control('Name').value]).toEqual(['7', 'a']);
    fireEvent.submit(form);
    expect(submitted()).toStrictEqual({ id: 7, kind: 'circle', name: 'a' });
  });
});

describe('what may stay away as a whole', () => {
  const Address = z.object({ street: z.string().min(1), zip: z.int(), tags: z.array(z.string()) });

  test.each([
    ['optional', Address.optional(), {}],
    ['null', Address.nullable(), { at: null }],
  ])(
    'requires nothing while it is %s, and all of it once something is entered',
    async (_, at, none) => {
      const { form, run, submitted } = await shownForm(z.object({ at }));
      await after(() => run.reset());
      const needed = () => [control('Street').required, control('Zip').required];
      expect(needed()).toEqual([false, false]);
      fireEvent.submit(form);
      expect(submitted()).toStrictEqual(none);
      await after(() => fireEvent.change(control('Zip'), { target: { value: '8' } }));
      expect(needed()).toEqual([true, true]);
      await after(() => fireEvent.change(control('Zip'), { target: { value: '' } }));
      expect(needed()).toEqual([false, false]);
      fireEvent.submit(form);
      expect(submitted()).toStrictEqual(none);
    },
  );
});

test('has an input for all keys of a record that lists them, and for places behind a tuple’s', async () => {
  const schema = z.object({
    marks: z.record(z.enum(['north', 'south']), z.int()),
    row: z.tuple([z.string().max(9)], z.int()),
  });
  const { form, call, submitted } = await shownForm(schema);
  const names = () => [...form.querySelectorAll('label')].map((label) => label.textContent);
  expect(names()).toEqual(['North', 'South', '1']);
  await after(() => call.push('{"marks":{"north":1,"south":2},"row":["a",5,6]}'));
  expect(names()).toEqual(['North', 'South', '1', '2', '3']);
  await after(() => fireEvent.change(control('3'), { target: { value: '8' } }));
  fireEvent.submit(form);
  expect(submitted()).toEqual({ marks: { north: 1, south: 2 }, row: ['a', 5, 8] });
});

test('shows a number that the schema made a bigint, and names an input that no key does', async () => {
  const schema = z.object({
    id: z
      .int()
      .transform((id) => BigInt(id))
      .pipe(z.bigint()),
    '': z.int(),
  });
  const { call } = await shownForm(schema);
  expect(control('""').type).toBe('number');
  await after(() => call.push('{"id":12}'));
  expect(control('Id').value).toBe('12');
});

describe('what is cleared or never filled in', () => {
  const Loose = z.object({
    site: z.url().optional(),
    mail: z.email().nullable(),
    day: z.iso.date().optional(),
    code: z.string().min(2).max(9).optional(),
    pages: z.number().nullable(),
    rank: z.int().optional(),
    level: z.enum(['low', 'high']).nullable(),
    id: z.union([z.url(), z.int()]).optional(),
    note: z.string(),
  });
  const FULL =
    '{"site":"https://a.example","mail":"a@b.example","day":"2024-05-01","code":"abc","pages":7,"rank":3,"level":"low","id":9,"note":"n"}';

  test('is absent where it may be, null where that may be, and fits the schema', async () => {
    const { form, call, submitted } = await shownForm(Loose);
    await after(() => call.push(FULL));
    await after(() => call.end());
    for (const label of ['Site', 'Mail', 'Day', 'Code', 'Pages', 'Rank', 'Level', 'Id', 'Note'])
      await after(() => fireEvent.change(control(label), { target: { value: '' } }));
    fireEvent.submit(form);
    expect(submitted()).toStrictEqual({ mail: null, pages: null, level: null, note: '' });
    expect(Loose.safeParse(submitted()).success).toBe(true);
    await after(() => fireEvent.change(control('Id'), { target: { value: '4' } }));
    await after(() =>
      fireEvent.change(control('Site'), { target: { value: 'https://c.example' } }),
    );
    fireEvent.submit(form);
    expect(submitted()).toMatchObject({ id: 4, site: 'https://c.example' });
  });

  const Task = z.object({
    name: z.string().max(20),
    note: z.string(),
    done: z.boolean(),
    tags: z.array(z.string()),
    sub: z.object({ by: z.string(), at: z.iso.date().nullable(), more: z.string().optional() }),
    hint: z.string().optional(),
  });
  const BLANK = { name: '', note: '', done: false, tags: [], sub: { by: '', at: null } };

  test('of an added item is the empty value of its kind where it must be there', async () => {
    const schema = z.object({ tasks: z.array(Task) });
    const { form, call, submitted } = await shownForm(schema);
    await after(() => call.push('{"tasks":[]}'));
    await after(() => call.end());
    await after(() => fireEvent.click(screen.getByRole('button', { name: 'Add to Tasks' })));
    await after(() => fireEvent.change(control('Name'), { target: { value: 'Tea' } }));
    fireEvent.submit(form);
    expect(submitted()).toStrictEqual({ tasks: [{ ...BLANK, name: 'Tea' }] });
    expect(schema.safeParse(submitted()).success).toBe(true);
  });

  test('is that in a form that nothing arrived in, too', async () => {
    const { form, run, submitted } = await shownForm(Task);
    await after(() => run.reset());
    fireEvent.submit(form);
    expect(submitted()).toStrictEqual(BLANK);
    await after(() => fireEvent.click(screen.getByRole('button', { name: 'Add to Tags' })));
    await after(() => fireEvent.change(control('Tags 1'), { target: { value: 'new' } }));
    fireEvent.submit(form);
    expect(submitted()).toStrictEqual({ ...BLANK, tags: ['new'] });
    expect(Task.safeParse(submitted()).success).toBe(true);
  });

  test('is not made up where it is hidden, and a number is left to the browser', async () => {
    const schema = z.object({ id: z.string(), count: z.number(), site: z.url() });
    const { form, submitted } = await shownForm(schema, { fields: { id: { isHidden: true } } });
    fireEvent.submit(form);
    expect(submitted()).toStrictEqual({ site: '' });
    expect([control('Count').required, control('Site').required]).toEqual([true, true]);
  });

  test('a schema that contains itself is filled in as far as it must', async () => {
    interface Node {
      name: string;
      next: Node | null;
    }
    const Chain: z.ZodType<Node> = z.object({
      name: z.string(),
      get next() {
        return Chain.nullable();
      },
    });
    const { form, submitted } = await shownForm(Chain);
    fireEvent.submit(form);
    expect(submitted()).toStrictEqual({ name: '', next: null });
  });
});

test('shows a date that the schema made, and leaves it as it is', async () => {
  const schema = z.object({ at: z.iso.datetime().transform((text) => new Date(text)) });
  const { call, form, submitted } = await shownForm(schema);
  await after(() => call.push('{"at":"2024-05-01T10:00:00Z"}'));
  expect(control('At').value).toBe('2024-05-01T10:00:00.000Z');
  fireEvent.submit(form);
  expect(submitted()).toEqual({ at: new Date('2024-05-01T10:00:00Z') });
});

test('shows inputs of its own, and leaves out what is hidden but submits it', async () => {
  const Stars = ({ field, id }: ObjectControlProps) => (
    <input
      id={id}
      type="range"
      value={Number(field.value ?? 0)}
      onChange={(e) => field.set(e.target.valueAsNumber)}
    />
  );
  const schema = z.object({ score: z.number(), id: z.string() });
  const { form, call, submitted } = await shownForm(schema, {
    fields: { score: { component: Stars, label: 'Stars' }, id: { isHidden: true } },
    texts: { submit: 'Save' },
  });
  await after(() => call.push('{"score":3,"id":"x1"}'));
  expect(control('Stars').type).toBe('range');
  await after(() => fireEvent.change(control('Stars'), { target: { value: '9' } }));
  fireEvent.submit(form);
  expect(submitted()).toEqual({ score: 9, id: 'x1' });
  expect(screen.getAllByRole('button').map(({ textContent }) => textContent)).toContain('Save');
});

test('of many inputs, the one that changed is rendered', async () => {
  const keys = Array.from({ length: 60 }, (_, index) => `n${index}`);
  const Wide = z.object(Object.fromEntries(keys.map((key) => [key, z.number()])));
  const renders: string[] = [];
  const Counted = ({ field, id }: ObjectControlProps) => {
    renders.push(field.path);
    const value = JSON.stringify(field.value ?? '');
    return <input id={id} value={value} onChange={() => field.set(7)} />;
  };
  const components = { number: Counted };
  const { call, run } = await shownForm(Wide, { components });
  await after(() =>
    call.push(
      `{${keys
        .slice(0, 50)
        .map((key) => `"${key}":1,`)
        .join('')}`,
    ),
  );
  renders.length = 0;
  await after(() => call.push('"n50":2,'));
  expect(renders).toEqual(['n50']);
  renders.length = 0;
  await after(() => fireEvent.change(control('N3'), { target: { value: '7' } }));
  expect(renders).toEqual(['n3']);
  expect(run.getSnapshot().status).toBe('streaming');
});

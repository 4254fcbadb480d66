import { screen, within } from '@testing-library/react';
import { Profiler } from 'react';
import { renderToString } from 'react-dom/server';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createInstantRun } from '../client/index.js';
import { createManualTransport } from '../../tests/support/manual-transport.js';
import { after, nextTask, renderWithCache, settle } from '../../tests/support/react-harness.js';
import { InstantStreamProvider } from '../react/index.js';
import { StructuredObject, type ObjectSchema, type ObjectValueProps } from './index.js';

async function started<S extends z.ZodType>(schema: S) {
  const transport = createManualTransport<string>();
  const run = createInstantRun<z.infer<S>, string>({ transport, schema, scheduler: nextTask });
  void run.submit('go');
  await settle();
  return { run, call: transport.last };
}

async function shown<S extends z.ZodType>(schema: S, text = '') {
  const { run, call } = await started(schema);
  const view = renderWithCache(<StructuredObject schema={schema} stream={{ run }} />);
  if (text !== '') await after(() => call.push(text));
  return { run, call, root: view.container.firstElementChild as HTMLElement };
}

/** Terms and what is said of them, as a reader finds them. */
function terms(root: ParentNode): readonly (readonly [string, string])[] {
  return [...root.querySelectorAll('dt')].map((term) => [
    term.textContent,
    [...(term.parentElement?.querySelectorAll(':scope > dd:not([data-description])') ?? [])]
      .map((each) => each.textContent)
      .join(' | '),
  ]);
}

const Book = z.object({
  title: z.string(),
  pageCount: z.int(),
  in_print: z.boolean(),
  language: z.enum(['English', 'German']).meta({ title: 'Written in' }),
  publishedOn: z.iso.date(),
  website: z.url(),
  contact: z.email(),
  subtitle: z.string().optional(),
  price: z.number().nullable(),
});

describe('the default view', () => {
  test('shows every field in its place before anything arrived, known by its title or its key in words', async () => {
    const { root } = await shown(Book);
    expect(terms(root)).toEqual(
      [
        'Title',
        'Page count',
        'In print',
        'Written in',
        'Published on',
        'Website',
        'Contact',
        'Subtitle',
        'Price',
      ].map((label) => [label, '…']),
    );
    expect(root.getAttribute('aria-busy')).toBe('true');
  });

  test('fills each field the moment it is known, by its kind', async () => {
    const { root, call } = await shown(Book, '{"title":"Tid');
    expect(terms(root).slice(0, 2)).toEqual([
      ['Title', 'Tid'],
      ['Page count', '…'],
    ]);
    await after(() =>
      call.push(
        'es","pageCount":120,"in_print":true,"language":"German","publishedOn":"2024-05-01","website":"https://a.example/b","contact":"a@b.example","price":null}',
      ),
    );
    expect(terms(root)).toEqual([
      ['Title', 'Tides'],
      ['Page count', '120'],
      ['In print', 'Yes'],
      ['Written in', 'German'],
      ['Published on', '2024-05-01'],
      ['Website', 'https://a.example/b'],
      ['Contact', 'a@b.example'],
      ['Price', '—'],
    ]);
    expect(root.querySelector('time')?.dateTime).toBe('2024-05-01');
    expect(screen.getByRole('link', { name: 'https://a.example/b' }).getAttribute('rel')).toContain(
      'noopener',
    );
    expect(root.hasAttribute('aria-busy')).toBe(false);
  });

  test('makes no link of an address that would run as a script', async () => {
    const schema = z.object({ website: z.url() });
    const { root } = await shown(schema, '{"website":"javascript:alert(1)"}');
    expect(terms(root)).toEqual([['Website', 'javascript:alert(1)']]);
    expect(root.querySelector('a')).toBeNull();
  });

  test('makes a date that the schema made of text readable', async () => {
    const schema = z.object({ at: z.iso.datetime().transform((text) => new Date(text)) });
    const { root } = await shown(schema, '{"at":"2024-05-01T10:00:00Z"}');
    expect(root.querySelector('time')?.dateTime).toBe('2024-05-01T10:00:00.000Z');
  });

  test('says what is wrong with an invalid field, and leaves a required one that is missing quiet', async () => {
    const schema = z.object({
      name: z.string().min(3),
      age: z.number(),
      note: z.string().optional(),
    });
    const { root } = await shown(schema, '{"name":"Al"}');
    const [name, age] = terms(root);
    expect(name?.[1]).toMatch(/^Al \| Too small/);
    expect(age).toEqual(['Age', '—']);
    expect(terms(root)).toHaveLength(2);
  });
});

const Author = z.object({ name: z.string(), born: z.int().optional() });

describe('what has parts', () => {
  test('nested objects are sections with headings of the right level, below the lines', async () => {
    const schema = z
      .object({
        title: z.string(),
        author: Author.extend({ home: z.object({ town: z.string() }) }),
        pages: z.int(),
      })
      .meta({ title: 'Book', description: 'One of many' });
    const { root } = await shown(schema);
    const outline = [...root.querySelectorAll('h1,h2,h3,h4,dt')].map(
      ({ tagName, textContent }) => `${tagName} ${textContent}`,
    );
    expect(outline).toEqual([
      'H2 Book',
      'DT Title',
      'DT Pages',
      'H3 Author',
      'DT Name',
      'DT Born',
      'H4 Home',
      'DT Town',
    ]);
    expect(screen.getByText('One of many')).toBeDefined();
  });

  test('lists grow item by item, and say that they are empty', async () => {
    const schema = z.object({ tags: z.array(z.string()), authors: z.array(Author) });
    const { root, call } = await shown(schema, '{"tags":["a","b');
    const items = () =>
      [...root.querySelectorAll('[data-field=tags] > li')].map(({ textContent }) => textContent);
    expect(items()).toEqual(['a', 'b']);
    await after(() => call.push('c"],"authors":[]}'));
    expect(items()).toEqual(['a', 'bc']);
    expect(root.querySelector('[data-field=authors]:not(section)')?.textContent).toBe('—');
  });

  test('a list has a place for each item that the schema wants at least', async () => {
    const { root } = await shown(z.object({ authors: z.array(Author).min(3) }));
    expect(root.querySelectorAll('li')).toHaveLength(3);
  });

  test('records have a row for every key that arrived, as it is written', async () => {
    const schema = z.object({ prices: z.record(z.string(), z.number()) });
    const section = (await shown(schema)).root.querySelector('[data-field=prices]');
    expect(section?.textContent).toBe('Prices…');
    const { root } = await shown(schema, '{"prices":{"green tea":3,"pH-value":4,');
    expect(terms(root)).toEqual([
      ['green tea', '3'],
      ['pH-value', '4'],
    ]);
  });

  test('a key that is empty is written as JSON writes it, of the schema or of a record', async () => {
    const schema = z.object({ '': z.string(), notes: z.record(z.string(), z.string()) });
    const { root } = await shown(schema, '{"":"x","notes":{"":"y"}}');
    expect(terms(root)).toEqual([
      ['""', 'x'],
      ['""', 'y'],
    ]);
  });

  test('tuples have a place for each of their values', async () => {
    const schema = z.object({ at: z.tuple([z.number(), z.string()]) });
    const { root } = await shown(schema, '{"at":[1.5');
    expect([...root.querySelectorAll('ol > li')].map((li) => li.textContent)).toEqual(['…', '…']);
  });

  test('a union is shown by what arrived, as soon as its discriminator says so', async () => {
    const schema = z.object({
      pet: z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('cat'), lives: z.int() }),
        z.object({ kind: z.literal('dog'), bark: z.string() }),
      ]),
      id: z.union([z.string(), z.number()]),
    });
    const { root, call } = await shown(schema, '{"pet":{');
    expect(terms(root)).toEqual([['Id', '…']]);
    await after(() => call.push('"kind":"dog",'));
    expect(terms(root)).toEqual([
      ['Id', '…'],
      ['Kind', 'dog'],
      ['Bark', '…'],
    ]);
    await after(() => call.push('"bark":"Wuff"},"id":7}'));
    expect(terms(root)).toEqual([
      ['Id', '7'],
      ['Kind', 'dog'],
      ['Bark', 'Wuff'],
    ]);
  });

  test('a recursive schema is as deep as what arrived', async () => {
    interface Comment {
      text: string;
      replies: Comment[];
    }
    const schema: z.ZodType<Comment> = z.object({
      text: z.string(),
      get replies() {
        return z.array(schema);
      },
    });
    const { root, call } = await shown(schema);
    expect(root.querySelectorAll('dt')).toHaveLength(1);
    await after(() => call.push('{"text":"a","replies":[{"text":"b","replies":[{"text":"c"'));
    expect(terms(root).map(([, text]) => text)).toEqual(['a', 'b', 'c']);
  });

  test('what the schema says nothing of is shown by what it is', async () => {
    const schema = z.object({ extra: z.unknown(), more: z.looseObject({ a: z.string() }) });
    const text = '{"extra":{"deep":[1,"two",{"x":true}]},"more":{"a":"A","b":"B"}}';
    const { root } = await shown(schema, text);
    expect(root.textContent).toContain('two');
    expect(terms(root).filter(([label]) => label !== 'Extra' && label !== 'deep')).toEqual([
      ['x', 'Yes'],
      ['A', 'A'],
      ['b', 'B'],
    ]);
  });

  test('a nullable object that is null is said to be none', async () => {
    const { root } = await shown(z.object({ author: Author.nullable() }), '{"author":null}');
    expect(within(root).getByRole('heading', { name: 'Author' }).parentElement?.textContent).toBe(
      'Author—',
    );
  });
});

test('an answer that is no object is shown as what it is', async () => {
  const list = await shown(z.array(Author), '[{"name":"Ada"');
  expect(terms(list.root)).toEqual([
    ['Name', 'Ada'],
    ['Born', '…'],
  ]);
  const number = await shown(z.number().meta({ title: 'Depth' }), '4.5');
  await after(() => number.call.end());
  expect(number.root.textContent).toBe('Depth4.5');
});

test('a server renders what is there', async () => {
  const { run, call } = await started(Author);
  call.push('{"name":"Ada"');
  await settle();
  const html = renderToString(<StructuredObject schema={Author} stream={{ run }} />);
  expect(html).toMatch(/<dt>Name<\/dt><dd [^>]*>Ada<\/dd>/);
  expect(html).toMatch(/<dt>Born<\/dt><dd [^>]*aria-busy="true"/);
});

describe('in an application', () => {
  const schema = z.object({ items: z.array(z.object({ name: z.string(), price: z.number() })) });

  test('shows components of its own, by kind and by path, and labels', async () => {
    const { run, call } = await started(schema);
    const Price = ({ field, label }: ObjectValueProps) => (
      <b title={label}>{Number(field.value).toFixed(2)} €</b>
    );
    const Name = ({ field }: ObjectValueProps) => <i>{String(field.value)}</i>;
    const { container } = renderWithCache(
      <InstantStreamProvider stream={{ run }}>
        <StructuredObject
          schema={schema}
          components={{ number: Price }}
          fields={{ 'items[*].name': { component: Name, label: 'Called' } }}
          className="mine"
          headingLevel={4}
        />
      </InstantStreamProvider>,
    );
    await after(() => call.push('{"items":[{"name":"Tea","price":3}'));
    expect(terms(container)).toEqual([
      ['Called', 'Tea'],
      ['Price', '3.00 €'],
    ]);
    expect(container.querySelector('b')?.title).toBe('Price');
    expect(container.firstElementChild?.className).toBe('mine');
    expect(screen.getByRole('heading', { level: 4 }).textContent).toBe('Items');
  });

  test('shows a part of an answer, and leaves out what is hidden', async () => {
    const { run, call } = await started(z.object({ book: Book, author: Author }));
    const { container } = renderWithCache(
      <StructuredObject
        schema={Author}
        path="author"
        stream={{ run }}
        fields={{ born: { isHidden: true } }}
      />,
    );
    await after(() => call.push('{"author":{"name":"Ada","born":1815'));
    expect(terms(container)).toEqual([['Name', 'Ada']]);
  });

  test('takes a JSON Schema, and refuses what has none', async () => {
    const { run } = await started(Author);
    const { container } = renderWithCache(
      <StructuredObject schema={z.toJSONSchema(Author)} stream={{ run }} />,
    );
    expect(terms(container).map(([label]) => label)).toEqual(['Name', 'Born']);
    const foreign = { '~standard': { version: 1, vendor: 'x' } } as unknown as ObjectSchema;
    expect(() => renderToString(<StructuredObject schema={foreign} stream={{ run }} />)).toThrow(
      expect.objectContaining({ code: 'invalid-schema' }),
    );
  });
});

test('of two hundred fields, the one that changed is rendered, and none while a text grows', async () => {
  const keys = Array.from({ length: 200 }, (_, index) => `n${index}`);
  const Wide = z.object({
    ...Object.fromEntries(keys.map((key) => [key, z.number()])),
    text: z.string(),
  });
  const { run, call } = await started(Wide);
  const renders = new Map<string, number>();
  const Counted = ({ field }: ObjectValueProps) => {
    renders.set(field.path, (renders.get(field.path) ?? 0) + 1);
    return <>{String(field.value)}</>;
  };
  const components = { number: Counted };
  let commits = 0;
  renderWithCache(
    <Profiler id="all" onRender={() => (commits += 1)}>
      <StructuredObject schema={Wide} components={components} stream={{ run }} />
    </Profiler>,
  );
  await after(() =>
    call.push(
      `{${keys
        .slice(0, 150)
        .map((key) => `"${key}":1,`)
        .join('')}`,
    ),
  );
  renders.clear();
  await after(() => call.push('"n150":2,'));
  expect([...renders]).toEqual([['n150', 1]]);
  await after(() => call.push('"text":"It '));
  commits = 0;
  await after(() => call.push('grows'));
  expect(commits).toBe(0);
  expect(screen.getByText('It grows')).toBeDefined();
});

describe('several schemas at once', () => {
  test('show what a JSON Schema says of all options with each of them', async () => {
    const option = (key: string) => ({ properties: { [key]: { type: 'string' } } });
    const schema = {
      allOf: [
        { type: 'object', properties: { partId: { type: 'string' } } },
        { anyOf: [option('aOne'), option('bTwo')] },
      ],
    };
    const { run, call } = await started(z.unknown());
    const { container } = renderWithCache(<StructuredObject schema={schema} stream={{ run }} />);
    await after(() => call.push('{"bTwo":"b","partId":"a"}'));
    expect(terms(container)).toEqual([
      ['Part id', 'a'],
      ['B two', 'b'],
    ]);
  });

  test('show one option of each of two unions', async () => {
    const schema = z
      .union([z.object({ aOne: z.string() }), z.object({ bTwo: z.string() })])
      .and(z.union([z.object({ cThree: z.string() }), z.object({ dFour: z.string() })]));
    const { root } = await shown(schema, '{"bTwo":"b","cThree":"c"}');
    expect(terms(root)).toEqual([
      ['B two', 'b'],
      ['C three', 'c'],
    ]);
  });

  test('show the keys that a record lists before they arrive', async () => {
    const { root } = await shown(z.record(z.enum(['north', 'south']), z.int()));
    expect(terms(root)).toEqual([
      ['North', '…'],
      ['South', '…'],
    ]);
  });
});

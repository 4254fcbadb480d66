import { createAgent } from 'fieldwise/agent';
import { createInstantRun, createSourceTransport } from 'fieldwise/client';
import { createScriptedModel } from 'fieldwise/testing';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { createInstantParser, instantEvents, type InstantEventInput } from '../../src/index.js';

const TEXT = '{"name":"tea","size":"2"}';
const Named = z.object({
  name: z.string().transform(async (name) => name.toUpperCase()),
  size: z.coerce.number(),
});
const Refused = z.object({ name: z.string().refine(async () => false, 'taken'), size: z.string() });

const model = createScriptedModel({ text: TEXT });
const ask = (schema: z.ZodType) => createAgent({ model }).input('x').output(schema).getResponse();

/** What is told of each field, in order; `end` last. */
const tell = (event: InstantEventInput) =>
  event.type === 'delta' || event.type === 'start' || event.type === 'meta'
    ? []
    : [`${event.type} ${'path' in event ? event.path : ''}`.trim()];

const WRITTEN = ['done name', 'done size', 'done'];

test.each<[string, z.ZodType, string[]]>([
  ['changes a field', Named, ['replaced name', 'done name', 'done']],
  ['refuses a field', Refused, ['replaced name', 'invalid name', 'invalid']],
])(
  'a promise that %s is told before the end, to all who follow events',
  async (_, schema, late) => {
    const expected = [...WRITTEN, ...late, 'end'];
    const told = async (events: AsyncIterable<InstantEventInput>) => {
      const all: string[] = [];
      for await (const event of events) all.push(...tell(event));
      return all;
    };
    expect(await told(instantEvents([TEXT], { schema }))).toEqual(expected);
    expect(await told(ask(schema).getAsyncGenerator())).toEqual(expected);

    const heard: string[] = [];
    const fields: string[] = [];
    const run = createInstantRun({
      schema,
      transport: createSourceTransport(() => [TEXT]),
      onEvent: (event) => void heard.push(...tell(event)),
      onField: (event) => void fields.push(event.path),
    });
    await run.submit('x');
    expect(heard).toEqual(expected);
    expect(fields.map((path) => `done ${path}`.trim())).toEqual(
      expected.filter((event) => event.startsWith('done')),
    );
  },
);

test('a parser waits for nothing, and tells what is left when it is asked to wait', async () => {
  const parser = createInstantParser({ schema: Named });
  expect(await parser.settle()).toEqual([]);
  parser.feed(TEXT);
  expect(parser.end().flatMap(tell)).toEqual(['end']);
  expect(parser.output?.status).toBe('unchecked');
  expect((await parser.settle()).flatMap(tell)).toEqual(['replaced name', 'done name', 'done']);
  expect(parser.output).toEqual({ status: 'valid', value: { name: 'TEA', size: 2 } });
  expect(await parser.settle()).toEqual([]);
});

test('a promise is made once, however many read the answer', async () => {
  let asked = 0;
  const Counted = z.object({
    name: z.string().transform(async (name) => {
      asked += 1;
      return name;
    }),
  });
  const response = ask(Counted);
  const events = response.getAsyncGenerator();
  for await (const _ of events) void _;
  const before = asked;
  await response.getData();
  await response.getData();
  expect(asked).toBe(before);
});

test('a run that is stopped while its schema is waited for has no end but that', async () => {
  let keep = () => {};
  const promise = new Promise<void>((resolve) => (keep = resolve));
  const Slow = z.object({
    name: z.string().transform(async (name) => {
      await promise;
      return name.toUpperCase();
    }),
  });
  const ends: string[] = [];
  const run = createInstantRun({
    schema: Slow,
    transport: createSourceTransport(() => ['{"name":"tea"}']),
    onEvent: (event) => void (event.type === 'end' && ends.push(event.outcome)),
  });
  const submitted = run.submit('x');
  await expect.poll(() => run.getField('name').isComplete).toBe(true);
  expect(ends).toEqual([]);
  run.stop();
  keep();
  expect(await submitted).toMatchObject({ status: 'stopped', partial: { name: 'tea' } });
  await promise;
  expect(run.getSnapshot().status).toBe('stopped');
  expect(ends).not.toContain('complete');
});

test('what a promise says of an answer that was forgotten meanwhile is told of no other one', async () => {
  const parser = createInstantParser({ schema: Named });
  parser.feed(TEXT);
  const late = parser.settle();
  parser.reset();
  parser.feed(TEXT);
  expect(await late).toEqual([]);
  expect(parser.output?.status).toBe('unchecked');
});

test('a promise is waited for beside what is wrong without it, and tells all that is wrong', async () => {
  const schema = z.object({
    user: z.object({ email: z.string().refine(async () => false, 'taken'), age: z.number() }),
    name: z.string().transform(async (name) => name.toUpperCase()),
  });
  const text = '{"user":{"email":"x","age":"old"},"name":"tea"}';
  const parser = createInstantParser({ schema });
  const events = [...parser.feed(text), ...parser.end()];
  expect(events.flatMap(tell)).toEqual([
    'done user.email',
    'invalid user.age',
    'invalid user',
    'done name',
    'invalid',
    'end',
  ]);
  const late = (await parser.settle()).flatMap(tell);
  expect(late).toEqual(expect.arrayContaining(['replaced user', 'invalid user.email', 'invalid']));
  const expected = await schema.safeParseAsync(JSON.parse(text));
  const found = parser.output?.status === 'invalid' ? parser.output.issues : [];
  expect(found.map(({ message }) => message)).toEqual(
    expected.error?.issues.map(({ message }) => message),
  );
  expect(await parser.settle()).toEqual([]);

  const run = createInstantRun({ schema, transport: createSourceTransport(() => [text]) });
  const { error } = await run.submit('x');
  expect(error).toMatchObject({ code: 'invalid-output' });
  expect(error?.issues).toHaveLength(2);
  expect(run.getField('user.email')).toMatchObject({ status: 'invalid' });
  expect(run.getField('user.age')).toMatchObject({ status: 'invalid' });
});

test('a promise that rejects hides nothing of what is wrong without it', async () => {
  const cause = new Error('no database');
  const schema = z.object({
    name: z.string().refine(() => Promise.reject(cause), 'taken'),
    user: z.object({ age: z.number() }),
  });
  const text = '{"name":"tea","user":{"age":"old"}}';
  const run = createInstantRun({ schema, transport: createSourceTransport(() => [text]) });
  const { error } = await run.submit('x');
  expect(error).toMatchObject({ code: 'invalid-output', path: 'user.age', cause });
  expect(error?.issues?.map(({ path }) => path)).toEqual([['user', 'age'], []]);
  expect(run.getField('user.age').issues).toHaveLength(1);
  expect(run.getField('').issues.map(({ path }) => path)).toEqual(['user.age', '']);

  const parser = createInstantParser({ schema });
  parser.feed(text);
  parser.end();
  const last = (await parser.settle()).at(-1);
  expect(last?.type === 'invalid' && last.issues.map(({ path }) => path)).toEqual(['user.age', '']);
  expect(parser.output).toMatchObject({
    status: 'invalid',
    issues: [{ path: ['user', 'age'] }, {}],
  });
});

const Late = z.object({
  name: z.string().refine(async () => false, 'taken'),
  size: z.string(),
  note: z.string(),
});

test('what is found late keeps the place that its key had', async () => {
  const text = '{"name":"tea","size":"2","note":"x"}';
  const run = createInstantRun({ schema: Late, transport: createSourceTransport(() => [text]) });
  await run.submit('x');
  expect(run.getField('name').status).toBe('invalid');
  expect(Object.keys(run.getSnapshot().partial ?? {})).toEqual(['name', 'size', 'note']);
});

test.each(['frame', 'sync'] as const)(
  'what a rule of the whole finds keeps the place that its key had (%s)',
  async (scheduler) => {
    const schema = z
      .object({ user: z.object({ name: z.string(), age: z.number() }), size: z.string() })
      .refine(() => false, { path: ['user', 'name'], message: 'taken' });
    const text = '{"user":{"name":"tea","age":2},"size":"2"}';
    const transport = createSourceTransport(() => [text]);
    const run = createInstantRun({ schema, transport, scheduler });
    await run.submit('x');
    expect(run.getField('user.name').status).toBe('invalid');
    expect(JSON.stringify(run.getSnapshot().partial)).toBe(text);
  },
);

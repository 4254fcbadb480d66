import { describe, expectTypeOf, test } from 'vitest';
import { z } from 'zod';
import { parsePath } from '../protocol/index.js';
import type { InstantEvent } from '../protocol/index.js';
import { createInstantRun } from './index.js';
import type { FieldAt, FieldSnapshot, InstantError, InstantRun, RunFinish } from './index.js';

const schema = z.object({
  title: z.string(),
  at: z.string().transform((text) => new Date(text)),
  items: z.array(z.object({ name: z.string() })),
});
type Report = z.output<typeof schema>;

declare const text: string;
const run = createInstantRun({ api: '/api', schema });

test('data is what the schema returns, partial may lack anything', () => {
  const snapshot = run.getSnapshot();
  expectTypeOf(snapshot.data).toEqualTypeOf<Report | undefined>();
  expectTypeOf(snapshot.partial?.title).toEqualTypeOf<string | undefined>();
  expectTypeOf(snapshot.partial?.items?.[0]?.name).toEqualTypeOf<string | undefined>();
  expectTypeOf(snapshot.error).toEqualTypeOf<InstantError | undefined>();
});

test('submit takes the input the run was made for', () => {
  const typed = createInstantRun<Report, { topic: string }>({
    api: '/api',
    body: (input) => {
      expectTypeOf(input).toEqualTypeOf<{ topic: string }>();
      return input;
    },
  });
  expectTypeOf(typed.submit).parameter(0).toEqualTypeOf<{ topic: string }>();
});

test('callbacks know the type of the answer', () => {
  createInstantRun({
    api: '/api',
    schema,
    onFinish: (finish) => expectTypeOf(finish).toEqualTypeOf<RunFinish<Report>>(),
  });
});

test('events are typed by the schema, for listeners and callbacks', () => {
  createInstantRun({
    api: '/api',
    schema,
    onEvent: (event) => {
      if (event.type === 'done' && event.path === 'at') {
        expectTypeOf(event.value).toEqualTypeOf<Date>();
      }
      // @ts-expect-error -- a typo
      if (event.path === 'titel') return;
    },
  });
  run.onEvent((event) => {
    if (event.type === 'done' && event.wildcardPath === 'items[*].name') {
      expectTypeOf(event.value).toEqualTypeOf<string>();
    }
  });
  run.onEvent((event: InstantEvent) => event.type);
  expectTypeOf(run).toExtend<InstantRun>();
});

test('a run without a schema promises nothing', () => {
  expectTypeOf(createInstantRun({ api: '/api' }).getSnapshot().data).toEqualTypeOf<unknown>();
});

describe('a field of a run', () => {
  test('is typed by the schema, and its path checked', () => {
    expectTypeOf(run.getField('title').value).toEqualTypeOf<string | undefined>();
    expectTypeOf(run.getField('at').value).toEqualTypeOf<Date | undefined>();
    expectTypeOf(run.getField('items[0].name').value).toEqualTypeOf<string | undefined>();
    run.subscribeField('items[0].name', () => {});
    // @ts-expect-error -- a typo
    run.getField('titel');
    // @ts-expect-error -- a typo
    run.subscribeField('titel', () => {});
  });

  test('is unknown at a path that only the running program knows', () => {
    expectTypeOf(run.getField(parsePath(text)).value).toBeUnknown();
    expectTypeOf(run.getField(['items', 0, 'name']).value).toBeUnknown();
    run.subscribeField(['items', 0], () => {});
    // @ts-expect-error -- any text is no path of this schema
    run.getField(text);
  });

  test('takes any path where there is no schema', () => {
    const untyped = createInstantRun({ api: '/api' });
    expectTypeOf(untyped.getField(text).value).toBeUnknown();
    expectTypeOf(untyped.getField(['title']).value).toBeUnknown();
    untyped.subscribeField(text, () => {});
  });

  test('follows a recursive schema and a union', () => {
    const Comment = z.object({
      text: z.string(),
      get replies() {
        return z.array(Comment);
      },
    });
    const comment = createInstantRun({ api: '/api', schema: Comment });
    expectTypeOf(comment.getField('replies[0].text').value).toEqualTypeOf<string | undefined>();
    // @ts-expect-error -- a typo
    comment.getField('replies[0].texd');
    expectTypeOf(comment.getField('replies[0].replies[1].replies[2].text').value).toEqualTypeOf<
      string | undefined
    >();
    // @ts-expect-error -- a typo in the third turn
    comment.getField('replies[0].replies[1].texd');
    // @ts-expect-error -- a typo in the third turn
    comment.subscribeField('replies[0].replies[1].texd', () => {});
    const Shape = z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('circle'), radius: z.number() }),
      z.object({ kind: z.literal('label'), text: z.string() }),
    ]);
    const shape = createInstantRun({ api: '/api', schema: Shape });
    expectTypeOf(shape.getField('radius').value).toEqualTypeOf<number | undefined>();
    // @ts-expect-error -- no member has it
    shape.getField('width');
    expectTypeOf(shape).toExtend<InstantRun>();
    expectTypeOf(comment).toExtend<InstantRun<unknown, never>>();
  });
});

test('a field that is asked for anew is the field at that path', () => {
  expectTypeOf(run.retryField('at')).resolves.toEqualTypeOf<FieldAt<Report, 'at'>>();
  expectTypeOf(run.getField('items[0].name').retry).returns.resolves.toEqualTypeOf<
    FieldSnapshot<string>
  >();
  expectTypeOf(run.retryField(parsePath(text))).resolves.toEqualTypeOf<FieldSnapshot>();
  // @ts-expect-error -- a typo
  void run.retryField('titel');
});

test('onInvalid knows the paths, and answers with one of four words', () => {
  createInstantRun({
    api: '/api',
    schema,
    onInvalid: ({ path, value }, { signal }) => {
      expectTypeOf(value).toBeUnknown();
      expectTypeOf(signal).toEqualTypeOf<AbortSignal>();
      // @ts-expect-error -- a typo
      if (path === 'titel') return 'stop';
      return path === 'items[0].name' ? Promise.resolve('drop') : undefined;
    },
  });
  // @ts-expect-error -- no such answer
  createInstantRun({ api: '/api', schema, onInvalid: () => 'ignore' });
});

test('policies are of paths and patterns of the answer', () => {
  createInstantRun({ api: '/api', schema, policies: { title: 'word', 'items[*].name': 'done' } });
  createInstantRun({ api: '/api', policies: { 'any[*].path': 'word' } });
  // @ts-expect-error -- the answer has no such field
  createInstantRun({ api: '/api', schema, policies: { titel: 'word' } });
});

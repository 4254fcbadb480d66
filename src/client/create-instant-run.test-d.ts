import { expectTypeOf, test } from 'vitest';
import { z } from 'zod';
import type { InstantEvent } from '../protocol/index.js';
import { createInstantRun } from './index.js';
import type { InstantClientError, InstantRun, RunFinish } from './index.js';

const schema = z.object({
  title: z.string(),
  at: z.string().transform((text) => new Date(text)),
  items: z.array(z.object({ name: z.string() })),
});
type Report = z.output<typeof schema>;

const run = createInstantRun({ api: '/api', schema });

test('data is what the schema returns, partial may lack anything', () => {
  const snapshot = run.getSnapshot();
  expectTypeOf(snapshot.data).toEqualTypeOf<Report | undefined>();
  expectTypeOf(snapshot.partial?.title).toEqualTypeOf<string | undefined>();
  expectTypeOf(snapshot.partial?.items?.[0]?.name).toEqualTypeOf<string | undefined>();
  expectTypeOf(snapshot.error).toEqualTypeOf<InstantClientError | undefined>();
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

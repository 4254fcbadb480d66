import * as v from 'valibot';
import { expectTypeOf, test } from 'vitest';
import { createInstantRun } from '../client/index.js';
import { createInstantParser, instantEvents } from '../protocol/index.js';
import { useInstantStream } from './index.js';

const Report = v.object({
  title: v.string(),
  price: v.pipe(v.string(), v.transform(Number)),
  items: v.array(v.object({ name: v.string() })),
});
type Report = v.InferOutput<typeof Report>;

test('a valibot schema types what is read with it, by its output', () => {
  for (const event of createInstantParser({ schema: Report }).feed('')) {
    if (event.type === 'done' && event.path === 'price') {
      expectTypeOf(event.value).toEqualTypeOf<number>();
    }
    if (event.type === 'done' && event.wildcardPath === 'items[*].name') {
      expectTypeOf(event.value).toEqualTypeOf<string>();
    }
  }
  expectTypeOf(instantEvents([], { schema: Report })).toEqualTypeOf(instantEvents<Report>([]));
});

test('a valibot schema types a run and a hook', () => {
  const run = createInstantRun({ api: '/api', schema: Report });
  expectTypeOf(run.getSnapshot().data).toEqualTypeOf<Report | undefined>();
  expectTypeOf(run.getField('price').value).toEqualTypeOf<number | undefined>();
  const Page = () => {
    const report = useInstantStream({ api: '/api', schema: Report });
    expectTypeOf(report.data).toEqualTypeOf<Report | undefined>();
    // @ts-expect-error -- no field of that name
    return <report.Field path="titel" />;
  };
  expectTypeOf(Page).toBeFunction();
});

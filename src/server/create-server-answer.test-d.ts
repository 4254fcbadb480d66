import { createAgent } from 'fieldwise/agent';
import { instantEvents, type Path } from 'fieldwise';
import { expectTypeOf, test } from 'vitest';
import { z } from 'zod';
import { createServerAnswer, type HandOver, type ServerAnswer } from './index.js';

const Report = z.object({
  title: z.string(),
  price: z.string().transform(Number),
  items: z.array(z.object({ name: z.string().optional() })),
});
type Report = z.output<typeof Report>;

test('the answer’s type comes from a schema, from events, or from whoever names it', () => {
  const agent = createAgent({ model: { baseURL: 'http://localhost', model: 'any' } });
  const response = agent.input('?').output(Report).getResponse();
  expectTypeOf(createServerAnswer(response)).toEqualTypeOf<ServerAnswer<Report>>();
  expectTypeOf(createServerAnswer(['{}'], { schema: Report })).toEqualTypeOf<
    ServerAnswer<Report>
  >();
  expectTypeOf(createServerAnswer(instantEvents(['{}'], { schema: Report }))).toEqualTypeOf<
    ServerAnswer<Report>
  >();
  expectTypeOf(createServerAnswer<Report>(['{}'])).toEqualTypeOf<ServerAnswer<Report>>();
  expectTypeOf(createServerAnswer(['{}'])).toEqualTypeOf<ServerAnswer<unknown>>();
});

test('a field’s promise has the type of its path, and a path the answer has not is refused', () => {
  const answer = createServerAnswer(['{}'], { schema: Report });
  expectTypeOf(answer.field('title')).toEqualTypeOf<Promise<string>>();
  expectTypeOf(answer.field('price')).toEqualTypeOf<Promise<number>>();
  expectTypeOf(answer.field('items[0].name')).toEqualTypeOf<Promise<string>>();
  expectTypeOf(answer.optionalField('items[0].name')).toEqualTypeOf<Promise<string | undefined>>();
  expectTypeOf(answer.field('')).toEqualTypeOf<Promise<Report>>();
  expectTypeOf(answer.field(['items', 0, 'name'])).toEqualTypeOf<Promise<string>>();
  expectTypeOf(answer.field(['items', 0] as Path)).toEqualTypeOf<Promise<unknown>>();
  // @ts-expect-error -- no such field
  void answer.field('titel');
});

test('a hand-over has the answer’s type and the input’s', () => {
  const answer = createServerAnswer(['{}'], { schema: Report });
  expectTypeOf(answer.handOver()).toEqualTypeOf<HandOver<Report, null>>();
  expectTypeOf(answer.handOver({ topic: 'tea' })).toEqualTypeOf<
    HandOver<Report, { topic: string }>
  >();
  expectTypeOf(answer.handOver()).not.toExtend<HandOver<{ other: string }, null>>();
});

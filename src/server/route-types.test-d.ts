import { expectTypeOf, test } from 'vitest';
import { z } from 'zod';
import { createInstantRoute } from './index.js';
import type { InstantRouteOptions, RouteInput, RouteOutput } from './index.js';

const route = createInstantRoute({
  input: z.object({ topic: z.string(), count: z.coerce.number<string>().default(3) }),
  output: z.object({ title: z.string(), at: z.string().transform((text) => text.length) }),
  async *run({ input, signal, request }) {
    expectTypeOf(input).toEqualTypeOf<{ topic: string; count: number }>();
    expectTypeOf(signal).toEqualTypeOf<AbortSignal>();
    expectTypeOf(request).toEqualTypeOf<Request>();
    yield { type: 'done', path: 'title', value: 'x' };
  },
});

test('a route tells its clients what it takes: the input before its transforms', () => {
  expectTypeOf<RouteInput<typeof route>>().toEqualTypeOf<{
    topic: string;
    count?: string | undefined;
  }>();
  expectTypeOf<RouteInput<typeof route.POST>>().toEqualTypeOf<RouteInput<typeof route>>();
});

test('a route tells its clients what it gives: the output after its transforms', () => {
  expectTypeOf<RouteOutput<typeof route>>().toEqualTypeOf<{ title: string; at: number }>();
  expectTypeOf<RouteOutput<typeof route.POST>>().toEqualTypeOf<RouteOutput<typeof route>>();
});

test('a route without schemas takes and gives anything', () => {
  const open = createInstantRoute({ run: () => [] });
  expectTypeOf<RouteInput<typeof open>>().toEqualTypeOf<unknown>();
  expectTypeOf<RouteOutput<typeof open>>().toEqualTypeOf<unknown>();
});

test('a handler is what frameworks take', () => {
  expectTypeOf(route.POST).toExtend<(request: Request) => Promise<Response>>();
});

test('a run yields events and nothing else', () => {
  type Run = InstantRouteOptions['run'];
  type Yields<Event> = () => AsyncGenerator<Event>;
  expectTypeOf<Yields<{ type: 'done'; path: string; value: number }>>().toExtend<Run>();
  expectTypeOf<Yields<{ type: 'done'; path: string }>>().not.toExtend<Run>();
});

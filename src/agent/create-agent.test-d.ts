import type { LanguageModelV2, LanguageModelV3 } from '@ai-sdk/provider';
import { expectTypeOf, test } from 'vitest';
import { z } from 'zod';
import * as mini from 'zod/mini';
import type { InstantEvent } from '../protocol/index.js';
import { createScriptedModel } from '../testing/index.js';
import type { CheckedList } from './agent-response.js';
import { createAgent, type Agent, type AgentResponse, type Model } from './index.js';

const agent = createAgent({ model: createScriptedModel({ text: '' }) });

test('data has the output type of the schema, whatever the order of the calls', () => {
  const Price = z.object({ price: z.string().transform(Number), note: z.string().default('') });
  type Data = { price: number; note: string };
  expectTypeOf(
    agent.output(Price).input('x').getResponse().getData(),
  ).resolves.toEqualTypeOf<Data>();
  expectTypeOf(
    agent.input('x').output(Price).getResponse().getData(),
  ).resolves.toEqualTypeOf<Data>();
});

test('schemas of zod/mini are schemas', () => {
  const data = agent
    .output(mini.object({ a: mini.number() }))
    .getResponse()
    .getData();
  expectTypeOf(data).resolves.toEqualTypeOf<{ a: number }>();
});

test('an answer without a schema is text', () => {
  expectTypeOf(agent).toEqualTypeOf<Agent>();
  expectTypeOf(agent.input('x').getResponse().getData()).resolves.toBeString();
});

test('generators are typed by their type', () => {
  const response = agent.input('x').getResponse();
  type Items<G> = G extends AsyncGenerator<infer T> ? T : never;
  const instant = response.getAsyncGenerator({ type: 'instant' });
  const delta = response.getAsyncGenerator({ type: 'delta' });
  expectTypeOf<Items<typeof instant>>().toEqualTypeOf<InstantEvent<string>>();
  expectTypeOf<Items<typeof delta>>().toBeString();
  expectTypeOf(response.getAsyncGenerator()).toEqualTypeOf(instant);
  // @ts-expect-error there is no such type
  response.getAsyncGenerator({ type: 'specific' });
});

test('the events of an answer are typed by its schema, in both ways of reading them', async () => {
  const response = agent.output(z.object({ items: z.array(z.number()) })).getResponse();
  for await (const event of response) {
    if (event.type === 'done' && event.wildcardPath === 'items[*]') {
      expectTypeOf(event.value).toEqualTypeOf<number>();
    }
  }
  for await (const event of response.getAsyncGenerator({ type: 'instant' })) {
    if (event.type === 'done' && event.path === 'items') {
      expectTypeOf(event.value).toEqualTypeOf<number[]>();
    }
    // @ts-expect-error -- a typo
    if (event.path === 'item') return;
  }
});

test('a response of one answer is a response of an unknown one', () => {
  const widen = <T>(response: AgentResponse<T>): AgentResponse<unknown> => response;
  expectTypeOf(widen<{ title: string }>).returns.toEqualTypeOf<AgentResponse<unknown>>();
  expectTypeOf<AgentResponse<{ title: string }>>().toExtend<AgentResponse<unknown>>();
  expectTypeOf<AgentResponse<{ title: string }>>().toExtend<AsyncIterable<InstantEvent>>();
  expectTypeOf<AgentResponse<unknown>>().not.toExtend<AgentResponse<{ title: string }>>();
});

test('every kind of model fits', () => {
  expectTypeOf<LanguageModelV2>().toExtend<Model>();
  expectTypeOf<LanguageModelV3>().toExtend<Model>();
  // The pack test does the same with V4, whose package asks for Node 22.
  expectTypeOf<{ baseURL: string; model: string; apiKey: string | undefined }>().toExtend<Model>();
  expectTypeOf<() => AsyncGenerator<string>>().toExtend<Model>();
  expectTypeOf<() => Promise<ReadableStream<string>>>().toExtend<Model>();
  expectTypeOf<() => Promise<string>>().toExtend<Model>();
  expectTypeOf<() => Promise<number>>().not.toExtend<Model>();
  expectTypeOf<string>().not.toExtend<Model>();
});

test('slots take text, numbers, lists and objects, interfaces included', () => {
  interface Facts {
    city: string;
  }
  const facts: Facts = { city: 'Oslo' };
  const request = agent.info(facts).input(['a', 1]).instruct('x').system({ role: 'poet' });
  expectTypeOf(request).toEqualTypeOf<Agent>();
  // @ts-expect-error nothing to say
  agent.input(undefined);
});

test('fields and elements have the type of their place, and a path the answer lacks is an error', () => {
  const response = agent
    .output(z.object({ title: z.string(), items: z.array(z.object({ n: z.number() })) }))
    .getResponse({ ensureKeys: ['title', 'items[*].n'] });
  type Items<G> = G extends AsyncGenerator<infer T> ? T : never;
  const elements = response.elements('items');
  expectTypeOf(response.field('items[0].n')).resolves.toEqualTypeOf<number | undefined>();
  expectTypeOf<Items<typeof elements>>().toEqualTypeOf<{ n: number }>();
  const specific = response.getAsyncGenerator({ type: 'specific', specific: ['end', 'text'] });
  expectTypeOf<Items<typeof specific>['type']>().toEqualTypeOf<'end' | 'text'>();
  expectTypeOf(response.getData({ type: 'original' })).resolves.toBeUnknown();
  // @ts-expect-error -- a typo
  void response.field('titel');
  // @ts-expect-error -- a typo
  void response.getData({ ensureKeys: ['items[*].m'] });
});

test('elements are those of a list, and of nothing else', () => {
  const response = agent
    .output(
      z.object({
        title: z.string(),
        items: z.array(z.object({ n: z.number(), tags: z.array(z.string()).nullish() })),
        either: z.union([z.string(), z.array(z.number())]),
        any: z.unknown(),
      }),
    )
    .getResponse();
  type Items<G> = G extends AsyncGenerator<infer T> ? T : never;
  const tags = response.elements('items[0].tags');
  expectTypeOf<Items<typeof tags>>().toBeString();
  response.elements('either');
  response.elements('any');
  response.elements(['items', 0, 'tags']);
  expectTypeOf<CheckedList<{ a: string }, 'a'>>().toEqualTypeOf<'a is no list'>();
  expectTypeOf<CheckedList<{ a: string }, 'b'>>().toEqualTypeOf<'The answer has no b'>();
  // @ts-expect-error -- a text
  response.elements('title');
  // @ts-expect-error -- an object
  response.elements('/items/0');
  // @ts-expect-error -- a number, by its segments
  response.elements(['items', 0, 'n']);
  // @ts-expect-error -- a typo
  response.elements('itmes');
  // @ts-expect-error -- an answer that is text
  agent.getResponse().elements('');
});

test('keys may be asked of every value of a record', () => {
  const Prices = z.object({
    title: z.string(),
    rec: z.record(z.string(), z.object({ v: z.number() })),
  });
  const request = agent.output(Prices);
  void request.getResponse({ ensureKeys: ['rec[*].v', 'rec[*]', 'rec.tea.v'] });
  // @ts-expect-error -- no record
  void request.getResponse({ ensureKeys: ['title[*].v'] });
});

test('keys that are waited for are checked, and typed one by one', async () => {
  const List = z.object({
    title: z.string(),
    note: z.string().optional(),
    items: z.array(z.object({ price: z.number() })),
  });
  const response = agent.output(List).getResponse();
  expectTypeOf(response.waitFor('note')).resolves.toBeString();
  const both = response.waitFor(['items[0].price', 'title']);
  expectTypeOf(both).resolves.toEqualTypeOf<[number, string]>();
  // @ts-expect-error -- a typo
  void response.waitFor(['titel']);
  // @ts-expect-error -- a pattern stands for any number of values
  void response.waitFor('items[*].price');
  for await (const found of response.whenKey(['items[*].price', 'title'])) {
    if (found.key === 'title') expectTypeOf(found.value).toBeString();
    else expectTypeOf(found.value).toBeNumber();
  }
  // @ts-expect-error -- a typo
  void response.whenKey('items[*].prize');
});

test('paths are typed in every notation', async () => {
  const List = z.object({
    title: z.string(),
    items: z.array(z.object({ price: z.number(), tags: z.array(z.string()) })),
    byKey: z.record(z.string(), z.object({ at: z.date() })),
  });
  const response = agent.output(List).getResponse({ ensureKeys: [['items', '*', 'price']] });
  type Items<G> = G extends AsyncGenerator<infer T> ? T : never;
  const index = Number('1');
  expectTypeOf(response.field('items.0.price')).resolves.toEqualTypeOf<number | undefined>();
  expectTypeOf(response.field('/items/0/price')).resolves.toEqualTypeOf<number | undefined>();
  expectTypeOf(response.field(['items', 0, 'price'])).resolves.toEqualTypeOf<number | undefined>();
  expectTypeOf(response.field(['items', index, 'tags', 1])).resolves.toEqualTypeOf<
    string | undefined
  >();
  expectTypeOf(response.field(['byKey', 'a.b', 'at'])).resolves.toEqualTypeOf<Date | undefined>();
  expectTypeOf(response.field('/byKey/a/at')).resolves.toEqualTypeOf<Date | undefined>();
  const tags = response.elements(['items', 0, 'tags']);
  expectTypeOf<Items<typeof tags>>().toBeString();
  const written = response.elements('/items');
  expectTypeOf<Items<typeof written>['price']>().toBeNumber();
  const both = response.waitFor([['items', 0, 'price'], '/title', 'items.1.tags']);
  expectTypeOf(both).resolves.toEqualTypeOf<[number, string, string[]]>();
  for await (const found of response.whenKey([['items', '*', 'price'], '/title'])) {
    if (found.key === '/title') expectTypeOf(found.value).toBeString();
    else expectTypeOf(found.value).toEqualTypeOf<number>();
  }
  for await (const { value } of response.whenKey('/items/*/price'))
    expectTypeOf(value).toBeNumber();
  for await (const { value } of response.whenKey('items.*.price')) expectTypeOf(value).toBeNumber();
  // Segments that only the running program knows are taken as they are.
  const path: readonly (string | number)[] = ['items', index];
  expectTypeOf(response.field(path)).resolves.toBeUnknown();
  // @ts-expect-error -- a typo
  void response.field('items.0.prize');
  // @ts-expect-error -- a typo
  void response.field('/items/0/prize');
  // @ts-expect-error -- a typo
  void response.field(['items', 0, 'prize']);
  // @ts-expect-error -- a typo
  void response.waitFor([['items', 0, 'prize']]);
  // @ts-expect-error -- a typo
  void response.whenKey([['items', '*', 'prize']]);
  // @ts-expect-error -- a pattern stands for any number of values
  void response.field('/items/*/price');
});

import { createElement, type ComponentType } from 'react';
import { describe, expect, test, vi } from 'vitest';
import { renderWithCache } from '../../tests/support/react-harness.js';
import { createInstantRun } from '../client/index.js';
import * as react from './index.js';
import {
  instantMutationOptions,
  instantStreamOptions,
  useInstantStream,
  useInstantTurns,
} from './index.js';
import type { UseInstantStreamOptions } from './index.js';
import { checkStreamOptions } from './stream-options.js';

const api = '/api';

test.each([
  ['no options', undefined, 'invalid-option'],
  ['a schema that is none', { api, schema: { type: 'object' } }, 'invalid-schema'],
  ['an option that it does not have', { api, shema: {} }, 'invalid-option'],
  ['a scheduler that is none', { api, scheduler: 16 }, 'invalid-option'],
  ['policies that are none', { api, policies: { title: 'words' } }, 'invalid-policy'],
  ['a refetch mode that is TanStack Query’s', { api, refetchMode: 'append' }, 'invalid-option'],
  ['a callback that is none', { api, onField: 'title' }, 'invalid-option'],
  ['a key that is a text', { api, queryKey: 'report' }, 'invalid-option'],
  ['a pause that is none', { api, debounceMs: '300' }, 'invalid-option'],
])('a hook refuses %s while it renders', (_, options, code) => {
  const complain = vi.spyOn(console, 'error').mockReturnValue();
  function Page() {
    // As a caller without types may pass them.
    return <p>{useInstantStream(options as never).status}</p>;
  }
  expect(() => renderWithCache(<Page />)).toThrow(expect.objectContaining({ code }));
  complain.mockRestore();
});

test('a conversation refuses what the hook does', () => {
  const complain = vi.spyOn(console, 'error').mockReturnValue();
  function Page() {
    return <p>{useInstantTurns({ api, retyDelay: 5 } as never).turns.length}</p>;
  }
  expect(() => renderWithCache(<Page />)).toThrow(/`options` has no `retyDelay`: it takes api, /);
  complain.mockRestore();
});

describe('what is passed to a hook or component without types', () => {
  const run = createInstantRun({ api });
  const stream = { run };
  // As a caller without types may pass them.
  const Loose = react as unknown as Readonly<Record<string, ComponentType<object>>>;
  const hooks = react as unknown as Readonly<Record<string, (...given: unknown[]) => unknown>>;

  test.each<[string, string, object, RegExp]>([
    [
      'a run for a stream',
      'StructuredField',
      { path: 'a', stream: run },
      /`stream` takes a stream/,
    ],
    ['a run for a stream', 'InstantStreamProvider', { stream: run }, /`stream` takes a stream/],
    ['no stream', 'InstantStreamProvider', {}, /`stream` takes a stream.*got Undefined/],
    ['no rows', 'StructuredList', { path: 'a', stream }, /`children` takes a function/],
    [
      'a pace by name',
      'StructuredText',
      { path: 'a', stream, pace: 'word' },
      /`pace` takes a func/,
    ],
    ['one field', 'StreamAnnouncer', { stream, fields: 'a' }, /`fields` takes a list/],
    ['words for one', 'StreamAnnouncer', { stream, announce: 'a' }, /`announce` takes a func/],
    ['no fallback', 'FieldBoundary', { path: 'a', stream }, /`fallback` takes a function/],
  ])('is refused: %s, by %s', (_, name, props, message) => {
    const complain = vi.spyOn(console, 'error').mockReturnValue();
    expect(() => renderWithCache(createElement(Loose[name]!, props))).toThrow(message);
    complain.mockRestore();
  });

  test.each<[string, string, readonly unknown[], RegExp]>([
    ['a single path', 'useFields', ['a', stream], /`paths` takes a list/],
    ['a single path', 'useWhen', ['a', String, stream], /`paths` takes a list/],
    ['no work', 'useWhen', [['a'], undefined, stream], /`fn` takes a function/],
    ['another end', 'useFieldValue', ['a', stream, { until: 'end' }], /`until` takes start or/],
    ['another option', 'useFieldValue', ['a', stream, { untl: 'start' }], /has no `untl`/],
    ['another unit', 'paceText', ['letter'], /`unit` takes char, word or sentence/],
    ['a form and no port', 'useFormFill', [{ control: {} }, stream], /`form` takes hookFormPort/],
    ['nothing', 'useFormFill', [undefined, stream], /`form` takes hookFormPort/],
    ['one array', 'hookFormPort', [{ control: {} }, { array: {} }], /has no `array`/],
    ['no hand-over', 'useContinuedStream', [undefined, { api }], /`handOver` takes an object/],
  ])('is refused: %s, by %s', (_, name, given, message) => {
    const complain = vi.spyOn(console, 'error').mockReturnValue();
    function Page() {
      hooks[name]!(...given);
      return null;
    }
    expect(() => renderWithCache(<Page />)).toThrow(message);
    complain.mockRestore();
  });
});

test.each([instantStreamOptions, instantMutationOptions])(
  '%o refuses what it has not, but nothing that TanStack Query has',
  (make) => {
    const known = { id: 'a', api, staleTime: 5, select: String, meta: {}, onSuccess: String };
    expect(make(known as never)).toBeDefined();
    expect(() => make({ ...known, polices: {} } as never)).toThrow(
      expect.objectContaining({ code: 'invalid-option' }),
    );
  },
);

test('a hook takes every option that its type has', () => {
  // A name that is missing here does not compile.
  const every: Record<keyof UseInstantStreamOptions<unknown>, undefined> = {
    api: undefined,
    body: undefined,
    credentials: undefined,
    debounceMs: undefined,
    enabled: undefined,
    fetch: undefined,
    gcTime: undefined,
    headers: undefined,
    id: undefined,
    initialValue: undefined,
    input: undefined,
    maxFieldRetries: undefined,
    onError: undefined,
    onEvent: undefined,
    onField: undefined,
    onFinish: undefined,
    onInvalid: undefined,
    placeholder: undefined,
    policies: undefined,
    queryClient: undefined,
    queryKey: undefined,
    refetchMode: undefined,
    refetchOnReconnect: undefined,
    refetchOnWindowFocus: undefined,
    retry: undefined,
    retryDelay: undefined,
    scheduler: undefined,
    schema: undefined,
    staleTime: undefined,
    throttleMs: undefined,
    transport: undefined,
  };
  expect(() => checkStreamOptions(every)).not.toThrow();
});

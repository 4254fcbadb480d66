import { expect, test, vi } from 'vitest';
import { renderWithCache } from '../../tests/support/react-harness.js';
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

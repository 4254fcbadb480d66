import { CancelledError, useMutation } from '@tanstack/react-query';
import { useEffect } from 'react';
import { expect, test } from 'vitest';
import {
  after,
  nextTask,
  renderWithCache,
  REPORT_TEXT,
  Report,
} from '../../tests/support/react-harness.js';
import { setUp, type Input } from '../../tests/support/stream-view.js';
import { instantMutationOptions } from './index.js';

function mount() {
  const all = setUp();
  const options = instantMutationOptions<Report, Input>({
    transport: all.transport,
    schema: Report,
    scheduler: nextTask,
    id: 'report',
  });
  const seen: { mutation?: ReturnType<typeof useMutate> } = {};
  const useMutate = () => useMutation(options);
  function Mutator() {
    const mutation = useMutate();
    useEffect(() => {
      seen.mutation = mutation;
    });
    return null;
  }
  renderWithCache(
    <>
      <all.View />
      <Mutator />
    </>,
    { isStrict: true },
  );
  const mutation = () => {
    if (!seen.mutation) throw new Error('Nothing was rendered.');
    return seen.mutation;
  };
  return { ...all, mutation };
}

test('a mutation is pending while the run of its id streams, and succeeds with the answer', async () => {
  const { transport, mutation, shown } = mount();
  await after(() => mutation().mutate({ topic: 'a' }));
  await after(() => transport.last.push(REPORT_TEXT));
  expect(mutation().status).toBe('pending');
  expect(shown()).toEqual(['streaming:Tides']);
  await after(() => transport.last.end());
  expect(mutation()).toMatchObject({ status: 'success', data: JSON.parse(REPORT_TEXT) as Report });
  expect(shown()).toEqual(['complete:Tides']);
  expect(transport.calls).toHaveLength(1);
});

test('a mutation fails with the error of the run', async () => {
  const { transport, mutation } = mount();
  await after(() => mutation().mutate({ topic: 'a' }));
  await after(() => transport.last.fail(new Error('cable')));
  expect(mutation()).toMatchObject({ status: 'error', error: { kind: 'connection' } });
});

test.each(['stop', 'submit'] as const)('a mutation is cancelled by %s', async (way) => {
  const { transport, mutation, stream } = mount();
  await after(() => mutation().mutate({ topic: 'a' }));
  await after(() => transport.last.push('{'));
  await after(() => void (way === 'stop' ? stream().stop() : stream().submit({ topic: 'b' })));
  expect(mutation().error).toBeInstanceOf(CancelledError);
});

test('options that name nothing are refused at once', () => {
  expect(() => instantMutationOptions({ api: '/api' })).toThrow(
    expect.objectContaining({ code: 'missing-key' }),
  );
});

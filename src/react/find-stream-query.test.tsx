import { QueryClient, useQuery } from '@tanstack/react-query';
import { expect, test } from 'vitest';
import { createManualTransport } from '../../tests/support/manual-transport.js';
import { after, renderWithCache, settle } from '../../tests/support/react-harness.js';
import { getInstantRuns, useInstantStream } from './index.js';

const transport = createManualTransport<string>();

function Answer({ id }: { id: string }) {
  return <output>{useInstantStream({ transport, id, input: id }).status}</output>;
}

function Other() {
  return <output>{useQuery({ queryKey: ['other'], queryFn: () => 1 }).status}</output>;
}

test('the runs of a cache are listed in the order they were made, and nothing else of it', async () => {
  const client = new QueryClient();
  expect(getInstantRuns(client)).toEqual([]);
  const page = (
    <>
      <Answer id="a" />
      <Other />
      <Answer id="b" />
      <Answer id="a" />
    </>
  );
  renderWithCache(page, { client });
  await settle();
  const listed = getInstantRuns(client);
  expect(listed.map(({ run }) => run.getSnapshot().input)).toEqual(['a', 'b']);
  expect(client.getQueryCache().get(listed[0]?.query.queryHash ?? '')?.queryKey).toBe(
    listed[0]?.query.queryKey,
  );
  expect(getInstantRuns(new QueryClient())).toEqual([]);
});

test('a run is there by the microtask after its query was added, before anything is asked', async () => {
  const client = new QueryClient();
  const found: string[] = [];
  client.getQueryCache().subscribe(({ type }) => {
    if (type !== 'added') return;
    queueMicrotask(() => {
      for (const { run } of getInstantRuns(client)) run.onEvent((event) => found.push(event.type));
    });
  });
  renderWithCache(<Answer id="c" />, { client });
  await settle();
  await after(() => {
    transport.last.push('{"a":1}');
    transport.last.end();
  });
  expect(found).toEqual(['start', 'done', 'done', 'end']);
});

test('a run that was removed from the cache is listed no more', async () => {
  const { client, unmount } = renderWithCache(<Answer id="d" />);
  await settle();
  expect(getInstantRuns(client)).toHaveLength(1);
  unmount();
  client.clear();
  expect(getInstantRuns(client)).toEqual([]);
});

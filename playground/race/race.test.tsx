import { StrictMode } from 'react';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render, waitFor } from '@testing-library/react';
import { expect, test } from 'vitest';
import { Race } from './race.js';
import { createStartLine } from './start-line.js';

const speech = { pieces: ['{"title":"Ti', 'des","n":', '12}'], delayMs: 0 };

test('a race shows the same fields twice, and leaves the runs of the page alone', async () => {
  const client = new QueryClient();
  const { container, unmount } = render(
    <StrictMode>
      <QueryClientProvider client={client}>
        <Race id="race" speech={speech} />
      </QueryClientProvider>
    </StrictMode>,
  );
  await waitFor(() => expect(container.querySelectorAll('[data-done="true"]')).toHaveLength(2));
  const lanes = [...container.querySelectorAll('.race-rows')].map((lane) =>
    lane.textContent?.replaceAll(/\d+× rendered/g, ''),
  );
  expect(lanes[0]).toContain('Tides');
  expect(lanes[0]).toBe(lanes[1]);
  expect(client.getQueryCache().getAll()).toEqual([]);
  unmount();
});

test('nobody starts before all are there', async () => {
  const line = createStartLine(2);
  const started: string[] = [];
  const run = (name: string) => line.arrive(name).then(() => started.push(name));
  const first = [run('fed'), run('fed')];
  await Promise.resolve();
  expect(started).toEqual([]);
  await Promise.all([...first, run('reparsed')]);
  expect(started).toEqual(['fed', 'fed', 'reparsed']);
});

import { act } from '@testing-library/react';
import { hydrateRoot } from 'react-dom/client';
import { renderToString } from 'react-dom/server';
import { describe, expect, test } from 'vitest';
import { after, renderWithCache, REPORT_TEXT, settle } from '../../tests/support/react-harness.js';
import { createPage } from '../../tests/support/report-page.js';
import { setUp, type Options } from '../../tests/support/stream-view.js';

const keepPrevious: Options['placeholder'] = (previous) => previous;
const about = (topic: string) => ({ input: { topic } });

describe('a placeholder of the answer before', () => {
  async function answered(isStrict = false) {
    const all = setUp({ placeholder: keepPrevious });
    const rendered = renderWithCache(<all.View {...about('a')} />, { isStrict });
    await settle();
    await after(() => all.transport.last.push(REPORT_TEXT));
    await after(() => all.transport.last.end());
    return { ...all, ...rendered };
  }

  test.each([false, true])(
    'is shown under another input until that is answered (StrictMode: %s)',
    async (isStrict) => {
      const { View, rerender, transport, stream, shown } = await answered(isStrict);
      rerender(<View {...about('b')} />);
      expect(shown()).toEqual(['connecting:Tides']);
      expect([stream().isPlaceholder, stream().isPending, stream().data]).toEqual([
        true,
        true,
        undefined,
      ]);
      await settle();
      await after(() => transport.last.push('{"title":"Be'));
      expect(shown()).toEqual(['streaming:Be']);
      await after(() => transport.last.push('","score":1,"items":[]}'));
      await after(() => transport.last.end());
      expect([stream().isPlaceholder, stream().data?.title]).toEqual([false, 'Be']);
    },
  );

  test('survives inputs that were never answered', async () => {
    const { View, rerender, shown } = await answered();
    for (const topic of ['b', 'c', 'd']) {
      rerender(<View {...about(topic)} />);
      await settle();
      expect(shown()).toEqual(['connecting:Tides']);
    }
  });

  test('is not in the cache, and is not shown where the answer is', async () => {
    const { View, rerender, client, transport, stream, shown } = await answered();
    rerender(<View {...about('b')} />);
    await settle();
    await after(() => transport.last.push('{"score":1,'));
    expect(stream().partial).toMatchObject({ title: 'Tides', score: 1 });
    expect(client.getQueryData(['fieldwise', 'report', { topic: 'b' }])).toMatchObject({
      partial: { score: 1 },
    });
    rerender(<View {...about('a')} />);
    await settle();
    expect([shown(), stream().isPlaceholder]).toEqual([['complete:Tides'], false]);
    rerender(<View {...about('b')} />);
    await settle();
    expect(shown()).toEqual(['connecting:']);
  });

  test('has no text of it that was cut off', async () => {
    const { transport, View, stream, shown } = setUp({ placeholder: keepPrevious });
    const { rerender } = renderWithCache(<View {...about('a')} />);
    await settle();
    await after(() => transport.last.push('{"score":1,"title":"Ti'));
    expect(shown()).toEqual(['streaming:Ti']);
    await after(() => stream().stop());
    rerender(<View {...about('b')} />);
    expect([shown(), stream().partial]).toEqual([['connecting:'], { score: 1 }]);
    await settle();
    await after(() => transport.last.push('{"title":"Be'));
    await after(() => void stream().submit({ topic: 'b' }));
    expect([shown(), stream().partial]).toEqual([['connecting:'], { score: 1 }]);
  });

  test('is kept between two submits', async () => {
    const { transport, View, stream, shown } = setUp({ placeholder: keepPrevious });
    renderWithCache(<View />);
    await after(() => void stream().submit({ topic: 'a' }));
    expect(shown()).toEqual(['connecting:']);
    await after(() => transport.last.push('{"title":"A","score'));
    await after(() => void stream().submit({ topic: 'b' }));
    expect([shown(), stream().isPlaceholder]).toEqual([['connecting:A'], true]);
    await after(() => stream().reset());
    expect([shown(), stream().isPlaceholder]).toEqual([['idle:'], false]);
  });
});

test('a fixed placeholder is rendered on the server, and taken over without a mismatch', async () => {
  const { transport, page } = createPage({ placeholder: { title: 'Draft' } });
  const container = document.createElement('div');
  container.innerHTML = renderToString(page());
  expect(container.querySelector('p')?.textContent).toBe('Draft');
  expect(container.querySelector('span')?.textContent).toBe('Draft');
  const errors: unknown[] = [];
  let root: ReturnType<typeof hydrateRoot> | undefined;
  act(() => {
    root = hydrateRoot(container, page(), { onRecoverableError: (error) => errors.push(error) });
  });
  await settle();
  expect(errors).toEqual([]);
  await after(() => transport.last.push('{"title":"Tid'));
  expect(container.querySelector('p')?.textContent).toBe('Tid');
  act(() => root?.unmount());
});

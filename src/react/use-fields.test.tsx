import { screen } from '@testing-library/react';
import { useEffect } from 'react';
import { describe, expect, test } from 'vitest';
import { after, renderWithCache } from '../../tests/support/react-harness.js';
import { startedRun } from '../../tests/support/started-run.js';
import {
  InstantStreamProvider,
  StructuredText,
  useElements,
  useFields,
  useFieldState,
} from './index.js';

describe('useFields', () => {
  test('renders once for all of its fields that changed, and for no other', async () => {
    const { stream, call } = await startedRun();
    let renders = 0;
    function Both() {
      const [title, score] = useFields(['title', ['score']], stream);
      renders++;
      return <p>{`${title.value} ${title.status} ${String(score.value)} ${score.status}`}</p>;
    }
    const { container } = renderWithCache(<Both />);
    renders = 0;
    await after(() => call.push('{"title":"Tides","score":7,"items":[{"name":"m'));
    expect([container.textContent, renders]).toEqual(['Tides complete 7 complete', 1]);
    await after(() => call.push('oon'));
    await after(() => call.push('"}]'));
    expect(renders).toBe(1);
  });

  test('is the same list until one of them changes, whatever renders it', async () => {
    const { stream, call } = await startedRun();
    const lists: unknown[] = [];
    function Both({ note }: { note: string }) {
      const fields = useFields(['title', 'score'], stream);
      useEffect(() => void lists.push(fields), [fields]);
      return <p>{note}</p>;
    }
    const { rerender } = renderWithCache(<Both note="a" />, { isStrict: true });
    const first = lists.length;
    rerender(<Both note="b" />);
    expect(lists).toHaveLength(first);
    await after(() => call.push('{"items":[],"title":"T'));
    expect(lists).toHaveLength(first + 1);
  });

  test('follows other paths, another run, and the provider', async () => {
    const { stream, call } = await startedRun();
    const other = await startedRun();
    await after(() => call.push('{"title":"one","score":1'));
    await after(() => other.call.push('{"title":"two"'));
    function Values({ paths }: { paths: readonly string[] }) {
      return (
        <p>
          {useFields(paths)
            .map(({ value }) => String(value))
            .join()}
        </p>
      );
    }
    const page = (source: typeof stream, paths: readonly string[]) => (
      <InstantStreamProvider stream={source}>
        <Values paths={paths} />
      </InstantStreamProvider>
    );
    const { container, rerender } = renderWithCache(page(stream, ['title']));
    expect(container.textContent).toBe('one');
    rerender(page(stream, ['/title', 'score']));
    expect(container.textContent).toBe('one,undefined');
    await after(() => call.push(','));
    expect(container.textContent).toBe('one,1');
    rerender(page(other.stream, ['title', 'score']));
    expect(container.textContent).toBe('two,undefined');
    await after(() => other.call.push(',"score":3,'));
    expect(container.textContent).toBe('two,3');
    rerender(page(other.stream, []));
    expect(container.textContent).toBe('');
  });
});

describe('useFieldState', () => {
  test('renders when the status changes and not while the value grows', async () => {
    const { stream, call } = await startedRun();
    const seen: string[] = [];
    function State() {
      const state = useFieldState('title', stream);
      expect('value' in state).toBe(false);
      seen.push(`${state.status} ${state.isStreaming}`);
      return null;
    }
    renderWithCache(<State />);
    await after(() => call.push('{"title":"T'));
    for (const letter of 'ides') await after(() => call.push(letter));
    await after(() => call.push('"'));
    expect(seen).toEqual(['pending false', 'streaming true', 'complete false']);
  });

  test('has what the schema complains of, and follows its path', async () => {
    const { stream, call } = await startedRun();
    function State({ path }: { path: 'title' | 'score' }) {
      const { status, issues } = useFieldState(path, stream);
      return <p>{`${status}: ${issues.map(({ message }) => message).join()}`}</p>;
    }
    const { container, rerender } = renderWithCache(<State path="title" />);
    await after(() => call.push('{"score":"much","title":"a'));
    expect(container.textContent).toBe('streaming: ');
    rerender(<State path="score" />);
    expect(container.textContent).toMatch(/^invalid: Invalid input/);
  });
});

describe('useElements', () => {
  test('renders when an element begins, and for nothing else', async () => {
    const { stream, call } = await startedRun();
    const lists: unknown[] = [];
    function Items() {
      const items = useElements('items', stream);
      lists.push(items);
      return items.map((item) => (
        <StructuredText key={item.path} path={item.at('name')} stream={stream} />
      ));
    }
    const { container } = renderWithCache(<Items />);
    await after(() => call.push('{"title":"T","items":['));
    expect(lists).toEqual([[]]);
    await after(() => call.push('{"name":"moon"'));
    await after(() => call.push(',"tags":["a","b"]}'));
    await after(() => call.push(',{"name":"su'));
    await after(() => call.push('n","tags":[]}]}'));
    expect(container.textContent).toBe('moonsun');
    expect(lists.map((items) => (items as unknown[]).length)).toEqual([0, 1, 2]);
    const [, one, two] = lists as { path: string; index: number }[][];
    expect(two?.[0]).toBe(one?.[0]);
    expect(two?.map(({ path, index }) => [path, index])).toEqual([
      ['items[0]', 0],
      ['items[1]', 1],
    ]);
  });

  test('is empty again after a reset, and for what is no array', async () => {
    const { stream, run, call } = await startedRun();
    function Count({ path }: { path: 'items' | readonly string[] }) {
      return <p>{useElements(path, stream).length}</p>;
    }
    const { rerender } = renderWithCache(<Count path="items" />);
    await after(() => call.push('{"title":"T","items":[{},{}'));
    expect(screen.getByText('2')).toBeDefined();
    rerender(<Count path={['title']} />);
    expect(screen.getByText('0')).toBeDefined();
    rerender(<Count path="items" />);
    await after(() => run.reset());
    expect(screen.getByText('0')).toBeDefined();
  });
});

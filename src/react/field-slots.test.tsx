import { act } from '@testing-library/react';
import { Profiler, Suspense } from 'react';
import { describe, expect, test } from 'vitest';
import { after, renderWithCache } from '../../tests/support/react-harness.js';
import { startedRun } from '../../tests/support/started-run.js';
import {
  InstantStreamProvider,
  StructuredField,
  StructuredList,
  StructuredText,
  useElements,
  useField,
  useFieldValue,
  useWhen,
} from './index.js';

describe('the slots of a field', () => {
  const slots = {
    pending: 'soon',
    streaming: ({ value }: { value: unknown }) => `${String(value)}…`,
    complete: ({ value }: { value: unknown }) => `${String(value)}.`,
    invalid: ({ issues }: { issues: readonly { message: string }[] }) => issues[0]?.message,
    missing: <i>none</i>,
  };

  test('are shown by its status, as they are or as functions of the field', async () => {
    const { stream, call } = await startedRun();
    const { container } = renderWithCache(
      <>
        <StructuredField path="title" stream={stream} {...slots} />{' '}
        <StructuredField path="score" stream={stream} {...slots} />{' '}
        <StructuredField path="items" stream={stream} {...slots} />
      </>,
    );
    expect(container.textContent).toBe('soon soon soon');
    await after(() => call.push('{"title":"Ti'));
    expect(container.textContent).toBe('Ti… soon soon');
    await after(() => call.push('des","score":"much"'));
    expect(container.textContent).toMatch(/^Tides\. Invalid input.* soon$/);
    await after(() => call.push('}'));
    expect(container.textContent).toMatch(/ none$/);
  });

  test('win over the render prop, which has every other state', async () => {
    const { stream, call } = await startedRun();
    const { container } = renderWithCache(
      <StructuredField path="title" stream={stream} complete="done" missing={null}>
        {({ status }) => status}
      </StructuredField>,
    );
    expect(container.innerHTML).toBe('pending');
    await after(() => call.push('{"title":"Ti'));
    expect(container.innerHTML).toBe('streaming');
    await after(() => call.push('des"'));
    expect(container.innerHTML).toBe('done');
  });

  test('are for their own state alone: one that is cut off is not streaming', async () => {
    const { stream, call } = await startedRun();
    const { container } = renderWithCache(
      <StructuredField path="title" stream={stream} {...slots} />,
    );
    await after(() => {
      call.push('{"title":"Ti');
      call.end();
    });
    expect(container.innerHTML).toBe('<span data-field="title" data-status="incomplete">Ti</span>');
  });

  test('leave the place to nothing half-written, where only whole values are shown', async () => {
    const { stream, run, call, transport } = await startedRun({ refetchMode: 'replace' });
    const { container } = renderWithCache(
      <>
        <StructuredField path="title" stream={stream} when="complete" {...slots} />{' '}
        <StructuredField path="score" stream={stream} when="complete" {...slots} />
      </>,
    );
    await after(() => call.push('{"score":7,"title":"Ti'));
    await after(() => run.stop());
    expect(container.textContent).toBe('none 7.');
    await after(() => void run.submit('again'));
    expect(container.textContent).toBe('soon 7');
    const title = container.querySelector('[data-field=title]');
    expect(title?.getAttribute('data-stand-in')).toBeNull();
    await after(() => transport.last.push('{"title":"Tides"'));
    await after(() => void run.submit('again'));
    expect(container.textContent).toBe('Tides 7');
    await after(() => transport.last.push('{"title":"Mo'));
    expect(container.textContent).toBe('Tides 7');
    await after(() => run.stop());
    await after(() => void run.submit('again'));
    expect(container.textContent).toBe('Tides 7');
  });
});

describe('a field that is shown when it is complete', () => {
  test('shows its skeleton until then, says where it stands, and does not render while it grows', async () => {
    const { stream, call } = await startedRun();
    let renders = 0;
    const { container } = renderWithCache(
      <Profiler id="field" onRender={() => renders++}>
        <StructuredField path="title" stream={stream} when="complete" pending="soon" as="p">
          {({ value }) => `(${value})`}
        </StructuredField>
      </Profiler>,
    );
    const html = (status: string, content: string) =>
      `<p data-field="title" data-status="${status}"${content === 'soon' ? ' aria-busy="true"' : ''}>${content}</p>`;
    expect(container.innerHTML).toBe(html('pending', 'soon'));
    await after(() => call.push('{"title":"T'));
    expect(container.innerHTML).toBe(html('streaming', 'soon'));
    renders = 0;
    for (const letter of 'ides') await after(() => call.push(letter));
    expect(renders).toBe(0);
    await after(() => call.push('"'));
    expect(container.innerHTML).toBe(html('complete', '(Tides)'));
    expect(renders).toBe(1);
  });

  test('without a skeleton shows nothing until then, not even to its render prop', async () => {
    const { stream, call } = await startedRun();
    const { container } = renderWithCache(
      <StructuredField path="title" stream={stream} when="complete">
        {({ status }) => status}
      </StructuredField>,
    );
    await after(() => call.push('{"title":"Ti'));
    expect(container.innerHTML).toBe('');
    await after(() => call.push('des"'));
    expect(container.innerHTML).toBe('complete');
  });

  test('is missing when the run ends inside it', async () => {
    const { stream, call, run } = await startedRun();
    const { container } = renderWithCache(
      <>
        <StructuredField path="title" stream={stream} when="complete" missing="none" />
        <StructuredField path="title" stream={stream} when="complete" pending="soon" />
      </>,
    );
    await after(() => call.push('{"title":"Ti'));
    act(() => run.stop());
    expect(container.textContent).toBe('none');
  });
});

describe('the places of a list', () => {
  test('stand for the items that have not begun, and give way one by one', async () => {
    const { stream, call } = await startedRun();
    const { container } = renderWithCache(
      <StructuredList
        path="items"
        stream={stream}
        pending="never"
        skeleton={(index) => <i>{index}</i>}
        skeletonCount={3}
        empty="empty"
      >
        {(item) => <b>{item.index}</b>}
      </StructuredList>,
    );
    expect(container.innerHTML).toBe('<i>0</i><i>1</i><i>2</i>');
    await after(() => call.push('{"title":"T","items":[{"name":"a"'));
    const [first] = container.children;
    expect(container.innerHTML).toBe('<b>0</b><i>1</i><i>2</i>');
    await after(() => call.push('},{},{},{'));
    expect(container.innerHTML).toBe('<b>0</b><b>1</b><b>2</b><b>3</b>');
    expect(container.children[0]).toBe(first);
  });

  test('are gone when the array is final, however many have come', async () => {
    const { stream, call } = await startedRun();
    const { container } = renderWithCache(
      <StructuredList path="items" stream={stream} skeleton={() => <i />} empty="empty">
        {() => <b />}
      </StructuredList>,
    );
    expect(container.innerHTML).toBe('<i></i>');
    await after(() => call.push('{"items":[]'));
    expect(container.innerHTML).toBe('empty');
  });
});

describe('a field whose type changes in the next run', () => {
  const VALUES = ['"text"', '{"name":"a","tags":["b"]}', '[{"name":"c"}]', 'null'] as const;
  const PAIRS = VALUES.flatMap((one) =>
    VALUES.filter((two) => two !== one).map((two) => [one, two]),
  );

  function Everything() {
    const field = useField('x');
    const elements = useElements('x');
    useWhen(['x'], () => 1);
    return (
      <>
        <p>{JSON.stringify(field.value)}</p>
        <StructuredField path="x" />
        <StructuredField path="x.name" missing="-" />
        <StructuredField path="x[0].name" missing="-" />
        <StructuredText path="x" />
        <StructuredList path="x" empty="no items">
          {(item) => <StructuredText path={item.at('name')} />}
        </StructuredList>
        {elements.map(({ path }) => (
          <StructuredField key={path} path={path} />
        ))}
        <Suspense fallback="…">
          <Awaited />
        </Suspense>
      </>
    );
  }
  function Awaited() {
    return JSON.stringify(useFieldValue('x'));
  }

  test.each(PAIRS)(
    'from %s to %s shows the new one as if it had been the first',
    async (one, two) => {
      const show = async (values: readonly (string | undefined)[]) => {
        const { stream, run, transport } = await startedRun();
        const { container, unmount } = renderWithCache(
          <InstantStreamProvider stream={stream}>
            <Everything />
          </InstantStreamProvider>,
          { isStrict: true },
        );
        for (const [turn, value] of values.entries()) {
          if (turn > 0) await after(() => void run.submit('again'));
          for (const part of `{"x":${value},`.match(/.{1,8}/g) ?? []) {
            await after(() => transport.last.push(part));
          }
        }
        const { innerHTML } = container;
        unmount();
        return innerHTML;
      };
      const changed = await show([one, two]);
      expect(changed).toContain(`<p>${two}</p>`);
      expect(changed).toBe(await show([two]));
    },
  );

  test('and one that is withdrawn within a run', async () => {
    const { stream, transport } = await startedRun();
    const { container } = renderWithCache(
      <InstantStreamProvider stream={stream}>
        <Everything />
      </InstantStreamProvider>,
    );
    await after(() => transport.last.push('{"x":"text","x":{"name":"a"},'));
    expect(container.querySelector('p')?.textContent).toBe('{"name":"a"}');
  });
});

import { screen } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import {
  after,
  renderWithCache,
  REPORT_TEXT,
  settle,
  type Report,
} from '../../tests/support/react-harness.js';
import { setUp, type Options } from '../../tests/support/stream-view.js';
import {
  StructuredField,
  StructuredList,
  StructuredText,
  type InstantStreamValues,
} from './index.js';

const KEY = ['fieldwise', 'report'];

/** A component with a finished answer, and its fields beside it. */
async function finished(options: Options = {}, isStrict = false) {
  const all = setUp(options);
  const source = {
    get run() {
      return all.stream().run;
    },
  };
  const fields = (
    <>
      <StructuredField path="title" stream={source} pending="…" missing="none" as="b" />
      <StructuredText path="title" stream={source} pending="…" missing="none" as="i" />
      <StructuredList path="items" stream={source} as="ul" pending={<li>soon</li>}>
        {(item) => <StructuredField path={item.at('name')} stream={source} as="li" pending="…" />}
      </StructuredList>
    </>
  );
  const ui = (hasFields: boolean) => (
    <>
      <all.View />
      {hasFields && fields}
    </>
  );
  const rendered = renderWithCache(ui(false), { isStrict });
  await after(() => void all.stream().submit({ topic: 'a' }));
  await after(() => all.transport.last.push(REPORT_TEXT));
  await after(() => all.transport.last.end());
  rendered.rerender(ui(true));
  await settle();
  const text = () =>
    ['b', 'i', 'ul'].map((tag) => rendered.container.querySelector(tag)?.textContent);
  const attribute = (name: string) =>
    ['b', 'i', 'ul'].map((tag) => rendered.container.querySelector(tag)?.getAttribute(name));
  return { ...all, ...rendered, text, attribute };
}

const values = (stream: InstantStreamValues<Report>) => ({
  status: stream.status,
  isStale: stream.isStale,
  isRefetching: stream.isRefetching,
  isSuccess: stream.isSuccess,
  hasData: stream.data !== undefined,
});

describe.each([false, true])("with refetchMode 'replace' (StrictMode: %s)", (isStrict) => {
  const replacing = () => finished({ refetchMode: 'replace' }, isStrict);

  test('every field keeps what it shows until the new answer has it', async () => {
    const { transport, client, stream, text, attribute } = await replacing();
    await after(() => void client.refetchQueries({ queryKey: KEY }));
    expect(text()).toEqual(['Tides', 'Tides', 'moonsun']);
    expect(attribute('data-stand-in')).toEqual(['stale', 'stale', 'stale']);
    expect(attribute('data-status')).toEqual(['pending', 'pending', 'pending']);
    expect(attribute('aria-busy')).toEqual(['true', 'true', 'true']);
    expect(values(stream())).toEqual({
      status: 'connecting',
      isStale: true,
      isRefetching: true,
      isSuccess: true,
      hasData: true,
    });
    await after(() => transport.last.push('{"title":"New","items":[{"name":"mars"'));
    expect(text()).toEqual(['New', 'New', 'marssun']);
    expect(attribute('data-stand-in')).toEqual([null, null, null]);
    await after(() => transport.last.push(',"tags":[]}],"score":1}'));
    await after(() => transport.last.end());
    expect(text()).toEqual(['New', 'New', 'mars']);
    expect(values(stream())).toMatchObject({ status: 'complete', isStale: false, hasData: true });
  });

  test('a field that is shown when it is complete keeps what it had until then', async () => {
    const { View, transport, stream, rerender, container } = await replacing();
    const source = { run: stream().run };
    rerender(
      <>
        <View />
        <StructuredField path="title" stream={source} when="complete" pending="…" as="b" />
      </>,
    );
    const shown = () => {
      const element = container.querySelector('b');
      return [element?.textContent, element?.dataset['status'], element?.dataset['standIn']];
    };
    await after(() => void stream().submit({ topic: 'b' }));
    expect(shown()).toEqual(['Tides', 'pending', 'stale']);
    await after(() => transport.last.push('{"title":"Ne'));
    expect(shown()).toEqual(['Tides', 'streaming', 'stale']);
    await after(() => transport.last.push('w"'));
    expect(shown()).toEqual(['New', 'complete', undefined]);
  });

  test('cancelQueries mid-stream stops the run; what it did not replace stays', async () => {
    const { transport, client, stream, text } = await replacing();
    await after(() => void stream().submit({ topic: 'b' }));
    await after(() => transport.last.push('{"title":"New"'));
    await after(() => void client.cancelQueries({ queryKey: KEY }));
    expect(text()).toEqual(['New', 'New', 'moonsun']);
    expect(values(stream())).toMatchObject({ status: 'stopped', isStale: true, hasData: true });
    expect(client.getQueryData(KEY)).toMatchObject({
      status: 'stopped',
      partial: { title: 'New' },
      data: undefined,
    });
  });

  test('cancelQueries before the first byte brings the answer before back', async () => {
    const { client, stream, text } = await replacing();
    await after(() => void client.refetchQueries({ queryKey: KEY }));
    await after(() => void client.cancelQueries({ queryKey: KEY }));
    expect(text()).toEqual(['Tides', 'Tides', 'moonsun']);
    expect(values(stream())).toMatchObject({ status: 'complete', isStale: false });
  });

  test('a failure shows its error beside what it did not replace', async () => {
    const { transport, stream, text } = await replacing();
    await after(() => void stream().submit({ topic: 'b' }));
    await after(() => transport.last.fail(new Error('cable')));
    expect(text()).toEqual(['Tides', 'Tides', 'moonsun']);
    expect(stream().isError).toBe(true);
    expect(values(stream())).toMatchObject({ isStale: true, isSuccess: false, hasData: true });
  });
});

describe("with refetchMode 'reset', which is the default", () => {
  test('every field is pending again', async () => {
    const { client, stream, text } = await finished();
    await after(() => void client.refetchQueries({ queryKey: KEY }));
    expect(text()).toEqual(['…', '…', 'soon']);
    expect(values(stream())).toMatchObject({ isStale: false, isSuccess: false, hasData: false });
    expect([stream().isPending, stream().isLoading]).toEqual([true, true]);
  });

  test('cancelQueries mid-stream stops the run, and what it had not sent is missing', async () => {
    const { transport, client, text, stream } = await finished({ refetchMode: 'reset' });
    await after(() => void stream().submit({ topic: 'b' }));
    await after(() => transport.last.push('{"score":1,'));
    await after(() => void client.cancelQueries({ queryKey: KEY }));
    expect(stream().status).toBe('stopped');
    expect(text()).toEqual(['none', 'none', '']);
  });
});

test('of two components with one key, the mode of the one that submits counts', async () => {
  const one = setUp({ refetchMode: 'replace' });
  const two = setUp({ refetchMode: 'reset' });
  renderWithCache(
    <>
      <one.View />
      <two.View />
    </>,
  );
  const answer = async () => {
    const call = [one, two].flatMap(({ transport }) => transport.calls).at(-1);
    await after(() => call?.push(REPORT_TEXT));
    await after(() => call?.end());
  };
  await after(() => void one.stream().submit({ topic: 'a' }));
  await answer();
  await after(() => void two.stream().submit({ topic: 'b' }));
  expect(one.shown()).toEqual(['connecting:', 'connecting:']);
  await after(() => two.transport.last.push(REPORT_TEXT));
  await after(() => two.transport.last.end());
  await after(() => void one.stream().submit({ topic: 'c' }));
  expect(two.shown()).toEqual(['connecting:Tides', 'connecting:Tides']);
});

test('a missing field that something stale stands for shows that, not its slot', async () => {
  const { transport, stream, text } = await finished({ refetchMode: 'replace' });
  await after(() => void stream().submit({ topic: 'b' }));
  await after(() => transport.last.push('{"score":1,'));
  await after(() => stream().stop());
  expect(text()).toEqual(['Tides', 'Tides', 'moonsun']);
  expect(screen.queryByText('none')).toBeNull();
});

import { act } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { renderWithCache } from '../../tests/support/react-harness.js';
import { setUp } from '../../tests/support/stream-view.js';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(() => void vi.useRealTimers());

const pass = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms));
const about = (topic: string) => ({ input: { topic } });

/** A mounted component that waits 100 ms, and has an answer to `a`. */
async function settled(isStrict = false) {
  const all = setUp({ debounceMs: 100 });
  const rendered = renderWithCache(<all.View {...about('a')} />, { isStrict });
  await pass(1);
  act(() => {
    all.transport.last.push('{"title":"A","score":1,"items":[]}');
    all.transport.last.end();
  });
  await pass(1);
  const topics = () => all.transport.calls.map(({ input }) => input.topic);
  return { ...all, ...rendered, topics };
}

describe.each([false, true])('a burst of inputs (StrictMode: %s)', (isStrict) => {
  test('asks for its last one, after the pause, and leaves what is shown until then', async () => {
    const { View, rerender, shown, topics } = await settled(isStrict);
    for (const topic of ['b', 'bc', 'bcd']) {
      rerender(<View {...about(topic)} />);
      await pass(60);
      expect(shown()).toEqual(['complete:A']);
    }
    expect(topics()).toEqual(['a']);
    await pass(40);
    expect(topics()).toEqual(['a', 'bcd']);
    expect(shown()).toEqual(['connecting:']);
  });

  test('that comes back to where it began asks nothing', async () => {
    const { View, rerender, shown, topics } = await settled(isStrict);
    rerender(<View {...about('b')} />);
    await pass(60);
    rerender(<View {...about('a')} />);
    await pass(500);
    expect(topics()).toEqual(['a']);
    expect(shown()).toEqual(['complete:A']);
  });

  test('asks nothing when the component unmounts before its pause', async () => {
    const { View, rerender, unmount, topics } = await settled(isStrict);
    rerender(<View {...about('b')} />);
    await pass(60);
    unmount();
    await pass(1000);
    expect(topics()).toEqual(['a']);
  });
});

test('the input of the first render does not wait', async () => {
  const { transport, View } = setUp({ debounceMs: 100 });
  renderWithCache(<View {...about('a')} />);
  await pass(1);
  expect(transport.calls).toHaveLength(1);
});

test('the first input after none waits, too', async () => {
  const { transport, View } = setUp({ debounceMs: 100 });
  const { rerender } = renderWithCache(<View />);
  rerender(<View {...about('a')} />);
  await pass(99);
  expect(transport.calls).toHaveLength(0);
  await pass(1);
  expect(transport.calls).toHaveLength(1);
});

test('an input written inline begins no burst by being a new object', async () => {
  const { View, rerender, transport } = await settled();
  rerender(<View {...about('b')} />);
  for (let render = 0; render < 4; render++) {
    await pass(40);
    rerender(<View {...about('b')} />);
  }
  expect(transport.calls.map(({ input }) => input.topic)).toEqual(['a', 'b']);
});

test('a run under way goes on until the pause', async () => {
  const { View, rerender, transport, shown } = await settled();
  rerender(<View {...about('b')} />);
  await pass(100);
  act(() => transport.last.push('{"title":"B'));
  await pass(50);
  const { signal } = transport.last;
  rerender(<View {...about('c')} />);
  await pass(50);
  expect([shown(), signal.aborted]).toEqual([['streaming:B'], false]);
  await pass(50);
  await pass(1);
  expect([shown(), signal.aborted]).toEqual([['connecting:'], true]);
});

test('an input is asked for only with the `enabled` that came with it', async () => {
  const { transport, View } = setUp({ debounceMs: 100 });
  const typed = (topic: string) => <View {...about(topic)} enabled={topic.length >= 3} />;
  const { rerender } = renderWithCache(typed(''));
  for (const topic of ['a', 'ab', 'abc']) {
    rerender(typed(topic));
    await pass(10);
  }
  expect(transport.calls).toHaveLength(0);
  await pass(100);
  expect(transport.calls.map(({ input }) => input.topic)).toEqual(['abc']);
  rerender(typed('ab'));
  await pass(500);
  expect(transport.calls.map(({ input }) => input.topic)).toEqual(['abc']);
});

import * as React from 'react';
import { StrictMode, useState } from 'react';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { setUpFlow as setUp, signal, textOf } from '../../../tests/support/flow-stage.js';
import { useItems, useSignal, useSignals } from './index.js';

// Loaded with the first fact; here it is there when a test begins.
beforeAll(() => import('../../client/beside-facts.js'));

describe('useSignal', () => {
  test('tells of each signal once, in order, whatever renders', async () => {
    const told: string[] = [];
    const note = vi.fn<() => void>();
    function Listener() {
      note();
      const [count, setCount] = useState(0);
      useSignal<string>('task', (value) => {
        told.push(`${value} ${count}`);
        if (value === 'b') setCount((before) => before + 1);
      });
      return null;
    }
    const { submit, send, show } = setUp(<Listener />, { isStrict: true });
    await submit();
    note.mockClear();
    await send(signal('task', 'a'), signal('other', 'x'));
    expect(note).not.toHaveBeenCalled();
    await send(signal('task', 'b'), signal('task', 'c'));
    await show(<Listener />);
    await send(signal('task', 'd'));
    expect(told.map((each) => each[0])).toEqual(['a', 'b', 'c', 'd']);
    // The handler is that of the latest render.
    expect(told.at(-1)).toBe('d 1');
  });

  test('tells a late component of what comes, or of all of the run if it asks', async () => {
    const now: unknown[] = [];
    const all: unknown[] = [];
    function Late() {
      useSignal('task', (value) => now.push(value));
      useSignal('task', (value) => all.push(value), { from: 'start' });
      return null;
    }
    const { submit, send, show } = setUp(null, { isStrict: true });
    await submit();
    await send(signal('task', 1), signal('task', 2));
    await show(
      <StrictMode>
        <Late />
      </StrictMode>,
    );
    await send(signal('task', 3));
    expect([now, all]).toEqual([[3], [1, 2, 3]]);
    await submit();
    await send(signal('task', 4));
    expect([now, all]).toEqual([
      [3, 4],
      [1, 2, 3, 4],
    ]);
  });

  test('tells two components of one execution of each signal once each', async () => {
    const told: string[] = [];
    function Listener({ id }: { readonly id: string }) {
      useSignal('task', (value) => told.push(`${id}${String(value)}`));
      return null;
    }
    const { submit, send } = setUp([<Listener key="a" id="a" />, <Listener key="b" id="b" />], {
      isStrict: true,
    });
    await submit();
    await send(signal('task', 1), signal('task', 2));
    expect(told.toSorted()).toEqual(['a1', 'a2', 'b1', 'b2']);
  });

  // Of React 19.
  test.skipIf(React.Activity === undefined)(
    'tells a component that was hidden of what it missed, also of another run',
    async () => {
      const told: unknown[] = [];
      function Listener() {
        useSignal('task', (value) => told.push(value));
        return null;
      }
      const shown = (mode: 'visible' | 'hidden') => (
        <React.Activity mode={mode}>
          <Listener />
        </React.Activity>
      );
      const { submit, send, show } = setUp(shown('visible'));
      await submit();
      await send(signal('task', 'a'), signal('task', 'b'));
      await show(shown('hidden'));
      await send(signal('task', 'c'));
      expect(told).toEqual(['a', 'b']);
      await show(shown('visible'));
      expect(told).toEqual(['a', 'b', 'c']);
      await show(shown('hidden'));
      await submit();
      await send(...['d', 'e', 'f', 'g'].map((value) => signal('task', value)));
      await show(shown('visible'));
      expect(told).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'g']);
    },
  );

  test('goes on after a handler that throws', async () => {
    const report = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const told: unknown[] = [];
    function Listener() {
      useSignal('task', (value) => {
        told.push(value);
        throw new Error('no');
      });
      return null;
    }
    const { submit, send } = setUp(<Listener />);
    await submit();
    await send(signal('task', 1), signal('task', 2));
    expect(told).toEqual([1, 2]);
    expect(report).toHaveBeenCalledTimes(2);
    report.mockRestore();
  });
});

describe('Lists', () => {
  test('have all signals of a name, and all items', async () => {
    function Lists() {
      const tasks = useSignals<{ id: number }>('task');
      return <i data-testid="lists">{[...tasks.map(({ id }) => id), ...useItems()].join()}</i>;
    }
    const { submit, send } = setUp(<Lists />);
    await submit();
    await send(signal('task', { id: 1 }), { type: 'item', value: 'x' }, signal('task', { id: 2 }));
    expect(textOf('lists')).toBe('1,2,x');
    await submit();
    expect(textOf('lists')).toBe('');
  });
});

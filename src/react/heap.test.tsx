import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { act } from '@testing-library/react';
import { expect, test } from 'vitest';
import { after, renderWithCache, REPORT_TEXT, settle } from '../../tests/support/react-harness.js';
import { setUp, type Options } from '../../tests/support/stream-view.js';
import { StructuredField } from './index.js';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** A hundred renders take their time on a busy machine. */
const PATIENCE = 60_000;

/** How many are still there; a weak reference keeps its target until the task is over. */
async function countAlive(refs: readonly WeakRef<object>[]): Promise<number> {
  for (let round = 0; round < 3; round++) {
    await settle();
    collect();
  }
  return refs.filter((ref) => ref.deref() !== undefined).length;
}

const previous: Options['placeholder'] = (shown) => shown;

test.each<Options>([
  { refetchMode: 'reset' },
  { refetchMode: 'replace' },
  { placeholder: previous },
])(
  'of a hundred finished runs of one key no more are held than React remembers renders (%o)',
  async (options) => {
    const { transport, View, stream } = setUp(options);
    const { rerender } = renderWithCache(<View />);
    rerender(
      <>
        <View />
        <StructuredField path="items[0].name" stream={{ run: stream().run }} />
      </>,
    );
    const refs: WeakRef<object>[] = [];
    for (let run = 0; run < 100; run++) {
      await act(async () => {
        const submitted = stream().submit({ topic: String(run) });
        transport.last.push(REPORT_TEXT);
        transport.last.end();
        const { data, snapshot, partial } = await submitted;
        for (const held of [data, snapshot, partial]) refs.push(new WeakRef(held as object));
      });
      // What a test remembers of a call is no leak of the run.
      (transport.calls as unknown[]).length = 0;
    }
    expect(refs).toHaveLength(300);
    // Three objects of a run: the last one's, and those that a component rendered before.
    expect(await countAlive(refs)).toBeLessThanOrEqual(9);
  },
  PATIENCE,
);

test(
  'of ten answered inputs no more are held than React remembers renders, once the cache has forgotten them',
  async () => {
    const { transport, View, stream } = setUp({ gcTime: 0, placeholder: previous });
    const refs: WeakRef<object>[] = [];
    const { rerender, client } = renderWithCache(<View input={{ topic: 'first' }} />);
    for (let run = 0; run < 10; run++) {
      rerender(<View input={{ topic: String(run) }} />);
      await settle();
      await after(() => transport.last.push(REPORT_TEXT));
      await after(() => transport.last.end());
      refs.push(new WeakRef(stream().run), new WeakRef(stream().data as object));
      (transport.calls as unknown[]).length = 0;
    }
    expect(client.getQueryCache().getAll()).toHaveLength(1);
    expect(await countAlive(refs)).toBeLessThanOrEqual(4);
  },
  PATIENCE,
);

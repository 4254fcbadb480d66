import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { END, setUpRun } from '../../tests/support/set-up-run.js';
import type { FieldSnapshot, InstantRunOptions } from './index.js';
// Loaded ahead, so that no test waits for a module.
import './amendments.js';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(() => void vi.useRealTimers());

interface Trip {
  title: string;
  days: { place: string; notes: string[] }[];
}

const BEFORE: Trip = {
  title: 'Before',
  days: [
    { place: 'Bath', notes: ['rain'] },
    { place: 'Wells', notes: [] },
    { place: 'Ely', notes: [] },
  ],
};
const NEXT: Trip = { title: 'Next', days: [{ place: 'Rye', notes: ['a', 'b'] }, BEFORE.days[2]!] };
const PATHS = ['', 'title', 'days', 'days[0]', 'days[0].place', 'days[0].notes', 'days[1].place'];

async function setUp(options: Partial<InstantRunOptions<Trip>> = {}, first?: Trip) {
  const all = setUpRun<Trip>(options);
  const { run, last, settle, frame } = all;
  const submit = () => {
    void run.submit('a');
    return settle();
  };
  await submit();
  if (first) {
    last().text(JSON.stringify(first));
    last().send(END);
    await frame();
  }
  const field: (path: string) => FieldSnapshot = run.getField;
  const settled: (path: string) => FieldSnapshot = run.getSettledField;
  // What somebody listens to keeps its functions.
  for (const path of PATHS) run.subscribeField(path as 'title', () => {});
  return { ...all, submit, field, settled };
}

/** Sends a text character by character: what grows has to look as it did when it was last pending. */
async function follow({ last, frame, field, settled }: Awaited<ReturnType<typeof setUp>>) {
  const pending = new Map<string, FieldSnapshot>();
  const grown = new Set<string>();
  for (const character of ['', ...JSON.stringify(NEXT)]) {
    last().text(character);
    await frame();
    for (const path of PATHS) {
      const now = field(path);
      if (now.isPending) pending.set(path, now);
      if (now.isStreaming) grown.add(path);
      expect(settled(path)).toEqual(now.isStreaming ? pending.get(path) : now);
      expect(settled(path)).toBe(settled(path));
    }
  }
  return { grown: [...grown], pending };
}

describe('a field that does not show how it grows is what it was before it began', () => {
  test('with nothing to stand in for it', async () => {
    const { grown, pending } = await follow(await setUp());
    expect(grown).toEqual(PATHS);
    expect(pending.get('title')).toMatchObject({ value: undefined, isStale: false });
  });

  test.each(['initialValue', 'placeholder'] as const)('with the option %s', async (name) => {
    const { grown, pending } = await follow(await setUp({ [name]: BEFORE }));
    expect(grown).toEqual(PATHS);
    const isPlaceholder = name === 'placeholder';
    expect(pending.get('title')).toMatchObject({ value: 'Before', isPlaceholder });
    // A list of its own has begun.
    expect(pending.get('days[0]')?.value).toBeUndefined();
  });

  test("with refetchMode 'replace'", async () => {
    const all = await setUp({ refetchMode: 'replace' }, BEFORE);
    await all.submit();
    const { grown, pending } = await follow(all);
    expect(grown).toEqual(PATHS);
    expect(pending.get('title')).toMatchObject({ value: 'Before', isStale: true });
    expect(pending.get('days')?.value).toEqual(BEFORE.days);
    expect(pending.get('days[1].place')).toMatchObject({ value: 'Wells', isStale: true });
  });

  test.each(['', 'days', 'days[0]'])('when “%s” is asked for anew', async (path) => {
    const all = await setUp({}, BEFORE);
    void all.run.retryField(path as 'title');
    for (let turn = 0; turn < 50 && all.calls.length < 2; turn++) await all.settle();
    const { grown, pending } = await follow(all);
    expect(grown).toContain('days[0].place');
    expect(grown).toContain(path);
    expect(pending.get('days[0].place')).toMatchObject({ value: 'Bath', isRetrying: true });
  });

  test('when something in it is asked for anew while it grows', async () => {
    const all = await setUp({ refetchMode: 'replace' }, BEFORE);
    await all.submit();
    const { run, last, calls, frame, settled } = all;
    last().text('{"title":"Next","days":[{"place":"Rye","notes":[]},{"pl');
    await frame();
    const known = settled('days');
    void run.retryField('days[0]');
    for (let turn = 0; turn < 50 && calls.length < 3; turn++) await all.settle();
    last().text('{"title":"Next","days":[{"place":"York"');
    await frame();
    expect(run.getField('days')).toMatchObject({ isStreaming: true });
    expect(run.getField('days[0].place').value).toBe('York');
    expect(settled('days')).toBe(known);
    expect(known.value).toEqual(BEFORE.days);
  });
});

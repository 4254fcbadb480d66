import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { END, setUpRun } from '../../tests/support/set-up-run.js';
import { createEdits } from './index.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

async function started(text: string) {
  const manual = setUpRun();
  const edits = createEdits(manual.run);
  void manual.run.submit('go');
  await manual.settle();
  const say = async (more: string) => {
    manual.last().text(more);
    await manual.frame();
  };
  await say(text);
  const again = async (more: string) => {
    void manual.run.submit('again');
    await manual.settle();
    await say(more);
  };
  return { ...manual, edits, say, again };
}

describe('the user’s value', () => {
  test('wins over what the model goes on to write, which stays at hand', async () => {
    const { run, edits, say } = await started('{"title":"Ti');
    edits.set('title', 'Moon');
    await say('des","items":[');
    expect(edits.getField('title')).toEqual({
      value: 'Moon',
      isDirty: true,
      hasSuggestion: true,
      canUndo: true,
    });
    expect(run.getField('title').value).toBe('Tides');
    expect(edits.getValue()).toEqual({ title: 'Moon', items: [] });
  });

  test('wins in a later run, too, until the run is reset', async () => {
    const { run, edits, again } = await started('{"title":"Tides"}');
    edits.set('title', 'Moon');
    await again('{"title":"Ebb"}');
    expect(edits.getField('title').value).toBe('Moon');
    run.reset();
    expect(edits.getSnapshot()).toMatchObject({ paths: [], isDirty: false, canUndo: false });
  });

  test('leaves the run and everything beside it untouched', async () => {
    const { run, edits } = await started('{"title":"Tides","items":["a","b"]}');
    const before = run.getSnapshot();
    edits.set('items[1]', 'B');
    const value = edits.getValue();
    expect(run.getSnapshot()).toBe(before);
    expect(before.partial).toEqual({ title: 'Tides', items: ['a', 'b'] });
    expect(value).toEqual({ title: 'Tides', items: ['a', 'B'] });
  });

  test('has a place where the model has written nothing yet', async () => {
    const { edits, say } = await started('{');
    edits.set('items[0]', 'mine');
    expect(edits.getValue()).toEqual({ items: ['mine'] });
    await say('"title":"T","items":["a","b"]}');
    expect(edits.getValue()).toEqual({ title: 'T', items: ['mine', 'b'] });
  });

  test('set above replaces what was edited below, and set below goes into what was edited above', async () => {
    const { edits } = await started('{"title":"T","items":["a","b"]}');
    edits.set('items[0]', 'A');
    edits.set('items', ['x', 'y']);
    expect(edits.getSnapshot().paths).toEqual(['items']);
    edits.set('items[1]', 'Y');
    expect(edits.getSnapshot().paths).toEqual(['items']);
    expect(edits.getField('items').value).toEqual(['x', 'Y']);
    expect(edits.getField('items[1]').value).toBe('Y');
  });

  test('may be null', async () => {
    const { edits } = await started('{"title":"T"}');
    edits.set(['title'], null);
    expect(edits.getField('title')).toMatchObject({ value: null, isDirty: true });
  });

  test('at a hostile key is data', async () => {
    const { edits } = await started('{"title":"T"}');
    edits.set(['__proto__', 'polluted'], true);
    expect(Object.hasOwn(edits.getValue() ?? {}, '__proto__')).toBe(true);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });
});

describe('the model’s value', () => {
  test('is no suggestion where the user agrees with it', async () => {
    const { edits, say } = await started('{"title":"Ti');
    edits.set('title', 'Tides');
    expect(edits.getField('title').hasSuggestion).toBe(true);
    await say('des"');
    expect(edits.getField('title').hasSuggestion).toBe(false);
  });

  test('once accepted, is shown as it is and as it goes on', async () => {
    const { edits, say } = await started('{"title":"Ti');
    edits.set('title', 'Moon');
    edits.accept('title');
    expect(edits.getField('title')).toMatchObject({ value: 'Ti', isDirty: false });
    await say('des"');
    expect(edits.getField('title').value).toBe('Tides');
  });

  test('accepted inside an edited container leaves the rest of it the user’s', async () => {
    const { edits } = await started('{"title":"T","items":["a","b"]}');
    edits.set('items', ['x', 'y']);
    edits.accept('items[0]');
    expect(edits.getField('items').value).toEqual(['a', 'y']);
  });

  test('once rejected, is not suggested again before another run', async () => {
    const { edits, say, again } = await started('{"title":"Ti');
    edits.set('title', 'Moon');
    edits.reject('title');
    await say('des"');
    expect(edits.getField('title')).toMatchObject({ value: 'Moon', hasSuggestion: false });
    await again('{"title":"Ebb"}');
    expect(edits.getField('title').hasSuggestion).toBe(true);
  });
});

describe('undo', () => {
  test('takes back the last change of all, or of one field', async () => {
    const { edits } = await started('{"title":"T","items":["a"]}');
    edits.set('title', 'U');
    edits.commit();
    edits.set('title', 'V');
    edits.set('items[0]', 'A');
    edits.undo('title');
    expect(edits.getValue()).toEqual({ title: 'U', items: ['A'] });
    edits.undo();
    expect(edits.getValue()).toEqual({ title: 'U', items: ['a'] });
    edits.undo();
    expect(edits.getSnapshot()).toMatchObject({ isDirty: false, canUndo: false });
    edits.undo();
    expect(edits.getValue()).toEqual({ title: 'T', items: ['a'] });
  });

  test('takes typing back as one step', async () => {
    const { edits } = await started('{"title":"T"}');
    for (const typed of ['M', 'Mo', 'Moo', 'Moon']) edits.set('title', typed, { isTyping: true });
    edits.undo('title');
    expect(edits.getField('title')).toMatchObject({ value: 'T', canUndo: false });
  });

  test('takes back one at a time what was put there as a whole', async () => {
    const { edits } = await started('{"title":"T"}');
    edits.set('title', 'Preset A');
    edits.set('title', 'Preset A.', { isTyping: true });
    edits.set('title', 'Preset B');
    edits.undo('title');
    expect(edits.getField('title').value).toBe('Preset A.');
    edits.undo('title');
    expect(edits.getField('title').value).toBe('Preset A');
    edits.undo('title');
    expect(edits.getField('title')).toMatchObject({ value: 'T', canUndo: false });
  });

  test('brings back what was accepted, rejected or replaced from above', async () => {
    const { edits } = await started('{"title":"T","items":["a"]}');
    edits.set('items[0]', 'A');
    edits.reject('items[0]');
    edits.undo('items[0]');
    expect(edits.getField('items[0]')).toMatchObject({ value: 'A', hasSuggestion: true });
    edits.accept('items[0]');
    edits.undo('items[0]');
    expect(edits.getField('items[0]').value).toBe('A');
    edits.set('items', []);
    edits.undo('items');
    expect(edits.getField('items').value).toEqual(['A']);
  });

  test('of a field does nothing where a later change goes through it', async () => {
    const { edits } = await started('{"title":"T","items":["a"]}');
    edits.set('items[0]', 'A');
    edits.set('items', ['x']);
    expect(edits.getField('items[0]').canUndo).toBe(false);
    edits.undo('items[0]');
    expect(edits.getField('items').value).toEqual(['x']);
  });

  test('forgets all but the last two hundred', async () => {
    const { edits } = await started('{"title":"T"}');
    for (let step = 0; step < 250; step++) {
      edits.set('title', String(step));
      edits.commit();
    }
    for (let step = 0; step < 250; step++) edits.undo();
    expect(edits.getField('title').value).toBe('49');
  });
});

test('an edit tells whoever listens at, above and below it, and nobody beside it', async () => {
  const { edits } = await started('{"title":"T","items":["a","b"]}');
  const told: string[] = [];
  for (const path of ['', 'title', 'items', 'items[0]', 'items[1]'] as const) {
    edits.subscribeField(path, () => void told.push(path));
  }
  edits.subscribe(() => void told.push('all'));
  edits.set('items[0]', 'A');
  expect(told.toSorted()).toEqual(['', 'all', 'items', 'items[0]']);
  told.length = 0;
  edits.undo();
  expect(told.toSorted()).toEqual(['', 'all', 'items', 'items[0]']);
});

test('listens to the run only while there is something to forget', async () => {
  const { run, edits } = await started('{"title":"T"}');
  const leave = vi.fn<() => void>();
  const subscribe = vi.fn<(listener: () => void) => () => void>(() => leave);
  const other = createEdits({ ...run, getField: run.getField, subscribe });
  expect(subscribe).not.toHaveBeenCalled();
  other.set('title', 'U');
  expect(subscribe).toHaveBeenCalledOnce();
  other.undo();
  other.discard();
  expect(leave).toHaveBeenCalledOnce();
  expect(edits.getSnapshot().isDirty).toBe(false);
});

test('a finished answer is edited like one that streams', async () => {
  const { run, edits, last, frame } = await started('{"title":"T"}');
  last().send(END);
  await frame();
  edits.set('title', 'U');
  expect(run.getSnapshot().data).toEqual({ title: 'T' });
  expect(edits.getValue()).toEqual({ title: 'U' });
});

describe('an edit behind the end of a list', () => {
  const text = (...names: readonly string[]) =>
    `{"items":[${names.map((name) => `{"name":"${name}"}`).join()}]}`;

  async function shortened(...names: readonly string[]) {
    const manual = await started(text('a', 'b'));
    const { edits, again, last, frame } = manual;
    last().send(END);
    await frame();
    edits.set(['items', 1, 'name'], 'Mine');
    await again(text(...names));
    const end = async () => {
      last().send(END);
      await frame();
    };
    return { ...manual, end };
  }

  test('is kept and told of, and not put into a complete answer that has no such item', async () => {
    const { edits, end } = await shortened('x');
    expect(edits.getSnapshot().unplaced).toEqual([]);
    const told = vi.fn<() => void>();
    edits.subscribe(told);
    await end();
    expect(told).toHaveBeenCalledOnce();
    expect(edits.getSnapshot()).toMatchObject({
      paths: ['items[1].name'],
      unplaced: ['items[1].name'],
    });
    expect(edits.getValue()).toEqual({ items: [{ name: 'x' }] });
    expect(edits.getField('items').value).toEqual([{ name: 'x' }]);
    expect(edits.getField('items[1].name' as 'title').value).toBe('Mine');
    edits.accept(['items', 1, 'name']);
    expect(edits.getSnapshot()).toMatchObject({ paths: [], unplaced: [] });
  });

  test('leaves no gap before it while the answer streams', async () => {
    const { edits } = await shortened();
    expect(edits.getValue()).toEqual({ items: [] });
  });

  test('has its place again in an answer that has the item', async () => {
    const { edits, end, again } = await shortened();
    await end();
    expect(edits.getSnapshot().unplaced).toHaveLength(1);
    await again(text('x', 'y'));
    await end();
    expect(edits.getSnapshot().unplaced).toEqual([]);
    expect(edits.getValue()).toEqual({ items: [{ name: 'x' }, { name: 'Mine' }] });
  });

  test('adds items one after another where they are whole', async () => {
    const { edits, end } = await shortened();
    await end();
    edits.discard();
    edits.set(['items', 0], { name: 'first' });
    edits.set(['items', 1], { name: 'second' });
    edits.set(['items', 3], { name: 'fourth' });
    expect(edits.getSnapshot().unplaced).toEqual(['items[3]']);
    edits.undo(['items', 3]);
    expect(edits.getSnapshot().unplaced).toEqual([]);
    expect(edits.getValue()).toEqual({ items: [{ name: 'first' }, { name: 'second' }] });
  });
});

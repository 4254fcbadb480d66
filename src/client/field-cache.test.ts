import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, test } from 'vitest';
import { createSnapshot, reduceInstant } from '../protocol/index.js';
import { createFieldCache, type Publication } from './field-cache.js';
import { createRunStore } from './run-store.js';

function publication(number: number, value?: unknown): Publication {
  const event = { type: 'done', path: '', value } as const;
  const snapshot = value === undefined ? createSnapshot() : reduceInstant(createSnapshot(), event);
  const { reasoning, meta } = snapshot;
  const rest = { status: 'streaming', data: undefined, error: undefined, runId: 1 } as const;
  return {
    number,
    snapshot: { ...rest, partial: snapshot.value, reasoning, meta, snapshot },
  };
}

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** A weak reference keeps its target until the task is over. */
async function isCollected(ref: WeakRef<object>): Promise<boolean> {
  await new Promise((resolve) => setImmediate(resolve));
  collect();
  return ref.deref() === undefined;
}

describe('the field cache', () => {
  test('gives the same object while the field is what it was, held or not', () => {
    const fields = createFieldCache();
    const first = fields.get('a', publication(1, { a: 'x' }));
    expect(fields.get('a', publication(2, { a: 'x', b: 1 }))).toBe(first);
    expect(fields.get('/a', publication(2, { a: 'x', b: 1 }))).toBe(first);
    expect(fields.get('a', publication(3, { a: 'y' })).value).toBe('y');
    const release = fields.hold('a', publication(3, { a: 'y' }));
    const held = fields.get('a', publication(3, { a: 'y' }));
    expect(fields.get(['a'], publication(4, { a: 'y' }))).toBe(held);
    release();
  });

  test('holds no publication: an earlier one goes, also while fields of it are listened to', async () => {
    const store = createRunStore<unknown>(undefined);
    const show = (path: string) => {
      const event = { type: 'done', path, segments: [path], wildcardPath: path } as const;
      store.publish([{ ...event, indexes: [], value: 'x', isComplete: true }]);
      store.subscribeField(path, () => {});
      return new WeakRef(store.getSnapshot());
    };
    const first = show('a');
    show('b');
    expect(await isCollected(first)).toBe(true);
    expect(store.getField('a').value).toBe('x');
  });

  test('forgets a field when its last holder leaves, not before', () => {
    const fields = createFieldCache();
    const published = publication(1, { a: 'x' });
    const leaves = [fields.hold('a', published), fields.hold('/a', published)];
    const field = fields.get('a', published);
    leaves[0]?.();
    expect(fields.get('/a', published)).toBe(field);
    leaves[1]?.();
    expect(fields.get('a', published)).not.toBe(field);
    expect(fields.get('a', published)).toEqual(field);
  });

  test('forgets what a clear changed and nobody holds, and keeps what is still pending', async () => {
    const fields = createFieldCache();
    const look = () =>
      new WeakRef(fields.get('a', publication(1, { a: { big: true } })).value as object);
    const value = look();
    fields.clear(publication(2));
    expect(await isCollected(value)).toBe(true);
    const pending = fields.get('a', publication(2));
    fields.clear(publication(3));
    expect(fields.get('a', publication(3))).toBe(pending);
  });
});

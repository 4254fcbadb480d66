import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import type { InstantEvent } from '../protocol/index.js';
import { createFieldStore } from './field-store.js';
import { createRunStore, type RunStore } from './run-store.js';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

const COUNT = 100;

const refuse = () => Promise.reject(new Error('Nobody asks for a field here.'));
const storeOf = () => createRunStore<unknown>({}, refuse);

function done(path: string, value: unknown): InstantEvent {
  const address = { path, segments: [path], wildcardPath: path, indexes: [] };
  return { type: 'done', ...address, value, isComplete: true };
}

/** Publishes fields one by one, and hands each publication out weakly after `look` had its chance to hold it. */
function publishMany(store: RunStore<unknown>, look: (path: string) => void): WeakRef<object>[] {
  return Array.from({ length: COUNT }, (_, index) => {
    store.publish([done(`field${index}`, { index })]);
    look(`field${index}`);
    return new WeakRef(store.getSnapshot());
  });
}

/** How many are still there; a weak reference keeps its target until the task is over. */
async function countAlive(refs: readonly WeakRef<object>[]): Promise<number> {
  await new Promise((resolve) => setImmediate(resolve));
  collect();
  return refs.filter((ref) => ref.deref() !== undefined).length;
}

test('a field that was read keeps no publication alive', async () => {
  const store = storeOf();
  const refs = publishMany(store, (path) => void store.getField(path));
  expect(await countAlive(refs)).toBe(1);
  expect(store.getField('field7').value).toEqual({ index: 7 });
});

test('a field that is listened to keeps no publication alive', async () => {
  const store = storeOf();
  const refs = publishMany(store, (path) => void store.subscribeField(path, () => {}));
  expect(await countAlive(refs)).toBe(1);
});

test('a value that nobody listens to goes with the publication that replaced it', async () => {
  const store = storeOf();
  const values: WeakRef<object>[] = [];
  const look = (path: string) =>
    void values.push(
      new WeakRef(store.getField('').value as object),
      new WeakRef(store.getField(path).value as object),
    );
  publishMany(store, look);
  expect(await countAlive(values)).toBe(COUNT + 1);
  store.ask('again', 2, { shown: [], count: 1 });
  expect(await countAlive(values)).toBe(0);
  expect(store.getField('field7')).toMatchObject({ path: 'field7', value: undefined });
});

test('a field is the same object until it changed, also after its last listener left', () => {
  const store = storeOf();
  const pending = store.getField('later');
  const leave = store.subscribeField('a', () => {});
  store.publish([done('a', 1)]);
  const field = store.getField('a');
  leave();
  store.publish([done('b', 2)]);
  expect(store.getField('a')).toBe(field);
  expect(store.getField('/a')).toBe(field);
  expect(store.getField('later')).toBe(pending);
  store.publish([done('a', 3)]);
  expect(store.getField('a').value).toBe(3);
  store.ask('again', 2, { shown: [], count: 1 });
  expect(store.getField('later')).toBe(pending);
});

test('whoever is told of one field reads every other as it is now', () => {
  const store = storeOf();
  const read: unknown[] = [];
  const look = () => read.push([store.getField('a').value, store.getField('b').value]);
  store.subscribeField('a', look);
  store.subscribeField('b', look);
  store.publish([done('a', 1), done('b', 2)]);
  expect(read).toEqual([
    [1, 2],
    [1, 2],
  ]);
});

test('a field that was read once and has changed is looked at no more, one that is listened to is', () => {
  let values = 0;
  let looks = 0;
  const empty = storeOf().getSnapshot();
  const run = () => ({
    ...empty,
    snapshot: { ...empty.snapshot, value: { a: values, b: values } },
    get partial() {
      looks += 1;
      return { a: values, b: values };
    },
  });
  const published = () => ({ run: run(), amended: undefined });
  const fields = createFieldStore(published, published, () => undefined, refuse);
  fields.getField('a');
  fields.getField('/a');
  fields.subscribeField('b', () => {});
  const looksFor = (event: InstantEvent) => {
    values += 1;
    looks = 0;
    fields.refresh([event], undefined, undefined)();
    return looks;
  };
  expect(looksFor(done('a', 1))).toBe(1);
  expect(looksFor(done('a', 2))).toBe(0);
  expect(looksFor(done('b', 3))).toBe(1);
  expect(looksFor(done('b', 4))).toBe(1);
});

import { expect, test, vi } from 'vitest';
import { SharedLog } from './shared-log.js';

function createCounter(length: number) {
  let pulled = 0;
  const abandon = vi.fn<() => void>();
  const log: SharedLog<string> = new SharedLog<string>({
    pull: async () => {
      await Promise.resolve();
      if (pulled++ < length) log.append([String(pulled)]);
      else log.end();
    },
    abandon,
  });
  return { log, abandon, pulled: () => pulled };
}

const all = (entry: string) => entry;

test('a reader that skips everything still reaches the end', async () => {
  const { log, pulled } = createCounter(100);
  expect(await log.read(() => undefined).next()).toEqual({ done: true, value: undefined });
  expect(pulled()).toBe(101);
});

test('readers that wait together cause one pull', async () => {
  const { log, pulled } = createCounter(3);
  const values = await Promise.all([
    log.read(all).next(),
    log.read(all).next(),
    log.read(all).next(),
  ]);
  expect(values.map(({ value }) => value)).toEqual(['1', '1', '1']);
  expect(pulled()).toBe(1);
});

test('a selection that throws ends its own reader only', async () => {
  const { log, abandon } = createCounter(3);
  const other = log.read(all);
  await other.next();
  const broken = log.read((): string => {
    throw new Error('not mine');
  });
  await expect(broken.next()).rejects.toThrow('not mine');
  expect(await other.next()).toEqual({ done: false, value: '2' });
  expect(abandon).not.toHaveBeenCalled();
});

test('the source is abandoned once, by the last to leave, and never after the end', async () => {
  const { log, abandon } = createCounter(2);
  const [one, two] = [log.read(all), log.read(all)];
  await Promise.all([one.next(), two.next()]);
  await one.return();
  await one.return();
  expect(abandon).not.toHaveBeenCalled();
  await two.return();
  expect(abandon).toHaveBeenCalledOnce();

  const whole = createCounter(2);
  for await (const _ of whole.log.read(all)) void _;
  for await (const _ of whole.log.read(all)) break;
  expect(whole.abandon).not.toHaveBeenCalled();
});

test('entries that pile up are merged, never across the place of a reader, and none is lost or told twice', async () => {
  const { log } = createJoiningLog(20_000);
  const readers = Array.from({ length: 50 }, () => log.read(all));
  const heard: string[][] = readers.map(() => []);
  // Each stops at another place, before the others go on.
  for (const [index, reader] of readers.entries()) {
    for (let turn = 0; turn < index * 150; turn++) {
      const { value } = await reader.next();
      heard[index]?.push(value ?? '');
    }
  }
  const whole = await collect(log.read(all));
  for (const [index, reader] of readers.entries()) heard[index]?.push(...(await collect(reader)));
  for (const entries of heard) expect(entries.join('')).toBe(whole.join(''));
  expect(whole.join('')).toBe('x'.repeat(20_000));
  expect(log.length).toBeLessThan(5000);
});

test('a signal ends its own reader, also one that waits, with its reason', async () => {
  const silent = vi.fn<() => void>();
  const log = new SharedLog<string>({ pull: () => new Promise(() => {}), abandon: silent });
  const leaving = new AbortController();
  const waiting = log.read(all, leaving.signal).next();
  const other = log.read(all);
  const pending = other.next();
  leaving.abort(new Error('enough'));
  await expect(waiting).rejects.toThrow('enough');
  expect(silent).not.toHaveBeenCalled();
  await expect(log.read(all, leaving.signal).next()).rejects.toThrow('enough');
  await other.return();
  expect(await pending).toEqual({ done: true, value: undefined });
  expect(silent).toHaveBeenCalledOnce();
});

function createJoiningLog(length: number) {
  let pulled = 0;
  const log: SharedLog<string> = new SharedLog<string>(
    {
      pull: async () => {
        await Promise.resolve();
        if (pulled++ < length) log.append(['x']);
        else log.end();
      },
      abandon: () => {},
    },
    (entries) => [entries.join('')],
  );
  return { log };
}

async function collect(source: AsyncIterable<string>): Promise<string[]> {
  const items: string[] = [];
  for await (const item of source) items.push(item);
  return items;
}

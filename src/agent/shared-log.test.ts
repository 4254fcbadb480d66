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

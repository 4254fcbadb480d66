import { screen } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createManualTransport } from '../../tests/support/manual-transport.js';
import {
  after,
  nextTask,
  renderWithCache,
  Report,
  settle,
} from '../../tests/support/react-harness.js';
import { createInstantRun } from '../client/index.js';
import type { InvalidAnswer } from '../client/index.js';
// Loaded ahead, so that no test waits for a module.
import '../client/amendments.js';
import { StreamAnnouncer, type StreamAnnouncerProps, type StreamSource } from './index.js';

async function announced(
  props: Omit<StreamAnnouncerProps, 'stream'> = {},
  scheduler: 'sync' | typeof nextTask = nextTask,
) {
  const transport = createManualTransport<string>();
  const run = createInstantRun<Report, string>({ transport, schema: Report, scheduler });
  const stream: StreamSource = { run };
  renderWithCache(<StreamAnnouncer {...props} stream={stream} />);
  const submit = () => after(() => void run.submit('go'));
  await submit();
  const say = async (text: string) => {
    await after(() => transport.last.push(text));
    return screen.getByRole('status').textContent;
  };
  return { submit, say };
}

test('a field is told when it is final, and nothing of it before', async () => {
  const { say } = await announced();
  expect(await say('{"title":"Ti')).toBe('');
  expect(await say('des')).toBe('');
  expect(await say('"')).toBe('title: Tides');
  expect(await say(',"score":7')).toBe('title: Tides');
  expect(await say(',')).toBe('score: 7');
});

test('fields that are final together are one message, those inside others are not told', async () => {
  const { say } = await announced();
  expect(await say('{"title":"T","score":1,"items":[{"name":"moon","tags":[]}]')).toBe(
    'title: T. score: 1. items is complete',
  );
});

test('long texts are named, and invalid fields are told as such', async () => {
  const { say } = await announced();
  expect(await say(`{"title":${JSON.stringify('tide '.repeat(50))},"score":"high"`)).toBe(
    'title is complete. score is invalid',
  );
});

test('which fields and what of them is yours to say', async () => {
  const { say } = await announced({
    fields: ['items[*].name'],
    announce: ({ path, value }) => (value === 'sun' ? undefined : `${path} is ${String(value)}`),
  });
  expect(await say('{"title":"T","items":[{"name":"moon","tags":[]},{"name":"sun"')).toBe(
    'items[0].name is moon',
  );
});

test('another run begins in silence', async () => {
  const { say, submit } = await announced();
  await say('{"title":"T",');
  await submit();
  expect(screen.getByRole('status').textContent).toBe('');
  expect(await say('{"title":"T",')).toBe('title: T');
});

test('names are read as words', async () => {
  const transport = createManualTransport<string>();
  const run = createInstantRun<unknown, string>({ transport, scheduler: nextTask });
  renderWithCache(<StreamAnnouncer stream={{ run }} fields={['*', 'list[*].nextStep']} />);
  await after(() => void run.submit('go'));
  await after(() =>
    transport.last.push('{"authorName":"Ann","due_date":null,"list":[{"nextStep":"go"'),
  );
  expect(screen.getByRole('status').textContent).toBe(
    'author name: Ann. due date is complete. list 1 next step: go',
  );
});

describe('a field that does not fit', () => {
  const Pair = z.object({ a: z.string(), b: z.string().optional() });

  async function amended(
    onInvalid?: InvalidAnswer,
    scheduler: 'sync' | typeof nextTask = nextTask,
  ) {
    const transport = createManualTransport<string>();
    const decide = onInvalid && { onInvalid: () => onInvalid };
    const run = createInstantRun({ transport, schema: Pair, scheduler, ...decide });
    renderWithCache(<StreamAnnouncer stream={{ run }} />);
    await after(() => void run.submit('go'));
    const heard = () => screen.getByRole('status').textContent;
    const say = async (text: string) => {
      await after(() => transport.last.push(text));
      return heard();
    };
    return { run, transport, say, heard };
  }

  test('and is dropped is not told; those beside it are', async () => {
    const { say } = await amended('drop');
    expect(await say('{"a":"hello","b":5}')).toBe('a: hello');
  });

  test('and is asked for anew is told when that is final, with those beside it told before', async () => {
    const { transport, say, heard } = await amended('retry');
    expect(await say('{"a":"hello","b":5}')).toBe('a: hello');
    await settle();
    expect(transport.last.path).toBe('b');
    await after(() => {
      transport.last.push('{"b":"five"}');
      transport.last.end();
    });
    expect(heard()).toBe('b: five');
  });

  test('is told again when a retry by hand has ended, well or not', async () => {
    const { run, transport, say, heard } = await amended();
    expect(await say('{"a":"hello","b":5}')).toBe('a: hello. b is invalid');
    await after(() => transport.last.end());
    for (const [text, told] of [
      ['{"b":6}', 'b is invalid'],
      ['{"b":"six"}', 'b: six'],
    ] as const) {
      await after(() => void run.retryField('b'));
      await after(() => {
        transport.last.push(text);
        transport.last.end();
      });
      expect(heard()).toBe(told);
    }
  });

  test('is not told of a run before', async () => {
    const { run, say, heard } = await amended();
    await say('{"a":"hello","b":5}');
    await after(() => run.reset());
    expect(heard()).toBe('');
    await after(() => void run.submit('again'));
    expect(await say('{"b":"five"}')).toBe('b: five');
  });
});

test('fields of one task are one message, also where each is shown at once', async () => {
  const { say } = await announced({}, 'sync');
  expect(await say('{"title":"T","score":1,"items":[]')).toBe(
    'title: T. score: 1. items is complete',
  );
  expect(await say('}')).toBe('title: T. score: 1. items is complete');
});

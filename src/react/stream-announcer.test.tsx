import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { createManualTransport } from '../../tests/support/manual-transport.js';
import { after, nextTask, renderWithCache, Report } from '../../tests/support/react-harness.js';
import { createInstantRun } from '../client/index.js';
import { StreamAnnouncer, type StreamAnnouncerProps } from './index.js';

async function announced(props: StreamAnnouncerProps = {}) {
  const transport = createManualTransport<string>();
  const run = createInstantRun<Report, string>({ transport, schema: Report, scheduler: nextTask });
  renderWithCache(<StreamAnnouncer stream={{ run }} {...props} />);
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

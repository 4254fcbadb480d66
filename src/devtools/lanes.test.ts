import { expect, test } from 'vitest';
import { createInstantRun } from '../client/index.js';
import { createInstantParser, type InstantEvent } from '../protocol/index.js';
import { glimpse, sourceOf } from './describe-event.js';
import { createEventFilter } from './event-filter.js';
import { createAnswerReader } from './lane-answers.js';
import { createRunRecorder } from './run-recorder.js';
import { treeRows } from './tree-rows.js';

/** What is told of one answer in a lane, from its first event to its end. */
function inLane(lane: string, text: string): readonly InstantEvent[] {
  const parser = createInstantParser();
  return [...parser.feed(text), ...parser.end()].map((event) => ({ type: 'lane', lane, event }));
}

/** A run in which these are told, one each millisecond. */
function record(events: readonly InstantEvent[]) {
  let ms = 0;
  async function* tell() {
    for (const event of events) {
      ms += 1;
      yield event;
    }
  }
  const run = createInstantRun({ transport: { open: tell } });
  const recorder = createRunRecorder(run, { label: 'flow', now: () => ms });
  const over = run.submit(undefined);
  return over.then(() => {
    recorder.stop();
    const [only] = recorder.records;
    if (!only) throw new Error('There is always a record.');
    return only;
  });
}

/** Turn by turn. */
function mix<T>(one: readonly T[], other: readonly T[]): T[] {
  return Array.from({ length: Math.max(one.length, other.length) }).flatMap((_, index) => [
    ...one.slice(index, index + 1),
    ...other.slice(index, index + 1),
  ]);
}

const parser = createInstantParser();
const result: readonly InstantEvent[] = [...parser.feed('{"title":"A day"}'), ...parser.end()];
const plan = inLane('plan', '{"title":"Sea","tasks":["tides"]}');
const note = inLane('task 1', '{"title":"High water');

test('lanes that are told by turns are each a group of rows, and the answer is one, whichever began first', async () => {
  const { fields, counts, firstFieldMs } = await record([...mix(plan, note), ...result]);
  expect(fields.map(({ lane, label, depth }) => [lane, label, depth])).toEqual([
    ['plan', 'plan', 0],
    ['plan', 'title', 1],
    ['plan', 'tasks', 1],
    ['plan', '[0]', 2],
    ['task 1', 'task 1', 0],
    ['task 1', 'title', 1],
    [undefined, 'answer', 0],
    [undefined, 'title', 1],
  ]);
  expect(counts).toMatchObject({ done: 3, open: 1 });
  expect(firstFieldMs).toBe(3);
});

test('what a lane left open was given up with its end, not with the run’s', async () => {
  const { fields } = await record([...note, ...result]);
  const title = fields.find(({ lane, path }) => lane === 'task 1' && path === 'title');
  expect(title).toMatchObject({ state: 'open', doneMs: note.length });
});

test('the tree has each answer as it stands; a lane that begins anew is what it became', async () => {
  const again = inLane('plan', '["later"]');
  const all = await record([...plan, ...note, ...again, ...result]);
  const read = createAnswerReader();
  const rows = treeRows(read(all), all.fields, new Set());
  expect(rows.map(({ label, level, value }) => [label, level, value])).toEqual([
    ['answer', 1, { title: 'A day' }],
    ['title', 2, 'A day'],
    ['plan', 1, ['later']],
    ['[0]', 2, 'later'],
    ['task 1', 1, { title: 'High water' }],
    ['title', 2, 'High water'],
  ]);
  expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
  expect(treeRows(read(all), all.fields, new Set([rows[2]?.id ?? ''])).length).toBe(5);
});

test('a log that grows is read from where the last look ended', async () => {
  const all = await record([...plan, ...inLane('plan', '["later"]'), ...result]);
  const read = createAnswerReader();
  const growing = { ...all, snapshot: all.snapshot };
  for (let count = 0; count <= all.eventCount; count++) {
    Object.assign(growing, { events: all.events.slice(0, count), eventCount: count });
    read(growing);
  }
  expect(read(growing)).toEqual(createAnswerReader()(all));
});

test('of a log that lost its beginning no lane is shown', async () => {
  const all = await record([...plan, ...result]);
  const cut = { ...all, snapshot: all.snapshot, events: all.events.slice(5), eventCount: 20 };
  expect(createAnswerReader()(cut).map(({ lane }) => lane)).toEqual([undefined]);
});

test('events in lanes are found by their own type, by lane, path and value', async () => {
  const all = await record([...plan, ...result]);
  const found = (type: string, text: string) =>
    createEventFilter().read(all, { type, text }).length;
  expect(found('lane', '')).toBe(plan.length);
  expect(found('end', '')).toBe(2);
  expect(found('done', 'plan: title')).toBe(1);
  expect(found('', 'Sea')).toBeGreaterThan(0);
});

test('what a flow tells is found by the chunk it comes from, and by the flows within the flow around that', async () => {
  const within = [
    { id: '2', name: 'research' },
    { id: '2/1', name: 'report' },
  ];
  const interrupt = { id: '1', name: 'approve', chunk: 'ask', payload: 'Go?', within };
  const told: readonly InstantEvent[] = [
    { type: 'signal', name: 'task', value: 1, chunk: 'write', within },
    { type: 'signal', name: 'task', value: 2, chunk: 'write' },
    { type: 'interrupt', action: 'pause', executionId: 'e', interrupt },
    {
      type: 'progress',
      chunk: 'write',
      within,
      phase: 'begin',
      active: 1,
      waiting: 0,
      done: 0,
      failed: 0,
    },
  ];
  const all = await record([...told, ...result]);
  const found = (text: string) => createEventFilter().read(all, { type: '', text });
  expect(found('research / report / write').map(({ event }) => event.type)).toEqual([
    'signal',
    'progress',
  ]);
  expect(found('report / ask')).toHaveLength(1);
  expect(found('write')).toHaveLength(3);
  expect(all.events.map(({ event }) => sourceOf(event)).slice(0, 5)).toEqual([
    'research / report / write',
    'write',
    'research / report / ask',
    'research / report / write',
    '',
  ]);
  expect(all.events.slice(3, 4).map(({ event }) => glimpse(event))).toEqual([
    'research / report / write begin',
  ]);
});

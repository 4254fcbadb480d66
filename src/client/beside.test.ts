import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { END, setUpRun } from '../../tests/support/set-up-run.js';
import { createInstantParser, type InstantEvent, type ProgressEvent } from '../protocol/index.js';
import { BesideFacts } from './beside-facts.js';
import type { BesideEvent } from './beside-snapshot.js';
import { Beside } from './beside.js';
import { createInstantRun } from './create-instant-run.js';
import type { InterruptAnswer } from './transport.js';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(() => void vi.useRealTimers());

const inLane = (lane: string, event: InstantEvent): InstantEvent => ({ type: 'lane', lane, event });
const signal = (name: string, value: unknown): InstantEvent => ({ type: 'signal', name, value });

function interrupt(action: 'pause' | 'resume', id: string, executionId = 'e'): InstantEvent {
  return {
    type: 'interrupt',
    action,
    executionId,
    interrupt: { id, name: 'approve', chunk: 'ask', payload: null },
  };
}

function step(chunk: string, counts: Partial<ProgressEvent>): InstantEvent {
  const none = { active: 0, waiting: 0, done: 0, failed: 0 };
  return { type: 'progress', chunk, phase: 'begin', ...none, ...counts };
}

/** What is kept of the events. */
function keep(events: readonly InstantEvent[], facts = new BesideFacts()): BesideFacts {
  for (const event of events) facts.add(event as BesideEvent);
  return facts;
}

describe('What is told beside an answer', () => {
  test('keeps a lane with the growth of a text as one event', () => {
    const parser = createInstantParser();
    const events = ['{"title":"a', 'b', 'c', '","n":1}'].flatMap((text) => [...parser.feed(text)]);
    const facts = keep(events.map((event) => inLane('plan', event)));
    const kept = facts.getLane('plan') ?? [];
    expect(kept.map(({ type, path }) => `${type} ${path}`)).toEqual([
      'start ',
      'start title',
      'delta title',
      'done title',
      'done n',
      'done ',
    ]);
    expect(kept[2]).toMatchObject({ delta: 'abc', value: 'abc', segments: ['title'] });
    expect(facts.snapshot.lanes).toEqual(['plan']);
    expect(facts.getLane('other')).toBeUndefined();
  });

  test('begins a lane anew after its end, its failure, and with another attempt', () => {
    const first: InstantEvent = { type: 'reasoning', delta: '1' };
    const second: InstantEvent = { type: 'reasoning', delta: '2' };
    const error: InstantEvent = { type: 'error', code: 'x', message: 'y' };
    const again: InstantEvent = { type: 'attempt', attempt: 2, reason: 'missing-keys' };
    const laneAfter = (...events: readonly InstantEvent[]) =>
      keep(events.map((event) => inLane('l', event))).getLane('l');
    expect(laneAfter(first, END)).toEqual([first, END]);
    expect(laneAfter(first, END, second)).toEqual([second]);
    expect(laneAfter(first, error, second)).toEqual([second]);
    expect(laneAfter(first, again, second)).toEqual([again, second]);
  });

  test('keeps open questions, the last step of each chunk, and the last of signals and items', () => {
    const facts = keep([
      interrupt('pause', '1'),
      interrupt('pause', '2'),
      interrupt('pause', '1', 'other'),
      interrupt('resume', '1'),
      step('plan', { active: 1 }),
      step('work', { active: 1 }),
      step('plan', { done: 1, phase: 'end' }),
      signal('task', 'a'),
      signal('done', 1),
      signal('task', 'b'),
      { type: 'item', value: 'x' },
    ]);
    const { interrupts, progress, signals, items } = facts.snapshot;
    expect(interrupts.map((each) => [each.executionId, each.interrupt.id])).toEqual([
      ['e', '2'],
      ['other', '1'],
    ]);
    expect(progress.map(({ chunk, active, done }) => [chunk, active, done])).toEqual([
      ['plan', 0, 1],
      ['work', 1, 0],
    ]);
    expect(Object.fromEntries(signals)).toEqual({
      task: { count: 2, values: ['a', 'b'], events: [signal('task', 'a'), signal('task', 'b')] },
      done: { count: 1, values: [1], events: [signal('done', 1)] },
    });
    expect(items).toEqual({ count: 1, values: ['x'], events: [{ type: 'item', value: 'x' }] });
  });

  test('keeps apart what comes from chunks of one name in several flows', () => {
    const research = [{ id: '2', name: 'research' }];
    const other = [{ id: '3', name: 'research' }];
    const write = (within: typeof research, active: number) => ({
      ...step('write', { active }),
      within,
    });
    const facts = keep([
      step('write', { active: 1 }),
      write(research, 1),
      write(other, 1),
      write(research, 0),
    ] as InstantEvent[]);
    expect(
      facts.snapshot.progress.map(({ within, active }) => [within?.at(-1)?.id, active]),
    ).toEqual([
      [undefined, 1],
      ['2', 0],
      ['3', 1],
    ]);
  });

  test('knows who shows a lane, and says that it is another one only when it is', () => {
    const within = [{ id: '2', name: 'research' }];
    const shown = (lane: string, source: object): InstantEvent => ({
      ...inLane(lane, END),
      ...(source as { chunk: string }),
    });
    const facts = keep([shown('plan', { chunk: 'plan', within }), inLane('note', END)]);
    const { lanes, laneSources } = facts.snapshot;
    expect([...laneSources]).toEqual([
      ['plan', { chunk: 'plan', within }],
      ['note', {}],
    ]);
    keep([shown('plan', { chunk: 'plan', within: [...within] })], facts);
    expect(facts.snapshot.laneSources).toBe(laneSources);
    keep([shown('plan', { chunk: 'plan' })], facts);
    expect(facts.snapshot.lanes).toBe(lanes);
    expect(facts.snapshot.laneSources.get('plan')).toEqual({ chunk: 'plan' });
  });

  test('stays bounded, whatever is told', () => {
    const facts = new BesideFacts();
    for (let at = 0; at < 1_500; at++) {
      keep([signal('task', at), { type: 'item', value: at }, inLane(`l${at}`, END)], facts);
    }
    const { signals, items, lanes } = facts.snapshot;
    expect(signals.get('task')).toMatchObject({ count: 1_500 });
    expect(signals.get('task')?.values.at(0)).toBe(500);
    expect(items.values).toHaveLength(1_000);
    expect(lanes).toHaveLength(1_000);
    expect([...facts.snapshot.laneSources.keys()]).toEqual(lanes);
    expect(items.events.map(({ value }) => value)).toEqual(items.values);
    expect(lanes.at(-1)).toBe('l1499');
    expect(facts.getLane('l0')).toBeUndefined();
  });

  test('changes only the part that an event is about', () => {
    const facts = keep([signal('task', 1), inLane('l', { type: 'reasoning', delta: 'x' })]);
    const before = facts.snapshot;
    keep([signal('task', 2), inLane('l', END)], facts);
    const after = facts.snapshot;
    expect(after.lanes).toBe(before.lanes);
    expect(after.interrupts).toBe(before.interrupts);
    expect(after.signals).not.toBe(before.signals);
  });

  test('is told in order, also what came before there was what keeps it, and never of the run before', async () => {
    const beside = new Beside();
    const seen: string[] = [];
    const stop = beside.subscribe((event) => {
      const { count = 0 } = beside.getSnapshot().signals.get('task') ?? {};
      seen.push(`${event?.type} ${count}`);
    });
    beside.hear(signal('old', 0));
    beside.clear();
    for (const event of [signal('task', 1), END, inLane('l', END)]) beside.hear(event);
    await vi.waitFor(() => expect(seen).toEqual(['signal 1', 'lane 1']));
    expect(beside.getLane('l')).toEqual([END]);
    expect([...beside.getSnapshot().signals.keys()]).toEqual(['task']);
    beside.hear(signal('task', 2));
    beside.clear();
    expect(seen.slice(2)).toEqual(['signal 2', 'undefined 0']);
    expect(beside.getLane('l')).toEqual([]);
    stop();
    beside.hear(signal('task', 3));
    expect(seen).toHaveLength(4);
  });

  test('publishes nothing of the answer but that it is on its way', async () => {
    const { run, last, frame, published } = setUpRun();
    void run.submit('a');
    const before = published.length;
    last().send(signal('task', 1));
    await frame();
    expect(published.slice(before).map(({ status }) => status)).toEqual(['streaming']);
    const seen: string[] = [];
    run.onEvent(({ type }) => seen.push(type));
    last().send(signal('task', 2), inLane('l', END));
    await frame();
    expect(published).toHaveLength(before + 1);
    expect(seen).toEqual(['signal', 'lane']);
  });

  test('is of the run under way: each one begins with nothing', async () => {
    const { run, last, frame } = setUpRun();
    void run.submit('a');
    last().send(signal('task', 1), inLane('l', END));
    await frame();
    expect(run.getSnapshot().status).toBe('streaming');
    const valuesOf = () => run.beside.getSnapshot().signals.get('task')?.values;
    await vi.waitFor(() => expect(valuesOf()).toEqual([1]));
    last().text('{"title":"x","items":[]}');
    last().send(END);
    await frame();
    expect(run.getSnapshot()).toMatchObject({ status: 'complete', data: { title: 'x' } });
    expect(run.beside.getSnapshot().lanes).toEqual(['l']);
    void run.submit('b');
    expect(run.beside.getSnapshot()).toMatchObject({ lanes: [] });
    expect(run.beside.getSnapshot().signals.size).toBe(0);
  });
});

describe('An answer to what a flow asks', () => {
  const given = { executionId: 'e', interruptId: '1', answer: { go: true } };

  test('goes by the transport of the run', async () => {
    const answer = vi.fn<(given: InterruptAnswer) => Promise<void>>(() => Promise.resolve());
    const { transport } = setUpRun();
    const { run } = setUpRun({ transport: { ...transport, answer } });
    await run.answer(given);
    expect(answer).toHaveBeenCalledExactlyOnceWith(given);
  });

  test('is refused where the transport takes none', async () => {
    const { run } = setUpRun();
    await expect(run.answer(given)).rejects.toMatchObject({
      kind: 'usage',
      code: 'invalid-option',
    });
  });

  test('is sent by PATCH to the route that was asked, with its headers', async () => {
    const requests: Request[] = [];
    let response = new Response(null, { status: 204 });
    const fetch = (url: string | URL | Request, init?: RequestInit) => {
      requests.push(new Request(url, init));
      return Promise.resolve(response);
    };
    const api = 'http://localhost/api';
    const run = createInstantRun({ api, fetch, headers: { 'x-who': 'me' }, body: { more: 1 } });
    await run.answer(given);
    const [request] = requests;
    expect(request?.method).toBe('PATCH');
    expect(request?.url).toBe(api);
    expect(request?.headers.get('x-who')).toBe('me');
    expect(request?.headers.get('content-type')).toBe('application/json');
    expect(await request?.json()).toEqual(given);
    const error = { code: 'invalid-answer', message: 'No.', issues: [{ message: 'x', path: [] }] };
    response = Response.json({ error }, { status: 422 });
    await expect(run.answer(given)).rejects.toMatchObject({ kind: 'http', status: 422, ...error });
  });
});

import { createInstantParser, type InstantEvent } from 'fieldwise';
import { describe, expect, it } from 'vitest';
import { createFlowLog, headStartMs, PERSON } from './flow-log.js';
import { lanes } from './lanes.js';

const task = (title: string) => ({ title, why: 'To know.' });
const plan = { title: 'Tea', tasks: ['Leaves', 'Water', 'Pot'].map(task), risk: 'Milk' };
const end = { type: 'end', outcome: 'complete', incomplete: [] } as const;
const interrupt = { id: '1', name: 'approve', chunk: 'approve', payload: null };

/** A log with a clock that goes on by a millisecond with every event. */
function begin() {
  let clock = 1000;
  const log = createFlowLog(() => clock);
  log.begin();
  const hear = (event: InstantEvent) => {
    clock += 1;
    log.record(event);
  };
  return {
    log,
    hear,
    lane: (lane: string, events: readonly InstantEvent[]) => {
      for (const event of events) hear({ type: 'lane', lane, event });
    },
    pass: (ms: number) => (clock += ms),
    row: (id: string) => log.getSnapshot().rows.find((row) => row.id === id),
  };
}

describe('the log of a workflow', () => {
  it('says how long before the end of the plan the first task began', () => {
    const { log, hear, lane, row } = begin();
    const events = createInstantParser().feed(JSON.stringify(plan));
    const isFirstTask = (event: InstantEvent) => event.type === 'done' && event.path === 'tasks[0]';
    const decided = events.findIndex(isFirstTask) + 1;
    const [before, after] = [events.slice(0, decided), events.slice(decided)];
    lane(lanes.plan, before);
    expect(headStartMs(log.getSnapshot())).toBeUndefined();
    hear({ type: 'signal', name: 'task', value: plan.tasks[0] });
    lane(lanes.plan, [...after, end]);
    expect(headStartMs(log.getSnapshot())).toBe(after.length + 1);
    expect(row(lanes.finding('Leaves'))).toMatchObject({ name: 'Leaves', state: 'active' });
    expect(row(lanes.finding('Water'))).toMatchObject({ name: 'Water', state: 'waiting' });
  });

  it('does not count the time a person takes as work', () => {
    const { log, hear, pass, row } = begin();
    hear({ type: 'interrupt', action: 'pause', executionId: 'a', interrupt });
    pass(60_000);
    expect(log.waitedMs()).toBe(60_000);
    hear({
      type: 'interrupt',
      action: 'resume',
      executionId: 'a',
      interrupt,
      answer: { kind: 'approve' },
    });
    pass(5);
    log.settle();
    expect(log.workMs()).toBe(6);
    expect(log.waitedMs()).toBe(60_001);
    expect(row(PERSON)).toMatchObject({ state: 'done', beganMs: 1, endedMs: 1 });
    expect(log.getSnapshot().answer).toEqual({ kind: 'approve' });
  });

  it('takes an answer that was cut off, or does not fit, for a failure', () => {
    const { log, hear, lane, row } = begin();
    const said = { headline: 'Warm', detail: 'It is.', certainty: 'sure' };
    const answers = { Leaves: said, Water: { ...said, headline: 7 }, Pot: said };
    for (const [title, answer] of Object.entries(answers)) {
      const outcome = title === 'Pot' ? 'truncated' : 'complete';
      hear({ type: 'signal', name: 'task', value: { title } });
      const events = createInstantParser().feed(JSON.stringify(answer));
      lane(lanes.finding(title), [...events, { ...end, outcome }]);
    }
    const states = Object.keys(answers).map((title) => row(lanes.finding(title))?.state);
    expect(states).toEqual(['done', 'failed', 'failed']);
    expect(log.getSnapshot().said).toEqual(['Complete: Leaves.', 'Failed: Water.', 'Failed: Pot.']);
  });

  it('ends with the run what the run had not ended, and begins anew with the next', () => {
    const { log, hear, lane, row } = begin();
    hear({ type: 'signal', name: 'task', value: { title: 'Leaves' } });
    lane(lanes.finding('Leaves'), [{ type: 'error', code: 'model-failed', message: 'No.' }]);
    hear({ type: 'signal', name: 'task', value: { title: 'Water' } });
    log.settle();
    expect(row(lanes.finding('Leaves'))?.state).toBe('failed');
    expect(row(lanes.finding('Water'))?.state).toBe('stopped');
    expect(log.getSnapshot()).toMatchObject({ isRunning: false, said: ['Failed: Leaves.'] });
    log.begin();
    expect(log.getSnapshot()).toMatchObject({ isRunning: true, rows: [], said: [] });
  });
});

import { readInstantStream } from 'fieldwise/client';
import type { InstantEvent } from 'fieldwise';
import { afterEach, describe, expect, it } from 'vitest';
import { firstWorkflow, type Workflow } from '../shared/workflow.js';
import { lanes } from '../workflow/lanes.js';
import type { Decision } from '../workflow/schemas.js';
import { createHandler, type PlaygroundHandler } from './handler.js';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function open(): Promise<PlaygroundHandler> {
  const handler = await createHandler({});
  closing.push(handler.close);
  return handler;
}

const send = (handler: PlaygroundHandler, method: string, body: unknown) =>
  handler.handle(
    new Request('http://localhost/workflow', {
      method,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }),
  );

/** All the events of a run; what a person is asked is answered by `decision`. */
async function play(
  choices: Partial<Workflow>,
  decision: Decision,
): Promise<readonly InstantEvent[]> {
  const handler = await open();
  const response = await send(handler, 'POST', { ...firstWorkflow, ...choices, speed: 'instant' });
  const events: InstantEvent[] = [];
  for await (const event of readInstantStream(response)) {
    events.push(event);
    if (event.type !== 'interrupt' || event.action !== 'pause') continue;
    const { executionId, interrupt } = event;
    const given = { executionId, interruptId: interrupt.id, answer: decision };
    expect((await send(handler, 'PATCH', given)).status).toBe(204);
    expect((await send(handler, 'PATCH', given)).status).toBeGreaterThanOrEqual(404);
  }
  return events;
}

const lanesOf = (events: readonly InstantEvent[]) =>
  new Set(events.flatMap((event) => (event.type === 'lane' ? [event.lane] : [])));
const resultOf = (events: readonly InstantEvent[]) =>
  events.find((event) => event.type === 'done' && event.path === '');
const asked = (events: readonly InstantEvent[]) =>
  events.flatMap((event) =>
    event.type === 'interrupt' && event.action === 'pause' ? [event.interrupt.payload] : [],
  );

describe('the workflow over its route', () => {
  it('begins a task before the plan is whole, asks, and writes the report', async () => {
    const events = await play({}, { kind: 'approve' });
    const begun = events.findIndex(({ type }) => type === 'signal');
    const planned = events.findIndex(
      (event) => event.type === 'lane' && event.lane === lanes.plan && event.event.type === 'end',
    );
    expect(begun).toBeGreaterThan(-1);
    expect(begun).toBeLessThan(planned);
    expect(lanesOf(events).size).toBe(7);
    expect(asked(events)).toEqual([{ title: 'Bread from sunlight', planned: 5, found: 5 }]);
    expect(resultOf(events)).toMatchObject({
      value: { title: 'Bread from sunlight', decision: 'approve', report: { sections: {} } },
    });
  });

  it('writes it under the title a person gives', async () => {
    const events = await play({}, { kind: 'change', title: 'Ovens and roofs' });
    expect(resultOf(events)).toMatchObject({
      value: { title: 'Ovens and roofs', decision: 'change' },
    });
    expect(events.filter(({ type }) => type === 'item')).toMatchObject([
      { value: { title: 'Ovens and roofs' } },
    ]);
  });

  it('asks no model for the report that a person refuses', async () => {
    const events = await play({}, { kind: 'refuse' });
    expect(lanesOf(events).has(lanes.report)).toBe(false);
    expect(resultOf(events)).toMatchObject({ value: { decision: 'refuse', report: null } });
  });

  it('goes on without a task that fails, where it is told to', async () => {
    const events = await play({ fails: true, policy: 'continue' }, { kind: 'approve' });
    expect(asked(events)).toMatchObject([{ planned: 5, found: 4 }]);
    expect(events.at(-1)).toMatchObject({ type: 'end', outcome: 'complete' });
  });

  it('ends with a task that fails, where it is told to, and asks nobody', async () => {
    const events = await play({ fails: true, policy: 'cancel' }, { kind: 'approve' });
    expect(asked(events)).toEqual([]);
    expect(events.at(-1)).toMatchObject({ type: 'error', code: 'model-failed' });
  });

  it('makes answers up for a topic that nobody recorded', async () => {
    const events = await play({ topic: 'Tides' }, { kind: 'approve' });
    expect(resultOf(events)).toMatchObject({ value: { decision: 'approve' } });
  });

  it('takes no answer for an execution that is not there, and no topic that is empty', async () => {
    const handler = await open();
    const given = { executionId: 'none', interruptId: '1', answer: { kind: 'approve' } };
    expect((await send(handler, 'PATCH', given)).status).toBe(404);
    expect((await send(handler, 'POST', { ...firstWorkflow, topic: ' ' })).status).toBe(422);
  });

  it('ends the execution when whoever asked for it leaves while a person is asked', async () => {
    const handler = await open();
    const response = await send(handler, 'POST', { ...firstWorkflow, speed: 'instant' });
    let given: object = {};
    for await (const event of readInstantStream(response)) {
      if (event.type !== 'interrupt') continue;
      const { executionId, interrupt } = event;
      given = { executionId, interruptId: interrupt.id, answer: 'not looked at' };
      expect((await send(handler, 'PATCH', given)).status).toBe(422);
      break;
    }
    await expect
      .poll(async () => (await send(handler, 'PATCH', given)).status, { timeout: 10_000 })
      .toBe(404);
  });

  it('describes what leads to what, for the drawing', async () => {
    const handler = await open();
    const response = await handler.handle(new Request('http://localhost/workflow'));
    const { nodes } = (await response.json()) as { nodes: { name: string }[] };
    expect(nodes.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['plan', 'task', 'find', 'approve', 'report']),
    );
  });
});

import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { gate } from '../../tests/support/gate.js';
import { AgentError, createAgent } from '../agent/index.js';
import {
  createSnapshot,
  instantEvents,
  reduceInstants,
  type InstantEvent,
} from '../protocol/index.js';
import { createScriptedModel } from '../testing/index.js';
import { createTriggerFlow } from './create-trigger-flow.js';
import type { DataOf, FlowExecution } from './trigger-flow.js';

const Plan = z.object({ title: z.string(), tasks: z.array(z.string()) });
const TEXT = '{"title":"Trip","tasks":["pack","book"]}';

async function all<Event>(events: AsyncIterable<Event>): Promise<Event[]> {
  const seen: Event[] = [];
  for await (const event of events) seen.push(event);
  return seen;
}

/** What is told of a lane, apart from the others. */
function inLane(events: readonly InstantEvent[], lane: string): readonly InstantEvent[] {
  return events.flatMap((event) =>
    event.type === 'lane' && event.lane === lane ? event.event : [],
  );
}

const valueOf = (events: readonly InstantEvent[]) => reduceInstants(createSnapshot(), events).value;

/** Events of a text that arrives a character at a time. */
async function* typed(text: string): AsyncGenerator<InstantEvent> {
  async function* pieces() {
    for (const piece of text) {
      await Promise.resolve();
      yield piece;
    }
  }
  yield* instantEvents(pieces());
}

describe('An execution', () => {
  test('is its result as an answer: fields from the root on, and an end', async () => {
    const flow = createTriggerFlow<{ input: string; result: { title: string; tags: string[] } }>();
    flow.to(({ value }) => ({ title: value, tags: ['a'] })).end();
    const execution = flow.createExecution();
    void execution.start('Tea');
    const events = await all(execution);
    expect(events.map(({ type, path }) => [type, path])).toEqual([
      ['start', ''],
      ['start', 'title'],
      ['done', 'title'],
      ['start', 'tags'],
      ['start', 'tags[0]'],
      ['done', 'tags[0]'],
      ['done', 'tags'],
      ['done', ''],
      ['end', undefined],
    ]);
    expect(valueOf(events)).toEqual({ title: 'Tea', tags: ['a'] });
    // A late reader sees the same.
    expect(await all(execution.instants())).toEqual(events);
  });

  test('tells a result as JSON has it, and none where there is none', async () => {
    const flow = createTriggerFlow<{ input: unknown; result: unknown }>();
    flow.to(({ value }) => value).end();
    const told = async (value: unknown) => {
      const execution = flow.createExecution();
      void execution.start(value);
      return valueOf(await all(execution));
    };
    expect(await told({ at: new Date(0), gone: undefined })).toEqual({
      at: '1970-01-01T00:00:00.000Z',
    });
    expect(await told(7)).toBe(7);
    const none = createTriggerFlow().createExecution();
    void none.start();
    expect((await all(none)).map(({ type }) => type)).toEqual(['end']);
    await expect(told(1n)).rejects.toMatchObject({ code: 'unsaved-value' });
  });

  test('shows the answers of several models in lanes, by turns, before the result', async () => {
    const flow = createTriggerFlow<{ events: { task: string }; result: number }>();
    const model = createScriptedModel({ text: TEXT, chunkSize: 3 });
    const agent = createAgent({ model });
    flow
      .to(async ({ emitFields, showFields, signal }) => {
        const response = agent.input('Plan').output(Plan).getResponse({ signal });
        await Promise.all([
          emitFields(response, { 'tasks[*]': 'task' }),
          showFields(response, { lane: 'plan' }),
        ]);
        return 2;
      })
      .end();
    flow
      .when('task')
      .to(({ value, showFields }) =>
        showFields(typed(JSON.stringify({ note: value })), { lane: `task ${value}` }),
      );
    const execution = flow.createExecution();
    void execution.start();
    const events: InstantEvent[] = await all(execution);
    expect(valueOf(inLane(events, 'plan'))).toEqual(JSON.parse(TEXT));
    expect(valueOf(inLane(events, 'task pack'))).toEqual({ note: 'pack' });
    expect(valueOf(inLane(events, 'task book'))).toEqual({ note: 'book' });
    for (const lane of ['plan', 'task pack', 'task book']) {
      expect(inLane(events, lane).at(-1)).toMatchObject({ type: 'end', outcome: 'complete' });
    }
    // The task's lane begins while the plan's has not ended.
    const begins = events.findIndex((event) => event.type === 'lane' && event.lane === 'task pack');
    const planEnds = events.findIndex(
      (event) => event.type === 'lane' && event.lane === 'plan' && event.event.type === 'end',
    );
    expect(begins).toBeLessThan(planEnds);
    expect(valueOf(events)).toBe(2);
    expect(events.findIndex(({ path }) => path === '')).toBeGreaterThan(planEnds);
  });

  test('tells the signals it was asked for, items, and progress, to who asked', async () => {
    const flow = createTriggerFlow<{
      input: readonly string[];
      events: { task: string; secret: string };
      stream: { done: string };
      result: string;
    }>();
    const plan = flow.chunk('plan', ({ value, emitNowait }) => {
      for (const task of value) emitNowait('task', task);
      emitNowait('secret', 'x');
      return 'planned';
    });
    const work = flow.chunk(
      'work',
      async ({ value, putIntoStream }: DataOf<typeof flow, string>) => {
        await putIntoStream({ done: value });
      },
    );
    flow.to(plan).end();
    flow.when('task').to(work);
    const execution = flow.createExecution();
    const watched = all(execution.instants({ signals: ['task'], progress: true }));
    const plain = all(execution.instants());
    void execution.start(['a', 'b']);
    const events = await watched;
    const told = events.flatMap((event) => {
      if (event.type === 'signal') return [`signal ${event.name} ${event.value} of ${event.chunk}`];
      if (event.type === 'item') return [`item ${event.value.done}`];
      if (event.type !== 'progress') return [];
      return [`${event.chunk} ${event.phase} ${event.active}/${event.done}`];
    });
    expect(told).toEqual([
      'plan begin 1/0',
      'signal task a of plan',
      'signal task b of plan',
      'plan end 0/1',
      'work begin 1/0',
      'item a',
      'work begin 2/0',
      'item b',
      'work end 1/1',
      'work end 0/2',
    ]);
    const types = new Set((await plain).map(({ type }) => type));
    expect([...types]).toEqual(['item', 'start', 'done', 'end']);
  });

  test('tells what people are asked, and that they have answered', async () => {
    const flow = createTriggerFlow<{
      interrupts: { approve: { payload: string; answer: boolean } };
      result: string;
    }>();
    const ask = flow.chunk('ask', ({ pauseFor }) => pauseFor('approve', 'Go?'));
    flow
      .to(ask)
      .to(({ value }) => (value ? 'yes' : 'no'))
      .end();
    const execution = flow.createExecution();
    const watched = all(execution.instants({ progress: true }));
    void execution.start();
    await execution.idle();
    await execution.continueWith('1', true);
    const events = await watched;
    const interrupt = { id: '1', name: 'approve', chunk: 'ask', payload: 'Go?' };
    const { id: executionId } = execution;
    expect(events.filter(({ type }) => type === 'interrupt')).toEqual([
      { type: 'interrupt', action: 'pause', executionId, interrupt },
      { type: 'interrupt', action: 'resume', executionId, interrupt, answer: true },
    ]);
    const progress = events.flatMap((event) =>
      event.type === 'progress' && event.chunk === 'ask'
        ? [`${event.phase} ${event.active} ${event.waiting} ${event.done}`]
        : [],
    );
    expect(progress).toEqual(['begin 1 0 0', 'wait 0 1 0', 'end 0 0 1']);
    expect(valueOf(events)).toBe('yes');
  });

  test('asks again what was open when it was saved', async () => {
    const build = () => {
      const flow = createTriggerFlow<{
        interrupts: { approve: { payload: string; answer: boolean } };
        result: boolean;
      }>({ name: 'saved' });
      flow.to(flow.chunk('ask', ({ pauseFor }) => pauseFor('approve', 'Go?'))).end();
      return flow;
    };
    const before = build().createExecution();
    void before.start();
    const snapshot = await before.save();
    const after = build().loadExecution(snapshot);
    const watched = all(after);
    await after.continueWith('1', true);
    const events = await watched;
    expect(events.flatMap((event) => (event.type === 'interrupt' ? event.action : []))).toEqual([
      'pause',
      'resume',
    ]);
    expect(valueOf(events)).toBe(true);
  });

  test('throws its failure to who reads, and ends as stopped when it is cancelled', async () => {
    const failing = createTriggerFlow();
    failing.to(
      failing.chunk('load', () => {
        throw new Error('no');
      }),
    );
    const failed = failing.createExecution();
    void failed.start().catch(() => undefined);
    await expect(all(failed)).rejects.toMatchObject({ code: 'chunk-failed', chunk: 'load' });

    const waiting = createTriggerFlow<{ interrupts: { ask: { payload: null; answer: null } } }>();
    waiting.to(({ pauseFor }) => pauseFor('ask', null));
    const cancelled = waiting.createExecution();
    void cancelled.start().catch(() => undefined);
    await cancelled.idle();
    cancelled.cancel();
    const events = await all(cancelled);
    expect(events.at(-1)).toEqual({ type: 'end', outcome: 'stopped', incomplete: [] });
    expect(events.map((event) => (event.type === 'interrupt' ? event.action : event.type))).toEqual(
      ['pause', 'cancel', 'end'],
    );
  });

  test.each(['return', 'throw'] as const)(
    'lets a reader leave by %s at any time, also while nothing is told',
    async (how) => {
      const flow = createTriggerFlow<{ interrupts: { ask: { payload: null; answer: null } } }>();
      flow.to(({ pauseFor }) => pauseFor('ask', null)).end();
      const execution = flow.createExecution();
      const reader = execution.instants();
      void execution.start().catch(() => undefined);
      expect(await reader.next()).toMatchObject({ value: { action: 'pause' } });
      const next = reader.next();
      if (how === 'return') await reader.return();
      else await expect(reader.throw(new Error('enough'))).rejects.toThrow('enough');
      expect(await next).toEqual({ done: true, value: undefined });
      expect(execution.status).toBe('waiting');
      execution.cancel();
    },
  );

  test.each([
    [{ signals: 'task' }, 'a list of names'],
    [{ signals: [1] }, 'a list of names'],
    [{ progress: 1 }, 'true or false'],
    [{ signal: true }, 'signal'],
    [null, 'an object'],
  ])('refuses the options %o', (options, what) => {
    const execution = createTriggerFlow().createExecution();
    expect(() => execution.instants(options as never)).toThrow(
      expect.objectContaining({ code: 'invalid-option', message: expect.stringContaining(what) }),
    );
  });
});

describe('showFields', () => {
  test('reads no faster than the lane is read', async () => {
    let read = 0;
    async function* endless(): AsyncGenerator<InstantEvent> {
      for (;;) {
        read++;
        await Promise.resolve();
        yield { type: 'reasoning', delta: 'x' };
      }
    }
    const flow = createTriggerFlow();
    flow.to(({ showFields }) => showFields(endless(), { lane: 'a' })).end();
    const execution = flow.createExecution({ streamBuffer: 4 });
    const reader = execution.instants();
    void execution.start().catch(() => undefined);
    for (let count = 0; count < 3; count++) await reader.next();
    for (let task = 0; task < 5; task++) await new Promise((resolve) => setTimeout(resolve));
    expect(read).toBeLessThan(12);
    execution.cancel();
    const rest = await all(reader);
    expect(rest.at(-2)).toMatchObject({ lane: 'a', event: { type: 'end', outcome: 'stopped' } });
  });

  test('ends its lane with the failure of the source, in words of this library alone', async () => {
    async function* broken(): AsyncGenerator<InstantEvent> {
      yield { type: 'reasoning', delta: 'x' };
      await Promise.resolve();
      throw new Error('a secret');
    }
    async function* refused(): AsyncGenerator<InstantEvent> {
      yield { type: 'reasoning', delta: 'x' };
      throw new AgentError('model-failed', 'Why.', { reason: 'a secret' });
    }
    const model = createScriptedModel({ text: TEXT, failAfter: 2 });
    const flow = createTriggerFlow<{ result: readonly string[] }>();
    const codes: string[] = [];
    flow
      .to(async ({ showFields }) => {
        const response = createAgent({ model }).input('x').output(Plan).getResponse();
        const note = (error: { code?: string }) => void codes.push(error.code ?? '');
        await showFields(broken(), { lane: 'a' }).catch(note);
        await showFields(response, { lane: 'b' }).catch(note);
        await showFields(refused(), { lane: 'c' }).catch(note);
        return codes;
      })
      .end();
    const execution = flow.createExecution();
    void execution.start();
    const events: InstantEvent[] = await all(execution);
    expect(codes).toEqual(['source-failed', 'source-failed', 'source-failed']);
    expect(inLane(events, 'a').at(-1)).toMatchObject({ type: 'error', code: 'source-failed' });
    expect(inLane(events, 'b').at(-1)).toMatchObject({ type: 'error', code: 'model-failed' });
    expect(inLane(events, 'c').at(-1)).toMatchObject({ code: 'model-failed', message: 'Why.' });
    expect(JSON.stringify(events)).not.toContain('secret');
  });

  test('keeps a lane for one answer, until that has ended', async () => {
    const flow = createTriggerFlow<{ result: string }>();
    const first = gate();
    async function* held(): AsyncGenerator<InstantEvent> {
      yield { type: 'reasoning', delta: 'x' };
      await first.waitFor;
    }
    flow
      .to(async ({ showFields }) => {
        const shown = showFields(held(), { lane: 'a' });
        const refused = await showFields(held(), { lane: 'a' }).catch(
          (error: { code: string }) => error.code,
        );
        first.open();
        await shown;
        await showFields(typed('1'), { lane: 'a' });
        return String(refused);
      })
      .end();
    expect(await flow.start()).toBe('lane-in-use');
  });

  test.each([[undefined], [{}], [{ lane: 1 }], [{ lane: 'a', line: 'b' }]])(
    'refuses the options %o',
    async (options) => {
      const flow = createTriggerFlow();
      flow.to(({ showFields }) => showFields(typed('1'), options as never)).end();
      await expect(flow.start()).rejects.toMatchObject({ cause: { code: 'invalid-option' } });
    },
  );
});

describe('A flow within a flow', () => {
  const inner = () => {
    const flow = createTriggerFlow<{
      input: string;
      events: { noted: string };
      stream: { step: string };
      interrupts: { approve: { payload: string; answer: boolean } };
      result: boolean;
    }>({ name: 'inner' });
    const write = flow.chunk('write', async ({ value, showFields, putIntoStream, emit }) => {
      await showFields(typed(TEXT), { lane: 'plan' });
      await putIntoStream({ step: value });
      await emit('noted', value);
    });
    flow
      .to(write)
      .to(
        flow.chunk('ask', ({ pauseFor }: DataOf<typeof flow, void>) => pauseFor('approve', 'Go?')),
      )
      .end();
    return flow;
  };
  const outer = () => {
    const flow = createTriggerFlow<{
      input: string;
      stream: { step: string };
      interrupts: { approve: { payload: string; answer: boolean } };
      result: string;
    }>({ name: 'outer' });
    flow
      .to(inner())
      .to(({ value }) => (value ? 'sent' : 'kept'))
      .end();
    return flow;
  };

  test('is told of by the execution around it: lanes, items, signals, questions and chunks', async () => {
    const execution = outer().createExecution();
    const events = all(execution.instants({ signals: true, progress: true }));
    void execution.start('now');
    expect(await execution.idle()).toBe('waiting');
    const [asked] = execution.interrupts;
    await execution.continueWith(asked?.id ?? '', true);
    const told = await events;
    expect(valueOf(inLane(told, 'plan'))).toEqual(JSON.parse(TEXT));
    const within = [{ id: '1', name: 'inner' }];
    const by = { chunk: 'write', within };
    expect(told).toContainEqual({ type: 'item', value: { step: 'now' }, ...by });
    const signalId = expect.any(Number) as number;
    expect(told).toContainEqual({ type: 'signal', name: 'noted', value: 'now', ...by, signalId });
    for (const event of told) if (event.type === 'lane') expect(event).toMatchObject(by);
    const questions = told.filter(({ type }) => type === 'interrupt');
    expect(questions).toMatchObject([
      {
        action: 'pause',
        executionId: execution.id,
        interrupt: { chunk: 'ask', payload: 'Go?', within },
      },
      { action: 'resume', executionId: execution.id, answer: true, interrupt: { within } },
    ]);
    expect(asked).toMatchObject({ chunk: 'ask', within });
    const phases = told.flatMap((event) =>
      event.type === 'progress' && event.chunk === 'ask' ? event.phase : [],
    );
    expect(phases).toEqual(['begin', 'wait', 'end']);
    expect(valueOf(told.filter(({ type }) => type !== 'lane'))).toBe('sent');
    expect(told.at(-1)).toEqual({ type: 'end', outcome: 'complete', incomplete: [] });
  });

  test('asks again where the execution goes on', async () => {
    const before = outer().createExecution();
    void before.start('now');
    const snapshot = await before.save();
    before.cancel();
    const after = outer().loadExecution(snapshot);
    const events = all(after);
    const [asked] = after.interrupts;
    await after.continueWith(asked?.id ?? '', false);
    const told = await events;
    const questions = told.flatMap((event) => (event.type === 'interrupt' ? event : []));
    expect(questions.map(({ action }) => action)).toEqual(['pause', 'resume']);
    const within = [{ id: '1', name: 'inner' }];
    expect(questions.map(({ interrupt }) => interrupt.within)).toEqual([within, within]);
    expect(snapshot.interrupts[0]).not.toHaveProperty('within');
    expect(valueOf(told)).toBe('kept');
  });

  test('that fails closes its lanes, and the flow around it goes on telling', async () => {
    const broken = createTriggerFlow<{ input: string; stream: never; result: string }>();
    broken
      .to(async ({ showFields }) => {
        await showFields(
          (async function* () {
            yield { type: 'reasoning', delta: 'x' } as const;
            throw new Error('gone');
          })(),
          { lane: 'plan' },
        );
        return '';
      })
      .end();
    const flow = createTriggerFlow<{ input: string; events: { go: string }; result: string }>();
    flow
      .to(async ({ emit, value }) => {
        await emit('go', value).catch(() => undefined);
        return 'went on';
      })
      .end();
    flow.when('go').to(broken);
    const execution = flow.createExecution();
    void execution.start('now');
    const told = await all(execution);
    expect(inLane(told, 'plan').at(-1)).toMatchObject({ type: 'error', code: 'source-failed' });
    expect(valueOf(told.filter(({ type }) => type !== 'lane'))).toBe('went on');
  });
});

describe('What is told says where it comes from', () => {
  interface Counting {
    input: number;
    stream: never;
    events: { counted: number };
    result: number;
  }
  const counting = (name: string) => {
    const flow = createTriggerFlow<Counting>({ name });
    flow
      .to(
        flow.chunk('count', async ({ value, emit }) => {
          await emit('counted', value);
          return value + 1;
        }),
      )
      .end();
    flow.when('counted').to(flow.chunk('look', () => undefined));
    return flow;
  };
  const toldOf = async (flow: { createExecution(): FlowExecution<Counting> }, input = 0) => {
    const execution = flow.createExecution();
    const events = all(execution.instants({ signals: true, progress: true }));
    await execution.start(input);
    return events;
  };
  const placesOf = (events: readonly InstantEvent[], chunk: string) => {
    const places = events.flatMap((event) =>
      event.type === 'progress' && event.chunk === chunk && event.phase === 'end'
        ? [
            `${event.within?.map(({ id, name }) => `${id} ${name}`).join(', ') ?? ''}: ${event.done}`,
          ]
        : [],
    );
    return places;
  };

  test('chunks of one name count apart: in two flows, in one flow at two places, and in the flow itself', async () => {
    const flow = counting('outer');
    const child = counting('child');
    const whole = createTriggerFlow<Counting>({ name: 'whole' });
    whole
      .to(whole.chunk('count', ({ value }) => value))
      .to(child)
      .to(child)
      .toSubFlow(counting('other'), { name: 'third' })
      .to(flow)
      .end();
    const events = await toldOf(whole);
    expect(placesOf(events, 'count')).toEqual([
      ': 1',
      '2 child: 1',
      '3 child: 1',
      '4 third: 1',
      '5 outer: 1',
    ]);
    // The places are those of the description.
    const described = whole.describe().groups.map(({ id, name }) => `${id} ${name}`);
    expect(described).toEqual(['2 child', '3 child', '4 third', '5 outer']);
  });

  test('from the outside in, with the number that progress has of the calls it set going', async () => {
    const middle = createTriggerFlow<Counting>({ name: 'middle' });
    middle
      .to(({ value }) => value)
      .to(counting('child'))
      .end();
    const whole = createTriggerFlow<Counting>({ name: 'whole' });
    whole.to(middle).end();
    const events = await toldOf(whole, 5);
    const within = [
      { id: '1', name: 'middle' },
      { id: '1/2', name: 'child' },
    ];
    const sent = events.find((event) => event.type === 'signal');
    expect(sent).toMatchObject({ name: 'counted', value: 5, chunk: 'count', within });
    const looks = events.filter((event) => event.type === 'progress' && event.chunk === 'look');
    expect(looks).toMatchObject([
      { phase: 'begin', within, signalId: sent?.signalId },
      { phase: 'end', within, signalId: sent?.signalId },
    ]);
    expect(whole.describe().groups.map(({ id }) => id)).toEqual(['1', '1/2']);
  });

  test('by a number that no other signal has, also of another run of one flow beside it', async () => {
    const whole = createTriggerFlow<{
      input: readonly number[];
      events: { counted: number };
      result: unknown;
    }>();
    whole.forEach().to(counting('child')).endForEach().end();
    const execution = whole.createExecution();
    const telling = all(execution.instants({ signals: true, progress: true }));
    await execution.start([7, 8, 9]);
    const events = await telling;
    const sent = events.filter((event) => event.type === 'signal');
    expect(sent.map(({ value }) => value)).toEqual([7, 8, 9]);
    const numbers = sent.map(({ signalId }) => signalId);
    expect(new Set(numbers).size).toBe(3);
    const looks = events.flatMap((event) =>
      event.type === 'progress' && event.chunk === 'look' && event.phase === 'begin'
        ? [event.signalId]
        : [],
    );
    expect(looks).toEqual(numbers);
    expect(execution.counts.signals).toBeGreaterThanOrEqual(Math.max(...numbers.map(Number)));
  });

  test('and of a flow that runs itself it says so once, however deep it goes', async () => {
    const flow = createTriggerFlow<Counting>({ name: 'deep' });
    flow
      .to(flow.chunk('count', ({ value }) => value))
      .ifCondition((value) => value > 0)
      .to(({ value }) => value - 1)
      .toSubFlow(flow)
      .endCondition()
      .end();
    const events = await toldOf(flow, 50);
    const places = placesOf(events, 'count');
    expect(places.filter((place) => place.startsWith(':'))).toEqual([': 1']);
    const turn = flow.describe().nodes.find(({ kind }) => kind === 'subFlow');
    expect(places.filter((place) => place.startsWith(`${turn?.id} deep: `))).toHaveLength(50);
    expect(places).toHaveLength(51);
  });

  test('where it goes on in a flow that has grown, as that flow is now', async () => {
    interface Asking {
      input: number;
      stream: never;
      interrupts: { ask: { payload: number; answer: number } };
      result: number;
    }
    const build = (hasGrown: boolean) => {
      const child = createTriggerFlow<Asking>({ name: 'child' });
      child.to(child.chunk('ask', ({ value, pauseFor }) => pauseFor('ask', value))).end();
      const flow = createTriggerFlow<Asking>({ name: 'whole' });
      if (hasGrown) flow.when({ state: 'x' }).to(() => 0);
      flow.to(child).end();
      return flow;
    };
    const before = build(false).createExecution();
    before.start(1).catch(() => undefined);
    const saved = JSON.stringify(await before.save());
    before.cancel();
    const grown = build(true);
    const after = grown.loadExecution(saved);
    const [group] = grown.describe().groups;
    const within = [{ id: group?.id, name: 'child' }];
    expect(after.interrupts).toMatchObject([{ within }]);
    const events = all(after.instants({ progress: true }));
    await after.continueWith('1', 2);
    const told = (await events).filter((event) => event.type === 'progress');
    expect(told).toMatchObject([{ chunk: 'ask', phase: 'end', waiting: 0, done: 1, within }]);
  });
});

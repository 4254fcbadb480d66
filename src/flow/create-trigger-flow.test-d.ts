import { describe, expectTypeOf, test } from 'vitest';
import { z } from 'zod';
import type { AgentResponse } from '../agent/index.js';
import type { InstantEvent } from '../protocol/index.js';
import { createTriggerFlow } from './create-trigger-flow.js';
import type { FieldItems, WithdrawnField } from './field-types.js';
import type { FlowTypes } from './flow-types.js';
import type { DataOf, TriggerFlow } from './trigger-flow.js';

interface Task {
  readonly id: number;
  readonly text: string;
}

type Shape = { kind: 'circle'; r: number } | { kind: 'square'; a: number };

const flow = createTriggerFlow<{
  input: string;
  events: { task: Task; stop: undefined; gone: WithdrawnField };
  stream: { readonly done: number };
  result: number;
  state: { tasks: readonly Task[]; count: number; words?: string[] };
  resources: { db: { query(): string } };
}>();

declare const response: AgentResponse<{ title: string; tasks: Task[] }>;
declare const plan: AsyncIterable<InstantEvent<{ title: string; tasks: Task[] }>>;

describe('a flow', () => {
  test('checks its input, result and options', () => {
    expectTypeOf(flow.start('x')).resolves.toEqualTypeOf<number>();
    expectTypeOf(flow.createExecution().result).resolves.toEqualTypeOf<number>();
    // @ts-expect-error -- no string
    void flow.start(5);
    // @ts-expect-error -- an input is needed
    void flow.start();
    // @ts-expect-error -- no such option
    void flow.start('x', { timeout: 5 });
    // @ts-expect-error -- another client
    void flow.start('x', { resources: { db: 5 } });
    expectTypeOf(flow.getRuntimeStream('x')).toExtend<
      AsyncGenerator<{ readonly done: number }, void, undefined>
    >();
  });

  test('hands values on through to', () => {
    flow
      .to(({ value }) => {
        expectTypeOf(value).toEqualTypeOf<string>();
        return value.length;
      })
      .to(async ({ value }) => {
        expectTypeOf(value).toEqualTypeOf<number>();
        return [value];
      })
      .sideBranch(({ value }) => expectTypeOf(value).toEqualTypeOf<number[]>())
      .to(({ value }) => expectTypeOf(value).toEqualTypeOf<number[]>());
  });

  test('ends with its result alone', () => {
    flow.to(({ value }) => value.length).end();
    // @ts-expect-error -- the result is a number
    flow.to(({ value }) => value).end();
    // @ts-expect-error -- the result is a number
    flow.end();
    // @ts-expect-error -- what no case takes is still a string
    flow
      .match()
      .case('a')
      .to(() => 1)
      .endMatch()
      .end();
    flow
      .match()
      .case('a')
      .to(() => 1)
      .caseElse()
      .to(() => 2)
      .endMatch()
      .end();
    createTriggerFlow<{ input: string }>().end();
    createTriggerFlow<{ input: string; result: void }>().end();
    createTriggerFlow().end();
    createTriggerFlow<{ input: string | undefined; result: string | undefined }>().end();
  });

  test('refuses a chunk that takes another value', () => {
    const work = flow.chunk('work', ({ value }: DataOf<typeof flow, Task>) => value.id);
    expectTypeOf(work.name).toEqualTypeOf<'work'>();
    flow
      .when('task')
      .to(work)
      .to(({ value }) => expectTypeOf(value).toEqualTypeOf<number>());
    // @ts-expect-error -- the input is a string
    flow.to(work);
    flow.when(work).to(({ value }) => expectTypeOf(value).toEqualTypeOf<number>());
  });

  test('checks events by name and payload', () => {
    flow.to(async ({ emit, emitNowait, putIntoStream, setResult }) => {
      await emit('task', { id: 1, text: '' });
      emitNowait('stop');
      // @ts-expect-error -- no such event
      await emit('tusk', 1);
      // @ts-expect-error -- no task
      await emit('task', 5);
      // @ts-expect-error -- a task is needed
      emitNowait('task');
      // @ts-expect-error -- no item of the stream
      await putIntoStream(5);
      // @ts-expect-error -- no result
      setResult('x');
    });
    flow.when('task').to(({ value }) => expectTypeOf(value).toEqualTypeOf<Task>());
    // @ts-expect-error -- no such event
    flow.when('tusk');
  });

  test('knows its state and its resources', () => {
    flow.to(({ state, requireResource, getResource, setResource }) => {
      expectTypeOf(state.get('tasks')).toEqualTypeOf<readonly Task[] | undefined>();
      state.append('tasks', { id: 1, text: '' });
      // @ts-expect-error -- no task
      state.append('tasks', 5);
      // @ts-expect-error -- no such key
      state.set('task', 5);
      // @ts-expect-error -- no list
      state.append('count', 5);
      state.append('words', 'a');
      expectTypeOf(requireResource('db').query()).toBeString();
      expectTypeOf(getResource('db')).toEqualTypeOf<{ query(): string } | undefined>();
      setResource('db', { query: () => '' });
      // @ts-expect-error -- no such resource
      setResource('bd', { query: () => '' });
      // @ts-expect-error -- no database
      setResource('db', 5);
    });
    flow.createExecution().setResource('db', { query: () => '' });
    // @ts-expect-error -- no database
    flow.createExecution().setResource('db', 5);
    flow.when({ state: 'tasks' }).to(({ value }) => {
      expectTypeOf(value).toEqualTypeOf<readonly Task[] | undefined>();
    });
  });

  test('joins by name', () => {
    const count = flow.chunk('count', () => 1);
    flow.when({ event: ['task'], chunk: [count] }).to(({ value }) => {
      expectTypeOf(value.event.task).toEqualTypeOf<Task>();
      expectTypeOf(value.chunk.count).toEqualTypeOf<number>();
    });
    flow.when(['task', 'stop'], 'or').to(({ value }) => {
      if (value.name === 'task') expectTypeOf(value.value).toEqualTypeOf<Task>();
      else expectTypeOf(value.value).toEqualTypeOf<undefined>();
    });
    flow
      .when(['task', 'stop'], 'simpleOr')
      .to(({ value }) => expectTypeOf(value).toEqualTypeOf<Task | undefined>());
  });
});

describe('a collection', () => {
  type Gathered = { report: { plan: string; notes: readonly number[] } };

  test('takes each branch of its own type, and is whole where it goes on', () => {
    const typed = createTriggerFlow<{ input: string; collects: Gathered }>();
    typed.collect('report', 'plan').to(({ value }) => {
      expectTypeOf(value).toEqualTypeOf<Readonly<Gathered['report']>>();
    });
    typed.to(() => [1]).collect('report', 'notes', { mode: 'filledThenEmpty' });
    typed
      .when({ collect: 'report' })
      .to(({ value }) => expectTypeOf(value.notes).toEqualTypeOf<readonly number[]>());
    typed
      .when({ collect: ['report'], event: ['any'] })
      .to(({ value }) => expectTypeOf(value.collect.report.plan).toBeString());
    // @ts-expect-error -- the branch takes numbers
    typed.collect('report', 'notes');
    // @ts-expect-error -- no such branch
    typed.collect('report', 'note');
    // @ts-expect-error -- no such collection
    typed.collect('reports', 'plan');
    // @ts-expect-error -- nothing of that name is collected
    typed.when({ collect: 'reports' });
  });

  test('is of unknown values, where the flow does not say', () => {
    flow.collect('any', 'name').to(({ value }) => {
      expectTypeOf(value).toEqualTypeOf<Readonly<Record<string, unknown>>>();
    });
  });
});

describe('groups', () => {
  const length = flow.chunk('length', ({ value }) => value.length);
  const upper = flow.chunk('upper', async ({ value }) => value.toUpperCase());

  test('a batch has its results by name', () => {
    flow.batch([length, upper]).to(({ value }) => {
      expectTypeOf(value.length).toEqualTypeOf<number>();
      expectTypeOf(value.upper).toEqualTypeOf<string>();
    });
    flow.batch({ left: length, right: async ({ value }) => [value] }).to(({ value }) => {
      expectTypeOf(value.left).toEqualTypeOf<number>();
      expectTypeOf(value.right).toEqualTypeOf<string[]>();
    });
    // @ts-expect-error -- they take a string
    flow.when('task').batch([length, upper]);
  });

  test('a forEach gives items and takes lists, and must be closed where it was opened', () => {
    const items = flow.to(() => [['a'], ['b']]).forEach();
    items
      .forEach()
      .to(({ value }) => {
        expectTypeOf(value).toEqualTypeOf<string>();
        return 1;
      })
      .endForEach()
      .to(({ value }) => expectTypeOf(value).toEqualTypeOf<readonly number[]>());
    items.endForEach().to(({ value }) => {
      expectTypeOf(value).toEqualTypeOf<readonly string[][]>();
    });
    expectTypeOf(flow.endForEach).toBeNever();
    expectTypeOf(flow.endMatch).toBeNever();
    expectTypeOf(items.endMatch).toBeNever();
  });

  test('a match narrows by literals and by guards, and comes to what its branches do', () => {
    const shapes = flow.to((): Shape => ({ kind: 'circle', r: 1 }));
    shapes
      .match()
      .case((value) => value.kind === 'circle')
      .to(({ value }) => {
        expectTypeOf(value).toEqualTypeOf<{ kind: 'circle'; r: number }>();
        return value.r;
      })
      .caseElse()
      .to(({ value }) => {
        expectTypeOf(value).toEqualTypeOf<{ kind: 'square'; a: number }>();
        return 'square';
      })
      .endMatch()
      .to(({ value }) => expectTypeOf(value).toEqualTypeOf<string | number>());
    flow
      .to((): 'a' | 'b' => 'a')
      .match()
      .case('a')
      .to(() => 1)
      .endMatch()
      .to(({ value }) => expectTypeOf(value).toEqualTypeOf<'b' | number>());
    const letters = flow.to((): 'a' | 'b' => 'a').match();
    // @ts-expect-error -- no such value
    letters.case('c');
  });

  test('a case of one of several values leaves the others of its type', () => {
    const limit: number = Math.random();
    flow
      .to(() => Math.random())
      .match()
      .case(limit)
      .caseElse()
      .to(({ value }) => expectTypeOf(value).toEqualTypeOf<number>());
    const letter = ((): 'a' | 'b' => 'a')();
    flow
      .to((): 'a' | 'b' | 'c' | `x${string}` => 'a')
      .match()
      .case(letter)
      .case('c')
      .case(`x${limit}` as `x${string}`)
      .caseElse()
      .to(({ value }) => expectTypeOf(value).toEqualTypeOf<'a' | 'b' | `x${string}`>());
    flow
      .to((): Shape | null | 5n => null)
      .match()
      .case({ kind: 'circle', r: 1 })
      .case(null)
      .case(5n)
      .caseElse()
      .to(({ value }) => expectTypeOf(value).toEqualTypeOf<Shape>());
  });

  test('hitAll comes to a list, or to the value where nothing fits', () => {
    flow
      .match({ mode: 'hitAll' })
      .case((value) => value !== '')
      .to(() => 1)
      .case((value) => value === 'x')
      .to(() => true)
      .endMatch()
      .to(({ value }) =>
        expectTypeOf(value).toEqualTypeOf<string | readonly (number | boolean)[]>(),
      );
  });
});

describe('the bridge', () => {
  test('checks that an event takes the field, and gives its type to what makes an item', () => {
    flow.to(async ({ emitFields, streamFields }) => {
      await emitFields(plan, { 'tasks[*]': 'task' }, { concurrency: 2 });
      await emitFields(plan, { 'tasks[*]': 'task' }, { withdrawn: 'gone' });
      // @ts-expect-error -- a task is no word of a field that is no more
      await emitFields(plan, { 'tasks[*]': 'task' }, { withdrawn: 'task' });
      // @ts-expect-error -- a title is no task
      await emitFields(plan, { title: 'task' });
      // @ts-expect-error -- no such event
      await emitFields(plan, { 'tasks[*]': 'tusk' });
      await streamFields(plan, {
        'tasks[*].id': (id, path) => {
          expectTypeOf(id).toEqualTypeOf<number>();
          expectTypeOf(path).toBeString();
          return { done: id };
        },
      });
      // @ts-expect-error -- no item of the stream
      await streamFields(plan, { title: (title) => title });
    });
  });

  test('takes no path that the answer does not have', () => {
    flow.to(async ({ emitFields, streamFields }) => {
      // @ts-expect-error -- the plan has no task, only tasks
      await emitFields(plan, { 'task[*]': 'task' });
      // @ts-expect-error -- a task has no such field
      await emitFields(plan, { 'tasks[*].ide': 'task' });
      // @ts-expect-error -- the response neither
      await emitFields(response, { tittle: 'task' });
      // @ts-expect-error -- one of them is wrong
      await emitFields(plan, { 'tasks[*]': 'task', tittle: 'task' });
      // @ts-expect-error -- the plan has no such field
      await streamFields(plan, { tittle: () => ({ done: 1 }) });
      // @ts-expect-error -- nor in another notation
      await streamFields(plan, { '/tittle': () => ({ done: 1 }) });
      type Items = FieldItems<InstantEvent<{ title: string }>, 'title' | 'tittle', 1>;
      expectTypeOf<ReturnType<Items['title']>>().toEqualTypeOf<1>();
      expectTypeOf<ReturnType<Items['tittle']>>().toEqualTypeOf<'The answer has no tittle'>();
    });
  });

  test('takes a path in any notation, and any of an answer that nobody knows, or that is worked out', () => {
    flow.to(async ({ emitFields, streamFields }) => {
      await emitFields(plan, { '/tasks/*': 'task', 'tasks.*': 'task', 'tasks[0]': 'task' });
      await streamFields(plan, { 'tasks.0.id': () => ({ done: 1 }) });
      const untyped = plan as AsyncIterable<InstantEvent>;
      await emitFields(untyped, { 'whatever[*]': 'task' });
      await streamFields(untyped, { whatever: (value) => ({ done: Number(value) }) });
      const path: string = 'tasks[*]';
      await emitFields(plan, { [path]: 'task' });
      await streamFields(plan, { [path]: () => ({ done: 1 }) });
      const loose = plan as AsyncIterable<
        InstantEvent<{ data: unknown; more: { [K: string]: Task } }>
      >;
      await emitFields(loose, { data: 'task', 'data.deep[*]': 'task', 'more.key': 'task' });
      await streamFields(loose, { 'data.deep': () => ({ done: 1 }) });
    });
  });

  test('knows the answer of a response', () => {
    flow.to(async ({ emitFields, streamFields }) => {
      await emitFields(response, { 'tasks[*]': 'task' });
      // @ts-expect-error -- a title is no task
      await emitFields(response, { title: 'task' });
      await streamFields(response, {
        title: (title) => {
          expectTypeOf(title).toEqualTypeOf<string>();
          return { done: title.length };
        },
      });
      await emitFields({ getAsyncGenerator: () => plan }, { 'tasks[*]': 'task' });
    });
  });
});

describe('people in the loop', () => {
  const asking = createTriggerFlow<{
    input: string;
    stream: { readonly done: number };
    interrupts: {
      approve: { payload: Task; answer: boolean };
      choose: { payload: readonly string[]; answer: 'a' | 'b' };
    };
    result: string;
  }>();

  test('answers go on with their type, whatever else the chunk returns', () => {
    asking
      .to(async ({ value, pauseFor }) =>
        value === '' ? value.length : pauseFor('approve', { id: 1, text: value }),
      )
      .to(({ value, pauseFor }) => {
        expectTypeOf(value).toEqualTypeOf<number | boolean>();
        return pauseFor('choose', ['a', 'b'], { timeoutMs: 5, otherwise: 'a' });
      })
      .to(({ value, pauseFor }) => {
        expectTypeOf(value).toEqualTypeOf<'a' | 'b'>();
        // @ts-expect-error -- nothing of that name
        pauseFor('chose', []);
        // @ts-expect-error -- another payload
        pauseFor('choose', 5);
        // @ts-expect-error -- no answer to this
        return pauseFor('choose', [], { otherwise: 'c' });
      });
    // @ts-expect-error -- a flow that says nothing of interrupts asks nobody
    flow.to(({ pauseFor }) => pauseFor('approve', 1));
    flow
      .match()
      // @ts-expect-error -- a condition asks nobody
      .case((_, { pauseFor }) => pauseFor === undefined)
      .case((_, { state, signal }) => state !== undefined && !signal.aborted)
      .endMatch()
      // @ts-expect-error -- nor does this one
      .ifCondition((_, data) => data.pauseFor === undefined)
      // @ts-expect-error -- nor this
      .elifCondition((_, data) => data.pauseFor === undefined)
      .endCondition();
  });

  test('an interrupt says what answers it', () => {
    const execution = asking.createExecution();
    for (const each of execution.interrupts) {
      if (each.name !== 'choose') continue;
      expectTypeOf(each.payload).toEqualTypeOf<readonly string[]>();
      void execution.continueWith(each, 'b');
      // @ts-expect-error -- no answer to this
      void execution.continueWith(each, true);
    }
    void execution.continueWith('1', JSON.parse('true'));
  });

  test('news of interrupts are items of the stream', async () => {
    for await (const item of asking.getRuntimeStream('x')) {
      if ('done' in item) expectTypeOf(item).toEqualTypeOf<{ readonly done: number }>();
      else if (item.interrupt.name === 'choose')
        expectTypeOf(item.interrupt.payload).toEqualTypeOf<readonly string[]>();
    }
  });
});

describe('a contract', () => {
  test('has the schemas of what runs through the flow, and of nothing else', () => {
    type Checked = { input: number; events: { half: number }; stream: string };
    createTriggerFlow<Checked>({
      contract: { input: z.coerce.number(), events: { half: z.int() }, stream: z.string() },
    });
    // @ts-expect-error -- the input is a number
    createTriggerFlow<Checked>({ contract: { input: z.string() } });
    // @ts-expect-error -- no such event
    createTriggerFlow<Checked>({ contract: { events: { whole: z.int() } } });
    // @ts-expect-error -- another payload
    createTriggerFlow<Checked>({ contract: { events: { half: z.string() } } });
  });

  test('may be given something else than it returns, which the flow says', () => {
    const toNumber = z.string().transform(Number);
    const given = createTriggerFlow<{
      input: number;
      events: { half: number; other: boolean };
      stream: number;
      result: number;
      interrupts: { ask: { payload: string; answer: number } };
      given: {
        input: string;
        events: { half: string };
        stream: string;
        result: string;
        answers: { ask: string };
      };
    }>({
      contract: {
        input: toNumber,
        events: { half: toNumber },
        stream: toNumber,
        result: toNumber,
        interrupts: { ask: toNumber },
      },
    });
    expectTypeOf(given.start('5')).resolves.toEqualTypeOf<number>();
    // @ts-expect-error -- the schema takes a string
    void given.start(5);
    given.to(async ({ value, emit, emitNowait, putIntoStream, setResult, pauseFor }) => {
      expectTypeOf(value).toEqualTypeOf<number>();
      await emit('half', '5');
      emitNowait('other', true);
      // @ts-expect-error -- the schema takes a string
      emitNowait('half', 5);
      // @ts-expect-error -- no such event
      emitNowait('whole', '5');
      await putIntoStream('5');
      // @ts-expect-error -- the schema takes a string
      await putIntoStream(5);
      setResult('5');
      // @ts-expect-error -- what nobody answers in time is no text of a person
      return pauseFor('ask', '', { timeoutMs: 5, otherwise: '5' });
    });
    given
      .when('half')
      .to(({ value, pauseFor }) => {
        expectTypeOf(value).toEqualTypeOf<number>();
        return pauseFor('ask', '');
      })
      .to(({ value }) => {
        expectTypeOf(value).toEqualTypeOf<number>();
        return String(value);
      })
      .end();
    // @ts-expect-error -- the schema takes a string
    given.when('half').end();
    const execution = given.createExecution();
    for (const each of execution.interrupts) {
      void execution.continueWith(each, '5');
      // @ts-expect-error -- the schema takes a string
      void execution.continueWith(each, 5);
    }
    const around = createTriggerFlow<{
      input: number;
      stream: number;
      result: number;
      interrupts: { ask: { payload: string; answer: number } };
    }>();
    around
      .to(({ value }) => String(value))
      .toSubFlow(given)
      .end();
    // @ts-expect-error -- it begins with a string
    around.toSubFlow(given);
    // @ts-expect-error -- it begins with a string
    around.to(given);
    createTriggerFlow<{ input: number; given: { input: string } }>({
      // @ts-expect-error -- the schema takes a boolean
      contract: { input: z.boolean().transform(Number) },
    });
  });
});

describe('The type argument', () => {
  test('has the parts of a flow and no others', () => {
    // @ts-expect-error -- no `evnets`
    createTriggerFlow<{ input: string; evnets: { task: number } }>();
    // @ts-expect-error -- no `reslut`
    createTriggerFlow<{ input: string; reslut?: number }>();
    // @ts-expect-error -- events are a table
    createTriggerFlow<{ events: string }>();
    createTriggerFlow<{ input?: string; given?: { input: string } }>();
  });

  test('says what is given of names that the flow has', () => {
    type Events = { task: number };
    type Asked = { go: { payload: null; answer: boolean } };
    createTriggerFlow<{ events: Events; given: { events: { task: string } } }>();
    createTriggerFlow<{ interrupts: Asked; given: { answers: { go: string } } }>();
    createTriggerFlow<{ given: { events: { any: string } } }>();
    // @ts-expect-error -- no such event
    createTriggerFlow<{ events: Events; given: { events: { tusk: string } } }>();
    // @ts-expect-error -- no such question
    createTriggerFlow<{ interrupts: Asked; given: { answers: { no: string } } }>();
    // @ts-expect-error -- no such part
    createTriggerFlow<{ input: number; given: { inptu: string } }>();
  });

  test('may be an interface, or come from elsewhere', () => {
    interface Types {
      input: string;
      events: { task: number };
    }
    expectTypeOf(createTriggerFlow<Types>()).toEqualTypeOf<TriggerFlow<Types>>();
    expectTypeOf(createTriggerFlow()).toEqualTypeOf<TriggerFlow<FlowTypes>>();
    expectTypeOf(createTriggerFlow({ name: 'plain' })).toEqualTypeOf<TriggerFlow<FlowTypes>>();
  });
});

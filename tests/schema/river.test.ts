import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { InstantEvent } from 'fieldwise';
import { createAgent } from 'fieldwise/agent';
import { createInstantRun, readInstantStream } from 'fieldwise/client';
import { createInstantRoute } from 'fieldwise/server';
import { createScriptedModel } from 'fieldwise/testing';

const Trip = z.object({
  title: z.string().trim(),
  nights: z.coerce.number(),
  from: z.string().transform((text) => new Date(text)),
  mood: z.enum(['calm', 'busy']),
  currency: z.string().default('EUR'),
});
const text = '{"title":" Kyoto ","nights":"3","from":"2027-04-01","mood":"calm"}';
const trip = {
  title: 'Kyoto',
  nights: 3,
  from: new Date('2027-04-01'),
  mood: 'calm',
  currency: 'EUR',
};

function open(answer = text) {
  const agent = createAgent({ model: createScriptedModel({ text: answer, chunkSize: 3 }) });
  const route = createInstantRoute({
    output: Trip,
    run: () => agent.input('a trip').output(Trip).getResponse(),
    onError: () => {},
  });
  const ask = (accept: string) =>
    route.POST(
      new Request('http://localhost/api', {
        method: 'POST',
        headers: { accept, 'content-type': 'application/json' },
        body: '{}',
      }),
    );
  const transport = {
    open: async () => readInstantStream(await ask('text/event-stream')),
  };
  return { agent, ask, transport };
}

const done = (events: readonly InstantEvent[]) =>
  Object.fromEntries(
    events.flatMap((event) => (event.type === 'done' ? [[event.path, event.value]] : [])),
  );

describe('a schema at both ends', () => {
  test('makes the same of every field in the agent and in the client, once', async () => {
    const { agent, transport } = open();
    const told: InstantEvent[] = [];
    const response = agent.input('a trip').output(Trip).getResponse();
    for await (const event of response) told.push(event);
    expect(done(told)).toEqual({ ...trip, '': trip });
    expect(await response.getData()).toEqual(trip);

    const received: InstantEvent[] = [];
    const run = createInstantRun({
      transport,
      schema: Trip,
      onEvent: (e) => void received.push(e),
    });
    const { data, partial, status } = await run.submit('a trip');
    expect({ data, partial, status }).toEqual({ data: trip, partial: trip, status: 'complete' });
    expect(done(received)).toEqual(done(told));
    expect(run.getField('currency')).toMatchObject({ value: 'EUR', status: 'complete' });
  });

  test('leaves a client without one what was written', async () => {
    const { transport } = open();
    const { data } = await createInstantRun({ transport }).submit('a trip');
    expect(data).toEqual(JSON.parse(text));
  });

  test('answers with one JSON body what it makes of the whole', async () => {
    const response = await open().ask('application/json');
    expect(await response.json()).toEqual({ data: JSON.parse(JSON.stringify(trip)) });
  });

  test('tells of a field that does not fit, keeps the others, and refuses the whole', async () => {
    const { agent, ask, transport } = open('{"title":"Kyoto","nights":"many","mood":"loud"}');
    const run = createInstantRun({ transport, schema: Trip });
    const { status, error, partial } = await run.submit('a trip');
    expect(status).toBe('error');
    expect(error).toMatchObject({ code: 'invalid-output', kind: 'validation' });
    expect(error?.issues?.map(({ path }) => path)).toEqual([['nights'], ['from'], ['mood']]);
    expect(partial).toEqual({ title: 'Kyoto', nights: 'many', mood: 'loud', currency: 'EUR' });
    expect(run.getField('nights')).toMatchObject({ status: 'invalid', isComplete: false });
    expect(run.getField('nights').issues.map(({ path }) => path)).toEqual(['nights']);
    expect(run.getField('title')).toMatchObject({ status: 'complete', issues: [] });
    expect(run.getField('from')).toMatchObject({ status: 'missing' });

    const response = agent.input('a trip').output(Trip).getResponse();
    await expect(response.getData()).rejects.toMatchObject({
      code: 'invalid-output',
      issues: [{ path: 'nights' }, { path: 'from' }, { path: 'mood' }],
    });
    expect((await ask('application/json')).status).toBe(502);
  });
});

test('a schema that needs a promise settles the fields with the answer', async () => {
  const taken = new Set(['tea']);
  const Name = z.object({
    name: z.string().refine(async (name) => !taken.has(name), 'taken'),
    size: z.coerce.number(),
  });
  const open = (name: string) => {
    const agent = createAgent({
      model: createScriptedModel({ text: `{"name":"${name}","size":"2"}` }),
    });
    const response = agent.input('x').output(Name).getResponse();
    return {
      response,
      run: createInstantRun({ schema: Name, transport: { open: () => response } }),
    };
  };
  const fits = open('coffee');
  expect(await fits.run.submit('x')).toMatchObject({ data: { name: 'coffee', size: 2 } });
  expect(await fits.response.getData()).toEqual({ name: 'coffee', size: 2 });

  const fails = open('tea');
  expect(await fails.run.submit('x')).toMatchObject({ status: 'error', partial: { size: 2 } });
  expect(fails.run.getField('name')).toMatchObject({ status: 'invalid', value: 'tea' });
  await expect(fails.response.getData()).rejects.toMatchObject({ code: 'invalid-output' });
});

test('policies of a run hold back at the client what the server sent', async () => {
  const { transport } = open();
  const grown: string[] = [];
  const run = createInstantRun({
    transport,
    policies: { title: 'done' },
    onEvent: (event) => void (event.type === 'delta' && grown.push(event.path)),
  });
  await run.submit('a trip');
  expect(new Set(grown)).toEqual(new Set(['nights', 'from', 'mood']));
  const policies = { title: 'soon' as 'done' };
  expect(() => createInstantRun({ transport, policies })).toThrow(/invalid|policy/);
});

test('how to show a field never reaches the model', async () => {
  const model = createScriptedModel({ text: '{"a":"x"}' });
  const schema = z.object({ a: z.string().describe('A').meta({ stream: 'word', title: 'T' }) });
  await createAgent({ model }).input('x').output(schema).getResponse().getData();
  const asked = JSON.stringify(model.calls);
  expect(asked).toContain('"title"');
  expect(asked).not.toContain('stream');
});

import { createAgent } from 'fieldwise/agent';
import {
  createFetchTransport,
  createInstantRun,
  createSourceTransport,
  createTextTransport,
} from 'fieldwise/client';
import type { InstantTransport } from 'fieldwise/client';
import { createInstantRoute } from 'fieldwise/server';
import { createScriptedModel } from 'fieldwise/testing';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';

const Card = z.object({ title: z.string().max(5), lines: z.array(z.string().max(5)) });
const FIRST = '{"title":"Far too long","lines":["one","two many"]}';

/** A route that makes the whole answer, or the one field that is asked for. */
function cardRoute() {
  const asked: (string | undefined)[] = [];
  const { POST } = createInstantRoute({
    input: z.strictObject({ topic: z.string() }),
    async *run({ path, signal }) {
      asked.push(path);
      if (path?.startsWith('lines[')) {
        yield { type: 'done', path, value: 'two' };
        return;
      }
      const text = path === 'title' ? '{"title":"Sea"}' : FIRST;
      const agent = createAgent({ model: createScriptedModel({ text }) });
      const schema = path === 'title' ? Card.pick({ title: true }) : Card;
      yield* agent.input('Go').output(schema).getResponse({ signal });
    },
  });
  const ask: typeof fetch = (url, init) => POST(new Request(url, init));
  return { asked, ask };
}

async function expectRepaired(transport: InstantTransport<{ topic: string }>): Promise<void> {
  const run = createInstantRun<z.output<typeof Card>, { topic: string }>({
    transport,
    schema: Card,
  });
  expect(await run.submit({ topic: 'sea' })).toMatchObject({ status: 'error', data: undefined });
  expect(await run.retryField('title')).toMatchObject({ value: 'Sea', status: 'complete' });
  expect(await run.retryField('lines[1]')).toMatchObject({ value: 'two', status: 'complete' });
  expect(run.getSnapshot()).toMatchObject({
    status: 'complete',
    data: { title: 'Sea', lines: ['one', 'two'] },
  });
}

describe('one field is asked for anew', () => {
  test.each([
    ['a route', 'api'],
    ['a text transport', 'text'],
  ])('from %s, which is told the path', async (_, kind) => {
    const { asked, ask } = cardRoute();
    const options = { api: 'http://localhost/card', fetch: ask };
    await expectRepaired(
      kind === 'text' ? createTextTransport(options) : createFetchTransport(options),
    );
    expect(asked).toEqual([undefined, 'title', 'lines[1]']);
  });

  test('from a function, which is told the path', async () => {
    const asked: (string | undefined)[] = [];
    const transport = createSourceTransport(function* (_: { topic: string }, { path }) {
      asked.push(path);
      if (path === undefined) yield FIRST;
      else yield '{"title":"Sea","lines":["uno","two"]}';
    });
    await expectRepaired(transport);
    expect(asked).toEqual([undefined, 'title', 'lines[1]']);
  });

  test('of any script: the path travels as a part of a URL would', async () => {
    let asked: string | undefined;
    const { POST } = createInstantRoute({
      run({ path }) {
        asked = path;
        return [{ type: 'done', path: path ?? '', value: 1 }];
      },
    });
    const run = createInstantRun<Record<string, number>>({
      api: 'http://localhost/',
      fetch: (url, init) => POST(new Request(url, init)),
    });
    await run.submit({});
    expect(await run.retryField(['naïve 潮.汐'])).toMatchObject({ value: 1 });
    expect(asked).toBe('["naïve 潮.汐"]');
  });

  test.each(['items[', '%', `a${'.a'.repeat(2000)}`])(
    'not by %.8s, which the route refuses',
    async (path) => {
      const { asked, ask } = cardRoute();
      const headers = { 'content-type': 'application/json', 'fieldwise-path': path };
      const init = { method: 'POST', headers, body: '{"topic":"sea"}' };
      const response = await ask('http://localhost/card', init);
      expect(response.status).toBe(422);
      expect(await response.json()).toMatchObject({ error: { code: 'invalid-input' } });
      expect(asked).toEqual([]);
    },
  );
});

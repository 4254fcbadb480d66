import { createAgent, createSession, cutTurns, type ModelRequest } from 'fieldwise/agent';
import {
  formatPrompts,
  formatSession,
  parsePrompts,
  parseSession,
  PromptFileError,
} from 'fieldwise/agent/files';
import { createTraceObserver } from 'fieldwise/agent/telemetry';
import { createScriptedModel } from 'fieldwise/testing';
import { afterEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { startModelServer, type ModelServer, type Plan } from '../support/model-server.js';

const agent = createAgent({ model: createScriptedModel({ text: 'yes' }) });
const Idea = z.object({ title: z.string().describe('In three words'), score: z.number() });

const servers: ModelServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.stop();
});

async function serve(...plans: readonly Plan[]): Promise<ModelServer> {
  const server = await startModelServer(plans);
  servers.push(server);
  return server;
}

/** What a model is asked. */
async function asked(request: { getResponse(): { getText(): Promise<string> } }, model: Asked) {
  await request.getResponse().getText();
  const [call] = model.calls;
  if (call === undefined) throw new Error('The model was not asked.');
  return call.request;
}
interface Asked {
  readonly calls: readonly { readonly request: ModelRequest }[];
}

describe('§1.1 agents, requests, responses', () => {
  test('§1.1.1 what an agent has is part of each of its requests', async () => {
    const model = createScriptedModel({ text: 'yes' });
    const own = createAgent({ model, system: 'S', rule: ['R'], options: { temperature: 0 } });
    const request = await asked(own.input('x'), model);
    expect(request.messages).toEqual([
      { role: 'system', content: 'S\n\n## Rules\n\n- R' },
      { role: 'user', content: 'x' },
    ]);
    expect(request.options).toEqual({ temperature: 0 });
  });

  test('§1.1.2 what one request says is in no other', () => {
    agent.input('one').info('a fact').system('S');
    expect(agent.input('two').getMessages()).toEqual([{ role: 'user', content: 'two' }]);
  });

  test('§1.1.3 a response is to the request as it was, whatever becomes of what it was made of', async () => {
    const model = createScriptedModel({ text: 'yes' });
    const facts = ['a'];
    const request = createAgent({ model }).info(facts).input('x');
    const response = request.getResponse();
    facts.push('b');
    request.info('c').system('later');
    await response.getText();
    expect(model.calls[0]?.request.messages).toEqual([
      { role: 'user', content: '## Info\n\n- a\n\n## Input\n\nx' },
    ]);
  });

  test('§1.1.4 an agent of the same model has nothing of another', () => {
    const model = createScriptedModel({ text: 'yes' });
    createAgent({ model, system: 'S' });
    expect(createAgent({ model }).input('x').getMessages()).toHaveLength(1);
  });

  test('§1.1.5 each response has an id of its own', async () => {
    const request = agent.input('x');
    const [one, two] = [request.getResponse(), request.getResponse()];
    expect(one.id).not.toBe(two.id);
    expect((await one.getMeta()).responseId).toBe(one.id);
  });
});

describe('§1.2 slots', () => {
  test('§1.2.1 stand in one order, whatever the order they were set in', () => {
    const text = agent
      .output(Idea)
      .input('i')
      .examples('e')
      .instruct('w')
      .section('Own', 'o')
      .info('f')
      .getPromptText();
    const places = ['Info', 'Own', 'Instructions', 'Examples', 'Input', 'Output'].map((title) =>
      text.indexOf(`## ${title}\n`),
    );
    expect(places).not.toContain(-1);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
  });

  test('§1.2.2 the input alone is the message, without a heading', () => {
    expect(agent.input('Hi').getMessages()).toEqual([{ role: 'user', content: 'Hi' }]);
  });

  test('§1.2.3 a request that says nothing is refused before anything is sent', () => {
    const refusal = expect.objectContaining({ code: 'empty-prompt' });
    expect(() => agent.getResponse()).toThrow(refusal);
    expect(() => agent.system('S').getPromptText()).toThrow(refusal);
  });

  test('§1.2.4 placeholders are filled in keys and values; one that is all of a text keeps its type', () => {
    const request = agent
      .info({ 'The ${what}': '${amount}' })
      .input('About ${what}, not ${other}')
      .mappings({ what: 'tea', amount: { grams: 5 } });
    expect(request.getMessages()[0]?.content).toBe(
      '## Info\n\n- The tea: {"grams":5}\n\n## Input\n\nAbout tea, not ${other}',
    );
    const own = agent.info('${what}').input('${what}', { mappings: { what: 'tea' } });
    expect(own.getMessages()[0]?.content).toBe('## Info\n\n${what}\n\n## Input\n\ntea');
  });

  test('§1.2.5 texts are sent to the letter', () => {
    const text = '\n  def f():\n    return 1\n';
    expect(agent.input(text).getMessages()[0]?.content).toBe(text);
  });

  test('§1.2.6 a slot that is set again is replaced, or added to where that is said', () => {
    const base = createAgent({ model: createScriptedModel({ text: 'yes' }), info: ['a'] });
    expect(base.info(['b']).input('x').getPromptText()).not.toContain('- a');
    expect(base.info(['b'], { add: true }).input('x').getPromptText()).toContain('- a\n- b');
  });

  test('§1.2.7 role, rule and user are sections of the system message', () => {
    const [system] = agent
      .role('poet')
      .rule(['short'])
      .userInfo('a child')
      .input('x')
      .getMessages();
    expect(system).toEqual({
      role: 'system',
      content: '## Your role\n\npoet\n\n## Rules\n\n- short\n\n## About the user\n\na child',
    });
  });

  test('§1.2.8 files and images go beside the text, without a switch', async () => {
    const { model, calls } = await serve({ chunks: ['a cat'] });
    await createAgent({ model })
      .input('What is it?')
      .attachment({ type: 'image', image: 'AAAA', mediaType: 'image/png' })
      .getResponse()
      .getText();
    expect(calls[0]?.body.messages[0]?.content).toEqual([
      { type: 'text', text: 'What is it?' },
      { type: 'image_url', image_url: { url: 'data:image/png;base64,AAAA' } },
    ]);
  });

  test('§1.2.9 options become parts of the body, by any name', async () => {
    const { model, calls } = await serve({ chunks: ['yes'] });
    const request = createAgent({ model }).options({ temperature: 0.5, min_p: 0.1 }).input('x');
    await request.getResponse().getText();
    expect(calls[0]?.body).toMatchObject({ temperature: 0.5, min_p: 0.1 });
  });

  test('§1.2.10 titles and roles go by other names', () => {
    const messages = agent
      .titles({ info: 'Facts' })
      .roles({ bot: 'assistant', _: 'user' })
      .chatHistory([
        { role: 'anyone', content: 'hi' },
        { role: 'bot', content: 'hello' },
      ])
      .info('f')
      .input('x')
      .getMessages();
    expect(messages.map(({ role }) => role)).toEqual(['user', 'assistant', 'user']);
    expect(messages[2]?.content).toBe('## Facts\n\nf\n\n## Input\n\nx');
  });

  test('§1.2.11 what was said before stands between system and user; it is set, added to and taken back', () => {
    const hi = { role: 'user', content: 'hi' } as const;
    const hello = { role: 'assistant', content: 'hello' } as const;
    const said = agent.system('S').chatHistory([hi]).chatHistory([hello], { add: true }).input('x');
    const input = { role: 'user', content: 'x' };
    expect(said.getMessages()).toEqual([{ role: 'system', content: 'S' }, hi, hello, input]);
    expect(said.chatHistory([]).getMessages()).toEqual([{ role: 'system', content: 'S' }, input]);
  });

  test('§1.2.12 the developer has a message of its own', () => {
    const messages = agent.system('S').developer('D').input('x').getMessages();
    expect(messages.map(({ role }) => role)).toEqual(['system', 'developer', 'user']);
  });

  test('§1.2.13 what would be sent can be seen, as text, as messages and as data', () => {
    const request = agent.system('S').input({ a: 1 });
    const [system, user] = request.getMessages();
    expect(request.getPromptText()).toBe(
      `[system]\n${system?.content}\n\n[user]\n${user?.content}`,
    );
    expect(JSON.parse(user?.content ?? '')).toEqual({ a: 1 });
    expect(JSON.parse(JSON.stringify(request))).toMatchObject({ system: 'S', input: { a: 1 } });
  });
});

describe('§1.3 the schema of an answer', () => {
  const schemaOf = (schema: z.ZodType) => {
    const text = agent.input('x').output(schema).getPromptText();
    return JSON.parse(text.slice(text.lastIndexOf('\n{') + 1)) as Record<string, unknown>;
  };

  test('§1.3.1 its descriptions reach the model', () => {
    expect(schemaOf(Idea)).toMatchObject({
      properties: { title: { type: 'string', description: 'In three words' } },
    });
  });

  test('§1.3.2 objects, lists, unions, literals and enums nest freely', () => {
    const deep = z.object({
      rows: z.array(
        z.object({ kind: z.enum(['a', 'b']), of: z.union([z.string(), z.literal(1)]) }),
      ),
    });
    expect(schemaOf(deep)).toMatchObject({
      properties: { rows: { items: { properties: { kind: { enum: ['a', 'b'] } } } } },
    });
    expect(JSON.stringify(schemaOf(deep))).toContain('"const":1');
  });

  test('§1.3.3 its fields keep their order', () => {
    const keys = z.object({ z: z.string(), a: z.string(), m: z.string() });
    expect(Object.keys(schemaOf(keys)['properties'] as object)).toEqual(['z', 'a', 'm']);
  });

  test.each([
    ['a list', z.array(z.string()), ['a', 'b']],
    ['a number', z.number(), 4],
    ['a choice', z.enum(['yes', 'no']), 'yes'],
  ])('§1.3.4 its root may be %s, and the data is that', async (_, schema, value) => {
    const model = createScriptedModel({ text: JSON.stringify(value) });
    const response = createAgent({ model }).input('x').output<z.ZodType>(schema).getResponse();
    expect(await response.getData()).toEqual(value);
  });

  test('§1.3.5 defaults are filled in', async () => {
    const model = createScriptedModel({ text: '{"title":"Tea"}' });
    const schema = z.object({ title: z.string(), score: z.number().default(5) });
    const response = createAgent({ model }).input('x').output(schema).getResponse();
    expect(await response.getData()).toEqual({ title: 'Tea', score: 5 });
  });

  test('§1.3.6 a file says it in few words', () => {
    const file = parsePrompts(
      "input: x\noutput:\n  kind: \"'a' | 'b'\"\n  tags: [string]\n  price: { $type: number, $desc: In euros }\n",
    );
    expect(file.request(agent).getPromptText()).toMatch(/"enum":\["a","b"\].*In euros/s);
  });
});

describe('§1.4 settings', () => {
  test('§1.4.1 those of a response go before those of its agent', async () => {
    const refuse = { kind: 'refuse', status: 500 } as const;
    const busy = createScriptedModel({ text: 'yes', faults: [refuse] });
    const impatient = createAgent({ model: busy, maxCallRetries: 0, retryDelayMs: 1 }).input('x');
    await impatient
      .getResponse()
      .getText()
      .catch(() => undefined);
    expect(busy.calls).toHaveLength(1);
    await impatient
      .getResponse({ maxCallRetries: 2 })
      .getText()
      .catch(() => undefined);
    expect(busy.calls).toHaveLength(4);
  });

  test('§1.4.2 who wants to see what goes on, looks on', async () => {
    const seen: string[] = [];
    const observed = agent.observe({
      onRequest: ({ request }) => void seen.push(request.messages[0]?.content ?? ''),
      onFinish: ({ outcome }) => void seen.push(outcome),
    });
    await observed.input('x').getResponse().getText();
    expect(seen).toEqual(['x', 'complete']);
  });
});

describe('§1.5 an endpoint', () => {
  test('§1.5.1 is called at its address, with its model, key and headers', async () => {
    const { model, calls } = await serve({ chunks: ['yes'] });
    const own = createAgent({ model: { ...model, apiKey: 'secret', headers: { 'x-team': 'a' } } });
    await own.input('x').getResponse().getText();
    expect(calls[0]?.body.model).toBe(model.model);
    expect(calls[0]?.headers).toMatchObject({ authorization: 'Bearer secret', 'x-team': 'a' });
  });

  test('§1.5.2 gets the options of the request before those of the agent', async () => {
    const { model, calls } = await serve({ chunks: ['yes'] });
    const own = createAgent({ model, options: { temperature: 0, seed: 1 } });
    await own.options({ temperature: 1 }, { add: true }).input('x').getResponse().getText();
    expect(calls[0]?.body).toMatchObject({ temperature: 1, seed: 1 });
  });

  test('§1.5.3 is not told another model, nor to be silent, by options', () => {
    for (const name of ['model', 'stream', 'messages'])
      expect(() => agent.options({ [name]: 'x' })).toThrow(
        expect.objectContaining({ code: 'invalid-option' }),
      );
  });

  test('§1.5.4 tells why it ended and what it cost, though these come apart', async () => {
    const usage = { prompt_tokens: 3, completion_tokens: 2 };
    const { model } = await serve({ chunks: ['yes'], usage });
    expect(await createAgent({ model }).input('x').getResponse().getMeta()).toMatchObject({
      finishReason: 'stop',
      usage: { inputTokens: 3, outputTokens: 2 },
      model: 'stand-in',
    });
  });

  test('§1.5.5 may think aloud', async () => {
    const { model } = await serve({ chunks: ['yes'], reasoning: 'Well.' });
    const response = createAgent({ model }).input('x').getResponse();
    expect(await response.getData({ type: 'all' })).toMatchObject({
      text: 'yes',
      reasoning: 'Well.',
    });
  });

  test('§1.5.6 that refuses fails every reader, once it was asked once', async () => {
    const { model, calls } = await serve({ status: 400 });
    const response = createAgent({ model }).input('x').getResponse();
    const failure = { code: 'model-failed', message: expect.stringContaining('400') };
    await expect(response.getText()).rejects.toMatchObject(failure);
    await expect(response.getData()).rejects.toMatchObject(failure);
    await expect(response.getMeta()).rejects.toMatchObject(failure);
    await expect(response[Symbol.asyncIterator]().next()).rejects.toMatchObject(failure);
    expect(calls).toHaveLength(1);
  });

  test('§1.5.7 that is silent is hung up on', async () => {
    const { model, calls } = await serve({ chunks: ['y'], breaks: 'stall' });
    const response = createAgent({ model }).input('x').getResponse({ tokenTimeoutMs: 100 });
    await expect(response.getText()).rejects.toMatchObject({ code: 'model-failed' });
    await expect.poll(() => calls[0]?.wasLeft).toBe(true);
  });
});

describe('§1.6 who is told', () => {
  test('§1.6.1 handlers of the agent, the request and the response are told of the end', async () => {
    const told: string[] = [];
    await agent
      .finally((_, outcome) => told.push(`agent ${outcome}`))
      .input('x')
      .finally(async (response) => told.push(`request ${await response.getText()}`))
      .getResponse()
      .finally((_, outcome) => told.push(`response ${outcome}`))
      .getText();
    await expect
      .poll(() => told.toSorted())
      .toEqual(['agent complete', 'request yes', 'response complete']);
  });

  test('§1.6.2 observers are told at once and in order, and hold nothing up', async () => {
    const told: string[] = [];
    const observed = agent.observe({
      onRequest: () => void told.push('request'),
      onFirstToken: () => void told.push('first token'),
      onField: ({ event }) => void told.push(`field ${String(event.value)}`),
      onFinish: () => void told.push('finish'),
    });
    expect(await observed.input('x').getResponse().getText()).toBe('yes');
    expect(told).toEqual(['request', 'first token', 'field yes', 'finish']);
  });
});

describe('§1.8 sessions', () => {
  const session = () => createSession();
  const talk = async (kept: ReturnType<typeof session>, input: string) => {
    await agent.session(kept).input(input).getResponse().getText();
    await kept.settled();
  };

  test('§1.8.1 requests of one are told what was said before, and record their turn', async () => {
    const kept = session();
    await talk(kept, 'hi');
    expect(agent.session(kept).input('and?').getMessages()).toEqual([
      { role: 'user', content: 'hi' },
      { role: 'assistant', content: 'yes' },
      { role: 'user', content: 'and?' },
    ]);
  });

  test('§1.8.2 each request says which it is of, so that they do not mix', async () => {
    const [one, two] = [session(), session()];
    await Promise.all([talk(one, 'one'), talk(two, 'two')]);
    expect([one, two].map(({ messages }) => messages[0]?.content)).toEqual(['one', 'two']);
    expect(agent.input('x').getMessages()).toHaveLength(1);
  });

  test('§1.8.3 one can be emptied', async () => {
    const kept = session();
    await talk(kept, 'hi');
    kept.clear();
    expect(kept.messages).toEqual([]);
  });

  test('§1.8.4 one is shortened by whole turns, oldest first, or by a function', async () => {
    const short = createSession({ resize: cutTurns({ maxCharacters: 12 }) });
    for (const input of ['a long one', 'another', 'short']) await talk(short, input);
    expect(short.messages.map(({ content }) => content)).toEqual(['short', 'yes']);
    const own = createSession({ resize: (turns) => turns.slice(-1) });
    for (const input of ['one', 'two']) await talk(own, input);
    expect(own.messages.map(({ content }) => content)).toEqual(['two', 'yes']);
  });

  test('§1.8.5 what of a turn is recorded can be said by paths', async () => {
    const kept = createSession({ record: { input: ['input.question'], answer: ['title'] } });
    const model = createScriptedModel({ text: '{"title":"Tea","score":5}' });
    await createAgent({ model })
      .session(kept)
      .input({ question: 'Which?', secret: 7 })
      .output(Idea)
      .getResponse()
      .getData();
    await kept.settled();
    expect(kept.messages.map(({ content }) => content)).toEqual(['Which?', 'Tea']);
  });

  test('§1.8.6 one is saved and loaded, as JSON and as YAML', async () => {
    const kept = session();
    await talk(kept, 'hi');
    for (const format of ['json', 'yaml'] as const) {
      const saved = parseSession(formatSession(kept, { format }));
      expect(createSession({ saved }).messages).toEqual(kept.messages);
    }
  });

  test('§1.8.7 an answer that does not count is not recorded', async () => {
    const kept = session();
    const model = createScriptedModel({ text: '{"title":7}' });
    const request = createAgent({ model }).session(kept).input('x').output(Idea);
    await request
      .getResponse()
      .getData()
      .catch(() => undefined);
    await kept.settled();
    expect(kept.messages).toEqual([]);
  });
});

describe('§1.9 prompts in files', () => {
  const yaml = 'always:\n  rule: [Be brief]\nprompts:\n  greet:\n    input: Greet ${name}\n';

  test('§1.9.1 are read from YAML and JSON, with agent-wide slots, and placeholders', () => {
    const json = JSON.stringify({
      always: { rule: ['Be brief'] },
      prompts: { greet: { input: 'Greet ${name}' } },
    });
    for (const text of [yaml, json]) {
      const request = parsePrompts(text).request(agent, 'greet').mappings({ name: 'Ann' });
      expect(request.getPromptText()).toBe('[system]\n## Rules\n\n- Be brief\n\n[user]\nGreet Ann');
    }
  });

  test('§1.9.2 call no methods: what they say that is no slot is refused', () => {
    expect(() => parsePrompts('.alias:\n  set_settings:\n    .args: [model, evil]\n')).toThrow(
      PromptFileError,
    );
  });

  test('§1.9.3 are written without a loss', () => {
    const request = agent
      .info([['a', 'b'], 'c'])
      .examples([{ in: [1, [2]], out: null }])
      .output(z.array(z.object({ name: z.string().describe('Full') })))
      .input('  to the letter\n');
    const again = parsePrompts(formatPrompts({ own: request })).request(agent, 'own');
    expect(again.getMessages()).toEqual(request.getMessages());
  });

  test('§1.9.4 hold several prompts, by their names', () => {
    const file = parsePrompts('prompts:\n  a: { input: A }\n  b: { input: B }\n');
    expect(file.names).toEqual(['a', 'b']);
    expect(file.request(agent, 'b').getMessages()[0]?.content).toBe('B');
  });
});

describe('§1.10 keys', () => {
  const text = '{"title":"Tea","score":5}';
  const ask = (more: object = {}) => {
    const model = createScriptedModel({ text, ...more });
    return createAgent({ model }).input('x').output(Idea).getResponse();
  };

  test('§1.10.1 one is waited for, and is there while the rest is not', async () => {
    const response = ask({ faults: [{ kind: 'stall', after: '"title":"Tea",' }] });
    expect(await response.waitFor('title')).toBe('Tea');
    response.cancel();
  });

  test('§1.10.2 several are told in the order in which they are complete', async () => {
    const told: string[] = [];
    for await (const { path } of ask().whenKey(['score', 'title'])) told.push(path);
    expect(told).toEqual(['title', 'score']);
  });

  test('§1.10.3 one that never comes is an error that names it', async () => {
    const response = ask({ text: '{"title":"Tea"}' });
    await expect(response.waitFor(['title', 'score'])).rejects.toMatchObject({
      code: expect.stringMatching(/missing-keys|invalid-output/),
      message: expect.stringContaining('score'),
    });
  });

  test('§1.10.4 a function of the agent is answered by the model, typed and checked', async () => {
    const model = createScriptedModel({ text: '{"stars":5}' });
    const rate = createAgent({ model }).fn({
      description: 'Rate the review.',
      input: z.object({ review: z.string() }),
      output: z.object({ stars: z.int() }),
    });
    expect(await rate({ review: 'Lovely!' })).toEqual({ stars: 5 });
    expect(model.calls[0]?.request.messages[0]?.content).toContain('Rate the review.');
    await expect(rate({ review: 5 } as never)).rejects.toMatchObject({ code: 'invalid-input' });
  });
});

describe('§1.11 what happened', () => {
  test('§1.11.1 is told by response, attempt and call', async () => {
    const told: unknown[] = [];
    const model = createScriptedModel({ text: 'yes', faults: [{ kind: 'refuse', call: 1 }] });
    const response = createAgent({ model, retryDelayMs: 1 })
      .observe({
        onRequest: ({ responseId, attempt, call }) => void told.push([responseId, attempt, call]),
        onAttempt: ({ attempt, reason }) => void told.push([attempt, reason]),
      })
      .input('x')
      .getResponse();
    await response.getText();
    expect(told).toEqual([
      [response.id, 1, 1],
      [2, 'model-failed'],
      [response.id, 2, 2],
    ]);
  });

  test('§1.11.2 becomes a span of OpenTelemetry, without prompts and answers', async () => {
    const noted: unknown[] = [];
    const span = {
      setAttributes: (attributes: object) => noted.push(attributes),
      addEvent: (name: string) => noted.push(name),
      setStatus: (status: object) => noted.push(status),
      end: () => void noted.push('end'),
    };
    const tracer = {
      startSpan: (name: string, options?: object) => {
        noted.push(name, options);
        return span;
      },
    };
    const observer = createTraceObserver({ tracer });
    await agent.observe(observer).input('a secret').getResponse().getText();
    expect(noted[0]).toMatch(/^chat/);
    expect(noted.at(-1)).toBe('end');
    expect(JSON.stringify(noted)).not.toMatch(/a secret|"yes"/);
  });
});

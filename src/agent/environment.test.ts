import { describe, expect, test } from 'vitest';
import { refusals } from '../../tests/support/refusal.js';
import { startModelServer } from '../../tests/support/model-server.js';
import { createAgent, type AgentOptions } from './create-agent.js';
import { AgentError } from './error.js';
import { parsePrompts } from './files/index.js';

async function* model() {
  yield 'Yes.';
}

const refusalOf = refusals(AgentError);

describe('§1.4 variables', () => {
  test('are filled into the address, the name, the key and the headers of an endpoint', async () => {
    const server = await startModelServer([{ chunks: ['Yes.'] }]);
    try {
      const agent = createAgent({
        model: {
          baseURL: '${ENV.HOST}/v1',
          model: '${ENV.MODEL}',
          apiKey: '${ENV.KEY}',
          headers: { 'x-team': 'team ${ ENV.TEAM }' },
        },
        env: { HOST: server.model.baseURL.slice(0, -3), MODEL: 'small', KEY: 'sk-1', TEAM: 7 },
      });
      expect(await agent.input('Tea?').getResponse().getText()).toBe('Yes.');
      const [call] = server.calls;
      expect(call?.body).toMatchObject({ model: 'small' });
      expect(call?.headers).toMatchObject({ authorization: 'Bearer sk-1', 'x-team': 'team 7' });
    } finally {
      await server.stop();
    }
  });

  test('are filled into slots, keys too, and leave mappings, files and history alone', () => {
    const agent = createAgent({
      model,
      env: { SHOP: 'Leaf & Co.', UNIT: 'grams' },
      system: 'You sell tea for ${ENV.SHOP}.',
      info: { '${ENV.UNIT}': ['${ENV.UNIT}', '${name}'] },
      mappings: { name: '${ENV.SHOP}' },
      chatHistory: [{ role: 'user', content: '${ENV.SHOP}' }],
    });
    expect(agent.input('Hello').getMessages()).toEqual([
      { role: 'system', content: 'You sell tea for Leaf & Co..' },
      { role: 'user', content: '${ENV.SHOP}' },
      {
        role: 'user',
        content: '## Info\n\n- grams: ["grams","Leaf & Co."]\n\n## Input\n\nHello',
      },
    ]);
  });

  test('are found in texts of any length, which cost what they are long', () => {
    const system = `\${ ENV.SHOP \n} \${ENV.${' '.repeat(200_000)}`;
    const agent = createAgent({ model, env: { SHOP: 'Leaf' }, system });
    expect(agent.input('Hello').getMessages()[0]?.content).toBe(
      `Leaf ${system.slice(system.indexOf('} ') + 2)}`.trim(),
    );
  });

  test('with one more dollar are text, of any slot and of an endpoint', async () => {
    const text = '$${ENV.KEY} $$${ENV.KEY} $ ${ENV.KEY} $$${ name } $${ ENV } $$';
    const agent = createAgent({ model, env: { KEY: 'k' }, system: text, info: { [text]: [text] } });
    const expected = '${ENV.KEY} $${ENV.KEY} $ k $$${ name } $${ ENV } $$';
    const [system, user] = agent.input('x').getMessages();
    expect(system?.content).toBe(expected);
    expect(user?.content).toContain(`- ${expected}: ["${expected}"]`);
    const server = await startModelServer([{ chunks: ['Yes.'] }]);
    try {
      const headers = { 'x-note': '$${ENV.KEY}' };
      const noted = createAgent({ model: { ...server.model, headers } });
      await noted.input('Tea?').getResponse().getText();
      expect(server.calls[0]?.headers).toMatchObject({ 'x-note': '${ENV.KEY}' });
    } finally {
      await server.stop();
    }
  });

  test('that are filled in are not looked at again', () => {
    const env = { A: '${ENV.B} $${ENV.B} ${name}', B: 'secret' };
    const agent = createAgent({ model, env, system: 'So: ${ENV.A}' });
    const request = agent.mappings({ name: '${ENV.B}' }).input('x');
    expect(request.getMessages()[0]?.content).toBe('So: ${ENV.B} $${ENV.B} ${ENV.B}');
  });

  test('are found behind any number of dollars, which cost what they are long', () => {
    const system = `${'$'.repeat(200_000)} ${'$$${ENV.A'.repeat(50_000)}`;
    const agent = createAgent({ model, env: {}, system });
    expect(agent.input('x').getMessages()[0]?.content).toBe(system);
  });

  test('are for the author alone: what a request is given names none', () => {
    const agent = createAgent({ model, env: { KEY: 'sk-1' } });
    const text = agent.input('${ENV.KEY}').info('${ENV.KEY}').getPromptText();
    expect(text).not.toContain('sk-1');
  });

  test('stay placeholders of slots where there are none, which mappings may fill', () => {
    const agent = createAgent({ model, system: 'In ${ENV.CITY}' }).mappings({ 'ENV.CITY': 'Uji' });
    expect(agent.input('x').getMessages()[0]?.content).toBe('In Uji');
  });

  test.each([
    [
      { model, env: {}, system: 'Of ${ENV.SHOP}' },
      /`system` asks for ENV\.SHOP, and `env` has none/,
    ],
    [{ model, env: {}, info: { a: ['${ENV.SHOP}'] } }, /`info\.a\.0` asks for ENV\.SHOP/],
    [{ model, env: { SHOP: undefined }, rule: '${ENV.SHOP}' }, /ENV\.SHOP/],
    [{ model: { baseURL: 'http://x', model: 'm', apiKey: '${ENV.SHOP}' } }, /no `env` was given/],
    [
      { model, fallbacks: [{ baseURL: '${ENV.SHOP}', model: 'm' }], env: {} },
      /`baseURL` of the model asks for ENV\.SHOP/,
    ],
  ] satisfies readonly (readonly [AgentOptions, RegExp])[])(
    'that are missing are named: %o',
    (options, message) => {
      const error = refusalOf(() => createAgent(options));
      expect(error).toMatchObject({ code: 'missing-variable', missing: ['SHOP'] });
      expect(error.message).toMatch(message);
    },
  );

  test.each(['constructor', '__proto__', 'toString'])('are own ones: %s is none', (name) => {
    const error = refusalOf(() => createAgent({ model, env: {}, system: `\${ENV.${name}}` }));
    expect(error.missing).toEqual([name]);
  });

  test('are an object', () => {
    for (const env of ['x', null, [], 3])
      expect(refusalOf(() => createAgent({ model, env: env as never })).code).toBe(
        'invalid-option',
      );
  });
});

describe('variables in a file of prompts', () => {
  const text = `
always:
  rule: ["Mention \${ENV.SHOP}"]
prompts:
  greet:
    input: Greet \${name} of \${ENV.SHOP}
`;

  test('are filled in, and what a user is called is not', () => {
    const file = parsePrompts(text, { env: { SHOP: 'Leaf', KEY: 'sk-1' } });
    const request = file.request(createAgent({ model }), 'greet').mappings({ name: '${ENV.KEY}' });
    expect(request.getPromptText()).toBe(
      '[system]\n## Rules\n\n- Mention Leaf\n\n[user]\nGreet ${ENV.KEY} of Leaf',
    );
  });

  test('with one more dollar are text, with variables and without', () => {
    const file = 'input: a $${ENV.SHOP}\nmappings: { "$${ENV.A}": "$$${ENV.SHOP}" }';
    for (const env of [undefined, { SHOP: 'Leaf' }]) {
      const request = parsePrompts(file, { env }).request(createAgent({ model }));
      expect(request.toJSON()).toEqual({
        input: 'a ${ENV.SHOP}',
        mappings: { '${ENV.A}': '$${ENV.SHOP}' },
      });
    }
  });

  test('that are missing are named with their place', () => {
    expect(() => parsePrompts(text, { env: {} })).toThrow(
      expect.objectContaining({
        code: 'invalid-prompt-file',
        line: 3,
        message: expect.stringContaining('asks for ENV.SHOP') as string,
      }),
    );
    expect(() => parsePrompts(text)).not.toThrow();
  });
});

test('observers of an agent are told of each of its responses, beside those of a request', async () => {
  const told: string[] = [];
  const agent = createAgent({
    model,
    observers: [{ onFinish: () => void told.push('agent') }],
  });
  await agent
    .observe({ onFinish: () => void told.push('request') })
    .input('x')
    .getResponse()
    .getText();
  await agent.input('y').getResponse().getText();
  expect(told).toEqual(['agent', 'request', 'agent']);
  for (const observers of [{}, 'x', [3], [undefined]])
    expect(refusalOf(() => createAgent({ model, observers: observers as never })).code).toBe(
      'invalid-option',
    );
});

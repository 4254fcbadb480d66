import fc from 'fast-check';
import { refusals } from '../../../tests/support/refusal.js';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createScriptedModel } from '../../testing/index.js';
import type { AgentRequest } from '../agent-request.js';
import type { Attachment } from '../attachment.js';
import { createAgent } from '../create-agent.js';
import { createSession } from '../create-session.js';
import {
  formatPrompts,
  formatSession,
  parsePrompts,
  parseSession,
  PromptFileError,
} from './index.js';

const blank = createAgent({ model: createScriptedModel({ text: '{"title":"Tea","score":5}' }) });

const refusalOf = refusals(PromptFileError);

const key = fc.oneof(
  fc.string({ maxLength: 8 }),
  fc.constantFrom('__proto__', 'constructor', '<<', 'null', '1', '- a', '${name}', '${ENV.KEY}'),
);
const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 30 }),
  fc.string({ unit: 'binary', maxLength: 8 }),
  fc.constantFrom('# a', 'yes', '1e3', 'a: b\n  c', ' x \n\n', '{', '~', '${name}'),
  fc.constantFrom(
    '${ENV.KEY}',
    '$${ENV.KEY}',
    '$$$${ ENV.KEY }',
    'a ${ENV.NO} $${ENV.KEY}',
    '*a',
    '&a',
  ),
);
const value = fc.oneof(
  text,
  fc.array(fc.oneof(text, fc.jsonValue({ maxDepth: 1 })), { maxLength: 3 }),
  fc.dictionary(key, fc.oneof(text, fc.jsonValue({ maxDepth: 1 })), { maxKeys: 3 }),
);
const schema = fc.constantFrom(
  undefined,
  z.object({ title: z.string().describe('A: b # c'), n: z.int().optional(), mail: z.email() }),
  z.array(z.object({ kind: z.enum(['a', 'b']), byKey: z.record(z.string(), z.number()) })),
  z.object({ z: z.string().nullable(), a: z.union([z.string(), z.number()]).default('x') }),
);
const slots = fc.record(
  {
    system: value,
    developer: value,
    role: value,
    rule: value,
    userInfo: value,
    info: value,
    instruct: value,
    examples: value,
    input: value,
  },
  { requiredKeys: [] },
);
const bytes = fc.uint8Array({ maxLength: 20 });
const attachment: fc.Arbitrary<Attachment> = fc.oneof(
  bytes.map((image) => ({ type: 'image' as const, image, mediaType: 'image/png' })),
  bytes.map((data) => ({
    type: 'file' as const,
    data,
    mediaType: 'application/pdf',
    filename: 'a: b.pdf',
  })),
  fc.constantFrom<Attachment>(
    { type: 'image', image: new URL('https://a.example/x.png?${ENV.KEY}#b') },
    { type: 'image', image: 'data:image/webp;base64,AQL/' },
    { type: 'image_url', image_url: { url: 'http://a.example/y.png' } },
    { type: 'file', data: 'AQL/', mediaType: 'text/csv' },
  ),
);
const parts = fc.record({
  slots,
  sections: fc.dictionary(key, value, { maxKeys: 2 }),
  history: fc.array(
    fc.record({
      role: fc.constantFrom('user', 'assistant', 'bot'),
      content: fc.oneof(
        text,
        attachment.map((file) => [{ type: 'text' as const, text: 'See' }, file]),
      ),
    }),
    { maxLength: 3 },
  ),
  mappings: fc.dictionary(
    fc.constantFrom('name', 'x'),
    fc.oneof(text, fc.jsonValue({ maxDepth: 1 })),
  ),
  titles: fc.record({ info: fc.constant('Facts') }, { requiredKeys: [] }),
  roles: fc.record({ bot: fc.constant('assistant'), _: fc.constant('user') }, { requiredKeys: [] }),
  options: fc.record(
    { temperature: fc.constant(0.5), stop: fc.array(text, { maxLength: 2 }) },
    { requiredKeys: [] },
  ),
  attachments: fc.array(attachment, { maxLength: 2 }),
});
type Parts = typeof parts extends fc.Arbitrary<infer T> ? T : never;

function build(
  agent: AgentRequest,
  { slots, sections, history, mappings, titles, roles, options, attachments }: Parts,
): AgentRequest {
  let request = agent;
  for (const [slot, held] of Object.entries(slots))
    request = (request[slot as 'info'] as (value: unknown) => AgentRequest)(held);
  for (const [title, held] of Object.entries(sections)) request = request.section(title, held);
  if (history.length > 0) request = request.chatHistory(history);
  if (attachments.length > 0) request = request.attachment(attachments);
  return request.mappings(mappings).titles(titles).roles(roles).options(options);
}

/** The messages, with their files as text, or why there are none. */
function messagesOf(request: AgentRequest<unknown>): unknown {
  try {
    return request.getMessages().map(({ attachments = [], ...message }) => ({
      ...message,
      files: attachments.map(({ data, ...file }) => ({
        ...file,
        data: data instanceof Uint8Array ? Buffer.from(data).toString('base64') : String(data),
      })),
    }));
  } catch (error) {
    return (error as { code: string }).code;
  }
}

test.each(['yaml', 'json'] as const)(
  'what is written as %s and read again gives the same messages',
  (format) => {
    fc.assert(
      fc.property(parts, parts, schema, (shared, own, output) => {
        const agent = build(blank, shared);
        const request = build(agent, own);
        const asked = output === undefined ? request : request.output(output);
        const written = formatPrompts({ asked, plain: agent }, { agent, format });
        // Whoever reads it has variables of its own, and nothing in it names one.
        const file = parsePrompts(written, { env: { KEY: 'secret' } });
        expect(file.names).toEqual(['asked', 'plain']);
        expect(messagesOf(file.request(blank, 'asked'))).toEqual(messagesOf(asked));
        expect(messagesOf(file.agent(blank))).toEqual(messagesOf(agent));
        // Written alone it is the same.
        const alone = parsePrompts(formatPrompts({ asked }, { format }));
        expect(messagesOf(alone.request(blank))).toEqual(messagesOf(asked));
        expect(alone.request(blank).toJSON()).toEqual(asked.toJSON());
        // Read and written again it is the same text.
        const again = { asked: file.request(blank, 'asked'), plain: file.request(blank, 'plain') };
        expect(formatPrompts(again, { agent: file.agent(blank), format })).toBe(written);
      }),
      { numRuns: 60 },
    );
  },
);

test('images and files are written as base64 or as addresses, and sent the same', () => {
  const request = blank.input('What?').attachment([
    { type: 'image', image: 'https://a.example/x.png' },
    {
      type: 'file',
      data: new Uint8Array([1, 2, 255]),
      mediaType: 'application/pdf',
      filename: 'a.pdf',
    },
  ]);
  const again = parsePrompts(formatPrompts({ request })).request(blank);
  expect(again.getMessages()).toEqual([
    {
      role: 'user',
      content: 'What?',
      attachments: [
        { data: new URL('https://a.example/x.png'), mediaType: 'image/*' },
        { data: 'AQL/', mediaType: 'application/pdf', filename: 'a.pdf' },
      ],
    },
  ]);
});

describe('§1.9 a file', () => {
  const YAML = `
always:
  system: You write for \${reader}
prompts:
  report:
    info: { stock: 3 }
    input: |
      A report
      in two lines
    output:
      title: { $type: string, $desc: Short }
      score: { $type: integer, $optional: true }
      kind: "'a' | 'b'"
      tags: [string]
      items:
        - name: string
          price: number | null
  joke:
    input: A joke
`;

  test('has slots for all its prompts, and as many prompts as it names', () => {
    const file = parsePrompts(YAML);
    expect(file.names).toEqual(['report', 'joke']);
    const joke = file.request(blank, 'joke').mappings({ reader: 'children' });
    expect(joke.getPromptText()).toBe('[system]\nYou write for children\n\n[user]\nA joke');
    expect(file.agent(blank).input('x').getMessages()[0]?.role).toBe('system');
  });

  test('has a schema in few words, whose fields keep their order', () => {
    const { outputSchema } = parsePrompts(YAML).request(blank, 'report').toJSON();
    expect(JSON.stringify(outputSchema)).toBe(
      JSON.stringify({
        type: 'object',
        properties: {
          title: { type: 'string', description: 'Short' },
          score: { type: 'integer' },
          kind: { type: 'string', enum: ['a', 'b'] },
          tags: { type: 'array', items: { type: 'string' } },
          items: {
            type: 'array',
            items: {
              type: 'object',
              properties: {
                name: { type: 'string' },
                price: { anyOf: [{ type: 'number' }, { type: 'null' }] },
              },
              required: ['name', 'price'],
              additionalProperties: false,
            },
          },
        },
        required: ['title', 'kind', 'tags', 'items'],
        additionalProperties: false,
      }),
    );
  });

  test('holds answers to its schema', async () => {
    const request = parsePrompts('input: x\noutput: { title: string, score: number }').request(
      blank,
    );
    expect(await request.getResponse().getData()).toEqual({ title: 'Tea', score: 5 });
    const other = parsePrompts('input: x\noutput: { title: number }').request(blank).getResponse();
    await expect(other.getData()).rejects.toMatchObject({
      code: 'invalid-output',
      issues: expect.arrayContaining([expect.objectContaining({ path: 'title' })]),
    });
  });

  test('is read as other tools write it, too', () => {
    const file = parsePrompts(`
.agent: { user_info: [Ann] }
$rule: Be brief
.request:
  chat_history: [{ role: user, content: Hi }, { role: bot, content: Hello }]
  output: { reply: { .type: str, .desc: Kind }, tags: { $type: "list[str]" } }
input: Tea?
`);
    const request = file.request(blank);
    expect(request.getMessages().map(({ role }) => role)).toEqual([
      'system',
      'user',
      'assistant',
      'user',
    ]);
    expect(request.toJSON()).toMatchObject({
      userInfo: ['Ann'],
      rule: 'Be brief',
      outputSchema: { properties: { reply: { description: 'Kind' }, tags: { type: 'array' } } },
    });
  });

  test('may be JSON, with its schema in full', () => {
    const file = parsePrompts(
      '{"input":"x",\n\t"outputSchema":{"type":"object","properties":{"b":{"type":"string"},"a":{}}}}',
    );
    expect(file.names).toEqual(['']);
    expect(Object.keys(file.request(blank).toJSON().outputSchema?.properties ?? {})).toEqual([
      'b',
      'a',
    ]);
  });
});

test.each([
  ['input: [1', 1, /cannot be read as YAML/],
  ['input: a\ninput: b', 2, /duplicate key/],
  ['input: a\n  b: c', 1, /cannot be read as YAML/],
  ['a', 1, /The file is no mapping/],
  ['', 1, /The file is no mapping/],
  ['always:\n  system: x\ninfos: y', 3, /`infos` is no slot\. .* `sections`/],
  ['prompts:\n  a:\n    inputs: x', 3, /`prompts\.a\.inputs` is no slot/],
  ['prompts:\n  a: x', 2, /`prompts\.a` has no slots/],
  ['input: x\nprompts: {}', 1, /`input` stands beside `prompts`/],
  ['output:\n  title: words for it', 2, /`output\.title` names no type/],
  ['output:\n  - a: 5', 2, /stands for no type/],
  ['output:\n  a: { $type: string, title: x }', 2, /is beside `\$type`/],
])('%j is refused where it is wrong', (text, line, message) => {
  const error = refusalOf(() => parsePrompts(text));
  expect(error).toMatchObject({ code: 'invalid-prompt-file', line });
  expect(error.message).toMatch(message);
  expect(error.message).toMatch(new RegExp(`\\(line ${line}, column ${error.column}\\)$`));
});

test.each([
  [
    'input: x\nattachment:\n  - { type: image }',
    2,
    /`attachment` cannot be set: The slot `attachment`/,
  ],
  ['input: x\nroles: { a: b }', 2, /`roles` cannot be set: roles: `a` is a string/],
  ['input: x\noptions: { model: y }', 2, /`options` cannot be set/],
  [
    'input: x\nchatHistory: 5',
    2,
    /`chatHistory` cannot be set: The slot `chatHistory` holds the number 5/,
  ],
])('%j is refused where a request refuses it', (text, line, message) => {
  const file = parsePrompts(text);
  const error = refusalOf(() => file.request(blank));
  expect(error).toMatchObject({ line });
  expect(error.message).toMatch(message);
});

test('a name that a file does not have is refused with those it has', () => {
  const file = parsePrompts('prompts: { a: { input: x }, b: { input: y } }');
  expect(refusalOf(() => file.request(blank, 'c')).message).toMatch(
    /no prompt `c`: it has `a`, `b`/,
  );
});

test('aliases that multiply are refused', () => {
  const lines = ['a0: &a0 [x, x, x, x, x, x, x, x, x]'];
  for (let depth = 1; depth < 9; depth++)
    lines.push(
      `a${depth}: &a${depth} [${Array.from({ length: 9 }, () => `*a${depth - 1}`).join(', ')}]`,
    );
  expect(refusalOf(() => parsePrompts(`info:\n  ${lines.join('\n  ')}`)).message).toMatch(
    /aliases/,
  );
});

test('what is nested too deep, or is inside itself, is refused by its place', () => {
  const deep = `input: ${'['.repeat(50_000)}${']'.repeat(50_000)}`;
  const loop = 'input: x\noutput: &o { self: *o }';
  const circle = 'input: &i { self: *i }';
  expect(refusalOf(() => parsePrompts(deep)).message).toMatch(/resource exhaustion/);
  expect(refusalOf(() => parsePrompts(loop))).toMatchObject({ line: 2, column: 1 });
  expect(refusalOf(() => parsePrompts(circle, { env: {} })).message).toMatch(/inside itself/);
  expect(refusalOf(() => parsePrompts(circle).request(blank)).message).toMatch(/cannot be set/);
});

test('a file of a megabyte is read whole', () => {
  const prompts = Array.from(
    { length: 5000 },
    (_, n) => `  p${n}:\n    input: "${'x'.repeat(200)}"`,
  );
  const file = parsePrompts(`prompts:\n${prompts.join('\n')}`);
  expect(file.names).toHaveLength(5000);
  expect(file.request(blank, 'p4999').getPromptText()).toContain('xxx');
});

test.each(['yaml', 'json'] as const)('a session is written as %s and read again', (format) => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ role: fc.constantFrom('user', 'assistant', 'system'), content: text })),
      (messages) => {
        const session = createSession();
        session.add(messages);
        const again = createSession({ saved: parseSession(formatSession(session, { format })) });
        expect(again.toJSON()).toEqual(session.toJSON());
      },
    ),
  );
  expect(() => parseSession('a: 1')).toThrow(expect.objectContaining({ code: 'invalid-session' }));
});

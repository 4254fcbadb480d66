import { expect, test } from 'vitest';
import { createAgent } from '../create-agent.js';
import { createScriptedModel } from '../../testing/index.js';
import { formatPrompts, parsePrompts } from './index.js';

const blank = createAgent({ model: createScriptedModel({ text: 'yes' }) });
const NAMES = ['__proto__', 'constructor', '', 'a b', '<<', '${ENV.KEY}', '- x', 'yes'];

test.each(['yaml', 'json'] as const)('prompts have any names, in their order, as %s', (format) => {
  const requests = Object.fromEntries(
    NAMES.map((name, index) => [name, blank.input(`This is ${index}`)] as const),
  );
  const file = parsePrompts(formatPrompts(requests, { format }), { env: { KEY: 'secret' } });
  expect(file.names).toEqual(NAMES);
  for (const [index, name] of NAMES.entries())
    expect(file.request(blank, name).getPromptText()).toBe(`[user]\nThis is ${index}`);
  expect(() => file.request(blank, 'toString')).toThrow(/no prompt `toString`/);
});

test('parts of a file may be named once and used again, as YAML has it', () => {
  const file = parsePrompts(
    `
prompts:
  short: &short
    rule: &rules [Be brief, "Mention \${ENV.SHOP}"]
    output: &answer { title: string, tags: [string] }
    input: One
  long:
    rule: *rules
    output: { first: *answer, second: *answer }
    input: Two
  again: *short
`,
    { env: { SHOP: 'Leaf' } },
  );
  const textOf = (name: string) => file.request(blank, name).getPromptText();
  expect(textOf('again')).toBe(textOf('short'));
  expect(textOf('long')).toContain('- Be brief\n- Mention Leaf');
  expect(file.request(blank, 'long').toJSON().outputSchema).toMatchObject({
    properties: { first: { required: ['title', 'tags'] }, second: { required: ['title', 'tags'] } },
  });
});

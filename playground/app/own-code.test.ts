import { expect, it } from 'vitest';
import { readAnswerSchema } from '../schema/read-answer-schema.js';
import { firstOwn } from '../shared/own.js';
import { routeCode, schemaCode } from './own-code.js';

const draft = {
  kind: 'endpoint',
  baseURL: 'http://127.0.0.1:1/v1',
  model: 'mine',
  apiKey: 'not-to-be-told',
  text: '',
} as const;

it.each([
  ['what the page begins with', firstOwn.notation],
  ['one expression', 'z.object({ a: z.string() });'],
  [
    'an import and a name',
    "import { z } from 'zod';\nexport const Plan = z.object({ a: z.string() });",
  ],
])('the schema of %s is exported as Answer, and reads as it did', (_, notation) => {
  const code = schemaCode({ prompt: '', notation });
  expect(code.match(/from 'zod'/g)).toHaveLength(1);
  expect(code).toMatch(/export const Answer = z\.object|export \{ Plan as Answer \}/);
  const readable = code.replace(/\nexport \{.*\n/, '');
  expect(readAnswerSchema(readable).def.type).toBe('object');
});

it('the route has the endpoint that was entered, the prompt as it is, and never the key', () => {
  const code = routeCode('Say "hello"\nto `all`', draft);
  expect(code).toContain('baseURL: "http://127.0.0.1:1/v1", model: "mine"');
  expect(code).toContain(JSON.stringify('Say "hello"\nto `all`'));
  expect(code).not.toContain('not-to-be-told');
  expect(routeCode('', { ...draft, kind: 'model' })).toContain('llama3.2');
});

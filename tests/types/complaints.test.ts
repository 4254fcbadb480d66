import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '../..');

const SOURCE = `
import { useField, useFields, useWhen, useInstantStream } from 'fieldwise/react';
import type { InstantStream } from 'fieldwise/react';
import { z } from 'zod';

const schema = z.object({ title: z.string(), items: z.array(z.object({ name: z.string() })) });
declare const report: InstantStream<z.infer<typeof schema>>;

useField('titel', report);
useFields(['title', 'items[0].nam'], report);
useWhen(['title', 'items.0.name'], () => 1, report);
useInstantStream({ api: '/api', schema, policies: { 'items[*].nam': 'word' } });
`;

/** What the compiler says of a module. */
function complaintsOf(source: string): string[] {
  const folder = join(root, '.cache/types/complaints');
  mkdirSync(folder, { recursive: true });
  const config = { extends: '../../../tsconfig.json', include: [], files: ['source.ts'] };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config));
  writeFileSync(join(folder, 'source.ts'), source);
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  const { stdout } = spawnSync(process.execPath, [tsc, '-p', folder, '--pretty', 'false'], {
    encoding: 'utf8',
  });
  return stdout.split(/^(?=\S)/m).map((complaint) => complaint.trim());
}

test('the compiler names what is wrong with a path, and complains of nothing else', () => {
  const [field, fields, when, policies, ...more] = complaintsOf(SOURCE);
  expect(field).toContain('"The answer has no titel"');
  expect(fields).toContain('"items[0] has no nam"');
  expect(when).toContain('"items has [0], not .0"');
  expect(policies).toContain("'items[*].nam'' does not exist in type 'StreamPolicies<");
  expect(more).toEqual([]);
});

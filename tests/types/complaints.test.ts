import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '../..');

const WRONG = `
import { useField, useFields, useFieldValue, useWhen, useInstantStream } from 'fieldwise/react';
import type { InstantStream } from 'fieldwise/react';
import { z } from 'zod';

const schema = z.object({ title: z.string(), items: z.array(z.object({ name: z.string() })) });
declare const report: InstantStream<z.infer<typeof schema>>;

useField('titel', report);
useFields(['title', 'items[0].nam'], report);
useWhen(['title', 'items.0.nam'], () => 1, report);
useField(['items', 0, 'nam'], report);
useField('/items/0/nam', report);
useInstantStream({ api: '/api', schema, policies: { 'items[*].nam': 'word' } });
useFieldValue('titel', report);
`;

const UNKNOWN = `
import { useField, useFields, useFieldValue } from 'fieldwise/react';
import { StructuredField, type InstantStream } from 'fieldwise/react';

interface Report { title: string; items: { name: string }[] }
declare const report: InstantStream<Report>;
declare const text: string;

useField(text, report);
useField(text, report, { on: 'complete' });
useFields(['title', text], report);
useFieldValue(text, report);
report.run.getField(text);
report.Field({ path: text });
StructuredField({ path: text, stream: report });
report.List({ path: text });
report.List({ path: 'items', children: (item) => item.at(text) });
`;

const UNKNOWN_PATTERN = `
import { isEventAt, type InstantEvent } from 'fieldwise';

interface Report { title: string; items: { name: string }[] }
declare const event: InstantEvent<Report>;
declare const text: string;

isEventAt(event, text);
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
  const [field, fields, when, segments, pointer, policies, awaited, ...more] = complaintsOf(WRONG);
  expect(field).toContain('"The answer has no titel"');
  expect(fields).toContain('"items[0] has no nam"');
  for (const complaint of [when, segments, pointer])
    expect(complaint).toContain('"items[0] has no nam"');
  expect(policies).toContain("'items[*].nam'' does not exist in type 'StreamPolicies<");
  expect(awaited).toContain('"The answer has no titel"');
  expect(more).toEqual([]);
});

test('of a text that is no literal it lists no paths, and says what goes in', () => {
  const complaints = complaintsOf(UNKNOWN);
  const advice = 'or, where segments may stand, parsePath(text)';
  expect(complaints).toHaveLength(9);
  for (const complaint of complaints) {
    expect(complaint).toContain(`LiteralPath<"${advice}", `);
    expect(complaint).not.toContain('items[');
  }
});

test('of a text that is no literal, where a pattern may stand, it says so in one line', () => {
  const [complaint, ...more] = complaintsOf(UNKNOWN_PATTERN);
  expect(complaint).toContain('LiteralPattern<"or matchPath(text, event.path)", ');
  expect(complaint).not.toContain('items[');
  expect(complaint?.split('\n')).toHaveLength(1);
  expect(more).toEqual([]);
});

import { expect, test } from 'vitest';
import { z } from 'zod';
import { createInstantRun, createSourceTransport, type InstantError } from './index.js';

const bug = new Error('secret internals');
const message = 'A function of the schema threw an error.';

async function submit(rule: () => boolean | Promise<boolean>) {
  const errors: InstantError[] = [];
  const run = createInstantRun({
    schema: z.object({ b: z.string(), a: z.object({ c: z.string().refine(rule) }) }),
    transport: createSourceTransport(() => ['{"b":"y","a":{"c":"x"}}']),
    onError: (error) => errors.push(error),
  });
  const snapshot = await run.submit({});
  return { run, snapshot, errors };
}

test('a rule that throws makes its field invalid, and its error is the cause of the run', async () => {
  const { run, snapshot, errors } = await submit(() => {
    throw bug;
  });
  expect(run.getField('b')).toMatchObject({ status: 'complete', value: 'y' });
  expect(run.getField('a.c')).toMatchObject({
    status: 'invalid',
    value: 'x',
    issues: [{ path: 'a.c', message }],
  });
  expect(run.getField('a.c').issues[0]?.cause).toBe(bug);
  expect(snapshot.partial).toEqual({ b: 'y', a: { c: 'x' } });
  expect(errors).toEqual([snapshot.error]);
  const [error] = errors;
  expect(error).toMatchObject({ code: 'invalid-output', path: 'a.c' });
  expect(error?.issues).toEqual([{ path: ['a', 'c'], message }]);
  expect(error?.cause).toBe(bug);
  expect(error?.message).not.toContain('secret');
});

test('a rule that rejects makes the whole invalid, and its error is the cause of the run', async () => {
  const { run, snapshot, errors } = await submit(() => Promise.reject(bug));
  expect(snapshot.partial).toEqual({ b: 'y', a: { c: 'x' } });
  expect(run.getField('')).toMatchObject({ status: 'invalid', issues: [{ path: '', message }] });
  expect(run.getField('').issues[0]?.cause).toBe(bug);
  expect(errors).toMatchObject([{ code: 'invalid-output', issues: [{ path: [], message }] }]);
  expect(errors[0]?.cause).toBe(bug);
});

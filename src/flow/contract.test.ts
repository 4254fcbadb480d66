import type { StandardSchemaV1 } from '@standard-schema/spec';
import { expect, test } from 'vitest';
import { createTriggerFlow } from './create-trigger-flow.js';

/** Answers later, by a promise of a library of its own. */
function answering(verdict: StandardSchemaV1.Result<string>): StandardSchemaV1<string> {
  const later = {
    // oxlint-disable-next-line unicorn/no-thenable -- what is no promise of the language is what this is about
    then: (resolve: (value: typeof verdict) => void) => resolve(verdict),
  };
  return { '~standard': { version: 1, vendor: 'test', validate: () => later as never } };
}

test('a schema may answer by any promise', async () => {
  const start = (verdict: StandardSchemaV1.Result<string>) => {
    const flow = createTriggerFlow<{ input: string; result: string }>({
      contract: { input: answering(verdict) },
    });
    flow.to(({ value }) => value).end();
    return flow.start('given');
  };
  expect(await start({ value: 'checked' })).toBe('checked');
  await expect(start({ issues: [{ message: 'no' }] })).rejects.toMatchObject({
    code: 'broken-contract',
    issues: [{ message: 'no' }],
  });
});

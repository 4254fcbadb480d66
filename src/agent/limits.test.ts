import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { JsonLimits } from '../protocol/index.js';
import { createScriptedModel } from '../testing/index.js';
import { createAgent } from './create-agent.js';

const Open = z.object({ title: z.string(), rest: z.any() });
const TEXT = '{"title":"Tea","rest":{"a":{"b":{"c":[1,2,3]}},"long key":12345678}}';

function ask(limits: JsonLimits, own: JsonLimits = {}, text = TEXT) {
  const model = createScriptedModel({ text, chunkSize: 4 });
  return createAgent({ model, limits }).input('x').output(Open).getResponse({ limits: own });
}

describe('limits of what is read', () => {
  test.each([
    [{ maxDepth: 3 }, 'depth-exceeded'],
    [{ maxLength: 40 }, 'length-exceeded'],
    [{ maxFields: 4 }, 'fields-exceeded'],
    [{ maxEvents: 9 }, 'events-exceeded'],
    [{ maxKeyLength: 6 }, 'key-exceeded'],
    [{ maxPending: 5 }, 'pending-exceeded'],
  ])('are of the agent or of one response: %o', async (limits, code) => {
    for (const response of [ask(limits), ask({}, limits), ask({ maxRepairs: 1 }, limits)]) {
      const title = response.field('title');
      const said = response.getText();
      await expect(response.getData()).rejects.toMatchObject({
        code: 'unreadable-output',
        cause: { code },
      });
      // What was done before it stands.
      expect(await title).toBe('Tea');
      expect(await said).toBe(TEXT);
    }
    const wide = Object.fromEntries(Object.keys(limits).map((name) => [name, 1000]));
    await expect(ask(limits, wide).getData()).resolves.toMatchObject({ title: 'Tea' });
  });

  test('hold for an answer that is text', async () => {
    const model = createScriptedModel({ text: 'A long text about tea.', chunkSize: 4 });
    const response = createAgent({ model, limits: { maxLength: 9 } })
      .input('x')
      .getResponse();
    await expect(response.getData()).rejects.toMatchObject({ cause: { code: 'length-exceeded' } });
  });

  test.each([
    [{ maxDeep: 3 }, /^createAgent: `limits` has no `maxDeep`/],
    [{ maxDepth: -1 }, /^createAgent: `maxDepth` takes a whole number from 0, or Infinity/],
    [5, /^createAgent: `limits` takes an object/],
  ])('that are none are refused at once: %o', (limits, message) => {
    const model = createScriptedModel({ text: '' });
    const refused = expect.objectContaining({ code: 'invalid-option', name: 'AgentError' });
    expect(() => createAgent({ model, limits: limits as never })).toThrow(message);
    expect(() => createAgent({ model, limits: limits as never })).toThrow(refused);
    const request = createAgent({ model }).input('x');
    expect(() => request.getResponse({ limits: limits as never })).toThrow(refused);
  });
});

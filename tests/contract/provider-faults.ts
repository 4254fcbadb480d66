// In: a provider's protocol. Out: what an agent makes of a model that is reached by it when something goes wrong on the way.
// One suite for all: what is asked again, gone on with or failed does not depend on who fails.
// Knows nothing of how a protocol is written.

import { createAgent } from 'fieldwise/agent';
import type { InstantEvent } from 'fieldwise';
import { describe, expect, test } from 'vitest';
import {
  askProvider,
  attempts,
  before,
  behind,
  collect,
  follow,
  idea,
  text,
} from './ask-provider.js';
import type { Dialect } from './provider-dialects.js';
import type { Fault } from './provider-server.js';

/** Runs the suite against one protocol. */
export function testFaults(dialect: Dialect): void {
  describe(`a model behind ${dialect.name}, when something goes wrong,`, () => {
    const { start, ask } = askProvider(dialect);

    test('is asked again, as soon as the provider allows, when it allows no more calls for now', async () => {
      const { response, calls } = await ask([{ status: 429, retryAfter: 0 }, { text }], {
        retryDelayMs: 3_600_000,
        maxRetryDelayMs: 3_600_000,
      });
      expect(attempts(await collect(response))).toEqual([[2, 'model-failed']]);
      expect(await response.getText()).toBe(text);
      expect(calls).toHaveLength(2);
    });

    test('is not waited for when it asks for more time than there is', async () => {
      const { response, calls } = await ask([{ status: 429, retryAfter: 3600 }, { text }]);
      await expect(response.getData()).rejects.toMatchObject({
        code: 'model-failed',
        message: expect.stringContaining('429'),
      });
      expect(calls).toHaveLength(1);
    });

    test('is asked again when its server fails, and no more often than allowed', async () => {
      const { response, calls } = await ask([{ status: 500 }, { status: 503 }, { text }]);
      expect(attempts(await collect(response))).toEqual([
        [2, 'model-failed'],
        [3, 'model-failed'],
      ]);
      expect(await response.getText()).toBe(text);
      expect(calls).toHaveLength(3);
      const given = await ask([{ status: 500 }], { maxCallRetries: 1 });
      await expect(given.response.getData()).rejects.toMatchObject({ code: 'model-failed' });
      expect(given.calls).toHaveLength(2);
    });

    test('is not asked again when it refuses the key', async () => {
      const { response, calls } = await ask([{ status: 401 }, { text }]);
      await expect(response.getData()).rejects.toThrow(/HTTP status 401.*key/);
      expect(calls).toHaveLength(1);
    });

    test.each(['request', 'headers'] as const)(
      'is asked again when the connection breaks before its first token (%s)',
      async (at) => {
        const { response, calls } = await ask([{ text, fault: { kind: 'cut', at } }, { text }]);
        const { read, error } = await follow(response.getAsyncGenerator({ type: 'delta' }));
        expect([read, error]).toEqual([text, undefined]);
        expect(attempts(await collect(response))).toEqual([[2, 'model-failed']]);
        expect(calls).toHaveLength(2);
      },
    );

    test.each(['cut', 'malformed', 'failure'] as const)(
      'fails when its stream breaks in the middle (%s): what came is kept, and comes once',
      async (kind) => {
        const { response, calls } = await ask([{ text, fault: { kind, at: behind } }, { text }]);
        const events: InstantEvent[] = [];
        const reading = (async () => {
          for await (const event of response) events.push(event);
        })();
        const { read, error } = await follow(response.getAsyncGenerator({ type: 'delta' }));
        expect(read).toBe(before);
        expect(error).toMatchObject({ code: 'model-failed' });
        await expect(reading).rejects.toBe(error);
        await expect(response.getData()).rejects.toBe(error);
        expect(events).toContainEqual(
          expect.objectContaining({ type: 'delta', path: 'title', value: 'Чай 🍵 for two' }),
        );
        expect(events.filter(({ type }) => type === 'end')).toEqual([]);
        expect(calls).toHaveLength(1);
      },
    );

    test('is asked again when its provider says in its stream, before its first token, that it failed', async () => {
      const fault: Fault = { kind: 'failure', at: 'headers' };
      const { response, calls } = await ask([{ text, fault }, { text }]);
      expect(attempts(await collect(response))).toEqual([[2, 'model-failed']]);
      expect(await response.getText()).toBe(text);
      expect(calls).toHaveLength(2);
    });

    test('is asked again when its stream ends before its first token, and fails when it always does', async () => {
      const fault: Fault = { kind: 'short', at: 'headers' };
      const { response, calls } = await ask([{ text, fault }, { text }]);
      expect(attempts(await collect(response))).toEqual([[2, 'model-failed']]);
      expect(await response.getText()).toBe(text);
      expect(calls).toHaveLength(2);
      const lasting = await ask([{ text, fault }]);
      await expect(lasting.response.getData()).rejects.toMatchObject({ code: 'model-failed' });
      expect(lasting.calls).toHaveLength(3);
    });

    const short: Fault = { kind: 'short', at: behind };

    test('is not taken for whole when its stream ends without its end', async () => {
      const { response, calls } = await ask([{ text, fault: short }]);
      const { read, error } = await follow(response.getAsyncGenerator({ type: 'delta' }));
      expect([read, error]).toEqual([before, undefined]);
      await expect(response.getData()).rejects.toMatchObject({ code: 'truncated-output' });
      expect((await collect(response)).at(-1)).toMatchObject({
        outcome: 'truncated',
        incomplete: ['', 'title'],
      });
      expect((await response.getMeta()).finishReason).toBe('interrupted');
      expect(calls).toHaveLength(1);
    });

    test('is gone on with then, or asked again, where that is allowed', async () => {
      const plans = [{ text, fault: short }, { text }] as const;
      const on = await ask(plans, { continueTruncated: true });
      expect(attempts(await collect(on.response))).toEqual([]);
      expect(await on.response.getData()).toEqual(idea);
      const anew = await ask(plans, { maxRetries: 1 });
      expect(attempts(await collect(anew.response))).toEqual([[2, 'truncated-output']]);
      expect(await anew.response.getText()).toBe(text);
    });

    test('is not taken for whole then when its answer is plain text, either', async () => {
      const fault: Fault = { kind: 'short', at: { behind: 'of tea' } };
      const { model } = await start([{ text: 'A cup of tea, please.', fault }]);
      const response = createAgent({ model }).input('Well?').getResponse();
      await expect(response.getData()).rejects.toMatchObject({ code: 'truncated-output' });
      const nothing = await start([
        { text: 'A cup of tea', fault: { kind: 'short', at: 'headers' } },
      ]);
      const silence = createAgent({ model: nothing.model, retryDelayMs: 1 })
        .input('Well?')
        .getResponse();
      await expect(silence.getText()).rejects.toMatchObject({ code: 'model-failed' });
    });

    const broken = ['cut', 'failure'] as const;

    test.each(broken)(
      'is another attempt behind a broken stream where that is allowed, and readers are told (%s)',
      async (kind) => {
        const plans = [{ text, fault: { kind, at: behind } }, { text }] as const;
        const { response, calls } = await ask(plans, { maxRetries: 1 });
        const told = await collect(response.getAsyncGenerator({ type: 'delta', attempts: true }));
        const read = told.map((item) => (typeof item === 'string' ? item : '|')).join('');
        expect(read).toBe(`${before}|${text}`);
        expect(attempts(await collect(response))).toEqual([[2, 'model-failed']]);
        expect(await response.getText()).toBe(text);
        expect(calls).toHaveLength(2);
      },
    );

    test.each(broken)(
      'goes on behind a broken stream where that is allowed, and repeats nothing (%s)',
      async (kind) => {
        const plans = [{ text, fault: { kind, at: behind } }, { text }] as const;
        const { response, calls } = await ask(plans, { continueTruncated: true });
        const { read, error } = await follow(response.getAsyncGenerator({ type: 'delta' }));
        expect([read, error]).toEqual([text, undefined]);
        expect(attempts(await collect(response))).toEqual([]);
        expect(await response.getData()).toEqual(idea);
        expect(calls).toHaveLength(2);
      },
    );

    test.each(['request', 'headers'] as const)(
      'that is silent is hung up on and asked again (%s)',
      async (at) => {
        const plans = [{ text, fault: { kind: 'stall', at } }, { text }] as const;
        const { response, calls } = await ask(plans, { firstTokenTimeoutMs: 1000 });
        expect(await response.getText()).toBe(text);
        expect(attempts(await collect(response))).toEqual([[2, 'model-failed']]);
        await expect.poll(() => calls[0]?.wasLeft, { timeout: 15_000 }).toBe(true);
      },
    );

    test('that falls silent is hung up on', async () => {
      const fault: Fault = { kind: 'stall', at: behind };
      const { response, calls } = await ask([{ text, fault }, { text }], { tokenTimeoutMs: 1000 });
      const { read, error } = await follow(response.getAsyncGenerator({ type: 'delta' }));
      expect(read).toBe(before);
      expect(error).toMatchObject({
        code: 'model-failed',
        cause: expect.objectContaining({ name: 'TimeoutError' }),
      });
      await expect.poll(() => calls[0]?.wasLeft, { timeout: 15_000 }).toBe(true);
      expect(calls).toHaveLength(1);
    });
  });
}

// In: a provider's protocol. Out: that whoever ends a response hangs up on the provider, in every phase of it.
// A provider that nobody listens to any more is paid for: its server has to see the connection close.
// Knows nothing of how a protocol is written.

import { createAgent, tool, type AgentResponse } from 'fieldwise/agent';
import { afterEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { Dialect } from './provider-dialects.js';
import { startProvider, type Fault, type Plan, type ProviderServer } from './provider-server.js';

const text = 'A cup of tea, please.';
/** With a busy machine; nothing is said about how long it takes. */
const PATIENCE = { timeout: 15_000 };
const weather = { name: 'weather', input: { city: 'Samarkand', days: 3 } };

const stall = (at: Fault['at']): { readonly fault: Fault } => ({ fault: { kind: 'stall', at } });

/** How far the provider comes before it falls silent. */
const PHASES: Readonly<Record<string, Plan>> = {
  'before anything came': { text, ...stall('request') },
  'behind the headers': { text, ...stall('headers') },
  'inside of its thoughts': {
    text,
    reasoning: 'They are thirsty, it seems.',
    ...stall({ behind: 're thi' }),
  },
  'inside of the answer': { text, ...stall({ behind: 'of tea' }) },
  'inside of the input of a tool': { toolCalls: [weather], ...stall({ behind: 'weather' }) },
};

interface Ending {
  readonly response: AgentResponse<string>;
  /** The one reader's own signal. */
  readonly leaving: AbortController;
  /** The signal of the response. */
  readonly ending: AbortController;
}

/** Who ends it. */
const WAYS: Readonly<Record<string, (ending: Ending) => void>> = {
  'its owner cancels it': ({ response }) => response.cancel(),
  'its signal aborts': ({ ending }) => ending.abort(new Error('enough')),
  'its last reader leaves': ({ leaving }) => leaving.abort(new Error('enough')),
};

/** Runs the suite against one protocol. */
export function testEnds(dialect: Dialect): void {
  describe(`${dialect.name} is hung up on`, () => {
    const servers: ProviderServer[] = [];
    afterEach(async () => {
      for (const server of servers.splice(0)) await server.stop();
    });

    async function ask(plans: readonly [Plan, ...Plan[]]) {
      const server = await startProvider(dialect, plans);
      servers.push(server);
      let isToolLeft = false;
      const slow = tool({
        input: z.object({ city: z.string(), days: z.number() }),
        execute: (_, { signal }) => {
          signal.addEventListener('abort', () => (isToolLeft = true));
          return new Promise(() => {});
        },
      });
      const [leaving, ending] = [new AbortController(), new AbortController()];
      const response = createAgent({ model: server.model, retryDelayMs: 3_600_000 })
        .input('Well?')
        .tools({ weather: slow })
        .getResponse({ signal: ending.signal, maxRetryDelayMs: 3_600_000 });
      const reading = response.getText({ signal: leaving.signal }).catch((error: unknown) => error);
      const { calls } = server;
      return { response, leaving, ending, reading, calls, isToolLeft: () => isToolLeft };
    }

    const phases = Object.entries(PHASES).filter(
      ([, plan]) => dialect.reasons !== false || !('reasoning' in plan),
    );
    const cases = phases.flatMap(([phase, plan]) =>
      Object.entries(WAYS).map(([way, end]) => ({ phase, plan, way, end })),
    );

    test.each(cases)('$phase when $way', async ({ plan, end }) => {
      const { reading, calls, ...ending } = await ask([plan]);
      await expect.poll(() => calls[0]?.isHeld, PATIENCE).toBe(true);
      expect(calls[0]?.wasLeft).toBe(false);
      const sent = calls[0]?.sent;
      end(ending);
      expect(await reading).toBeInstanceOf(Error);
      await expect.poll(() => calls[0]?.wasLeft, PATIENCE).toBe(true);
      // Not another frame had to be written for that.
      expect(calls[0]?.sent).toBe(sent);
      expect(calls).toHaveLength(1);
    });

    test.each(Object.entries(WAYS))('and not called again when %s meanwhile', async (_, end) => {
      const { reading, calls, ...ending } = await ask([{ status: 500 }, { text }]);
      await expect.poll(() => calls.length, PATIENCE).toBe(1);
      for await (const event of ending.response) if (event.type === 'attempt') break;
      end(ending);
      expect(await reading).toBeInstanceOf(Error);
      expect(calls).toHaveLength(1);
    });

    test.each(Object.entries(WAYS))('while a tool runs when %s', async (_, end) => {
      const told = await ask([{ toolCalls: [weather] }, { text }]);
      const { reading, calls, response } = told;
      for await (const event of response)
        if (event.type === 'tool' && event.phase === 'call') break;
      end(told);
      expect(await reading).toBeInstanceOf(Error);
      await expect.poll(told.isToolLeft, PATIENCE).toBe(true);
      expect(calls).toHaveLength(1);
    });
  });
}

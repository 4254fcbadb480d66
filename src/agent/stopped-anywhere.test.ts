import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { AgentResponse } from './agent-response.js';
import { createAgent } from './create-agent.js';
import { createSession, createSessionStore } from './create-session.js';
import { tool } from './tool.js';

const Answer = z.object({ title: z.string(), items: z.array(z.string()) });
type Answer = z.infer<typeof Answer>;

/** How a reader of a stopped response may end; a field that does not fit does not, when no other attempt comes. */
const ENDS: ReadonlySet<string> = new Set(['read', 'stopped', 'superseded', 'invalid-output']);

/** As many turns as the whole response takes, and some. */
const TURNS = 400;

async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn++) await Promise.resolve();
}

/**
 * A response with everything in it: a session from a store, a thought, tools at the same time, one of them allowed by
 * somebody, an answer that cannot be read, and another attempt. What is under way is counted.
 */
function ask(signal?: AbortSignal) {
  const active = { calls: 0, tools: 0, approvals: 0 };
  const count = { calls: 0, tools: 0 };
  const observed: string[] = [];
  const during = async <Value>(name: keyof typeof active, act: () => Promise<Value>) => {
    active[name]++;
    try {
      return await act();
    } finally {
      active[name]--;
    }
  };
  const work = (own: AbortSignal) =>
    during('tools', async () => {
      count.tools++;
      for (let turn = 0; turn < 20; turn++) {
        await Promise.resolve();
        own.throwIfAborted();
      }
      return 'worked';
    });
  const input = z.object({ n: z.number() });
  const tools = {
    plain: tool({ input, execute: (_, context) => work(context.signal), timeoutMs: 60_000 }),
    careful: tool({ input, needsApproval: true, execute: (_, context) => work(context.signal) }),
  };
  const call = (toolName: string) =>
    ({ type: 'tool-call', callId: toolName, toolName, input: '{"n":1}' }) as const;
  const saved = createSessionStore();
  const store = {
    get: async (id: string) => turns(5).then(() => saved.get(id)),
    set: saved.set.bind(saved),
  };
  const session = createSession({ id: 's', store });
  const response = createAgent({
    toolCalling: 'native',
    observers: [{ onFinish: ({ outcome }) => void observed.push(outcome) }],
    async *model(request) {
      const at = count.calls++;
      active.calls++;
      try {
        await turns(3);
        yield { type: 'reasoning', delta: 'Hm.' };
        if (at === 0) yield* [call('plain'), call('careful')];
        if (at === 1) yield* ['{"title":"T', 'ea","items":7}'];
        if (at === 2) yield* ['{"title":"Tea","it', 'ems":["warm"', ',"calm"]}'];
        request.signal.throwIfAborted();
      } finally {
        active.calls--;
      }
    },
  })
    .session(session)
    .input('Tea?')
    .output(Answer)
    .tools(tools, {
      approval: () => during('approvals', () => turns(15).then(() => ({ approved: true }))),
    })
    .getResponse({ maxRetries: 1, signal });
  return { response, active, count, observed, session };
}

async function drain(items: AsyncIterable<unknown>): Promise<number> {
  let count = 0;
  for await (const _ of items) count++;
  return count;
}

/** Readers of every kind. */
function readAll(response: AgentResponse<Answer>): readonly Promise<unknown>[] {
  return [
    drain(response),
    drain(response.getAsyncGenerator({ type: 'original' })),
    drain(response.elements('items')),
    drain(response.whenKey(['title', 'items[*]'])),
    response.getData(),
    response.getText(),
    response.getMeta(),
    response.field('title'),
    response.waitFor(['title', 'items']),
  ];
}

describe('a response that is stopped after any turn', () => {
  test('is long enough to be stopped anywhere in it', async () => {
    // What is loaded late is loaded now.
    await ask().response.getData();
    const { response, count, observed, session } = ask();
    const data = response.getData();
    const state = { isDone: false };
    void data.then(() => (state.isDone = true));
    let needed = 0;
    for (; !state.isDone && needed < TURNS; needed++) await Promise.resolve();
    expect(await data).toEqual({ title: 'Tea', items: ['warm', 'calm'] });
    expect(needed).toBeGreaterThan(TURNS / 2);
    expect(needed).toBeLessThan(TURNS);
    expect([count, observed]).toEqual([{ calls: 3, tools: 2 }, ['complete']]);
    expect(session.messages).toHaveLength(2);
  });

  const ways = {
    'by cancel()': ({ response }: ReturnType<typeof ask>) => response.cancel(),
    'by its signal': (_: ReturnType<typeof ask>, controller: AbortController) => controller.abort(),
  };

  test.each(Object.entries(ways))('%s ends every reader, and leaves nothing', async (_, stop) => {
    for (let turn = 0; turn < TURNS; turn += 2) {
      const controller = new AbortController();
      const asked = ask(controller.signal);
      const { active, count, observed, session } = asked;
      const reading = readAll(asked.response);
      await turns(turn);
      stop(asked, controller);
      const calls = count.calls;
      const results = await Promise.allSettled(reading);
      await turns(40);
      // What was being decided may be decided still, and nothing comes of it.
      expect({ turn, ...active }).toEqual({ turn, calls: 0, tools: 0, approvals: 0 });
      expect(count.calls).toBe(calls);
      const [outcome = 'none', ...others] = observed;
      expect([turn, others]).toEqual([turn, []]);
      expect(session.messages).toHaveLength(outcome === 'complete' ? 2 : 0);
      const codes = results.map((each) =>
        each.status === 'rejected' ? String(each.reason.code) : 'read',
      );
      const wrong = codes.filter((code) => !ENDS.has(code));
      expect([turn, outcome === 'stopped' ? wrong : []]).toEqual([turn, []]);
    }
  });

  test('by the last reader that leaves leaves nothing', async () => {
    for (let turn = 0; turn < TURNS; turn += 3) {
      const { response, active, count, session } = ask();
      const events = response.getAsyncGenerator();
      const reading = drain(events);
      await turns(turn);
      await events.return();
      const calls = count.calls;
      await reading;
      await turns(40);
      expect({ turn, ...active }).toEqual({ turn, calls: 0, tools: 0, approvals: 0 });
      expect(count.calls).toBe(calls);
      expect([0, 2]).toContain(session.messages.length);
    }
  });
});

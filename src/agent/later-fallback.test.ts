import { expect, test } from 'vitest';
import { z } from 'zod';
import { createAgent } from './create-agent.js';
import type { ModelChunk, ModelFunction } from './model.js';
import { tool } from './tool.js';

const look = tool({ input: z.object({ q: z.string() }), execute: ({ q }) => `found ${q}` });

test.each(['Let me look. ', ''])(
  'a model that fails behind tools before its first token is followed by the next, after %j',
  async (said) => {
    const asked: string[] = [];
    const model: ModelFunction = async function* (): AsyncGenerator<ModelChunk> {
      asked.push('first');
      if (asked.length > 1) throw new Error('broken for good');
      if (said !== '') yield said;
      yield { type: 'tool-call', callId: '1', toolName: 'look', input: '{"q":"tea"}' };
      yield { type: 'meta', finishReason: 'tool-calls' };
    };
    const results: unknown[] = [];
    const other: ModelFunction = async function* ({ messages }) {
      asked.push('other');
      results.push(messages.find(({ role }) => role === 'tool')?.content);
      yield 'Tea it is.';
    };
    const response = createAgent({
      model,
      toolCalling: 'native',
      fallbacks: [{ model: other, toolCalling: 'native' }],
    })
      .input('?')
      .tools({ look })
      .getResponse();
    expect(await response.getText()).toMatch(/Tea it is\.$/);
    expect((await response.getText()).startsWith(said)).toBe(true);
    expect(asked).toEqual(['first', 'first', 'other']);
    expect(results).toHaveLength(1);
    expect((await response.getMeta()).toolCalls).toHaveLength(1);
  },
);

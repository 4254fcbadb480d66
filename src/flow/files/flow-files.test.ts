import { describe, expect, test } from 'vitest';
import { createTriggerFlow, exportFlow, FlowError, importFlow } from '../index.js';
import { formatFlow, parseFlow } from './index.js';

function createFlow() {
  const flow = createTriggerFlow<{ input: number; events: { 'no: key': number }; result: unknown }>(
    { name: 'yes' },
  );
  const isBig = (value: number) => value > 3;
  flow
    .match()
    .case(isBig)
    .to(flow.chunk('# big', ({ value }) => `${value} is big`, { emits: ['no: key'] }))
    .case(undefined as never)
    .caseElse()
    .to(flow.chunk('null', () => 'small'))
    .endMatch()
    .end();
  flow.when('no: key').to(
    flow.chunk('1e3', () => 1),
    { concurrency: 2, maxQueued: 0 },
  );
  return { flow, conditions: { isBig } };
}

describe('§4.8 flows in files', () => {
  test.each(['yaml', 'json'] as const)(
    '§4.8.13 a flow is the same when it was written as %s',
    async (format) => {
      const { flow, conditions } = createFlow();
      const config = exportFlow(flow);
      const text = formatFlow(config, { format });
      expect(parseFlow(text)).toEqual(config);
      const again = importFlow<{ input: number; result: unknown }>(parseFlow(text), {
        chunks: { '# big': () => 'big', null: () => 'small', '1e3': () => 1 },
        conditions,
      });
      expect(again.describe()).toEqual(flow.describe());
      expect(await again.start(5)).toBe('big');
    },
  );

  test('text that is no YAML is refused, with the place', () => {
    for (const [text, message] of [
      ['name: [', /line 1, column \d+/],
      ['name: a\nname: b\n', /line 2, column 1: duplicate key/],
      ['a: *b', /YAML/],
    ] as const) {
      expect(() => parseFlow(text)).toThrow(
        expect.objectContaining({
          code: 'invalid-config',
          message: expect.stringMatching(message) as string,
        }) as Error,
      );
    }
    expect(() => parseFlow(5 as never)).toThrow(FlowError);
    expect(() => importFlow(parseFlow('just text'))).toThrow(FlowError);
    expect(() => importFlow(parseFlow('- 1'))).toThrow(/is no object/);
  });

  test('a bomb of aliases is refused before it is unpacked', () => {
    const lines = Array.from({ length: 12 }, (_, at) =>
      at === 0
        ? 'a0: &a0 [x, x]'
        : `a${at}: &a${at} [${Array.from({ length: 9 }, () => `*a${at - 1}`).join()}]`,
    );
    expect(() => parseFlow(lines.join('\n'))).toThrow(/more aliases/);
  });

  test('other formats are refused', () => {
    const config = exportFlow(createFlow().flow);
    for (const options of [{ format: 'toml' }, { indent: 2 }]) {
      expect(() => formatFlow(config, options as never)).toThrow(
        expect.objectContaining({ code: 'invalid-option' }) as Error,
      );
    }
  });
});

import { describe, expect, test } from 'vitest';
import { renderMessages, toData, toProse } from './prompt.js';

describe('the messages', () => {
  test('of a bare input are the input, to the letter', () => {
    expect(renderMessages({ input: '  as it is\n' })).toEqual([
      { role: 'user', content: '  as it is\n' },
    ]);
  });

  test('stand in the order info, instruct, input, output, after the system message', () => {
    const texts = { input: 'I', instruct: 'C', info: 'F', system: 'S' };
    expect(renderMessages(texts, { type: 'object' })).toEqual([
      { role: 'system', content: 'S' },
      {
        role: 'user',
        content: expect.stringMatching(
          /^## Info\n\nF\n\n## Instructions\n\nC\n\n## Input\n\nI\n\n## Output\n\n[^]*\{"type":"object"\}$/,
        ),
      },
    ]);
  });

  test('name the sections that are there, even one alone, unless it is the input', () => {
    expect(renderMessages({ instruct: 'Sing' })[0]?.content).toBe('## Instructions\n\nSing');
  });
});

describe('a slot', () => {
  test('of prose drops the indentation its lines share and keeps the rest', () => {
    expect(toProse('instruct', '\n    Rules:\n      - one\n\n    End\n  ')).toBe(
      'Rules:\n  - one\n\nEnd',
    );
  });

  test('of prose writes a bullet per item and per key', () => {
    expect(toProse('instruct', ['be brief', 'line one\nline two', 3])).toBe(
      '- be brief\n- line one\n  line two\n- 3',
    );
    expect(toProse('info', { city: 'Oslo', at: { lat: 1 }, none: undefined, nil: null })).toBe(
      '- city: Oslo\n- at: {"lat":1}\n- nil: null',
    );
  });

  test('of data is JSON unless it is text', () => {
    expect(toData('input', '  x')).toBe('  x');
    expect(toData('input', { a: [1] })).toBe('{\n  "a": [\n    1\n  ]\n}');
  });
});

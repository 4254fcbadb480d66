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

  test('of prose may have more lines than a call has arguments, and any indentation', () => {
    const rows = 150_000;
    expect(toProse('info', '  row\n'.repeat(rows))).toBe('row\n'.repeat(rows).trim());
    const deep = ' '.repeat(10_000_000);
    expect(toProse('info', `\n${deep}one\n${deep}  two\n \n`)).toBe('one\n  two');
  });

  test('of data is JSON unless it is text', () => {
    expect(toData('input', '  x')).toBe('  x');
    expect(toData('input', { a: [1] })).toBe('{\n  "a": [\n    1\n  ]\n}');
  });
});

// Neither ends within the time of a test where the space is shared out in every way there is.
describe('a placeholder that is full of space and has no end', () => {
  const space = ' '.repeat(2000);

  test('stays as it is, also in the history', () => {
    const content = `\${${space}x`;
    const history = { role: 'user', content, attachments: [] } as const;
    const messages = renderMessages({ input: content, chatHistory: [history] });
    expect(messages.map((message) => message.content)).toEqual([content, content]);
  });

  test('is the name without the space, when it has one', () => {
    const input = `\${${space}tea${space}} and \${${space}}`;
    expect(renderMessages({ input, mappings: { tea: 'Assam' } })[0]?.content).toBe(
      `Assam and \${${space}}`,
    );
  });
});

// In: nothing. Out: what models write around an answer, each with the value its reader expects.
// Written by somebody who had not seen the rules.
// Knows nothing of how they are read.

import type { Slips } from './slips.js';

export const writtenAround: Slips = {
  'fences in fences': [
    ['```markdown\n```json\n{"title":"A","n":1}\n```\n```', { title: 'A', n: 1 }],
    ['~~~\n```json\n{"title":"A","n":1}\n```\n~~~', { title: 'A', n: 1 }],
    ['Here\'s the file:\n\n``````json\n{"title":"A","n":1}\n``````\n', { title: 'A', n: 1 }],
    [
      '```json\n{"md":"```js\\nlet a = {};\\n```","n":1}\n```',
      { md: '```js\nlet a = {};\n```', n: 1 },
    ],
    [
      '```json\n{"md":"```js\nlet a = {};\n```","n":1}\n```',
      { md: '```js\nlet a = {};\n```', n: 1 },
    ],
    ['> ```json\n> {"title":"A",\n> "n":1}\n> ```', { title: 'A', n: 1 }],
    ['- ```json\n  {"title":"A","n":1}\n  ```', { title: 'A', n: 1 }],
    [
      '1. The answer:\n\n    ```json\n    {\n      "title": "A",\n      "n": 1\n    }\n    ```\n\n2. More',
      { title: 'A', n: 1 },
    ],
    ['```json\n```json\n{"title":"A","n":1}\n```\n```', { title: 'A', n: 1 }],
    ['\'\'\'{"title":"A","n":1}\'\'\'', { title: 'A', n: 1 }],
    [
      '```json\n{\n  "title": "A",\n  "n": 1\n}\n```\n\n```json\n{\n  "title": "B",\n  "n": 2\n}\n```',
      { title: 'A', n: 1 },
    ],
    [
      '```jsonc\n{\n  // the title\n  "title": "A", // so\n  "n": 1, /* one */\n}\n```',
      { title: 'A', n: 1 },
    ],
    ['```\nfoo\n```\n```json\n{"title":"A","n":1}\n```', { title: 'A', n: 1 }],
    [
      '```python\nimport json\nprint(json.dumps({"x": [1]}))\n```\nOutput:\n```json\n{"title":"A","n":1}\n```',
      { title: 'A', n: 1 },
      'titled',
    ],
    ['```json\n// answer.json\n{"title":"A","n":1}\n```', { title: 'A', n: 1 }],
    ['```json filename=answer.json\n{"title":"A","n":1}```', { title: 'A', n: 1 }],
    ['```json\n{"title":"A","n":1\n```\nThat is all.', { title: 'A', n: 1 }],
    ['```json\n{"title":"A","n":1,\n```', { title: 'A', n: 1 }],
    ['```json\n{"title":"A","tags":["x","y"\n```', { title: 'A', tags: ['x', 'y'] }],
    ['```json\n{"title":"A","n":1}\n```json\n', { title: 'A', n: 1 }],
  ],
  'apologies behind': [
    [
      '{"title":"A","n":1}\n\nI apologize, I made a mistake in {"title"}. Please ignore.',
      { title: 'A', n: 1 },
    ],
    ['{"title":"A","n":1}\n\nSorry — I can\'t verify [1].', { title: 'A', n: 1 }],
    ['{"title":"A","n":1} (I hope that\'s right!)', { title: 'A', n: 1 }],
    ['{"title":"A","n":1}\n// Note: n is approximate', { title: 'A', n: 1 }],
    ['{"title":"A","n":1}\n\n**Note:** `n` is a guess: {n: 2}', { title: 'A', n: 1 }, 'titled'],
    [
      'I\'m sorry, but as an AI I cannot browse. However:\n{"title":"A","n":1}',
      { title: 'A', n: 1 },
    ],
    ['{"title":"A","n":1}\n\nOops, correction:\n{"title":"B","n":2}', { title: 'A', n: 1 }],
    ['{"title":"A","n":"one"}\nLet me fix that:\n{"n":1}', { title: 'A', n: 'one' }, 'titled'],
  ],
  'several answers for a list': [
    [
      '{"title":"A","n":1}\n{"title":"B","n":2}',
      [
        { title: 'A', n: 1 },
        { title: 'B', n: 2 },
      ],
      'titles',
    ],
    ['[{"title":"A","n":1}]\n[{"title":"B","n":2}]', [{ title: 'A', n: 1 }], 'titles'],
    [
      '[{"title":"A","n":1},\n{"title":"B","n":2}',
      [
        { title: 'A', n: 1 },
        { title: 'B', n: 2 },
      ],
      'titles',
    ],
    [
      '1) {"title":"A","n":1}\n2) {"title":"B","n":2}',
      [
        { title: 'A', n: 1 },
        { title: 'B', n: 2 },
      ],
      'titles',
    ],
    [
      '1. {"title":"A","n":1}\n\n2. {"title":"B","n":2}\n',
      [
        { title: 'A', n: 1 },
        { title: 'B', n: 2 },
      ],
      'titles',
    ],
    [
      '* {"title":"A","n":1}\n* {"title":"B","n":2}',
      [
        { title: 'A', n: 1 },
        { title: 'B', n: 2 },
      ],
      'titles',
    ],
    [
      'First item:\n```json\n{"title":"A","n":1}\n```\nSecond item:\n```json\n{"title":"B","n":2}\n```',
      [
        { title: 'A', n: 1 },
        { title: 'B', n: 2 },
      ],
      'titles',
    ],
    [
      '### Item 1\n{"title":"A","n":1}\n### Item 2\n{"title":"B","n":2}\n',
      [
        { title: 'A', n: 1 },
        { title: 'B', n: 2 },
      ],
      'titles',
    ],
    [
      '{"items":[{"title":"A","n":1},{"title":"B","n":2}]}',
      [
        { title: 'A', n: 1 },
        { title: 'B', n: 2 },
      ],
      'titles',
    ],
    ['[{"title":"A","n":1}];[{"title":"B","n":2}]', [{ title: 'A', n: 1 }], 'titles'],
    [
      '{"title":"A","n":1}, {"title":"B","n":2}',
      [
        { title: 'A', n: 1 },
        { title: 'B', n: 2 },
      ],
      'titles',
    ],
    [
      '[\n{"title":"A","n":1}\n{"title":"B","n":2}\n]',
      [
        { title: 'A', n: 1 },
        { title: 'B', n: 2 },
      ],
      'titles',
    ],
    [
      '[{"title":"A","n":1}{"title":"B","n":2}]',
      [
        { title: 'A', n: 1 },
        { title: 'B', n: 2 },
      ],
      'titles',
    ],
    [
      '[{"title":"A","n":1};{"title":"B","n":2}]',
      [
        { title: 'A', n: 1 },
        { title: 'B', n: 2 },
      ],
      'titles',
    ],
    [
      '[\n  // first\n  {"title":"A","n":1},\n  // second\n  {"title":"B","n":2}\n]',
      [
        { title: 'A', n: 1 },
        { title: 'B', n: 2 },
      ],
      'titles',
    ],
  ],
  wrappers: [
    ['{"answer":{"title":"A","n":1}}', { title: 'A', n: 1 }, 'titled'],
    ['{"title":"A","n":1}}}', { title: 'A', n: 1 }, 'titled'],
    ['"{\\"title\\":\\"A\\",\\"n\\":1}"', { title: 'A', n: 1 }, 'titled'],
  ],
  'calls of tools': [
    [
      '<tool_call>\n{"name":"answer","arguments":{"title":"A","n":1}}\n</tool_call>',
      { name: 'answer', arguments: { title: 'A', n: 1 } },
    ],
    [
      '<function_calls>\n<invoke name="answer">\n<parameter name="json">{"title":"A","n":1}</parameter>\n</invoke>\n</function_calls>',
      { title: 'A', n: 1 },
      'titled',
    ],
    ['<|tool_call|>{"title":"A","n":1}<|/tool_call|>', { title: 'A', n: 1 }],
    ['<answer>\n```json\n{"title":"A","n":1}\n```\n</answer>', { title: 'A', n: 1 }],
    ['<json>{"title":"A","n":1}</json><explanation>{x}</explanation>', { title: 'A', n: 1 }],
    ['<result value=\'x\'>{"title":"A","n":1}</result>', { title: 'A', n: 1 }],
    ['answer({"title":"A","n":1})', { title: 'A', n: 1 }],
    ['functions.answer({"title":"A","n":1})', { title: 'A', n: 1 }],
    [
      '[TOOL_CALLS] [{"name":"answer","arguments":{"title":"A","n":1}}]',
      [{ name: 'answer', arguments: { title: 'A', n: 1 } }],
    ],
    ['<|python_tag|>{"title":"A","n":1}', { title: 'A', n: 1 }],
    ['Action: answer\nAction Input: {"title":"A","n":1}\nObservation:', { title: 'A', n: 1 }],
    ['Thought: I should answer {now}.\nFinal Answer: {"title":"A","n":1}', { title: 'A', n: 1 }],
    [
      '<｜tool▁calls▁begin｜>```json\n{"title":"A","n":1}\n```<｜tool▁calls▁end｜>',
      { title: 'A', n: 1 },
    ],
  ],
  thinking: [
    [
      '<think>\nThe user wants {"title": ..., "n": ...}\n</think>\n\n{"title":"A","n":1}',
      { title: 'A', n: 1 },
      'titled',
    ],
    [
      '<thinking>\n```json\n{"title":"x","n":0}\n```\n</thinking>\n```json\n{"title":"A","n":1}\n```',
      { title: 'A', n: 1 },
    ],
    [
      'The user wants JSON. {"title":"x","n":0}?\n</think>\n{"title":"A","n":1}',
      { title: 'A', n: 1 },
    ],
    ['<think>{"title":"<think>"}</think>{"title":"A","n":1}', { title: 'A', n: 1 }],
    [
      '<inner_monologue>{"title":"x","n":0}</inner_monologue>{"title":"A","n":1}',
      { title: 'A', n: 1 },
    ],
    ['<thoughts>{"title":"x","n":0}</thoughts>{"title":"A","n":1}', { title: 'A', n: 1 }],
    [
      '<chain_of_thought>{"title":"x","n":0}</chain_of_thought>{"title":"A","n":1}',
      { title: 'A', n: 1 },
    ],
    [
      '<|begin_of_thought|>{"title":"x","n":0}<|end_of_thought|>{"title":"A","n":1}',
      { title: 'A', n: 1 },
    ],
    ['*thinks* {"title": hmm} {"title":"A","n":1}', { title: 'A', n: 1 }, 'titled'],
    ['<think>\n\n</think>\n\n```json\n{"title":"A","n":1}\n```', { title: 'A', n: 1 }],
    ['<!-- thinking: {"title":"x","n":0} -->{"title":"A","n":1}', { title: 'A', n: 1 }],
  ],
  'prose before': [
    ['Using {curly} braces and [brackets], I produce: {"title":"A","n":1}', { title: 'A', n: 1 }],
    ['The set {1, 2} and the list [1, 2] give {"title":"A","n":1}', { title: 'A', n: 1 }, 'titled'],
    ['In JS you\'d write `{}` or `[]`. Here: {"title":"A","n":1}', { title: 'A', n: 1 }],
    [
      'Your format {"title": string, "n": number} is respected: {"title":"A","n":1}',
      { title: 'A', n: 1 },
      'titled',
    ],
    [
      'e.g. {"title": "Example", "n": 0} would be an example. Yours: {"title":"A","n":1}',
      { title: 'Example', n: 0 },
      'titled',
    ],
    ['f(x) = {x if x > 0 else -x}; {"title":"A","n":1}', { title: 'A', n: 1 }],
    ['Dear {{name}}, {"title":"A","n":1}', { title: 'A', n: 1 }],
    ['[Assistant]: {"title":"A","n":1}', { title: 'A', n: 1 }],
    ['[2024-01-01 10:00:00] INFO {"title":"A","n":1}', { title: 'A', n: 1 }],
    ['[INFO] {"title":"A","n":1}', { title: 'A', n: 1 }],
    ['{INFO} {"title":"A","n":1}', { title: 'A', n: 1 }],
    ['Step [1/3]: parse. Step [2/3]: write. {"title":"A","n":1}', { title: 'A', n: 1 }],
    ['\\[ x^2 \\] {"title":"A","n":1}', { title: 'A', n: 1 }],
    ['$\\{a, b\\}$ {"title":"A","n":1}', { title: 'A', n: 1 }],
    ['![img](x.png) [a](b) {"title":"A","n":1}', { title: 'A', n: 1 }],
    ['- [x] a\n- [ ] b\n\n{"title":"A","n":1}', { title: 'A', n: 1 }],
    ['[^1]: note\n{"title":"A","n":1}', { title: 'A', n: 1 }],
    ['"title" should be "A": {"title":"A","n":1}', { title: 'A', n: 1 }],
    [
      'Sure! Here\'s the JSON you requested:\n\n{"title":"A","n":1}\n\nLet me know if you\'d like any changes! 😊',
      { title: 'A', n: 1 },
    ],
    ['JSON:\n{\n"title": "A",\n"n": 1\n}\nEND', { title: 'A', n: 1 }],
    ['{ "title": "A", "n": 1 } ]', { title: 'A', n: 1 }],
    ['=> {"title":"A","n":1}', { title: 'A', n: 1 }],
    ['>>> {"title":"A","n":1}\n>>> ', { title: 'A', n: 1 }],
    ['$ echo\n{"title":"A","n":1}\n$', { title: 'A', n: 1 }],
    ['{"title":"A","n":1}%', { title: 'A', n: 1 }],
    ['{"title":"A","n":1}.', { title: 'A', n: 1 }],
    ['{"title":"A","n":1};', { title: 'A', n: 1 }],
    ['{"title":"A","n":1},', { title: 'A', n: 1 }],
    ['{"title":"A","n":1}"', { title: 'A', n: 1 }],
    ['\'{"title":"A","n":1}\'', { title: 'A', n: 1 }],
    ['const a = {title: "A", n: 1} as const;', { title: 'A', n: 1 }],
    ["let x: T = {title: 'A', n: 1};\nexport default x;", { title: 'A', n: 1 }],
    ["return {\n  title: 'A',\n  n: 1,\n};", { title: 'A', n: 1 }],
    ["module.exports = {title: 'A', n: 1}", { title: 'A', n: 1 }],
    ["{title: 'A', re: /ab+c/gi, n: 1}", { title: 'A', re: '/ab+c/gi', n: 1 }],
    ['{title: `A ${b}`, n: 1}', { title: 'A ${b}', n: 1 }],
    ['{title: "A" + "B", n: 1}', { title: 'AB', n: 1 }],
  ],
};

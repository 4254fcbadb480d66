import { expect, test } from 'vitest';
import type { InstantParserOptions } from '../../src/index.js';
import { parseChunks } from '../laws/parsing.js';

const expects = { kind: 'object', keys: new Set(['title']) } as const;

const texts: readonly (readonly [text: string, options: InstantParserOptions])[] = [
  ['{"a":"x","a":{"b":1}} {"title":1}', { expects, duplicateKeys: 'error' }],
  ['{"a":5"a"1e"a"...})...', { expects, duplicateKeys: 'error' }],
  ['{a:"x";a: true//]', { expects, duplicateKeys: 'error' }],
  ['{"a":"x","b":[],"a', { expects, duplicateKeys: 'error' }],
  ['{"a":foo(]\\=Nan]', {}],
  ['[5{234\\f(...nan\n"z":[1]}', {}],
  ['["a",{/"a"\n"z":[1]}', {}],
  ['{"a":1;5,"b":2}', {}],
];

test.each(texts)('%s is given up and reported the same at any split', (text, options) => {
  const whole = parseChunks([text], options);
  for (let at = 0; at <= text.length; at++) {
    for (const chunks of [[text.slice(0, at), text.slice(at)], [...text]]) {
      const split = parseChunks(chunks, options);
      expect(split.parser.repairs).toEqual(whole.parser.repairs);
      expect(split.parser.value).toEqual(whole.parser.value);
      expect(split.events.at(-1)).toEqual(whole.events.at(-1));
    }
  }
});

// In: a length. Out: a text of about that length that tempts a careless parser to look back.
// Every shape repeats one thing, so work that is not linear shows in two sizes.
// Knows nothing of how work is counted.

import type { DuplicateKeys, RootExpectation } from '../../src/index.js';

export type Shapes = Readonly<Record<string, (length: number) => string>>;

/** Shapes and the options they are read with. */
export interface Trial {
  readonly shapes: Shapes;
  readonly expects?: RootExpectation;
  readonly duplicateKeys?: DuplicateKeys;
}

/** `count` copies, numbered where a copy asks for it. */
export const many = (count: number, copy: (index: number) => string, between = ''): string =>
  Array.from({ length: Math.ceil(count) }, (_, index) => copy(index)).join(between);

/** Texts of about `length` characters, each of which tempts a careless parser to look back. */
export const SHAPES: Shapes = {
  'a list of objects': (length) =>
    `[${many(length / 58, (id) => `{"id":${1000 + id},"name":"The name","tags":["a","b"],"ok":true}`, ',')}]`,
  'one long string': (length) => `{"text":"${many(length / 10, () => 'ten chars ')}"}`,
  'one string of escapes': (length) => `{"text":"${many(length / 8, () => '\\n\\u00e9')}"}`,
  'a string that never closes': (length) => `{"text":"${many(length / 4, () => 'abc ')}`,
  'one long key': (length) => `{"${many(length / 4, () => 'abcd')}":1}`,
  'different keys': (length) => `{${many(length / 12, (id) => `"k${10_000 + id}":1`, ',')}}`,
  'one key again and again': (length) => `{${many(length / 6, () => '"a":1', ',')}}`,
  'one long number': (length) => `[${many(length / 4, () => '1234')}]`,
  'short numbers': (length) => `[${many(length / 6, () => '-1.5e3', ',')}]`,
  'deep nesting': (length) => `${many(length / 8, () => '{"a":[')}1${many(length / 8, () => ']}')}`,
  'deep nesting that never closes': (length) => many(length / 6, () => '{"a":['),
  'a long key above many fields': (length) =>
    `{"${many(length / 8, () => 'key ')}":[${many(length / 4, () => '1', ',')}]}`,
  'empty containers': (length) => `[${many(length / 6, () => '{},[]', ',')}]`,
  'one key with an object again and again': (length) =>
    `{${many(length / 14, () => '"a":{"b":[1]}', ',')}}`,
  'a flood of backslashes': (length) => `["${many(length / 4, () => '\\\\\\\\')}"]`,
  'escaped quotes': (length) => `["${many(length / 4, () => '\\"\\"')}"]`,
  'escaped surrogates': (length) => `["${many(length / 12, () => '\\ud83d\\ude00')}"]`,
  'escaped halves of surrogates': (length) => `["${many(length / 6, () => '\\ud83d')}"]`,
  'surrogates as they are': (length) => `["${many(length / 2, () => '😀')}"]`,
  'halves of surrogates as they are': (length) => `["${many(length, () => '\ud83d')}"]`,
  'an exponent of zeros': (length) => `[1e${many(length, () => '0')}1]`,
  spaces: (length) => `{ ${many(length / 4, () => ' \n\t ')}"a":1}`,
};

/** What a tolerant reader forgives, or gives up on, over and over; none of it may make it look back. */
export const LIBERTIES: Shapes = {
  'brackets in prose': (length) => `${many(length / 16, () => '{ not yet [ json ')}{"a":1}`,
  'fences in a row': (length) => `${many(length / 8, () => '```json\n')}{"a":1}`,
  'answers that are not': (length) => `${many(length / 12, () => '{"a": } [1, ')}{"a":1}`,
  'small answers in a row': (length) => many(length / 8, () => '{"a":1}\n'),
  'thinking with drafts': (length) =>
    `<think>${many(length / 16, () => '{"a":[1,2,{"b":')}</think>{"a":1}`,
  'thinking that never ends': (length) => `<think>${many(length / 8, () => '{"a":1} ')}`,
  'openers only': (length) => many(length, () => '['),
  'openers of both kinds': (length) => many(length / 2, () => '{['),
  'closers that fit nothing': (length) => `{"a":[${many(length / 4, () => '1]},')}`,
  'single quotes': (length) => `{'a':'${many(length / 8, () => "it's so ")}'}`,
  'quotes inside strings': (length) => `{"a":"${many(length / 12, () => 'say "yes", ')}"}`,
  'quotes before equals signs': (length) => `{"a":"x" y${many(length / 6, () => '"=zzzz')}"}`,
  'quotes before brackets': (length) => `{"a":"x" y${many(length / 6, () => '"]zzzz')}"}`,
  'quotes before line ends': (length) => `{"a":"x" y${many(length / 6, () => '"\nzzzz')}"}`,
  'an unquoted value': (length) => `{a: ${many(length / 8, () => 'so well ')}}`,
  'unquoted keys': (length) => `{${many(length / 10, (id) => `k${10_000 + id}: 1`, ',')}}`,
  'missing commas': (length) => `[${many(length / 6, () => '"a" 1\n')}]`,
  'commas only': (length) => `[1${many(length, () => ',')}]`,
  comments: (length) => `[1${many(length / 12, () => '/* * / */ //')}\n]`,
  'a comment that never ends': (length) => `[1 /*${many(length / 4, () => '* / ')}`,
  'raw line breaks': (length) => `{"a":"${many(length / 6, () => 'line\n\n')}"}`,
  'backslashes that escape nothing': (length) => `{"a":"${many(length / 6, () => '\\q\\u1')}"}`,
  'Python words': (length) => `[${many(length / 6, () => 'True', ',')}]`,
  'prose after the answer': (length) => `{"a":1}${many(length / 16, () => ' and {"b": or [ ')}`,
  'backslashes between single quotes': (length) => `{'a':'${many(length / 2, () => '\\\\')}'}`,
  'single quotes only': (length) => `{'a':${many(length, () => "'")}`,
  'double quotes only': (length) => `{"a":${many(length, () => '"')}`,
  'quotes of both kinds': (length) => `["a" b ${many(length / 4, () => `"'",`)}`,
  'typographic quotes': (length) => `[“${many(length / 8, () => 'so ”no” ')}”]`,
  'quotes that may be ends': (length) => `{'a':'${many(length / 8, () => "x', yyy ")}'}`,
  'quotes before long words': (length) =>
    `{'a':'${many(length / 32, () => `', ${'w'.repeat(28)} `)}'}`,
  'a quote before a long gap': (length) => `{'a':'x'${many(length, () => ' ')}y'}`,
  'a string before a long gap': (length) => `["a"${many(length, () => ' ')}b"]`,
  'strings that close by mistake': (length) => `[${many(length / 12, () => '"a" b "c"', ',')}]`,
  'fences inside strings': (length) => `{"a":"${many(length / 8, () => '```json ')}"}`,
  'fences inside the answer': (length) => `{"a":1${many(length / 4, () => '```\n')}`,
  'backticks only': (length) => many(length, () => '`'),
  'thinking that opens and closes': (length) =>
    `${many(length / 16, () => '<think></think>\n')}{"a":1}`,
  'thinking that only opens': (length) => many(length / 8, () => '<think> '),
  'thinking that only closes': (length) => many(length / 16, () => '{"a":1}</think> '),
  'angle brackets only': (length) => many(length, () => '<'),
  'one long tag': (length) => `<${many(length, () => 'a')}>{"a":1}`,
  'block comments that almost end': (length) => `[1 /${many(length, () => '*')}`,
  'line comments': (length) => `[1${many(length / 6, () => ' // c\n')}]`,
  'comments between all there is': (length) => `[${many(length / 10, () => '/**/1/**/', ',')}]`,
  'openers of one kind, closers of the other': (length) =>
    `${many(length / 2, () => '[')}${many(length / 2, () => '}')}`,
  'objects closed as arrays': (length) =>
    `${many(length / 12, () => '{"a":[')}${many(length / 4, () => '}]')}`,
  'deep brackets in prose': (length) =>
    `See ${many(length / 4, () => '(')}${many(length / 4, () => '[')}${many(length / 4, () => ']')} {"a":1}`,
  'missing colons': (length) => `{${many(length / 6, () => '"a" 1', ',')}}`,
  'missing values': (length) => `{${many(length / 5, () => '"a":', ',')}}`,
  'signs and points': (length) => `[1${many(length / 4, () => '-.e+')}]`,
  ellipses: (length) => `[${many(length / 4, () => '...', ',')}]`,
  'separators of any kind': (length) => `{${many(length / 6, () => 'a=>1;')}}`,
  'lone surrogates everywhere': (length) => many(length / 4, () => '{\ud83d"\ud83d'),
  'zeros and marks': (length) => `{"a":"${many(length / 2, () => '\u0000\ufeff')}"}`,
};

/** Where it matters what is expected, or what a repeated key means. */
export const TRIALS: readonly Trial[] = [
  {
    expects: { kind: 'array' },
    shapes: {
      'objects line by line': (length) => many(length / 11, (id) => `{"a":${1000 + id}}\n`),
      'objects line by line that never close': (length) => many(length / 6, () => '{"a":\n'),
      'objects line by line amid prose': (length) => many(length / 15, () => '{"a":1}\nand so\n'),
      'objects line by line amid thinking': (length) =>
        many(length / 32, () => '{"a":1}\n<think>{"b":2}</think>\n'),
      'lines that turn out to be drafts': (length) =>
        many(length / 17, () => '{"a":1}\n</think>\n'),
      'objects in events': (length) => many(length / 16, () => 'data: {"a":1}\n\n'),
      'objects before lists': (length) => many(length / 18, () => '{"a":1}\n[{"b":1}]\n'),
      'objects that wrap lists': (length) => many(length / 13, () => 'a {"a":[{}]} '),
      'footnotes before the answer': (length) => `${many(length / 4, () => '[1] ')}[1,2]`,
    },
  },
  {
    expects: { kind: 'array', itemKeys: new Set(['title']) },
    shapes: {
      'lines that have no key': (length) => many(length / 8, () => '{"a":1}\n'),
      'lines that wrap lists': (length) => many(length / 14, () => '{"a":["b"]} [\n'),
      'one line that wraps a list that never ends': (length) =>
        `{"a":[${many(length / 8, () => '{"b":1},')}`,
    },
  },
  {
    expects: { kind: 'object', keys: new Set(['title']) },
    shapes: {
      'drafts before the answer': (length) =>
        `${many(length / 16, () => '{"a":[1,{"b":2}]}')}{"title":1}`,
      'one draft that never ends': (length) => `{"a":[${many(length / 8, () => '{"b":2},')}`,
      'drafts that cannot be read': (length) => `${many(length / 8, () => '{"a":^} ')}{"title":1}`,
      'a draft full of repairs': (length) => `{"a":[${many(length, () => ',')}]} {"title":1}`,
      'objects that wrap others': (length) => many(length / 16, () => '{"a":{"b":[1]}} '),
      'one object of many objects': (length) =>
        `{${many(length / 20, (id) => `"k${10_000 + id}":{"b":[1]}`, ',')}}`,
      'one object of many answers': (length) =>
        `{${many(length / 20, (id) => `"k${10_000 + id}":{"title":1}`, ',')}}`,
      'one object that wraps another, and so on': (length) => many(length / 5, () => '{"a":'),
      'thinking that withdraws': (length) => many(length / 19, () => '{"title":1}</think>'),
    },
  },
  {
    duplicateKeys: 'first',
    shapes: {
      'one key again and again, the first counts': (length) =>
        `{${many(length / 6, () => '"a":1', ',')}}`,
      'one large value passed over': (length) =>
        `{"a":1,"a":[${many(length / 10, () => '{"b":"c"}', ',')}]}`,
    },
  },
];

// In: nothing. Out: texts of every kind that `JSON.parse` rejects, each with the place of its fault.
// Knows nothing of how they are read.

import { type FaultyCase, lines, reject } from './cases.js';

/** The code of texts that only stop too early; none of them has another. */
const END = 'unexpected-end';

/** Texts that `JSON.parse` rejects. */
export const rejectedCases: readonly FaultyCase[] = [
  ...reject('nothing', END, ['‸', ' ‸', '\n\t\r ‸']),
  ...reject(
    'arrays',
    'unexpected-character',
    lines(String.raw`
    [1 ‸true]
    ["a"‸: 1]
    [""]‸,
    [‸,1]
    [1,‸,2]
    ["x",‸,]
    ["x",‸]
    ["x"]‸]
    [1,‸]
    [1‸;2]
    [3‸[4]]
    [‸,]
    [‸,,]
    [   ‸, ""]
    [1,‸,]
    [‸*]
    [‸␋]
    ["a"‸␌]
    [1‸}
    [‸}
    [‸:]
    [1‸:2]
    [‸x
    [‸'a']
    [‸/*c*/]
    [1‸//
    [‸(]
    [‸<null>]
    ["" ‸"a"]
    ["a" ‸"b"]
    [[]‸[]]
    [{}‸{}]
    [1] ‸2]
  `),
  ),
  ...reject(
    'arrays that stop',
    END,
    lines(String.raw`
    [‸
    [1‸
    [1,‸
    [""‸
    ["",‸
    ["a",␊4␊,1,‸
    [1,␊1␊‸
    [{}‸
    [[[[‸
    [true‸
    [1.5‸
    [-‸
    [1.‸
    [1e+‸
    [tru‸
    ["a‸
    ["a\‸
    ["\u00‸
  `),
  ),
  ...reject(
    'objects',
    'unexpected-character',
    lines(String.raw`
    {‸[: "x"}
    {‸[]:1}
    {"x"‸, null}
    {"x":‸:"b"}
    {‸😀}
    {"a":"a" ‸123}
    {‸key: 'value'}
    {"a" ‸b}
    {‸:"b"}
    {"a" ‸"b"}
    {"a":‸}
    {"a"‸}
    {‸1:1}
    {‸9999E9999:1}
    {‸null:null,null:null}
    {"id":0,‸,,,,}
    {‸'a':0}
    {"id":0,‸}
    {"a":"b"}‸/**/
    {"a":"b"}‸//
    {"a":"b"}‸/
    {"a":"b",‸,"c":"d"}
    {‸a: "b"}
        { "foo" : "bar", "a" ‸}
    {"a":"b"}‸#
    {"a":"b"}‸}
    {"a":1‸]
    {‸]
    {‸,
    {‸{
    {"a":1‸;"b":2}
    {"a"‸=1}
    {"a"‸=>1}
    {"a":1 ‸"b":2}
    {"a":‸,"b":2}
    {"a":1,‸b:2}
    {‸true:1}
    {"a":1‸/* c */}
    {"a":‸'b'}
    {"a":‸undefined}
  `),
  ),
  ...reject(
    'objects that stop',
    END,
    lines(String.raw`
    {‸
    {"‸
    {"a‸
    {"a"‸
    {"a":‸
    {"a":"‸
    {"a":"a‸
    {"a":1‸
    {"a":1,‸
    {"a":1,"‸
    {"a":{}‸
    {"a":[{‸
    {"a":1.5e‸
    {"a\‸
    {"a":nul‸
    [{"a":"b"},{"a":‸
  `),
  ),
  ...reject(
    'numbers',
    'invalid-number',
    lines(String.raw`
    -‸
    1.‸
    1e‸
    1E-‸
    [-‸]
    [-‸-1]
    [-‸ 1]
    [-‸a]
    [-‸foo]
    [-‸NaN]
    [-‸Infinity]
    [-‸.123]
    [-‸+1]
    [1‸+2]
    [0‸1]
    [-0‸1]
    [-0‸12]
    [0‸0]
    [123‸-4]
    [1.‸]
    [-2.‸]
    [0.‸e1]
    [2.‸e+3]
    [2.‸.5]
    [0.1‸.2]
    [-1.0‸.]
    [1.‸-5]
    [0e‸]
    [0e+‸]
    [0E‸]
    [0E+‸]
    [0.3e‸]
    [0.3e+‸]
    [1.0e-‸]
    [1e‸E2]
    [1e‸a]
    [1e5‸.5]
    [1e5‸e5]
    [1e+‸-5]
    [1e1‸-1]
    {"a":0‸9}
    {"a":1.‸,"b":2}
    0‸0
  `),
  ),
  ...reject(
    'characters beside numbers',
    'unexpected-character',
    lines(String.raw`
    [‸+1]
    [‸++1234]
    [‸.2e-3]
    [‸.5]
    [‸.-1]
    [1‸_000]
    [1 ‸000.0]
    [0‸x1]
    [0‸x42]
    [0‸b1]
    [1‸n]
    [1.5‸f]
    [1.2‸a-3]
    [1e5‸x]
    [1.8011670033376514‸H-308]
    [‸Inf]
    [‸NaN]
    [‸Infinity]
    [‸１]
    [1‸é]
    [1‸$]
    2‸@
    1 ‸2
    12‸,
    1‸]
    1‸␀
  `),
  ),
  ...reject(
    'literals',
    'unexpected-character',
    lines(String.raw`
    [nul‸]
    [tru‸]
    [fals‸]
    [null ‸null
    [tr‸UE]
    [‸True]
    [‸NULL]
    [‸None]
    [tru‸th]
    [true‸false]
    [null‸l]
    [null‸null]
    {"a":tru‸}
    {"a":f‸,"b":1}
    ‸True
    ‸undefined
    true‸false
    true ‸false
    nul‸x
    false‸y
    t‸␊rue
    ‸aå
    ‸å
  `),
  ),
  ...reject('literals that stop', END, ['t‸', 'tru‸', 'f‸', 'fals‸', 'n‸', 'nul‸']),
  ...reject(
    'escapes',
    'invalid-escape',
    lines(String.raw`
    "\‸x"
    "\‸x00"
    "\‸a"
    "\‸0"
    "\‸'"
    "\‸ "
    "\‸U0041"
    "\‸N"
    "\‸␉"
    "\‸␀"
    "\‸😀"
    "\‸␊"
    "\u‸"
    "\u0‸"
    "\u00‸"
    "\u00A‸"
    "\u‸ 1234"
    "\u1‸x"
    "\u12‸g4"
    "\u123‸G"
    "\u‸{41}"
    "\u‸+123"
    "\u‸-123"
    "\u00‸é9"
    "\ud83d\u‸"
    "\ud83d\‸x"
    "\ud83d\u12‸"
    "\uD800\u1‸x"
    "\\\‸x"
    {"\‸x":1}
    {"\u00‸":1}
    ["a","\‸q"]
    "\u1234\u‸"
  `),
  ),
  ...reject(
    'strings that stop',
    END,
    lines(String.raw`
    "‸
    "a‸
    "\‸
    "\"‸
    "\\\"‸
    "\u‸
    "\u1‸
    "\u123‸
    "\u1234‸
    "\ud83d‸
    "\ud83d\‸
    "\ud83d\u‸
    "😀‸
  `),
  ),
  ...reject(
    'quotes',
    'unexpected-character',
    lines(String.raw`
    ‸'single'
    ‸“curly”
    "a"‸b"
    "a" ‸"b"
    "x"‸x
    ""‸,
    ‸é
    ‸\n
    ‸\u0022x"
    [‸\u000A""]
    ‸abc
    ‸${'`'}a${'`'}
    "a"‸'
  `),
  ),
  ...reject(
    'around the value',
    'unexpected-character',
    lines(String.raw`
    ‸]
    ‸}
    ‸,
    ‸:
    ‸*
    ‸<.>
    ‸<null>
    [1]‸x
    [1]‸]
    {}‸}
    {}‸{}
    []‸[]
    {"a":true} ‸"x"
    1‸a
    ‸/**/1
    ‸// c
    1‸# c
    1‸//
    {}‸;
    ‸${'```'}json
    ‸<think>
    ‸Sure: {}
    {}‸ok
    ‸data: {}
    ‸␀
    ‸␀[]
    []‸␀
    [‸␀]
    ‸␌
    ‸␈1
  `),
  ),
  ...reject(
    'odd spaces',
    'unexpected-character',
    [...'\ufeff\u00a0\u2003\u2028\u2029\u200b\u2060\u3000\u0085\v\f\u1680\u180e\u202f'].flatMap(
      (space) => [`‸${space}[]`, `[]‸${space}`, `[1‸${space}]`],
    ),
  ),
  ...reject('a byte order mark alone', 'unexpected-character', [
    '‸\ufeff',
    '‸\ufffe',
    '‸\u00ef\u00bb\u00bf{}',
  ]),
  ...reject(
    'every control character, raw',
    'control-character',
    Array.from({ length: 32 }, (_, unit) => `["a‸${String.fromCharCode(unit)}b"]`),
  ),
  ...reject('control characters in keys', 'control-character', [
    '{"‸\u0000":1}',
    '{"a‸\n":1}',
    '{"a\\n‸\tb":1}',
    '{"a":"b\\\\‸\n"}',
    '"‸\u001f',
  ]),
  ...reject('lone surrogates outside strings', 'unexpected-character', [
    '‸\ud800',
    '[‸\udc00]',
    '{}‸\ud83d\ude00',
    '{‸\ud83d',
  ]),
  ...reject('lines before the fault', 'unexpected-character', [
    '{\n  "a": 1,\n  "b": ‸x\n}',
    '[\n\n\n]‸]',
    '{\r\n"a":\r\n‸}',
    '"a"\n\n‸"b"',
    '[1,\n 2,\n ‸]',
    '\n\n\n  ‸?',
    '{"a\\nb":\n‸}',
  ]),
  ...reject('deep and unfinished', END, [
    `${'['.repeat(5000)}‸`,
    `${'{"a":'.repeat(3000)}‸`,
    `${'[{"a":'.repeat(2000)}‸`,
    `${'['.repeat(3000)}${']'.repeat(2999)}‸`,
  ]),
  ...reject('deep and closed wrongly', 'unexpected-character', [
    `${'['.repeat(3000)}${']'.repeat(3000)}‸]`,
    `${'['.repeat(3000)}‸}`,
    `${'{"a":'.repeat(3000)}1‸]`,
  ]),
];

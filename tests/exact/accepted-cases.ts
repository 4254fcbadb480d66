// In: nothing. Out: texts of every kind that `JSON.parse` accepts.
// Knows nothing of how they are read.

import { accept, type ExactCase, lines } from './cases.js';

const escapeUnit = (unit: number): string => `\\u${unit.toString(16).padStart(4, '0')}`;

const roots = lines(String.raw`
    0
    -0
    7
    -31.5
    1e3
    true
    false
    null
    ""
    "a lonely string"
    []
    {}
    [true]
    ␊[]␊
    {}␊
    "x"␊␊
    12␊
    12␠
     false␍␊
`);

const arrays = lines(String.raw`
    [[]   ]
    [ [ ] , [ ] ]
    [""]
    [false]
    [null]
    [null, 1, "1", {}, [], true]
    [1␊]
     [1]
    [2] ␊
    [1,null,null,null,2]
    [[[[[]]]]]
    [{},{},{}]
    [[1,2],[3,[4,[5]]]]
    [0,-0,0.0,-0.0]
    [ ␉␊␍ 1 ␉␊␍ , ␉␊␍ 2 ␉␊␍ ]
`);

const objects = lines(String.raw`
    {"a":"b"}
    {"a":1,"b":2}
    {"":0}
    {"":{"":{"":null}}}
    {"a":{}}
    {"a":[]}
    {"a":"b","a":"c"}
    {"a":"b","a":"b"}
    {"a":1,"b":2,"a":{"c":3}}
    {"a":{"b":1},"a":{"c":2}}
    {"a\u0000b":0}
    {"\u0061":1,"a":2}
    {"min":-1.0e+28,"max":1.0e+28}
    {"id":"0123456789abcdef0123456789abcdef0123456789abcdef"}
    {"ключ":"значение"}
    {"\u043a":"\u0437"}
    {␊"a":␊"b"␊}␊
    { "a" : 1 , "b" : 2 }
    {"__proto__":1}
    {"__proto__":{"x":1},"__proto__":{"y":2}}
    {"constructor":{"prototype":{"polluted":true}}}
    {"toString":null,"valueOf":false,"hasOwnProperty":0}
    {"10":"b","2":"c","a":"d","01":"e"}
    {"a.b":1,"[0]":2,"a/b":3,"a~b":4,"\"":5,"\\":6}
    {"length":3,"0":"x"}
`);

const strings = lines(String.raw`
    "\"\\\/\b\f\n\r\t"
    "\u0000"
    "\u0012\u001f\u007f"
    "\u00e9\u00E9"
    "\uABCD\uabcd\uAbCd"
    "\ud83d\ude00"
    "\uD834\uDD1E"
    "x\ud83d\ude00y\ud83d\ude01z"
    "\uDBFF\uDFFF"
    "\ud800\udc00"
    "\uffff\ufffe\ufdd0"
    "\u005c\u0022"
    "\u0022"
    "\\u0041"
    "\\\\\\\""
    "\\a"
    "\\n"
    "\\"
    "\/"
    "\u000a\u000d\u0009"
    "\u00a0\u2028\u2029\ufeff"
    "a/*b*/c//d#e"
    "{[]}:,"
    "'single' and "
    " "
    "  leading and trailing  "
    "true"
    "-1.5e3"
    "é"
    "π€"
    "日本語"
    "😀👩‍👩‍👧"
    "𝄞"
    ["a","b","c"]
    ["\u0060\u012a\u12AB"]
    [ "x" ]
    {"\n":"\t"}
`).concat(
  ['\u007f', '\u0080\u009f', '\u00a0', '\u200b\u2060\u2064', '\u2028', '\u2029', '\ufeff'].map(
    (each) => `"${each}"`,
  ),
  ['\ufdd0', '\ufffe', '\uffff', '\u{1fffe}', '\u{1bfff}', '\u{10fffe}', '\u{10ffff}'].map(
    (each) => `["${each}"]`,
  ),
  [`"${'a'.repeat(5000)}"`, `"${'\\\\'.repeat(500)}"`, `"${'\\u00e9'.repeat(300)}"`],
);

const numbers = lines(String.raw`
    [0]
    [-0]
    [0.0]
    [-0.0]
    [0e1]
    [0e+1]
    [0E-0]
    [1E22]
    [1e-2]
    [1E+2]
    [20e1]
    [123e45]
    [123.456e78]
    [123.456789]
    [-123]
    [-1]
    [ 4]
    [10]
    [100000000000000000000]
    [0.1]
    [0.30000000000000004]
    [1.7976931348623157e308]
    [5e-324]
    [2.2250738585072014e-308]
    [9007199254740991,9007199254740992,9007199254740993]
    [-9007199254740993]
    [1e00003]
    [1e-00003]
    [1.000000000000000000000000000001]
    [0.000000000000000000000000000001]
    [123456789012345,1234567890123456,12345678901234567]
    [4.35,1.005,8.41,179.99,0.07]
    [1e22,1e23,9.5e22]
`);

/** What the grammar allows and no number or text can hold exactly: to be read as JSON.parse reads it. */
const edges = lines(String.raw`
    [1e999]
    [-1e999]
    [1e-999]
    [-1e-999]
    [123123e100000]
    [-123123e100000]
    [0.4e00669999999999999999999999999999999999999999999999999999999999999999]
    [1.5e+9999]
    [-123123123123123123123123123123]
    [123123123123123123123123123123]
    [-237462374673276894279832749832423479823246327846]
    [1.797693134862315808e308]
    [4.9406564584124654e-324]
    [2.4703282292062327e-324]
    "\ud800"
    "\uDADA"
    "\udc00"
    "\ude00\ud83d"
    "\ud83d\ud83d"
    "\ud83d\n"
    "\ud83dx"
    "\ud83d\u0061"
    "\uD888\u1234"
    "\ud83d\ud83d\ude00"
    {"\uDFAA":0}
    {"\ud83d":1,"\ude00":2}
`).concat(
  ['\ud800', '\udfff', '\ude00\ud83d', 'a\ud83d', '\ud83d\\n'].map((each) => `["${each}"]`),
  [`[${'9'.repeat(400)}]`, `[0.${'0'.repeat(400)}1]`, `[1${'0'.repeat(400)}e-400]`],
);

const nested = [
  ['[', ']'],
  ['{"a":', '}'],
  ['[{"a":', '}]'],
]
  .flatMap(([open = '', close = '']) =>
    [10, 500, 1500].map((depth) => [open.repeat(depth), close.repeat(depth)] as const),
  )
  .map(([open, close]) => `${open}${open.endsWith(':') ? '0' : ''}${close}`);

/** Texts that `JSON.parse` accepts. */
export const acceptedCases: readonly ExactCase[] = [
  ...accept('roots', roots),
  ...accept('arrays', arrays),
  ...accept('objects', objects),
  ...accept('strings', strings),
  ...accept('numbers', numbers),
  ...accept('edges', edges),
  ...accept('nesting', nested),
  ...accept(
    'every control character, escaped',
    Array.from({ length: 32 }, (_, unit) => `["${escapeUnit(unit)}"]`),
  ),
];

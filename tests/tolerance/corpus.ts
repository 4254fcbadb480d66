// In: nothing. Out: what models do to JSON, and what a reader wants to get from it all the same.
// Each case is one text with one expected value, grouped by the kind of failure.
// Knows nothing of how it is read.

import type { RootExpectation } from '../../src/json/index.js';

export interface HostileCase {
  readonly group: string;
  readonly text: string;
  readonly value: unknown;
  /** What the root must look like, where the case is about choosing. */
  readonly expects?: RootExpectation;
  /** The text stops early: the value is what had begun, and the outcome says so. */
  readonly isTruncated?: boolean;
}

const plan = {
  title: 'Two days in Rome',
  days: [
    { day: 1, stops: ['Forum', 'Pantheon'], cost: 42.5 },
    { day: 2, stops: [], cost: null },
  ],
  open: true,
};
const text = JSON.stringify(plan);
const pretty = JSON.stringify(plan, null, 2);
const planExpectation: RootExpectation = {
  kind: 'object',
  keys: new Set(['title', 'days', 'open']),
};

type Row = readonly [text: string, value: unknown, expects?: RootExpectation];

function group(name: string, rows: readonly Row[], isTruncated = false): HostileCase[] {
  return rows.map(([broken, value, expects]) => ({
    group: name,
    text: broken,
    value,
    ...(expects !== undefined && { expects }),
    ...(isTruncated && { isTruncated }),
  }));
}

const proseAround: Row[] = [
  'Here is the plan:\n%',
  'Sure! %',
  '%\n\nLet me know if you want more days.',
  'The answer is below.\n\n%\n\nEnjoy {Rome}!',
  "It's done: %",
  'See https://example.org/a?b=[1] for more. %',
  'I used {curly} and [square] brackets. %',
  'As said in [1] and [2]: %',
  'Format: {title, days}. %',
  'Answer = %;',
  'json\n%',
  'JSON: %',
  'Output:\n\n\n%\n\n',
  '<answer>%</answer>',
  '"Quoted" words first. %',
  '1. First point.\n2. Second point.\n%',
  '* a list\n* of things\n\n% ',
  '\ufeff%',
  'callback(%);',
  'const plan = %;',
  'Ответ: %',
  '😀 %  😀',
  'a < b and b > c: %',
  '{} %',
  'There are {n} options, {the best} is: %',
  '(see [note]) %',
].map((frame): Row => [frame.replace('%', text), plan, planExpectation]);

const fences: Row[] = [
  '```json\n%\n```',
  '```\n%\n```',
  '```JSON\n%```',
  '```json5\n%\n```',
  '```json\r\n%\r\n```',
  'Here:\n```json\n%\n```\nDone.',
  '~~~json\n%\n~~~',
  '```json %```',
  '```typescript\nconst x = %\n```',
  '````json\n%\n````',
  '   ```json\n   %\n   ```',
  '```json\n%',
  'First ```code``` then\n```json\n%\n```',
].flatMap((frame): Row[] => [
  [frame.replace('%', text), plan],
  [frame.replace('%', pretty), plan],
]);

const thinking: Row[] = [
  `<think>Maybe {"title":"draft"}?</think>${text}`,
  `<think>\nfirst {"title": "a\n</think>\n${text}`,
  `<thinking>{"title":"x","days":[]}</thinking>\n\n\`\`\`json\n${text}\n\`\`\``,
  `<THINK>{}</THINK>${text}`,
  `<reasoning>[1,2,3]</reasoning> ${text}`,
  `{"title":"draft","days":[]}</think>${text}`,
  `I think {"title":"draft"} </think>\n${text}`,
  `<think>a < b</think>${text}`,
  `<think></think>${text}`,
].map((each): Row => [each, plan, planExpectation]);

const blocks: Row[] = [
  [`{"error":"none"}\n${text}`, plan, planExpectation],
  [`${text}\n{"note":"that was it"}`, plan, planExpectation],
  [`Example: {"example":1}. Real: ${text}`, plan, planExpectation],
  [`[1,2,3]\n${text}`, plan, planExpectation],
  [`{"tool":"x","args":{"title":"not this"}}\n${text}`, plan, planExpectation],
  [`\`\`\`json\n{"a":1}\n\`\`\`\nNo, rather:\n\`\`\`json\n${text}\n\`\`\``, plan, planExpectation],
  [`{"extra":"first",${text.slice(1)}`, { extra: 'first', ...plan }, planExpectation],
  ['{"a":1}{"b":2}', { a: 1 }],
  ['{"a":1} [2]', { a: 1 }],
  ['Use {"a":1} or so', { a: 1 }],
  ['{"a":1}\n{"b":2}', [{ a: 1 }, { b: 2 }], { kind: 'array' }],
  ['{"a":1}\n\n{"b":2}\n', [{ a: 1 }, { b: 2 }], { kind: 'array' }],
  ['{"a":1},\n{"b":[2]},\n', [{ a: 1 }, { b: [2] }], { kind: 'array' }],
  ['```jsonl\n{"a":1}\n{"b":2}\n```', [{ a: 1 }, { b: 2 }], { kind: 'array' }],
  ['{"a":1}\nand then\n{"b":2}\nthat is all', [{ a: 1 }, { b: 2 }], { kind: 'array' }],
  ['Here: [{"a":1}]', [{ a: 1 }], { kind: 'array' }],
  ['As in [1]: [{"a":1}]', [{ a: 1 }], { kind: 'array' }],
  ['The list: [1, 2, 3]', [1, 2, 3]],
  ['see [7]', [7]],
  [' 42 ', 42],
  ['\u00a042', 42],
  ['1e+21\ufeff', 1e21],
  ['true', true],
  ['"just text"', 'just text'],
  ['[]', []],
  ['{}', {}],
  ['nothing: {}', {}],
];

const commas: Row[] = [
  ['{"a":1,}', { a: 1 }],
  ['[1,2,]', [1, 2]],
  ['[1,2,,]', [1, 2]],
  ['[1,,2]', [1, 2]],
  ['[,1]', [1]],
  ['{,"a":1}', { a: 1 }],
  ['{"a":1,,"b":2}', { a: 1, b: 2 }],
  ['{"a":{"b":[1,],},}', { a: { b: [1] } }],
  ['{"a":1 "b":2}', { a: 1, b: 2 }],
  ['{"a":"x" "b":"y"}', { a: 'x', b: 'y' }],
  ['{"a":"x"\n"b":"y"}', { a: 'x', b: 'y' }],
  ['{"a":1\n"b":2\n"c":3}', { a: 1, b: 2, c: 3 }],
  ['[1 2 3]', [1, 2, 3]],
  ['["a" "b"]', ['a', 'b']],
  ['["a"\n"b"]', ['a', 'b']],
  ['[{"a":1} {"b":2}]', [{ a: 1 }, { b: 2 }]],
  ['[{"a":1}\n{"b":2}]', [{ a: 1 }, { b: 2 }]],
  ['[[1][2]]', [[1], [2]]],
  ['{"a":[1]"b":{}}', { a: [1], b: {} }],
  ['{"a":true "b":null}', { a: true, b: null }],
  ['{"a":1; "b":2}', { a: 1, b: 2 }],
  ['{"a":"x","b":"y",\n}', { a: 'x', b: 'y' }],
  ['[1,\n2,\n]', [1, 2]],
  ['["a",]', ['a']],
];

const quotes: Row[] = [
  ["{'a':'b'}", { a: 'b' }],
  ['{\'a\':"b","c":\'d\'}', { a: 'b', c: 'd' }],
  ["['x','y']", ['x', 'y']],
  ["{'a':'it's fine'}", { a: "it's fine" }],
  ["{'a':'it\\'s fine'}", { a: "it's fine" }],
  ['{"a":"it\\\'s fine"}', { a: "it's fine" }],
  ['{“a”:“b”}', { a: 'b' }],
  ['{“a”: “b”, “c”: [“d”]}', { a: 'b', c: ['d'] }],
  ['{‘a’:‘b’}', { a: 'b' }],
  ['{„a“:„b“}', { a: 'b' }],
  ['{«a»:«b»}', { a: 'b' }],
  ['{`a`:`b`}', { a: 'b' }],
  ["{'a':''}", { a: '' }],
  ["{'a':'say \"hi\"'}", { a: 'say "hi"' }],
  ["{'a':'x, y','b':'z'}", { a: 'x, y', b: 'z' }],
  ["{a: 'x', b: 'y', c: ['z', True]}", { a: 'x', b: 'y', c: ['z', true] }],
  ["{a: 'x', b : 'it's, well, fine'}", { a: 'x', b: "it's, well, fine" }],
  ["['x', null]", ['x', null]],
  ['{"a":"say "hi" now"}', { a: 'say "hi" now' }],
  ['{"a":"say "hi""}', { a: 'say "hi"' }],
  ['{"a":"the "best" one","b":1}', { a: 'the "best" one', b: 1 }],
  ['{"a":"one "two" three "four" five"}', { a: 'one "two" three "four" five' }],
  ['["he said "no""]', ['he said "no"']],
  ['{"a":"say "hi", he said","b":2}', { a: 'say "hi", he said', b: 2 }],
  ['{"a":"12" screen"}', { a: '12" screen' }],
  ['{"a": "x" ,"b":1}', { a: 'x', b: 1 }],
];

const keys: Row[] = [
  ['{a:1}', { a: 1 }],
  ['{a: 1, b: "x"}', { a: 1, b: 'x' }],
  ['{ a : 1 }', { a: 1 }],
  ['{a_b:1,$c:2,d-e:3}', { a_b: 1, $c: 2, 'd-e': 3 }],
  ['{имя:1}', { имя: 1 }],
  ['{1:"one",2:"two"}', { 1: 'one', 2: 'two' }],
  ['{a:{b:{c:[]}}}', { a: { b: { c: [] } } }],
  ['{two words:1}', { 'two words': 1 }],
  ['{"a" 1}', { a: 1 }],
  ['{"a" "b"}', { a: 'b' }],
  ['{"a"=1}', { a: 1 }],
  ['{"a" => 1}', { a: 1 }],
  ['{a = 1, b = 2}', { a: 1, b: 2 }],
  ['{"a":,"b":2}', { b: 2 }],
  ['{"a":}', {}],
  ['{"a","b":2}', { b: 2 }],
  ['{"a"}', {}],
  ['{"a": "b", ...}', { a: 'b' }],
];

const literals: Row[] = [
  ['{"a":True,"b":False,"c":None}', { a: true, b: false, c: null }],
  ['[True]', [true]],
  ['[TRUE,FALSE,NULL]', [true, false, null]],
  ['{"a":undefined}', { a: null }],
  ['{"a":NaN}', { a: null }],
  ['[Infinity,-Infinity]', [null, null]],
  ['{"a":nil}', { a: null }],
  ['{"a":None}', { a: null }],
  ['{"a":yes}', { a: 'yes' }],
  ['[tru]', ['tru']],
  ['{"a":hello}', { a: 'hello' }],
  ['{"a":hello world,"b":1}', { a: 'hello world', b: 1 }],
  ['{a:hello,b:there}', { a: 'hello', b: 'there' }],
  ['[red,green]', ['red', 'green']],
  ['{"t":12:30,"d":2024-01-31}', { t: '12:30', d: '2024-01-31' }],
  ['{"u":http://x.org/a}', { u: 'http://x.org/a' }],
  ['{"a":$5}', { a: '$5' }],
  ['[1,2,...]', [1, 2]],
  ['["a", ..., "z"]', ['a', 'z']],
];

const numbers: Row[] = [
  ['[0x1F,0XfF]', [31, 255]],
  ['[+5,+1.5]', [5, 1.5]],
  ['[.5,-.5]', [0.5, -0.5]],
  ['[5.,-5.]', [5, -5]],
  ['[007,00,-01]', [7, 0, -1]],
  ['[1_000_000]', [1000000]],
  ['[0b101,0o17]', [5, 15]],
  ['[1e5,1E-2,1.5e+3]', [1e5, 1e-2, 1500]],
  ['{"a":1.,"b":2}', { a: 1, b: 2 }],
  ['{"a":5kg}', { a: '5kg' }],
  ['{"a":5%}', { a: '5%' }],
  ['{"a":1,234}', { a: 1234 }],
  ['[1-2]', ['1-2']],
  ['[1.2.3]', ['1.2.3']],
  ['[--1]', ['--1']],
  ['[12e]', ['12e']],
];

const strings: Row[] = [
  ['{"a":"line\nbreak"}', { a: 'line\nbreak' }],
  ['{"a":"tab\there"}', { a: 'tab\there' }],
  ['{"a":"cr\r\nlf"}', { a: 'cr\r\nlf' }],
  ['{"a":"\u0000\u001f"}', { a: '\u0000\u001f' }],
  ['{"a":"C:\\path"}', { a: 'C:\\path' }],
  ['{"a":"\\d+ \\w"}', { a: '\\d+ \\w' }],
  ['{"a":"\\u12"}', { a: '\\u12' }],
  ['{"a":"\\uXYZW"}', { a: '\\uXYZW' }],
  ['{"a":"\\ud83d\\ude00"}', { a: '😀' }],
  ['{"a":"\\ud83d"}', { a: '\ud83d' }],
  ['{"a":"\\ude00\\ud83d"}', { a: '\ude00\ud83d' }],
  ['{"a":"\\/\\b\\f"}', { a: '/\b\f' }],
  [
    '{"a":"// not a comment","b":"/* nor */ # this"}',
    { a: '// not a comment', b: '/* nor */ # this' },
  ],
  ['{"a":"```"}', { a: '```' }],
  ['{"a":"{\\"b\\":1}"}', { a: '{"b":1}' }],
  ['{"a":"</think>"}', { a: '</think>' }],
];

const comments: Row[] = [
  ['{"a":1// one\n}', { a: 1 }],
  ['{"a":1,// one\n"b":2}', { a: 1, b: 2 }],
  ['{/* x */"a":/* y */1/* z */}', { a: 1 }],
  ['{"a":1 # one\n}', { a: 1 }],
  ['[1,# one\n2]', [1, 2]],
  ['[1,/* two\nlines */2]', [1, 2]],
  ['[/***/1/* **/]', [1]],
  ['{\n  // first\n  "a": 1, // second\n  // third\n}', { a: 1 }],
  ['{"a"/*k*/:1}', { a: 1 }],
  ['// top\n{"a":1}', { a: 1 }],
  ['/* top */ {"a":1}', { a: 1 }],
  ['{"a":true//yes\n,"b":"x"//no\n}', { a: true, b: 'x' }],
];

const brackets: Row[] = [
  ['{"a":[1,2}', { a: [1, 2] }],
  ['[{"a":1]', [{ a: 1 }]],
  ['{"a":{"b":[1}}', { a: { b: [1] } }],
  ['{"a":1]}', { a: 1 }],
  ['[1}]', [1]],
  ['[{"a":1,{"b":2}]', [{ a: 1 }, { b: 2 }]],
  ['[{"a":1,"b":[2},{"c":3}]', [{ a: 1, b: [2] }, { c: 3 }]],
  ['{"a":["x","y"},"b":1}', { a: ['x', 'y'], b: 1 }],
  ['```json\n{"a":[1,{"b":2}\n```', { a: [1, { b: 2 }] }],
  ['```json\n{"a":"x"\n```', { a: 'x' }],
  ['{"a":1}}', { a: 1 }],
  ['[1]]', [1]],
];

const mixed: Row[] = [
  ["```python\n{'a': True, 'b': None, 'c': [1, 2,],}\n```", { a: true, b: null, c: [1, 2] }],
  ['Sure:\n{a: "x", // note\n b: [1 2 3,],}\nBye', { a: 'x', b: [1, 2, 3] }],
  ['<think>{"a":0}</think>```json\n{\'a\':1,}\n```', { a: 1 }],
  ['{"a":"x"\n b: 2\n c: [True]}', { a: 'x', b: 2, c: [true] }],
  ['{“a”:1,‘b’:‘it’s’,}', { a: 1, b: 'it’s' }],
  ['[{name: Bob, age: 07}, {name: Eve age: 8}]', [{ name: 'Bob', age: 7 }, { name: 'Eve age: 8' }]],
  ['{"text":"a\nb "c" d","n":.5,}', { text: 'a\nb "c" d', n: 0.5 }],
];

/** Every tenth prefix of a document, each a text that stopped early. */
const truncated: Row[] = [
  ['{', {}],
  ['[', []],
  ['{"a', {}],
  ['{"a"', {}],
  ['{"a":', {}],
  ['{"a":1', {}],
  ['{"a":12.', {}],
  ['{"a":tr', {}],
  ['{"a":"x', { a: 'x' }],
  ['{"a":"x\\', { a: 'x' }],
  ['{"a":"x\\u00', { a: 'x' }],
  ['{"a":"x"', { a: 'x' }],
  ['{"a":"x",', { a: 'x' }],
  ['{"a":[1,2', { a: [1] }],
  ['{"a":[1,2,', { a: [1, 2] }],
  ['{"a":[{"b":"c', { a: [{ b: 'c' }] }],
  ['[[[', [[[]]]],
  ['[[1,2]', [[1, 2]]],
  ['{"a":{"b":{}', { a: { b: {} } }],
  ['```json\n{"a":"x', { a: 'x' }],
  ['Here: {"a":"x', { a: 'x' }],
  ['{"a":"x" // note', { a: 'x' }],
  ['"just te', 'just te'],
];

export const hostileCorpus: readonly HostileCase[] = [
  ...group('prose around', proseAround),
  ...group('fences', fences),
  ...group('thinking', thinking),
  ...group('several blocks', blocks),
  ...group('commas', commas),
  ...group('quotes', quotes),
  ...group('keys', keys),
  ...group('literals', literals),
  ...group('numbers', numbers),
  ...group('strings', strings),
  ...group('comments', comments),
  ...group('brackets', brackets),
  ...group('mixed', mixed),
  ...group('truncated', truncated, true),
];

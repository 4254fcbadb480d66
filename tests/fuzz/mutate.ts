// In: texts and a random source. Out: a text that resembles them and is broken in one way or several.
// Cuts, repeats, splices and inserts pieces that mean something to JSON, to markup or to neither.
// Knows nothing of laws or coverage.

import type { FuzzCase, Reading } from './check-laws.js';

export type Random = () => number;

const PIECES: readonly string[] = [
  Array.from('{}[]:,"\'\\/#*`<>=;.+-_ \n\r\t'),
  ['{"a":', '{"title":', '"a":1,', ',,', ']}', '}]', '[[', '{{', '""', '"":', "''", '\\"', '\\\\'],
  ['\\u', '\\ud83d', '\\ude00', '\\u00e9', '\ud83d', '\ude00', '😀', 'é', '\u0000', '\ufeff'],
  ['true', 'false', 'null', 'True', 'None', 'NaN', 'undefined', '...', '…', 'Infinity'],
  [
    '0',
    '1',
    '-',
    '-0',
    '1e',
    '1e5',
    '.5',
    '5.',
    '007',
    '0x1F',
    '1_000',
    '1e999',
    '12345678901234567',
  ],
  ['```', '```json\n', '\n```\n', '<think>', '</think>', '// c\n', '/* c */', '/*', '*/', '# c\n'],
  [
    '“',
    '”',
    '‘',
    '’',
    '«',
    '»',
    '„',
    ' and ',
    'word',
    '"__proto__":',
    '"constructor":',
    ' : ',
    '=>',
    '->',
    '(',
    ')',
    '{{',
    '}}',
    '"""',
    ' + ',
    '，',
    '：',
    '、',
    '\u200b',
    '\\"',
    '\\n',
    '1,234',
    'set(',
    "u'",
    '[/THINK]',
    'data: ',
    '<|channel|>final<|message|>',
    'See [1, 2] ',
    '{"b":{"title":',
    '","b":',
    '\n> ',
  ],
].flat();

export const pick = <T>(random: Random, from: readonly T[]): T =>
  from[Math.floor(random() * from.length)] as T;

const place = (random: Random, text: string): number => Math.floor(random() * (text.length + 1));

type Mutation = (text: string, random: Random, other: string) => string;

const MUTATIONS: readonly Mutation[] = [
  // Put something in; three times as likely as anything else, since it is what finds most.
  ...Array.from({ length: 3 }, (): Mutation => (text, random) => {
    const at = place(random, text);
    return text.slice(0, at) + pick(random, PIECES) + text.slice(at);
  }),
  (text, random) => {
    const at = place(random, text);
    return text.slice(0, at) + text.slice(at + 1 + Math.floor(random() * 4));
  },
  (text, random) => {
    const at = place(random, text);
    return text.slice(0, at) + pick(random, PIECES) + text.slice(at + 1);
  },
  (text, random) => text.slice(0, place(random, text)),
  (text, random) => text.slice(place(random, text)),
  (text, random) => {
    const [from = 0, to = 0] = [place(random, text), place(random, text)].toSorted((a, b) => a - b);
    return text.slice(0, to) + text.slice(from);
  },
  (text, random, other) => text.slice(0, place(random, text)) + other.slice(place(random, other)),
  (text, random, other) => {
    const at = place(random, text);
    return text.slice(0, at) + other + text.slice(at);
  },
  (text, random) => text.replaceAll(pick(random, PIECES), pick(random, PIECES)),
];

const MAX_LENGTH = 400;

/** A text made of others by a few random changes. */
export function mutate(random: Random, pool: readonly string[]): string {
  let text = pick(random, pool);
  const changes = 1 + Math.floor(random() * 4);
  for (let turn = 0; turn < changes; turn++)
    text = pick(random, MUTATIONS)(text, random, pick(random, pool)).slice(0, MAX_LENGTH);
  return text;
}

/** A text of pieces that nobody would write. */
export function invent(random: Random): string {
  return Array.from({ length: Math.floor(random() * 24) }, () => pick(random, PIECES)).join('');
}

/** Some way to read and to cut a text. */
export function wayToRead(random: Random): Omit<FuzzCase, 'text'> {
  const sizes = Array.from(
    { length: 1 + Math.floor(random() * 4) },
    () => 1 + Math.floor(random() * 7),
  );
  const readings: readonly Reading[] = [
    { strict: true },
    {},
    {},
    { expects: 'title' },
    { expects: 'array' },
    { expects: 'object' },
    { duplicateKeys: pick(random, ['first', 'error'] as const), strict: random() < 0.5 },
    { limits: smallLimits(random), strict: random() < 0.3 },
  ];
  return { ...pick(random, readings), sizes };
}

function smallLimits(random: Random): NonNullable<Reading['limits']> {
  const some = (): number => 1 + Math.floor(random() * 12);
  return pick(random, [
    { maxDepth: some() },
    { maxFields: some() },
    { maxKeyLength: some() },
    { maxPending: some() },
    { maxLength: some() * 4 },
    { maxRepairs: some(), maxPending: some(), maxKeyLength: some() },
  ]);
}

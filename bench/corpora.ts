// In: nothing but fixed seeds. Out: the texts every bench reads, the same on every machine, and ways to cut them into chunks.
// Each shape can be grown to any size, so growth is measured on one shape and not across different ones.
// Knows nothing of parsers, clocks or files.

/** One text to read, as a model would write it: JSON, minified or with the spaces models like. */
export interface Corpus {
  readonly name: string;
  readonly text: string;
}

/** How a text is cut: `size` characters each, or seeded random sizes between `min` and `max`. */
export type Chunking =
  | { readonly size: number }
  | { readonly seed: number; readonly min: number; readonly max: number };

export const CHUNKINGS: Readonly<Record<string, Chunking>> = {
  '1': { size: 1 },
  '~4': { seed: 7, min: 1, max: 8 },
  '64': { size: 64 },
};

const WORDS = (
  'the river carries small facts past every field and each of them wakes what it changes while the rest of the page ' +
  'stays exactly where it was so nobody has to look twice at a value that did not move since the last time they read it ' +
  'morning train harbour museum ticket garden kitchen window letter answer question market bridge winter summer island'
).split(' ');

/** A small deterministic generator (mulberry32): numbers in [0, 1). */
export function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function pick<T>(random: () => number, from: readonly T[]): T {
  const item = from[Math.floor(random() * from.length)];
  if (item === undefined) throw new RangeError('Nothing to pick from: the list is empty.');
  return item;
}

function sentence(random: () => number, words: number): string {
  const text = Array.from({ length: words }, () => pick(random, WORDS)).join(' ');
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

function prose(random: () => number, chars: number): string {
  const parts: string[] = [];
  for (let length = 0; length < chars;) {
    const part = sentence(random, 8 + Math.floor(random() * 10)) + (random() < 0.2 ? '\n\n' : ' ');
    parts.push(part);
    length += part.length;
  }
  return parts.join('').slice(0, chars);
}

/** Adds items until the whole text has at least `chars` characters. */
function fill<T>(chars: number, next: (index: number) => T): T[] {
  const items: T[] = [];
  for (let length = 0; length < chars;) {
    const item = next(items.length);
    items.push(item);
    length += JSON.stringify(item).length + 1;
  }
  return items;
}

/** A title and bullet points, with the spaces and line breaks models write. */
export function bullets(chars: number): string {
  const random = createRandom(1);
  const items = fill(chars * 0.93, () => sentence(random, 5 + Math.floor(random() * 8)));
  return JSON.stringify({ title: sentence(random, 6), items }, null, 2);
}

/** Sections with headings, paragraphs, tags, figures and nulls; typographic quotes and dashes here and there. */
export function report(chars: number): string {
  const random = createRandom(2);
  const sections = fill(chars * 0.96, (index) => ({
    id: `section-${index}`,
    heading: sentence(random, 4),
    paragraphs: Array.from({ length: 3 }, () => `“${prose(random, 180)}” — ${sentence(random, 3)}`),
    tags: Array.from({ length: 4 }, () => pick(random, WORDS)),
    figures: {
      pages: Math.floor(random() * 400),
      score: Math.round(random() * 10_000) / 100,
      draft: random() < 0.5,
      note: null,
    },
  }));
  return JSON.stringify({
    title: 'Quarterly report',
    author: { name: 'A. Writer', verified: true },
    sections,
  });
}

/** A list of product-like objects of about 200 characters each. */
export function objects(chars: number): string {
  const random = createRandom(3);
  const items = fill(chars - 12, (index) => ({
    id: index,
    name: sentence(random, 3),
    description: sentence(random, 9),
    price: Math.round(random() * 100_000) / 100,
    inStock: random() < 0.7,
    rating: random() < 0.1 ? null : Math.round(random() * 50) / 10,
    tags: [pick(random, WORDS), pick(random, WORDS)],
    size: { width: Math.floor(random() * 300), height: Math.floor(random() * 300) },
  }));
  return JSON.stringify({ items });
}

/** Sixteen long strings: articles with escaped line breaks. */
export function longStrings(chars: number): string {
  const random = createRandom(4);
  return JSON.stringify({
    articles: Array.from({ length: 16 }, () => prose(random, chars / 16 - 40)),
  });
}

/** `levels` containers inside one another, objects and arrays by turns, a leaf beside each. */
export function deep(levels: number): string {
  let text = '"the bottom"';
  for (let level = levels; level > 0; level -= 1) {
    text = level % 2 === 0 ? `[${level},${text}]` : `{"level":${level},"next":${text}}`;
  }
  return text;
}

/** Strings in which almost every character needs care: escapes of each kind, `\u` pairs, raw pairs, quotes, backslashes. */
export function escapes(chars: number): string {
  const random = createRandom(5);
  const bits = [
    '\\n',
    '\\t',
    '\\"',
    '\\\\',
    '\\/',
    '\\u00e9',
    '\\ud83d\\ude00',
    '😀',
    '漢字',
    'é',
    'word',
    ' ',
    '\\b\\f\\r',
  ];
  const rows = fill(chars * 0.95, () =>
    Array.from({ length: 20 }, () => pick(random, bits)).join(''),
  );
  return `{"rows":[${rows.map((row) => `"${row}"`).join(',')}]}`;
}

/** Numbers of each kind in rows of twelve. */
export function numbers(chars: number): string {
  const random = createRandom(6);
  const kinds = [
    () => String(Math.floor(random() * 10)),
    () => String(Math.floor(random() * 1e6) - 5e5),
    () => (random() * 1000 - 500).toFixed(3),
    () => String(random()),
    () => (random() * 1e300).toExponential(5),
    () => '0',
    () => '-0.5E-7',
  ];
  const rows = fill(chars * 0.93, () =>
    Array.from({ length: 12 }, () => pick(random, kinds)()).join(','),
  );
  return `{"rows":[${rows.map((row) => `[${row}]`).join(',')}]}`;
}

/** The seven texts of the parser bench. */
export function createCorpora(): readonly Corpus[] {
  return [
    { name: 'bullets 2 KB', text: bullets(2_000) },
    { name: 'report 20 KB', text: report(20_000) },
    { name: 'objects 200 KB', text: objects(200_000) },
    { name: 'long strings 1 MB', text: longStrings(1_000_000) },
    { name: 'deep 500 levels', text: deep(500) },
    { name: 'escapes 20 KB', text: escapes(20_000) },
    { name: 'numbers 20 KB', text: numbers(20_000) },
  ];
}

/**
 * Cuts a text. A surrogate pair stays in one chunk, as a byte decoder would deliver it, and every chunk is a flat
 * string of its own, not a view into the whole text, for the same reason.
 */
export function cut(text: string, chunking: Chunking): string[] {
  const random = 'seed' in chunking ? createRandom(chunking.seed) : undefined;
  const chunks: string[] = [];
  for (let at = 0; at < text.length;) {
    const size =
      'size' in chunking
        ? chunking.size
        : chunking.min + Math.floor((random?.() ?? 0) * (chunking.max - chunking.min + 1));
    let end = Math.min(text.length, at + size);
    if (end < text.length && isHighSurrogate(text.charCodeAt(end - 1))) end += 1;
    chunks.push(flat(text.slice(at, end)));
    at = end;
  }
  return chunks;
}

/** Cuts a text into exactly `count` chunks whose sizes vary around the mean. */
export function cutInto(text: string, count: number): string[] {
  const random = createRandom(11);
  const borders = new Set<number>([text.length]);
  while (borders.size < count) {
    const border = 1 + Math.floor(random() * (text.length - 1));
    if (!isHighSurrogate(text.charCodeAt(border - 1))) borders.add(border);
  }
  let from = 0;
  return [...borders]
    .toSorted((a, b) => a - b)
    .map((to) => {
      const chunk = flat(text.slice(from, to));
      from = to;
      return chunk;
    });
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}

function flat(text: string): string {
  return Buffer.from(text, 'utf8').toString('utf8');
}

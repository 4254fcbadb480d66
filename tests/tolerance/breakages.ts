// In: a JSON document. Out: the same document broken in each of the ways models break JSON.
// Every breakage is mechanical, so that nobody chose the cases for their outcome.
// Knows nothing of how they are read.

export const documents: readonly unknown[] = [
  {
    title: 'Two days in Rome',
    days: [
      { day: 1, stops: ['Forum', 'Pantheon'] },
      { day: 2, stops: [] },
    ],
    open: true,
  },
  { name: 'Bob', age: 42, tags: ['a', 'b'], address: { city: 'Oslo', zip: null } },
  [
    { id: 1, ok: false },
    { id: 2, ok: true },
    { id: 3, ok: null },
  ],
  { nested: { deep: { deeper: [1, 2, [3, 4, { five: 5.5 }]] } } },
  { text: 'It is a longer text, with commas: and colons. And more.', n: -12.5 },
  [['x', 'y'], ['z'], []],
];

type Breakage = readonly [name: string, text: string];

/** All breakages of one document. */
export function breakages(document: unknown): readonly Breakage[] {
  const text = JSON.stringify(document);
  const pretty = JSON.stringify(document, null, 2);
  const truncations = [0.4, 0.6, 0.8].map((share): Breakage => {
    // Cut inside a string, where both readings keep what is there.
    const end = text.indexOf('"', Math.floor(text.length * share));
    return ['truncated', text.slice(0, end < 0 ? text.length - 1 : end)];
  });
  return [
    ['unquoted keys', text.replaceAll(/"(\w+)":/g, '$1:')],
    ['single quotes', text.replaceAll('"', "'")],
    ['smart quotes', text.replaceAll(/"([^"]*)"/g, '“$1”')],
    ['trailing commas', text.replaceAll(/([\d"el}\]])([}\]])/g, '$1,$2')],
    ['missing commas between lines', pretty.replaceAll(',\n', '\n')],
    ['missing commas', text.replaceAll(',"', ' "')],
    ['line comments', pretty.replaceAll(',\n', ', // note\n')],
    ['block comments', text.replaceAll(',', ', /* note */ ')],
    [
      'Python literals',
      text.replaceAll('true', 'True').replaceAll('false', 'False').replaceAll('null', 'None'),
    ],
    ['fence', `\`\`\`json\n${pretty}\n\`\`\``],
    ['fence without a language', `\`\`\`\n${text}\n\`\`\``],
    ['last bracket missing', text.slice(0, -1)],
    ['last two characters missing', text.slice(0, -2)],
    ['raw line breaks', text.replaceAll(/(\w) (\w)/g, '$1\n$2')],
    ['ellipsis', text.replaceAll(']', ', ...]')],
    ['callback', `callback(${text});`],
    [
      'several at once',
      pretty.replaceAll('"', "'").replaceAll(',\n', '\n').replaceAll('true', 'True'),
    ],
    ...truncations,
  ];
}

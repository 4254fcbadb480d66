// In: a name. Out: the schema of that name, and a text of about some length that is hard on its reader.
// Apart from the shapes without schema, since a schema cannot be sent to a worker: only its name can.
// Knows nothing of how work is counted.

import { z } from 'zod';
import type { StreamPolicies } from '../../src/index.js';
import { many, type Shapes } from './work-shapes.js';

const kinds = Array.from({ length: 24 }, (_, index) => `k${10 + index}`);
const option = (kind: string) => z.object({ [kind]: z.string(), kind: z.literal(kind) });

interface Node {
  readonly name: string;
  readonly child?: Node | undefined;
}
const node: z.ZodType<Node> = z.lazy(() =>
  z.object({ name: z.string().min(1), child: node.optional() }),
);

interface Branch {
  readonly list?: readonly number[] | undefined;
  readonly child?: Branch | undefined;
}
const branch: z.ZodType<Branch> = z.lazy(() =>
  z.object({ list: z.array(z.number()).optional(), child: branch.optional() }),
);

const choice: z.ZodType = z.lazy(() =>
  z.union([
    z.object({ kind: z.literal('a'), n: z.number(), child: choice.optional() }),
    z.object({ kind: z.literal('b'), n: z.number(), child: choice.optional() }),
  ]),
);

/** Containers in one another, each beginning and ending like this. */
function nested(length: number, before: string, inmost: string, after: string): string {
  const levels = length / (before.length + after.length);
  return `${many(levels, () => before)}${inmost}${many(levels, () => after)}`;
}

export interface SchemaCase {
  readonly schema: z.ZodType;
  readonly policies?: StreamPolicies;
  readonly shapes: Shapes;
}

export const SCHEMAS: Readonly<Record<string, SchemaCase>> = {
  'an object that is written again and again': {
    schema: z.object({ a: z.number(), b: z.string() }),
    shapes: {
      'never valid': (length) => many(length / 16, () => '{"a":"x","b":1} '),
      'never whole': (length) => many(length / 8, () => '{"a":1} '),
      'valid at last': (length) => `${many(length / 8, () => '{"a":1} ')}{"a":1,"b":""}`,
    },
  },
  'a number': {
    schema: z.number(),
    shapes: {
      'in prose': (length) => many(length / 12, () => 'it is 42, or '),
      'in thinking': (length) => many(length / 18, () => '<think>42</think>'),
      'in braces': (length) => many(length / 10, () => '{"a": 42} '),
      'behind points': (length) => `Total${many(length, () => '.')}42`,
      'behind points that begin a word': (length) => `so ${many(length, () => '.')}x`,
      'one that is a word at last': (length) => `${many(length, () => '1')}x`,
      'behind escaped quotes': (length) => `x "${many(length / 2, () => '\\"')}`,
      'between fences': (length) => many(length / 8, () => '```\n42\n'),
      'between tildes': (length) => `${many(length, () => '~')}42`,
      'behind space': (length) => `it is${many(length / 2, () => ' \n')}42`,
      'before space': (length) => `42${many(length / 2, () => ' \n')}`,
      'in parentheses': (length) => many(length / 4, () => '(42 '),
    },
  },
  'one of a few words': {
    schema: z.enum(['yes', 'no']),
    shapes: {
      'behind commas': (length) => `${many(length, () => ',')}x yes`,
      'between quotes': (length) => many(length / 8, () => '"yes", no'),
      'between single quotes': (length) => many(length / 8, () => " 'yes 'n"),
    },
  },
  'true or false': {
    schema: z.boolean(),
    shapes: { 'before points': (length) => `true${many(length, () => '.')}x` },
  },
  anything: {
    schema: z.any(),
    shapes: {
      'before space': (length) => `true${many(length, () => ' ')}`,
      'behind space': (length) => `${many(length, () => ' ')}true`,
      'a long number': (length) => many(length, () => '1'),
      'a number in prose': (length) => many(length / 8, () => '42 is so'),
    },
  },
  'a text': {
    schema: z.string(),
    shapes: {
      'in quotes': (length) => many(length / 10, () => ' so: "is" '),
      'behind quotes that never close': (length) => many(length / 6, () => ' “a „b'),
      'behind backslashes': (length) => `so "${many(length, () => '\\\\')}`,
      'behind escaped quotes': (length) => `x ${many(length / 2, () => '\\"')}`,
      'behind marks': (length) => `so "${many(length, () => '…')}x`,
      'in backticks': (length) => many(length / 4, () => '``x '),
      'in a fence': (length) => `Here:\n\`\`\`\n${many(length / 8, () => 'foo(1);\n')}`,
    },
  },
  'a union of many options, its discriminator last': {
    schema: z.array(z.union(kinds.map(option))),
    shapes: {
      'many objects': (length) =>
        `[${many(length / 24, (id) => `{"k${10 + (id % 24)}":"text","kind":"k${10 + (id % 24)}"}`, ',')}]`,
      'one long text': (length) => `[{"k10":"${many(length / 5, () => 'text ')}","kind":"k10"}]`,
      'no option fits': (length) => `[${many(length / 16, () => '{"kind":"none"}', ',')}]`,
    },
  },
  'a discriminated union, its discriminator after a list': {
    schema: z.discriminatedUnion('kind', [
      z.object({ list: z.array(z.number()), kind: z.literal('numbers') }),
      z.object({ list: z.array(z.string()), kind: z.literal('strings') }),
    ]),
    shapes: {
      'a long list': (length) =>
        `{"list":[${many(length / 4, () => '"a"', ',')}],"kind":"strings"}`,
      'a list that never ends': (length) => `{"list":[${many(length / 4, () => '"a",')}`,
    },
  },
  'a recursive schema': {
    schema: node,
    shapes: {
      'deep nesting': (length) =>
        `${many(length / 24, () => '{"name":"n","child":')}{"name":"n"}${many(length / 24, () => '}')}`,
      'something wrong at every level': (length) =>
        `${many(length / 24, () => '{"name":"","child":')}{"name":""}${many(length / 24, () => '}')}`,
    },
  },
  'a recursive schema with lists': {
    schema: branch,
    shapes: {
      'much that is wrong, deep down': (length) =>
        `${many(length / 16, () => '{"child":')}{"list":[${many(length / 8, () => '"x"', ',')}]}${many(length / 16, () => '}')}`,
    },
  },
  'a recursive union': {
    schema: choice,
    shapes: {
      'wrong at every level, the key first': (length) =>
        nested(length, '{"kind":"a","n":"","child":', '{"kind":"b","n":1}', '}'),
      'wrong at every level, the key last': (length) =>
        nested(length, '{"n":"","child":', '{"n":1,"kind":"a"}', ',"kind":"b"}'),
    },
  },
  'an intersection of lists': {
    schema: z.intersection(
      z.object({ list: z.array(z.object({ n: z.coerce.number() })) }),
      z.object({ list: z.array(z.object({ t: z.string() })) }),
    ),
    shapes: {
      'all is told anew': (length) =>
        `{"list":[${many(length / 16, () => '{"n":"1","t":"t"}', ',')}]}`,
      'much is wrong': (length) =>
        `{"list":[${many(length / 16, () => '{"n":"x","t":"t"}', ',')}]}`,
    },
  },
  'policies on long texts': {
    schema: z.object({ word: z.string(), sentence: z.string(), done: z.string() }).partial(),
    policies: { word: 'word', sentence: 'sentence', done: 'done' },
    shapes: {
      'a word that never ends': (length) => `{"word":"${many(length / 4, () => 'abcd')}"}`,
      words: (length) => `{"word":"${many(length / 4, () => 'abc ')}"}`,
      'a sentence that never ends': (length) => `{"sentence":"${many(length / 4, () => 'abc ')}"}`,
      'full stops only': (length) => `{"sentence":"${many(length, () => '.')}"}`,
      'abbreviations only': (length) => `{"sentence":"${many(length / 4, () => 'Dr. ')}"}`,
      'full stops without space': (length) => `{"sentence":"${many(length / 2, () => 'a.')}"}`,
      'full stops of another script': (length) => `{"sentence":"${many(length, () => '。')}"}`,
      'closing quotes only': (length) => `{"sentence":"。${many(length, () => '」')}"}`,
      'a text shown at its end': (length) => `{"done":"${many(length / 4, () => 'abc ')}"}`,
      'quotes inside': (length) => `{"sentence":"a "b" ${many(length / 10, () => 'He "said". ')}"}`,
    },
  },
  'an object that waits for its key': {
    schema: z
      .object({ list: z.array(z.string()), id: z.string() })
      .meta({ stream: { until: 'id' } }),
    shapes: {
      'the key comes last': (length) =>
        `{"list":[${many(length / 6, () => '"abc"', ',')}],"id":"x"}`,
    },
  },
  'a choice of many words': {
    schema: z.array(z.enum(kinds)),
    shapes: {
      'words that fit': (length) => `[${many(length / 6, (id) => `"k${10 + (id % 24)}"`, ',')}]`,
      'a word that fits none': (length) => `["${many(length / 4, () => 'abcd')}"]`,
    },
  },
  'a record with a rule': {
    schema: z.record(z.string(), z.number()).refine((value) => Object.keys(value).length > 0),
    shapes: {
      'different keys': (length) => `{${many(length / 12, (id) => `"k${10_000 + id}":1`, ',')}}`,
      'one key again and again': (length) => `{${many(length / 6, () => '"a":1', ',')}}`,
    },
  },
};

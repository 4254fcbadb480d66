import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { z } from 'zod';
import {
  createFrameDecoder,
  createFrameEncoder,
  createInstantParser,
  createSchemaReader,
  createSnapshot,
  isFieldEvent,
  reduceInstants,
  type InstantEvent,
  type StreamPolicies,
  type StreamPolicy,
} from '../../src/protocol/index.js';
import { chunkSizes, cut } from '../laws/arbitraries.js';
import { parseWhole, sample } from './arbitrary-schema.js';

const policy = fc.constantFrom<StreamPolicy>(
  'delta',
  'word',
  'sentence',
  'done',
  { until: 'a' },
  { until: 'kind' },
);
const pattern = fc.constantFrom(
  '',
  'a',
  'b',
  'kind',
  'title',
  '[*]',
  'a[*]',
  '[*].a',
  'a.b',
  'b[0]',
);
const policies: fc.Arbitrary<StreamPolicies> = fc.dictionary(pattern, policy, { maxKeys: 4 });

interface Reading {
  readonly schema?: z.ZodType | undefined;
  readonly policies?: StreamPolicies;
}

function read(text: string, sizes: readonly number[], options: Reading) {
  // A parser refuses a policy of what its schema has not; a reader of events takes any.
  const parser = createInstantParser({ strict: true });
  const reader = createSchemaReader(options);
  const events = cut(text, sizes).flatMap((chunk) => reader.read(parser.feed(chunk)));
  return [...events, ...reader.read(parser.end())];
}

const valueOf = (events: readonly InstantEvent[]) => reduceInstants(createSnapshot(), events).value;

test('a policy changes when something is shown, never what it turns out to be', () => {
  fc.assert(
    fc.property(
      sample,
      chunkSizes,
      policies,
      fc.boolean(),
      ({ text, schema }, sizes, held, isTyped) => {
        fc.pre(!isTyped || parseWhole(schema, text)?.success === true);
        const options = isTyped ? { schema } : {};
        const events = read(text, sizes, { ...options, policies: held });
        expect(valueOf(events)).toEqual(valueOf(read(text, sizes, options)));
      },
    ),
    { numRuns: 2000 },
  );
});

test('shown text grows by its deltas alone, and ends as what is done', () => {
  fc.assert(
    fc.property(sample, chunkSizes, policies, ({ text }, sizes, held) => {
      const shown = new Map<string, string>();
      for (const event of read(text, sizes, { policies: held })) {
        if (!isFieldEvent(event)) continue;
        if (event.type === 'delta') {
          const grown = (shown.get(event.path) ?? '') + event.delta;
          expect(event.value).toBe(grown);
          shown.set(event.path, grown);
        } else if (event.type === 'done' && shown.has(event.path)) {
          expect(shown.get(event.path)).toBe(event.value);
        }
      }
    }),
    { numRuns: 2000 },
  );
});

test('what is held back travels when it is shown, and arrives the same', () => {
  fc.assert(
    fc.property(sample, chunkSizes, policies, ({ text, schema }, sizes, held) => {
      const encoder = createFrameEncoder();
      const decoder = createFrameDecoder();
      const arrived = read(text, sizes, { schema, policies: held }).flatMap((event) => {
        const frame = encoder.encode([event]);
        return frame === '' ? [] : decoder.decode(frame);
      });
      const written = read(text, sizes, {});
      expect(valueOf(arrived)).toEqual(valueOf(written));
      const paths = (events: readonly InstantEvent[]) =>
        events.filter(({ isComplete }) => isComplete).map(({ path }) => path);
      expect(paths(arrived)).toEqual(paths(written));
    }),
    { numRuns: 2000 },
  );
});

test('an answer that is cut off loses nothing but what may not be shown in part', () => {
  fc.assert(
    fc.property(sample, chunkSizes, fc.nat(60), ({ text }, sizes, length) => {
      const beginning = text.slice(0, length);
      const held: StreamPolicies = { a: 'word', b: 'sentence', '': { until: 'never' } };
      const whole = createInstantParser();
      const gated = createInstantParser({ policies: held });
      const all = cut(beginning, sizes).flatMap((chunk) => whole.feed(chunk));
      const shown = cut(beginning, sizes).flatMap((chunk) => gated.feed(chunk));
      expect(valueOf([...shown, ...gated.end()])).toEqual(valueOf([...all, ...whole.end()]));
    }),
    { numRuns: 2000 },
  );
});

// In: the libraries compared. Out: one shape for all of them: read these chunks, tell what you saw, give up when asked.
// Each is used as its own documentation shows, in the leanest way that still follows a growing answer.
// Knows nothing of clocks, corpora or files.

import {
  createParserState,
  finalizeJsonParse,
  getResolvedValue,
  parseChunk,
} from '@hashbrownai/core';
import { JSONParser } from '@streamparser/json';
import { parsePartialJson } from 'ai';
import clarinet from 'clarinet';
import { parse as riverParse } from 'jsonriver';
import { parse as partialParse } from 'partial-json';
import { createInstantParser, type InstantParserOptions } from '../src/index.js';

/** What one reading gave: a count that depends on everything read, and the value where the library builds one. */
export interface Reading {
  readonly seen: number;
  readonly value?: unknown;
}

/** Ends a reading that would take too long. */
export class GaveUp extends Error {
  readonly share: number;
  constructor(share: number) {
    super(`Gave up after ${(share * 100).toFixed(1)} % of the text.`);
    this.share = share;
  }
}

/** What is read: all of it, its chunks, and the schema that fits it. */
export interface Text {
  readonly whole: string;
  readonly chunks: readonly string[];
  readonly schema: InstantParserOptions['schema'];
}

/** Asked between chunks by those whose cost grows with the square of the text. */
export type IsExpired = () => boolean;

export interface Contestant {
  readonly name: string;
  /** What it is and how it is used here, for the report. */
  readonly note: string;
  /** Its result is a value to be checked against `JSON.parse`. */
  readonly hasValue: boolean;
  read(text: Text, isExpired: IsExpired): Reading | Promise<Reading>;
}

export const FLOOR = 'floor';
export const BARE = 'bare JSON.parse';

const floor: Contestant = {
  name: FLOOR,
  note: 'collects the chunks in an array, joins them and calls JSON.parse once; sees nothing before the end',
  hasValue: true,
  read({ chunks }) {
    const parts: string[] = [];
    for (const chunk of chunks) parts.push(chunk);
    return { seen: parts.length, value: JSON.parse(parts.join('')) };
  },
};

const bare: Contestant = {
  name: BARE,
  note: 'JSON.parse of the whole text, which nobody has who is sent chunks; the limit',
  hasValue: true,
  read: ({ whole }) => ({ seen: 1, value: JSON.parse(whole) }),
};

/** Touches what every reader of an event touches: its type, its path, its value. */
function readAll(options: InstantParserOptions, chunks: readonly string[]): Reading {
  const parser = createInstantParser(options);
  let seen = 0;
  for (const chunk of chunks) {
    for (const event of parser.feed(chunk)) {
      if ('path' in event && event.path !== undefined) seen += event.path.length;
      if ('value' in event && event.value !== undefined) seen += 1;
    }
  }
  seen += parser.end().length;
  if (!parser.isComplete) throw new Error('The text did not complete.');
  if (options.schema !== undefined && parser.output?.status !== 'valid')
    throw new Error('The value did not fit its schema.');
  return { seen, value: parser.value };
}

export const STRICT = 'fieldwise strict';
export const TOLERANT = 'fieldwise tolerant';
export const WITH_SCHEMA = 'fieldwise + schema';
export const RIVER = 'jsonriver';

const OURS: readonly Contestant[] = [
  {
    name: STRICT,
    note: 'createInstantParser({ strict: true }); type, path and value of every event read',
    hasValue: true,
    read: ({ chunks }) => readAll({ strict: true }, chunks),
  },
  {
    name: TOLERANT,
    note: 'the same without options: what models do to JSON is forgiven',
    hasValue: true,
    read: ({ chunks }) => readAll({}, chunks),
  },
  {
    name: WITH_SCHEMA,
    note: 'the same with a zod schema, gone through when it is first used: every field checked as it closes',
    hasValue: true,
    read: ({ chunks, schema }) => readAll({ schema }, chunks),
  },
];

/** The cheapest async source: no generator, one resolved promise per chunk. */
function toAsync(chunks: readonly string[]): AsyncIterable<string> {
  return {
    [Symbol.asyncIterator]() {
      let at = 0;
      return {
        next(): Promise<IteratorResult<string>> {
          const value = chunks[at++];
          return Promise.resolve(
            value === undefined ? { done: true, value: undefined } : { done: false, value },
          );
        },
      };
    },
  };
}

const river = (withPaths: boolean): Contestant => ({
  name: withPaths ? `${RIVER} + paths` : RIVER,
  note: withPaths
    ? 'parse() with completeCallback, reading path.segments()'
    : 'parse(); no completions, no paths',
  hasValue: true,
  async read({ chunks }, isExpired) {
    let seen = 0;
    let value: unknown;
    const options = withPaths
      ? {
          completeCallback: (_: unknown, path: { segments(): unknown[] }) =>
            void (seen += path.segments().length),
        }
      : {};
    for await (const current of riverParse(toAsync(chunks), options)) {
      seen += 1;
      value = current;
      if (isExpired()) throw new GaveUp(seen / chunks.length);
    }
    return { seen, value };
  },
});

const streamparser: Contestant = {
  name: '@streamparser/json',
  note: 'write() per chunk with partial tokens and values on, so growing strings are seen',
  hasValue: true,
  read({ chunks }, isExpired) {
    const parser = new JSONParser({ emitPartialTokens: true, emitPartialValues: true });
    let seen = 0;
    let value: unknown;
    parser.onValue = (info) => {
      seen += 1;
      if (info.stack.length === 0) value = info.value;
    };
    for (const [index, chunk] of chunks.entries()) {
      parser.write(chunk);
      if (isExpired()) throw new GaveUp(index / chunks.length);
    }
    return { seen, value };
  },
};

const sax: Contestant = {
  name: 'clarinet',
  note: 'a SAX parser: token events only, no value, no paths, strings only when whole',
  hasValue: false,
  read({ chunks }) {
    let seen = 0;
    const count = () => void (seen += 1);
    const parser = clarinet.parser();
    parser.onvalue = parser.onkey = parser.onopenobject = count;
    parser.oncloseobject = parser.onopenarray = parser.onclosearray = count;
    // oxlint-disable-next-line unicorn/prefer-add-event-listener -- clarinet is no EventTarget.
    parser.onerror = (error: Error) => {
      throw error;
    };
    for (const chunk of chunks) parser.write(chunk);
    parser.close();
    return { seen };
  },
};

const hashbrown: Contestant = {
  name: 'hashbrown',
  note: 'parseChunk() per chunk, an immutable tree',
  hasValue: true,
  read({ chunks }, isExpired) {
    let state = createParserState();
    for (const [index, chunk] of chunks.entries()) {
      state = parseChunk(state, chunk);
      if (isExpired()) throw new GaveUp(index / chunks.length);
    }
    state = finalizeJsonParse(state);
    if (state.error !== null) throw new Error(state.error.message);
    return { seen: state.nodes.length, value: getResolvedValue(state) };
  },
};

const partialJson: Contestant = {
  name: 'partial-json',
  note: 'parse() of the whole prefix per chunk',
  hasValue: true,
  read({ chunks }, isExpired) {
    let text = '';
    let value: unknown;
    for (const [index, chunk] of chunks.entries()) {
      text += chunk;
      if (text.trim() !== '') value = partialParse(text);
      if (isExpired()) throw new GaveUp(index / chunks.length);
    }
    return { seen: chunks.length, value };
  },
};

const aiSdk: Contestant = {
  name: 'AI SDK parsePartialJson',
  note: 'parsePartialJson() of the whole prefix per chunk, without the deep comparison useObject adds',
  hasValue: true,
  async read({ chunks }, isExpired) {
    let text = '';
    let value: unknown;
    for (const [index, chunk] of chunks.entries()) {
      text += chunk;
      value = (await parsePartialJson(text)).value;
      if (isExpired()) throw new GaveUp(index / chunks.length);
    }
    return { seen: chunks.length, value };
  },
};

/** The floor first: every ratio is taken against it. */
export const CONTESTANTS: readonly Contestant[] = [
  floor,
  bare,
  ...OURS,
  river(false),
  river(true),
  sax,
  streamparser,
  hashbrown,
  partialJson,
  aiSdk,
];

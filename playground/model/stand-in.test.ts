import { createInstantParser } from 'fieldwise';
import { z } from 'zod';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { breakAnswer } from './break-answer.js';
import { splitTokens } from './split-tokens.js';
import { startStandIn, type StandIn } from './stand-in.js';
import { CORRECTION } from '../shared/correction.js';
import {
  chunkings,
  formatModelName,
  parseModelName,
  type Chunking,
  type Settings,
} from '../shared/settings.js';

const text = JSON.stringify(
  { title: 'Tides, “quoted” 😀', points: ['one', 'two'], n: -12.5e3 },
  null,
  2,
);
const prompt = 'Say something about "tides"\nin two points';
const longPrompt = 'Say a word two hundred times';

describe('splitTokens', () => {
  it.each(Object.keys(chunkings) as Chunking[])(
    'gives %s chunks that join to the text',
    (chunking) => {
      expect(splitTokens(text, chunking).join('')).toBe(text);
    },
  );

  it('cuts tokens raggedly, inside words and never inside a surrogate pair', () => {
    const tokens = splitTokens('{"destination": "😀 Lisbon"}', 'token');
    expect(new Set(tokens.map((token) => token.length)).size).toBeGreaterThan(2);
    expect(tokens).toContain('destin');
    expect(tokens.some((token) => /^[\uDC00-\uDFFF]/.test(token))).toBe(false);
  });
});

describe('breakAnswer', () => {
  it('keeps the clean text inside a fence and inside prose', () => {
    for (const fault of ['fenced', 'prose', 'thinking'] as const) {
      expect(breakAnswer(text, [fault]).text).toContain(text);
      expect(breakAnswer(text, [fault]).text).not.toBe(text);
    }
  });

  it('drops the quotes of keys and adds commas, and leaves what is in strings alone', () => {
    const json = '{"a": "say \\"b\\": {x}", "c-d": [1, []], "e": {}}';
    const { text: spoilt } = breakAnswer(json, ['unquoted', 'commas']);
    expect(spoilt).toBe('{a: "say \\"b\\": {x}", "c-d": [1, [],], e: {},}');
  });

  it('breaks an answer in all ways at once, and it is read all the same', () => {
    const { text: spoilt } = breakAnswer(text, [
      'thinking',
      'prose',
      'fenced',
      'unquoted',
      'commas',
    ]);
    expect(spoilt).toMatch(/^<think>[^]*<\/think>[^]*Sure![^]*```json[^]*```[^]*changed\.$/);
    const parser = createInstantParser({ schema: z.object({ title: z.string() }) });
    parser.feed(spoilt);
    parser.end();
    expect(parser.value).toEqual(JSON.parse(text));
  });

  it('never sends what would come after a cut', () => {
    const { text: cut } = breakAnswer(text, ['prose', 'fenced', 'truncated']);
    expect(cut).toMatch(/^Sure![^]*```json/);
    expect(cut).not.toContain('changed');
  });

  it('streams a text that is no JSON as it is', () => {
    expect(breakAnswer('No.', ['mistyped', 'unquoted', 'commas']).text).toBe('No.');
  });

  it('makes a wrong type of the first text and of each number, and leaves out the last of a list', () => {
    const { text: spoilt, finishReason } = breakAnswer(text, ['mistyped']);
    expect(finishReason).toBe('stop');
    expect(JSON.parse(spoilt)).toEqual({
      title: 42,
      points: ['one'],
      n: 'about -12500',
      extra: true,
    });
  });

  it('says that a truncated answer stopped by length', () => {
    const { text: cut, finishReason } = breakAnswer(text, ['truncated']);
    expect(finishReason).toBe('length');
    expect(text.startsWith(cut)).toBe(true);
    expect(cut.length).toBeLessThan(text.length);
  });
});

describe('the model name', () => {
  it('carries the settings there and back, and a foreign name gives the defaults', () => {
    const settings: Settings = {
      speed: 'fast',
      chunking: 'words',
      faults: ['prose', 'commas'],
      line: 'steady',
    };
    expect(parseModelName(formatModelName(settings))).toEqual(settings);
    expect(parseModelName('gpt-5')).toEqual({
      speed: 'typical',
      chunking: 'token',
      faults: [],
      line: 'steady',
    });
  });
});

describe('the stand-in over HTTP', () => {
  let standIn: StandIn;
  beforeAll(async () => {
    standIn = await startStandIn([
      { prompt, text },
      { prompt: longPrompt, text: JSON.stringify({ title: 'word '.repeat(200) }) },
    ]);
  });
  afterAll(() => standIn.stop());

  const ask = (settings: Omit<Settings, 'line'>, content = `Before. ${prompt} After.`) =>
    fetch(`${standIn.baseURL}/chat/completions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        model: formatModelName(settings),
        stream: true,
        messages: [{ role: 'user', content }],
      }),
    });

  it('streams the recorded answer as one delta per chunk and says why it stopped', async () => {
    const response = await ask({ speed: 'instant', chunking: 'token', faults: [] });
    const { deltas, finishReason } = readDeltas(await response.text());
    expect(deltas).toEqual(splitTokens(text, 'token'));
    expect(finishReason).toBe('stop');
  });

  it('ends a truncated answer with the reason length', async () => {
    const response = await ask({ speed: 'instant', chunking: 'block', faults: ['truncated'] });
    const { deltas, finishReason } = readDeltas(await response.text());
    expect(deltas.join('')).toBe(breakAnswer(text, ['truncated']).text);
    expect(finishReason).toBe('length');
  });

  it('answers with the right types once it is told that they were wrong', async () => {
    const settings: Omit<Settings, 'line'> = {
      speed: 'instant',
      chunking: 'token',
      faults: ['mistyped'],
    };
    const response = await ask(settings, `${prompt} ${CORRECTION}`);
    expect(readDeltas(await response.text()).deltas.join('')).toBe(text);
  });

  it('breaks the connection in the middle when the model dies', async () => {
    const response = await ask(
      { speed: 'instant', chunking: 'token', faults: ['dropped'] },
      longPrompt,
    );
    expect(response.status).toBe(200);
    await expect(response.text()).rejects.toThrow('terminated');
  });

  it('refuses a prompt it has no answer for', async () => {
    const response = await ask(
      { speed: 'instant', chunking: 'token', faults: [] },
      'Something else',
    );
    expect(response.status).toBe(404);
  });
});

interface Chunk {
  choices: { delta: { content?: string }; finish_reason: string | null }[];
}

function readDeltas(body: string) {
  const choices = body
    .split('\n\n')
    .filter((frame) => frame.startsWith('data: {'))
    .flatMap((frame) => (JSON.parse(frame.slice(6)) as Chunk).choices);
  return {
    deltas: choices.map(({ delta }) => delta.content ?? '').filter((delta) => delta !== ''),
    finishReason: choices.findLast(({ finish_reason: reason }) => reason !== null)?.finish_reason,
  };
}

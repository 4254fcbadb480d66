import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { instantEvents, UsageError, type InstantEventInput } from '../protocol/index.js';
import { createInstantRun } from '../client/index.js';
import { toInstantResponse } from '../server/index.js';
import { TestingError } from './error.js';
import { recordResponse } from './record-response.js';
import { recordRun } from './record-run.js';
import type { Recording } from './recording.js';
import { redact } from './redact.js';
import { replayRun } from './replay-run.js';
import type { RedactionRule } from './secrets.js';
import { splitText } from './split-text.js';

const answer = {
  name: 'Ada "L"\n🍵',
  age: 36.5,
  mails: [{ at: 'ada@example.org' }, { at: 'none' }],
  isOpen: true,
  note: 'Write to ada@example.org',
};

const text = JSON.stringify(answer);

const rules: RedactionRule[] = [{ path: 'name' }, { path: 'age' }, { match: /ada@/g }];

const masked = {
  name: 'xxx xxxxxxxxx',
  age: 11.1,
  mails: [{ at: 'xxxxxxxxxxxxxxx' }, { at: 'none' }],
  isOpen: true,
  note: 'xxxxx xx xxxxxxxxxxxxxxx',
};

async function recordFrames(pieces: readonly string[], format: 'sse' | 'ndjson') {
  const response = toInstantResponse(instantEvents(pieces), { format, flushMs: 0 });
  const recorded = recordResponse(response);
  await recorded.response.text();
  return recorded.recording;
}

async function recordParts(pieces: readonly string[]): Promise<Recording> {
  const write = (part: object) => `data: ${JSON.stringify(part)}\n\n`;
  const lines = [
    write({ type: 'reasoning-delta', id: 'r', delta: 'It is about Ada.' }),
    ...pieces.map((delta) => write({ type: 'text-delta', id: '0', delta })),
    write({ type: 'data-note', data: { to: 'ada@example.org', n: 1 } }),
    `${write({ type: 'finish' })}data: [DONE]\n\n`,
  ];
  return { ...(await recordRun(lines, { now: () => 0 })), contentType: 'text/event-stream' };
}

async function read(recording: Recording): Promise<unknown> {
  const transport = replayRun(recording, { speed: Infinity });
  return (await createInstantRun({ transport }).submit({})).data;
}

describe('what is redacted', () => {
  test('is as long as before, at the same borders and times', async () => {
    const recording = await recordRun(splitText(text, { size: 7 }), { now: () => 0 });
    const redacted = redact(recording, rules);
    expect(redacted).toEqual({ ...recording, text: redacted.text });
    expect(redacted.text).toHaveLength(text.length);
    expect(await read(redacted)).toEqual(masked);
  });

  test('is gone at every split, from frames and from message parts', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.constantFrom('sse', 'ndjson', 'parts'), async (seed, kind) => {
        const pieces = splitText(text, { seed, max: 9 });
        const recording =
          kind === 'parts' ? await recordParts(pieces) : await recordFrames(pieces, kind);
        const redacted = redact(recording, rules);
        expect(redacted.text).toHaveLength(recording.text.length);
        expect(redacted.ends).toEqual(recording.ends);
        const shown = (await read(redacted)) as typeof masked;
        expect(shown).toMatchObject({
          isOpen: true,
          age: 11.1,
          mails: [masked.mails[0], { at: 'none' }],
        });
        expect(shown.name).toMatch(/^[x ]+$/);
        expect(redacted.text).not.toMatch(/Ada|ada|36/);
      }),
      { numRuns: 60 },
    );
  });

  test('is what is in a field, too, and items by their pattern', async () => {
    const redactBy = async (path: string) =>
      JSON.parse(redact(await recordRun([text]), [{ path }]).text) as unknown;
    expect(await redactBy('mails')).toEqual({
      ...answer,
      mails: [{ at: 'xxxxxxxxxxxxxxx' }, { at: 'xxxx' }],
    });
    expect(await redactBy('mails[*].at')).toEqual(await redactBy('/mails'));
  });

  test('is what was cut off', async () => {
    const at = text.indexOf('"L');
    const redacted = redact(await recordRun([text.slice(0, at)]), [{ path: 'name' }]);
    expect(redacted.text).toBe('{"name":"xxx x');
  });

  test('is what a pattern finds around the JSON, and a key with it is refused', async () => {
    const prose = await recordRun([`For ada@example.org:\n${text}`]);
    expect(redact(prose, [{ match: /ada@\S+?(?=[:"])/ }]).text).toContain(
      'For xxxxxxxxxxxxxxx:\n{',
    );
    const key = await recordRun(['{"ada@example.org":1}']);
    expect(() => redact(key, [{ match: /ada@/ }])).toThrow(TestingError);
  });

  test('is a message that was cut off', async () => {
    const { text: body, ...facts } = await recordFrames([text], 'sse');
    const end = body.indexOf('Ada') + 4;
    const cut: Recording = {
      ...facts,
      text: body.slice(0, end),
      ends: [end],
      atMs: [0],
      isCut: true,
    };
    const redacted = redact(cut, rules).text;
    expect(redacted).toHaveLength(end);
    expect(redacted).not.toContain('Ada');
    const broken: Recording = { ...cut, text: `data:[[\n\n${body}`, ends: [body.length + 9] };
    expect(() => redact(broken, rules)).toThrow(/no JSON/);
  });

  test('is what the model thought aloud', async () => {
    async function* events() {
      yield { type: 'reasoning' as const, delta: 'Ada asks.' };
      yield* instantEvents(['{"name":"Ada"}']);
    }
    const { response, recording } = recordResponse(toInstantResponse(events()));
    await response.text();
    expect(redact(await recording, [{ path: 'name' }]).text).not.toContain('Ada');
  });

  test('leaves text around the JSON as it is, and a fence', async () => {
    const fenced = `\`\`\`json\n${text}\n\`\`\``;
    expect(redact(await recordRun([fenced]), [{ path: 'age' }]).text).toBe(
      fenced.replace('36.5', '11.1'),
    );
  });
});

describe('what cannot be redacted with certainty is refused', () => {
  test('an answer whose strings end where nobody can say', async () => {
    const recording = await recordRun(['{"name":"the "b", "c" or d","age":1}']);
    expect(() => redact(recording, [{ path: 'name' }])).toThrow(TestingError);
  });

  test('frames that are written in another way', () => {
    const frame = 'data: [[{}], ["name", "Ada"], 0, 0]\n\n';
    const recording: Recording = {
      version: 1,
      contentType: 'text/event-stream',
      text: frame,
      ends: [frame.length],
      atMs: [0],
    };
    expect(() => redact(recording, [{ path: 'name' }])).toThrow(/in another way/);
  });

  test('an answer with lanes beside it, or anything else that no rule knows', async () => {
    async function* flow(): AsyncGenerator<InstantEventInput> {
      yield { type: 'done', path: 'name', value: 'Ada' };
      yield { type: 'lane', lane: 'plan', event: { type: 'done', path: 'name', value: 'Ada' } };
    }
    const body = await toInstantResponse(flow()).text();
    const recording: Recording = {
      version: 1,
      contentType: 'text/event-stream',
      text: body,
      ends: [body.length],
      atMs: [0],
    };
    expect(() => redact(recording, [{ path: 'name' }])).toThrow(/of type lane/);
  });

  test('no rule', async () => {
    const recording = await recordRun([text]);
    expect(() => redact(recording, [])).toThrow(UsageError);
  });
});

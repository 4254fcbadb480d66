import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  createFrameEncoder,
  instantEvents,
  UsageError,
  type InstantEventInput,
} from '../protocol/index.js';
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

function ofBody(body: string): Recording {
  const { length } = body;
  return { version: 1, contentType: 'text/event-stream', text: body, ends: [length], atMs: [0] };
}

function ofParts(parts: readonly object[]): Recording {
  return ofBody(parts.map((part) => `data: ${JSON.stringify(part)}\n\n`).join(''));
}

const beside = [
  { type: 'start', messageMetadata: { for: 'Ada' } },
  { type: 'tool-input-start', toolCallId: 't', toolName: 'mail' },
  { type: 'tool-input-delta', toolCallId: 't', inputTextDelta: '{"to":"ada@' },
  { type: 'tool-input-delta', toolCallId: 't', inputTextDelta: 'x.org"}' },
  { type: 'tool-input-available', toolCallId: 't', toolName: 'mail', input: { to: 'ada@x.org' } },
  { type: 'tool-output-available', toolCallId: 't', output: 'Ada has mail: ada@x.org' },
  { type: 'data-customer', data: { name: 'Ada', n: 36 } },
  { type: 'source-url', sourceId: 's', url: 'https://ada@x.org', title: 'Ada' },
  { type: 'text-start', id: '0' },
  { type: 'text-delta', id: '0', delta: '{"name":"A' },
  { type: 'text-delta', id: '0', delta: 'da","n":1}' },
  { type: 'text-end', id: '0' },
  { type: 'error', errorText: 'Ada cannot be told: ada@x.org' },
];

const call = { type: 'tool', callId: 'c', toolName: 'mail', index: 0, round: 1 } as const;
const issues = [{ path: 'mail', message: 'ada is no address' }];

const spoken: readonly InstantEventInput[] = [
  { type: 'start', path: '', kind: 'object' },
  { ...call, phase: 'call', input: { to: 'ada@x.org' } },
  { ...call, phase: 'result', output: ['Ada'], durationMs: 7 },
  { type: 'meta', sources: [{ url: 'https://ada.org', title: 'Ada' }] },
  { type: 'done', path: 'name', value: 'Ada' },
  { type: 'invalid', path: 'mail', value: 'ada', issues },
  { type: 'invalid', path: '', value: { name: 'Ada', mail: 'ada' }, issues },
  { type: 'error', code: 'gone', message: 'The customer ada@x.org is gone' },
];

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

  test.each([
    ['{"a":"x","pin":1234', '{"a":"x","pin":1111'],
    ['{"c":{"pin":-12.5e', '{"c":{"pin":-11.1e'],
    ['{"pin":{"n":[1,2,345', '{"pin":{"n":[1,1,111'],
    ['{"pin":98', '{"pin":11'],
    ['{"pin":tru', '{"pin":tru'],
    ['{"pin":9,"al', '{"pin":1,"al'],
  ])('is a number that was cut off: %s', async (said, left) => {
    const rules = [{ path: 'pin' }, { path: 'c.pin' }];
    expect(redact(await recordRun([said]), rules).text).toBe(left);
  });

  test('is what was cut off before a pattern could be found in it', async () => {
    const redactCut = async (said: string) =>
      redact(await recordRun([said]), [{ match: /@/ }]).text;
    expect(await redactCut('{"mail":"ada.lovelace@exam')).toBe('{"mail":"xxxxxxxxxxxxxxxxx');
    expect(await redactCut('{"mail":"ada.lov')).toBe('{"mail":"xxxxxxx');
    expect(await redactCut('{"n":"x","ada.lov')).toBe('{"n":"x","xxxxxxx');
    expect(await redactCut(String.raw`{"n":"x","a\"d": 12`)).toBe('{"n":"x","xxxx": 11');
    expect(await redactCut('{"n":"x",  ",": -1')).toBe('{"n":"x",  "x": -1');
    const frames = await recordFrames(['{"mail":"ada.lov', 'elace'], 'sse');
    expect(redact(frames, [{ match: /@/ }]).text).not.toMatch(/ada|lov|elace/);
  });

  test('is what an attempt said that was given up', async () => {
    async function* retried(): AsyncGenerator<InstantEventInput> {
      for await (const event of instantEvents(['{"mail":"ada@x.org and', ' others']))
        if (event.type !== 'end') yield event;
      yield { type: 'attempt', attempt: 2, reason: 'invalid' };
      yield* instantEvents(['{"mail":"none"}']);
    }
    const body = await toInstantResponse(retried()).text();
    expect(redact(ofBody(body), [{ match: /@/ }]).text).not.toMatch(/ada|org|others/);
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

  test('is what an AI SDK message has beside the answer, however it is split', () => {
    const redacted = redact(ofParts(beside), [{ path: 'name' }]);
    expect(redacted.text).not.toMatch(/Ada|ada[@ ]/);
    expect(redacted.text).toContain(
      '"toolCallId":"t","toolName":"mail","input":{"to":"xxxxxxxxx"}',
    );
    expect(redacted.text).toContain('{"type":"data-customer","data":{"name":"xxx","n":11}}');
    expect(redact(ofParts(beside), [{ match: /\S+@\S+\.\S+/ }]).text).not.toMatch(/ada@/);
  });

  test('is the text of each step of a message', () => {
    const steps = ['Ada: ', '{"name":"Ada","n":1}', '{"name":"Ada Lovelace","n":1}'].flatMap(
      (delta) => [
        { type: 'start-step' },
        { type: 'text-start', id: '0' },
        { type: 'text-delta', id: '0', delta },
      ],
    );
    const { text: body } = redact(ofParts(steps), [{ path: 'name' }]);
    expect(body).toContain(String.raw`{\"name\":\"xxx\",\"n\":1}`);
    expect(body).toContain(String.raw`{\"name\":\"xxx xxxxxxxx\",\"n\":1}`);
  });

  test('is what issues and errors say, and what tools of ours were called with', () => {
    const encoder = createFrameEncoder();
    const body = spoken.map((event) => `data:${encoder.encode([event])}\n\n`).join('');
    const redacted = redact(ofBody(body), [{ path: 'name' }, { path: 'mail' }]).text;
    expect(redacted).not.toMatch(/ada/i);
    expect(redacted).toHaveLength(body.length);
    expect(redacted).toContain('"toolName":"mail"');
    expect(redacted).toContain('"code":"gone"');
  });

  test('leaves text around the JSON as it is, and a fence', async () => {
    const fenced = `\`\`\`json\n${text}\n\`\`\``;
    expect(redact(await recordRun([fenced]), [{ path: 'age' }]).text).toBe(
      fenced.replace('36.5', '11.1'),
    );
  });
});

describe('what cannot be redacted with certainty is refused', () => {
  test('a stream of a provider, whose messages no rule knows', async () => {
    const chunks = ['{"na', 'me":"A', 'da","mail":"ada@', 'x.org"}'].map((content) => ({
      object: 'chat.completion.chunk',
      choices: [{ index: 0, delta: { content } }],
    }));
    for (const rule of [{ path: 'name' }, { match: /@/ }])
      expect(() => redact(ofParts(chunks), [rule])).toThrow(/has object, choices/);
    const strange = [{ type: 'content_block_delta', delta: { text: 'Ada' } }];
    expect(() => redact(ofParts(strange), [{ path: 'name' }])).toThrow(TestingError);
    expect(() => redact(ofBody('data: Ada\n\n'), [{ match: /Ada/ }])).toThrow(
      /no messages of JSON/,
    );
  });

  test('a text with more than one answer in it, of which a pattern would find no field', async () => {
    const two = await recordRun(['{"name":"Ada"}\n\nBetter: {"name":"Ada L."}']);
    for (const rule of [{ path: 'name' }, { match: /Ada/ }])
      expect(() => redact(two, [rule])).toThrow(/beside the answer/);
  });

  test.each([
    '{"name":"Ada" "Lovelace","n":1}',
    '{"name":Ada Love',
    '{"name":Ada Love,"n":1}',
    '{"name":{"tel":0x1F2E}}',
    '{"name":{"tel":"1" /* Ada */}}',
    '{"name":"Ada" Love',
    '{"n":1,"name":"Ada Lov{"name":"none"}',
  ])('an answer of which something is in no field, or in none yet: %s', async (said) => {
    const recording = await recordRun([said]);
    for (const rule of [{ path: 'name' }, { match: /a/ }])
      expect(() => redact(recording, [rule])).toThrow(TestingError);
  });

  test('a path at which a whole answer has nothing, wherever it is', async () => {
    const rule = [{ path: 'nmae' }];
    const has = /no field at nmae\. It has name, age/;
    const recording = await recordRun([text]);
    expect(() => redact(recording, rule)).toThrow(has);
    expect(() => redact(recording, rule)).toThrow(UsageError);
    for (const each of [await recordFrames([text], 'sse'), await recordParts([text])])
      expect(() => redact(each, rule)).toThrow(has);
    const cut = await recordRun([text.slice(0, -1)]);
    expect(redact(cut, rule).text).toBe(cut.text);
  });

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

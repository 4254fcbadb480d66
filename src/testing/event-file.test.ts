import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createInstantRun, createSourceTransport, type InstantTransport } from '../client/index.js';
import { formatRecording as formatEvents, toRecording } from '../devtools/recording.js';
import { createRunRecorder } from '../devtools/run-recorder.js';
import type { RunRecord } from '../devtools/run-record.js';
import {
  createInstantParser,
  isFieldEvent,
  type EndEvent,
  type InstantEvent,
  type InstantEventInput,
} from '../protocol/index.js';
import { TestingError } from './error.js';
import { formatRecording, parseRecording } from './recording-file.js';
import { redact } from './redact.js';
import { replayRun } from './replay-run.js';
import { splitText } from './split-text.js';

const END: EndEvent = { type: 'end', outcome: 'complete', incomplete: [] };

/** What the devtools have of one run, and how that run ended. */
async function watch(transport: InstantTransport, schema?: z.ZodType) {
  let ms = 0;
  const run = createInstantRun({ transport, schema });
  const recorder = createRunRecorder(run, { label: 'report', now: () => (ms += 5) });
  const snapshot = await run.submit({ topic: 'tides' });
  recorder.stop();
  const record = recorder.records[0] as RunRecord;
  return { snapshot, record, file: formatEvents(toRecording(record, 'report')) };
}

const saying = (text: string) => createSourceTransport(() => splitText(text, { size: 3 }));

/** A run of events that some route told. */
const telling = (events: readonly InstantEventInput[]): InstantTransport => ({
  async *open() {
    yield* events as readonly InstantEvent[];
  },
});

const replay = (file: string) =>
  createInstantRun({ transport: replayRun(parseRecording(file), { speed: Infinity }) });

const eventsOf = ({ events }: RunRecord) => events.map(({ event }) => event);

describe('what the devtools exported', () => {
  test('of any answer replays as the same events and the same answer', async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue({ maxDepth: 3 }), async (value) => {
        const first = await watch(saying(JSON.stringify(value)));
        const transport = replayRun(parseRecording(first.file), { speed: Infinity });
        const again = await watch(transport);
        expect(again.snapshot.data).toEqual(first.snapshot.data);
        expect(again.snapshot.status).toBe('complete');
        const written = (file: string) =>
          file.replaceAll(/"atMs":[\d.]+,/g, '').split('"events"')[1];
        expect(written(again.file)).toBe(written(first.file));
      }),
      { numRuns: 50 },
    );
  });

  test('of the input of a tool tells the text so far again', async () => {
    const facts = { callId: 'c', toolName: 'find', index: 0, round: 1, toolPath: 'tool.find[0]' };
    const parser = createInstantParser();
    const told = ['{"q":"ti', 'des"}']
      .flatMap((piece) => parser.feed(piece))
      .filter(isFieldEvent)
      .map((field): InstantEvent => ({ type: 'tool', phase: 'input', ...facts, field }));
    const answer = [...createInstantParser().feed('{}'), END];
    const { file } = await watch(telling([...told, ...answer]));
    const run = replay(file);
    const texts: unknown[] = [];
    run.onEvent((event) => {
      if (event.type === 'tool' && event.phase === 'input' && event.field.type === 'delta')
        texts.push([event.field.path, event.field.delta, event.field.value]);
    });
    await run.submit(undefined);
    expect(texts).toEqual([
      ['q', 'ti', 'ti'],
      ['q', 'des', 'tides'],
    ]);
  });

  test('of an answer that does not fit its schema is wrong in the same places, without the schema', async () => {
    const Report = z.object({ price: z.number(), note: z.string() });
    const first = await watch(saying('{"price":"much"}'), Report);
    const run = replay(first.file);
    expect(await run.submit(undefined)).toMatchObject({
      status: 'error',
      error: { code: 'invalid-output' },
    });
    expect(run.getField(['price'])).toMatchObject({ status: 'invalid', value: 'much' });
    expect(run.getField(['note']).status).toBe('missing');
  });

  test('keeps its times, and takes each speed', async () => {
    const { file, record } = await watch(saying('{"a":"xy"}'));
    const { atMs } = parseRecording(file);
    expect(atMs.slice(0, 2)).toEqual(record.events.slice(0, 2).map((each) => each.atMs));
    expect(atMs.at(-1)).toBeGreaterThan(0);
  });

  test('of lanes, signals and questions beside an answer brings them', async () => {
    const told: readonly InstantEventInput[] = [
      { type: 'start', path: '', kind: 'object' },
      { type: 'lane', lane: 'plan', event: { type: 'start', path: '', kind: 'string' } },
      { type: 'lane', lane: 'plan', event: { type: 'delta', path: '', delta: 'Look' } },
      { type: 'signal', name: 'task', value: 7 },
      { type: 'lane', lane: 'plan', event: { type: 'done', path: '', value: 'Look up' } },
      { type: 'done', path: '', value: {} },
      { type: 'end', outcome: 'complete', incomplete: [] },
    ];
    const { file } = await watch(replayRun(parseRecording(toFile(told)), { speed: Infinity }));
    const again = await watch(replayRun(parseRecording(file), { speed: Infinity }));
    expect(eventsOf(again.record)).toMatchObject(told);
  });

  test.each([
    ['stopped', 'stopped'],
    ['superseded', 'stopped'],
    ['complete', 'complete'],
    // Exported while it streamed: there was no end yet.
    ['streaming', 'error'],
  ])('of a run that was %s is %s', async (status, expected) => {
    const file = toFile([{ type: 'start', path: '', kind: 'object' }], { status });
    expect((await replay(file).submit(undefined)).status).toBe(expected);
  });

  test('of a server that refused it is refused again, with its status and words', async () => {
    const error = {
      kind: 'http',
      status: 422,
      code: 'invalid-input',
      message: 'The input does not fit.',
      issues: [{ message: 'too short', path: ['topic'] }],
    };
    const again = await replay(toFile([], { status: 'error', error })).submit(undefined);
    expect(again.error).toMatchObject(error);
  });

  test('of a connection that was lost loses it again', async () => {
    const { file, snapshot } = await watch(telling([{ type: 'start', path: '', kind: 'string' }]));
    expect(snapshot.error?.code).toBe('connection-lost');
    expect(parseRecording(file).isCut).toBe(true);
    expect((await replay(file).submit(undefined)).error?.code).toBe('connection-lost');
  });

  test('is a response too, can be written as a recording, and redacted', async () => {
    const { file } = await watch(saying('{"title":"Tea","by":"Ada"}'));
    const recording = parseRecording(file);
    expect(parseRecording(formatRecording(recording))).toEqual(recording);
    const response = replayRun(recording, { speed: Infinity }).respond();
    expect(response.headers.get('content-type')).toMatch(/event-stream/);
    expect(await response.text()).toBe(recording.text);
    const masked = redact(recording, [{ path: 'by' }]);
    const run = createInstantRun({ transport: replayRun(masked, { speed: Infinity }) });
    expect((await run.submit(undefined)).partial).toEqual({ title: 'Tea', by: 'xxx' });
  });

  test('is no model: a page never sees what one said', async () => {
    const { text } = replayRun(parseRecording((await watch(saying('{"a":1}'))).file));
    await expect(text().next()).rejects.toThrow(/not what a model says/);
  });
});

describe('what cannot be used is refused', () => {
  test.each([
    ['without its beginning', toFile([], { dropped: 7 }), /lacks its first 7 events/],
    ['of another version', toFile([], { version: 2 }), /the number 2; this is version 1/],
    ['with an event without a time', '{"version":1,"events":[{"type":"end"}]}', /`atMs`/],
    ['with events that are no list', '{"version":1,"events":{}}', /each of its `events`/],
    ['with a path that is none', toFile([{ type: 'missing', path: 'a[' }]), /its event 1 is none/],
    [
      'with times that fall',
      '{"version":1,"events":[{"type":"start","path":"","kind":"object","atMs":9},{"type":"missing","path":"a","atMs":1}]}',
      /equally long and rising/,
    ],
  ])('%s', (_, file, message) => {
    const read = () => parseRecording(file);
    expect(read).toThrow(TestingError);
    expect(read).toThrow(message);
  });
});

/** A file of these events, as the devtools write it. */
function toFile(events: readonly InstantEventInput[], head: object = {}): string {
  const file = {
    version: 1,
    name: 'report',
    status: 'complete',
    elapsedMs: 0,
    dropped: 0,
    ...head,
  };
  return JSON.stringify({ ...file, events: events.map((event) => ({ atMs: 0, ...event })) });
}

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createInstantRun, createSourceTransport } from '../client/index.js';
import type { InstantTransport } from '../client/index.js';
import { createInstantParser } from '../protocol/index.js';
import { formatRecording as formatText, recordRun, splitText } from '../testing/index.js';
import { formatRecording, parseRecording, toRecording } from './recording.js';
import { createReplay } from './replay.js';
import { createRunRecorder } from './run-recorder.js';
import type { RunRecord } from './run-record.js';

/** Records one run of a text. */
async function record(text: string, schema?: z.ZodType): Promise<RunRecord> {
  const transport = createSourceTransport(() => splitText(text, { size: 3 }));
  const run = createInstantRun({ transport, schema });
  const recorder = createRunRecorder(run, { label: 'report', now: () => 0 });
  await run.submit({ topic: 'tides' });
  recorder.stop();
  return recorder.records[0] as RunRecord;
}

const toFile = (from: RunRecord) => formatRecording(toRecording(from, 'report'));

async function replay(file: string) {
  const { recording } = parseRecording(file, 'kept.json');
  if (!recording) throw new Error('It cannot be read.');
  const run = createReplay(recording);
  const recorder = createRunRecorder(run, { label: 'again', now: () => 0 });
  const snapshot = await run.submit(recording.input);
  recorder.stop();
  return { snapshot, record: recorder.records[0] as RunRecord };
}

const lines = (...events: object[]) =>
  JSON.stringify({ version: 1, name: 'a', dropped: 0, events });

function circle(): object {
  const value: { self?: unknown } = {};
  value.self = value;
  return value;
}

describe('a recording', () => {
  test('of any answer replays as the same events and the same answer', async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue({ maxDepth: 3 }), async (value) => {
        const first = await record(JSON.stringify(value));
        const again = await replay(toFile(first));
        expect(toFile(again.record).split('"events"')[1]).toBe(toFile(first).split('"events"')[1]);
        expect(again.snapshot.data).toEqual(first.snapshot.data);
        expect(again.snapshot.status).toBe(first.snapshot.status);
      }),
      { numRuns: 50 },
    );
  });

  test('of an answer that does not fit its schema replays with what is wrong, without the schema', async () => {
    const Report = z.object({ price: z.number(), in: z.object({ a: z.string(), b: z.string() }) });
    const first = await record('{"price":"much","in":{"a":"x"}}', Report);
    const { record: again, snapshot } = await replay(toFile(first));
    expect(snapshot).toMatchObject({ status: 'error', error: { code: 'invalid-output' } });
    const states = ({ fields }: RunRecord) =>
      fields.map(({ path, state, issue }) => [path, state, issue]);
    expect(states(again)).toEqual(states(first));
    expect(states(again)).toContainEqual(['in.b', 'missing', undefined]);
  });

  test('of an answer that was cut off replays as one that was', async () => {
    const first = await record('{"title":"Ti');
    expect(first.status).toBe('error');
    expect((await replay(toFile(first))).snapshot.error?.code).toBe(first.snapshot.error?.code);
  });

  test('of an answer that was cut off has its outcome, and its kind of error, again', async () => {
    const first = await record('{"title":"Ti');
    const { snapshot } = await replay(toFile(first));
    expect(first.snapshot.error?.kind).toBe('truncated');
    expect(snapshot.error).toMatchObject({ kind: 'truncated', code: 'truncated', path: 'title' });
    expect(snapshot.snapshot.outcome).toBe('truncated');
  });

  test('of a run that lost its connection replays as one that did', async () => {
    const transport: InstantTransport = {
      async *open() {
        yield* createInstantParser().feed('{"title":"Ti');
      },
    };
    const run = createInstantRun({ transport });
    const recorder = createRunRecorder(run, { label: 'report', now: () => 0 });
    await run.submit(undefined);
    recorder.stop();
    const { snapshot } = await replay(toFile(recorder.records[0] as RunRecord));
    const { kind, code, message } = run.getSnapshot().error ?? {};
    expect(kind).toBe('connection');
    expect(snapshot.error).toMatchObject({ kind, code, message });
    expect(snapshot.partial).toEqual({ title: 'Ti' });
  });

  test.each<[string, () => unknown, unknown]>([
    ['a bigint', () => 12n, '(12n)'],
    ['nothing', () => undefined, '(undefined)'],
    ['a symbol', () => Symbol('x'), '(Symbol(x))'],
    ['a function', () => function total() {}, '(function total)'],
    ['a circle', () => circle(), { self: '(circular)' }],
    ['a map', () => new Map([['a', 1]]), [['a', 1]]],
  ])('of a schema that makes %s of a text says what can be said of it', async (_, make, said) => {
    const first = await record('{"n":"12"}', z.object({ n: z.string().transform(make) }));
    expect(first.status).toBe('complete');
    const { snapshot, record: again } = await replay(toFile(first));
    expect(snapshot.status).toBe('complete');
    expect(again.events.map(({ event }) => event)).toContainEqual(
      expect.objectContaining({ type: 'done', path: 'n', value: said }),
    );
  });

  test('of a run that was stopped, or left, replays as one that was stopped', async () => {
    const first = await record('{"title":"Tides"}');
    for (const status of ['stopped', 'superseded'] as const) {
      const file = formatRecording({ ...toRecording(first, 'report'), status });
      expect((await replay(file)).snapshot).toMatchObject({
        status: 'stopped',
        partial: { title: 'Tides' },
      });
    }
  });

  test('is JSON of which each event is a line', async () => {
    const file = toFile(await record('{"a":"xy"}'));
    const lines = file.split('\n').filter((line) => line.includes('"atMs"'));
    expect(lines[0]).toBe('    {"atMs":0,"type":"start","path":"","kind":"object"},');
    expect(JSON.parse(file)).toMatchObject({
      version: 1,
      name: 'report',
      status: 'complete',
      dropped: 0,
      input: { topic: 'tides' },
    });
    expect(lines).toHaveLength((JSON.parse(file) as { events: unknown[] }).events.length);
  });

  test.each([
    ['no JSON', '{"version":1'],
    ['a text without times', '{"version":1,"text":"[]","ends":[2]}'],
    ['a text of another version', '{"version":2,"pieces":[[0,"[]"]]}'],
    ['a body with a status that is none', '{"version":1,"status":99,"pieces":[[0,"[]"]]}'],
    ['events without a time', '{"version":1,"name":"a","dropped":0,"events":[{"type":"end"}]}'],
    ['a lane with nothing in it', lines({ atMs: 0, type: 'lane', lane: 'x' })],
    [
      'a lane in a lane with nothing in it',
      lines({ atMs: 0, type: 'lane', event: { type: 'lane' } }),
    ],
    ['an error without words', '{"version":1,"name":"a","dropped":0,"error":"boom","events":[]}'],
    ['a list', '[]'],
  ])('is not what %s is', (_, file) => {
    expect(parseRecording(file, 'kept.json').problem).toMatch(/no recording/);
  });

  test('without its beginning is refused, with what it lacks', () => {
    const file = '{"version":1,"name":"a","dropped":7,"events":[]}';
    expect(parseRecording(file, 'kept.json').problem).toMatch(/first 7 events/);
  });
});

describe('a recording of the test kit', () => {
  const text = formatText({
    version: 1,
    text: '```json\n{"title":"Tea 🍵"}\n```',
    ends: [15, 26, 30],
    atMs: [0, 5, 5],
  });

  test('replays as the answer it was, with its bytes and what was forgiven of it', async () => {
    const { snapshot, record: again } = await replay(text);
    expect(snapshot).toMatchObject({ status: 'complete', data: { title: 'Tea 🍵' } });
    expect(again.wire.chunks.size).toBe(
      new TextEncoder().encode('```json\n{"title":"Tea 🍵"}\n```').length,
    );
    expect(again.wire.repairs.map(({ kind }) => kind)).toContain('fence');
  });

  test('is called by the name of its file, and may be plain JSON, cut anywhere', async () => {
    const plain = JSON.stringify(await recordRun(['{"title":"Tea \ud83c', '\udf75"}']));
    expect(parseRecording(plain, 'tea.json').recording).toMatchObject({ name: 'tea.json' });
    expect((await replay(plain)).snapshot.data).toEqual({ title: 'Tea 🍵' });
  });

  test('of a response replays what that response was', async () => {
    const file = (facts: object) => JSON.stringify({ version: 1, ...facts });
    const framed = file({
      contentType: 'text/event-stream',
      pieces: [
        [0, 'data:[[{}],["a","x"],0]\n\n'],
        [0, 'data:[0,{"type":"end","outcome":"complete","incomplete":[]}]\n\n'],
      ],
    });
    expect((await replay(framed)).snapshot).toMatchObject({ status: 'complete', data: { a: 'x' } });
    const refused = file({ contentType: 'text/plain', status: 503, pieces: [[0, 'later']] });
    expect((await replay(refused)).snapshot.error?.code).toBe('http-error');
    const cut = file({ contentType: 'text/plain', isCut: true, pieces: [[0, '{"a":"x']] });
    expect((await replay(cut)).snapshot).toMatchObject({
      partial: { a: 'x' },
      error: { code: 'connection-lost' },
    });
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createInstantRun, createSourceTransport } from '../client/index.js';
import { splitText } from '../testing/index.js';
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
  const { recording } = parseRecording(file);
  if (!recording) throw new Error('It cannot be read.');
  const run = createReplay(recording);
  const recorder = createRunRecorder(run, { label: 'again', now: () => 0 });
  const snapshot = await run.submit(recording.input);
  recorder.stop();
  return { snapshot, record: recorder.records[0] as RunRecord };
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
    ['a recording of text', '{"version":1,"text":"[]","ends":[2],"atMs":[0]}'],
    ['events without a time', '{"version":1,"name":"a","dropped":0,"events":[{"type":"end"}]}'],
    ['a list', '[]'],
  ])('is not what %s is', (_, file) => {
    expect(parseRecording(file).problem).toMatch(/no recording/);
  });

  test('without its beginning is refused, with what it lacks', () => {
    const file = '{"version":1,"name":"a","dropped":7,"events":[]}';
    expect(parseRecording(file).problem).toMatch(/first 7 events/);
  });
});

import { expect, test } from 'vitest';
import { createInstantRun } from '../client/index.js';
import { createInstantParser, isFieldEvent } from '../protocol/index.js';
import type { InstantEvent } from '../protocol/index.js';
import { formatRecording, parseRecording, toRecording } from './recording.js';
import { createReplay } from './replay.js';
import { createRunRecorder } from './run-recorder.js';

/** What is told of a call whose input comes in these pieces. */
function inputOf(pieces: readonly string[], callId = 'c1'): readonly InstantEvent[] {
  const parser = createInstantParser();
  const call = {
    type: 'tool',
    phase: 'input',
    callId,
    toolName: 'write',
    index: 0,
    round: 1,
  } as const;
  return pieces
    .flatMap((piece) => parser.feed(piece))
    .filter(isFieldEvent)
    .map((field) => ({ ...call, toolPath: `tool.write[0].${field.path}`, field }));
}

/** The text as the input of a tool, a kilobyte at a time. */
const writing = (kilobytes: number) =>
  inputOf(['{"text":"', ...Array.from({ length: kilobytes }, () => 'x'.repeat(1000)), '"}']);

async function record(told: readonly InstantEvent[]) {
  async function* tell(): AsyncGenerator<InstantEvent> {
    yield* told;
    yield* createInstantParser().feed('{}');
    yield { type: 'end', outcome: 'complete', incomplete: [] };
  }
  const run = createInstantRun({ transport: { open: tell } });
  const recorder = createRunRecorder(run, { label: 'tools', now: () => 0 });
  await run.submit(undefined);
  recorder.stop();
  const [only] = recorder.records;
  if (!only) throw new Error('There is always a record.');
  return only;
}

test('the log of a tool’s input of a megabyte is as long as the input, not as its square', async () => {
  const lengthOf = async (kilobytes: number) => {
    const { events } = await record(writing(kilobytes));
    return events.reduce((sum, logged) => sum + JSON.stringify(logged).length, 0);
  };
  const [half, whole] = [await lengthOf(500), await lengthOf(1000)];
  // In pieces, whole, and in the object around it.
  expect(whole).toBeLessThan(4_000_000);
  expect(whole / half).toBeLessThan(2.1);
});

test('a file of it is as short, and tells the text so far when it is replayed', async () => {
  const one = inputOf(['{"query":"ti', 'des","days":[1', ',2]}'], 'c1');
  const other = inputOf(['{"query":"eb', 'b"}'], 'c2');
  const told = [...one.slice(0, 3), ...other.slice(0, 3), ...one.slice(3), ...other.slice(3)];
  const file = formatRecording(toRecording(await record(told), 'tools'));
  expect(file).not.toContain('"value":"tides","isComplete":false');
  const { recording } = parseRecording(file, 'tools.json');
  if (!recording) throw new Error('It cannot be read.');
  const run = createReplay(recording);
  const again: InstantEvent[] = [];
  run.onEvent((event) => void (event.type === 'tool' && again.push(event)));
  await run.submit(undefined);
  const plain = (events: readonly InstantEvent[]) => JSON.parse(JSON.stringify(events)) as unknown;
  expect(plain(again)).toEqual(plain(told));
});

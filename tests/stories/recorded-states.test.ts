// The recordings that the stories "Every state" play are what the real route answers. `RECORD=yes` takes them anew:
// `RECORD=yes npx vitest run --project node tests/stories`.

import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { mergeDeltas, type InstantEvent } from 'fieldwise';
import {
  formatRecording,
  parseRecording,
  recordResponse,
  replayRun,
  type Recording,
} from 'fieldwise/testing';
import { expect, test } from 'vitest';
import type { Script } from '../../stories/support/script.js';
import { scriptedRoute } from '../../stories/support/scripted-fetch.js';
import {
  recordingNames,
  scriptOf,
  subjects,
  type Subject,
  type SubjectName,
} from '../../stories/support/states.js';
import { root } from '../surface/source-files.js';

const isTaken = process.env['RECORD'] !== undefined;

async function record({ schema }: Subject, script: Script): Promise<Recording> {
  const request = new Request('http://stories.test/api/answer', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(script),
  });
  const { response, recording } = recordResponse(await scriptedRoute(schema).POST(request));
  await response.text();
  return recording;
}

/** What is told of it, wherever it was cut. */
async function toldIn(recording: Recording): Promise<readonly InstantEvent[]> {
  const events: InstantEvent[] = [];
  for await (const event of replayRun(recording, { speed: Infinity })) events.push(event);
  return mergeDeltas(events);
}

const cases = (Object.keys(subjects) as SubjectName[]).flatMap((subject) =>
  recordingNames.map((name) => [subject, name] as const),
);

test.each(cases)('the recording %s/%s is what the route answers', async (name, recordingName) => {
  const subject: Subject = subjects[name];
  const script = scriptOf(subject, recordingName);
  const file = resolve(root, `stories/recordings/${name}/${recordingName}.json`);
  const now = await record(subject, isTaken ? script : { ...script, delayMs: 0 });
  if (isTaken) {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, formatRecording(now));
  }
  const kept = parseRecording(await readFile(file, 'utf8'));
  expect(kept.ends.length).toBeGreaterThan(1);
  expect(await toldIn(kept)).toEqual(await toldIn(now));
});

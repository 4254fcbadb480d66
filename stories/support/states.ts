// In: nothing. Out: two answers, and for each the runs that were recorded of it: whole, refused by its schema, with a field left
// out, cut off, and asked for a second time. The recordings are in `stories/recordings`, and `tests/stories` takes them.
// Knows nothing of components.

import { z } from 'zod';
import type { Script } from './script.js';

/** One answer, and the field of it that is looked at. */
export interface Subject {
  readonly schema: z.ZodType;
  /** The whole answer. */
  readonly answer: Readonly<Record<string, unknown>>;
  /** The field: the last of the answer, and more than half of its text. */
  readonly path: string;
  /** Part of that field's text, where it is held while it grows. */
  readonly until: string;
  /** A value of that field that the schema refuses. */
  readonly wrong: unknown;
}

const NOTE = 'The coast turns underneath, twice a day, and an hour late each time.';
const STOPS = ['Old quay', 'Signal hill', 'Glass house', 'Lower weir', 'The end of the pier'];

export const subjects = {
  tide: {
    schema: z.object({ title: z.string(), note: z.string().max(120).optional() }),
    answer: { title: 'Tides', note: NOTE },
    path: 'note',
    until: 'underneath',
    wrong: NOTE.repeat(2),
  },
  walk: {
    schema: z.object({ title: z.string(), stops: z.array(z.string().max(40)).optional() }),
    answer: { title: 'Walk', stops: STOPS },
    path: 'stops',
    until: 'Signal',
    wrong: [...STOPS, NOTE],
  },
} as const satisfies Readonly<Record<string, Subject>>;

export type SubjectName = keyof typeof subjects;

export const recordingNames = ['whole', 'invalid', 'missing', 'error', 'another-attempt'] as const;

export type RecordingName = (typeof recordingNames)[number];

/** What the model says in that recording, and how it ends. */
export function scriptOf({ answer, path, wrong }: Subject, name: RecordingName): Script {
  const said = name === 'invalid' ? wrong : name === 'missing' ? undefined : answer[path];
  return {
    text: JSON.stringify({ ...answer, [path]: said }),
    delayMs: 30,
    chunkSize: 4,
    ending: name === 'error' ? 'error' : name === 'another-attempt' ? 'retried' : 'complete',
  };
}

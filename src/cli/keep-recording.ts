// In: a response, and where its recording goes. Out: the response to read in its place, and a way to write the file.
// The file is the test kit's own, so that what was watched can be played in a test; headers are no part of it.
// Knows nothing of what the bytes say.

/// <reference types="node" />

import { writeFile } from 'node:fs/promises';
import { formatRecording, recordResponse } from '../testing/index.js';
import { count } from './show-value.js';

export interface KeptRecording {
  readonly response: Response;
  /** Writes what came, once the body is over or left; resolves with a line that says so. Rejects as the disk does. */
  readonly save: () => Promise<string>;
}

export function keepRecording(whole: Response, path: string): KeptRecording {
  const { response, recording } = recordResponse(whole, { maxBytes: Infinity });
  return {
    response,
    async save() {
      const kept = await recording;
      await writeFile(path, formatRecording(kept));
      return `Recorded ${count(kept.ends.length, 'piece')} in ${path}.`;
    },
  };
}

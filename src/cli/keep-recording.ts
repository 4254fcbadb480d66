// In: a response, and where its recording goes. Out: the response to read in its place, and a way to write the file.
// The file is the test kit's own, so that what was watched can be played in a test; headers are no part of it.
// Knows nothing of what the bytes say.

/// <reference types="node" />

import { access, constants, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { getOwn } from '../internal/own.js';
import { UsageError } from '../internal/usage-error.js';
import { formatRecording, recordResponse } from '../testing/index.js';
import { count } from './show-value.js';

export interface KeptRecording {
  readonly response: Response;
  /** Writes what came, once the body is over or left; resolves with a line that says so. Rejects as the disk does. */
  readonly save: () => Promise<string>;
}

/**
 * Makes sure that a file can be written there, before an answer is asked for, which may cost money.
 *
 * @throws {UsageError} `invalid-option`
 */
export async function checkPlace(path: string): Promise<void> {
  const there = await stat(path).catch(() => undefined);
  if (there?.isDirectory() === true)
    throw new UsageError(
      'invalid-option',
      `--record takes the path of a file: ${path} is a folder.`,
    );
  try {
    await access(there === undefined ? dirname(path) : path, constants.W_OK);
  } catch (cause) {
    throw new UsageError(
      'invalid-option',
      `--record cannot write ${path}: ${String(getOwn(cause, 'code'))}.`,
      { cause },
    );
  }
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

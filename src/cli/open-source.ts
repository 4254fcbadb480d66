// In: where an answer is, and how to ask for it. Out: a response with its bytes, whatever the source.
// A file of model output comes at once, piped text as it is written, a recording in its own time.
// Knows nothing of what the bytes say.

/// <reference types="node" />

import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import process from 'node:process';
import { addAbortSignal, Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { getOwn } from '../internal/own.js';
import { UsageError } from '../internal/usage-error.js';
import { parseRecording, replayRun, type Recording } from '../testing/index.js';
import { isUrl, type WatchOptions } from './args.js';

/**
 * Opens the source. Throws whatever the network or the disk does.
 *
 * @throws {TestingError} `invalid-recording`
 * @throws {UsageError} `invalid-source` for a file that is no text, `invalid-option` for a speed that it has no use for
 */
export async function openSource(options: WatchOptions, signal: AbortSignal): Promise<Response> {
  const { source, speed = 1 } = options;
  if (isUrl(source)) return ask(options, signal);
  if (source === '-') return asText(process.stdin, signal);
  // A pipe that has a name, such as what a shell makes of <(command).
  const kind = await stat(source);
  if (!kind.isFile() && !kind.isDirectory()) return asText(createReadStream(source), signal);
  const bytes = await readFile(source, { signal });
  if (isBinary(bytes))
    throw new UsageError('invalid-source', `${source} is no text: its bytes are not UTF-8.`);
  const recording = findRecording(bytes.toString('utf8'));
  if (recording !== undefined) return replayRun(recording, { speed }).respond({ signal });
  if (options.speed !== undefined)
    throw new UsageError(
      'invalid-option',
      `--speed goes with the file of a recording, and ${source} is none: its text has no times.`,
    );
  return new Response(new Uint8Array(bytes), TEXT);
}

/** A zero byte, or many bytes that are no character; a text that was cut in one has few. */
function isBinary(bytes: Buffer): boolean {
  const text = bytes.toString('utf8');
  const strange = text.match(/\uFFFD/g)?.length ?? 0;
  return bytes.includes(0) || strange > text.length / 20 + 1;
}

const TEXT = { headers: { 'content-type': 'text/plain; charset=utf-8' } };

async function ask(
  { source, method, headers, data }: WatchOptions,
  signal: AbortSignal,
): Promise<Response> {
  const body = data?.startsWith('@') ? await readBody(data.slice(1), signal) : data;
  return fetch(source, { method, headers, signal, ...(body !== undefined && { body }) });
}

async function readBody(path: string, signal: AbortSignal): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = await (path === '-'
    ? buffer(addAbortSignal(signal, process.stdin))
    : readFile(path, { signal }));
  return new Uint8Array(bytes);
}

function asText(stream: Readable, signal: AbortSignal): Response {
  // Two declarations of one class: that of Node and that of the platform.
  const body = Readable.toWeb(addAbortSignal(signal, stream)) as ReadableStream<Uint8Array>;
  return new Response(body, TEXT);
}

/** By the shape that only a recording has; the text of its answer is played as text, so that its repairs are seen. */
function findRecording(text: string): Recording | undefined {
  if (!/^\s*\{/.test(text) || !/"(?:pieces|atMs)"/.test(text)) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // No JSON, so no recording: the output of a model, which may be anything.
    return undefined;
  }
  if (!isRecording(value)) return undefined;
  return { contentType: 'text/plain; charset=utf-8', ...parseRecording(text) };
}

/** One part of it that is as it should be is enough: what is wrong with the rest is said. */
function isRecording(value: unknown): boolean {
  const [version, pieces, events, text, ends, atMs] = [
    'version',
    'pieces',
    'events',
    'text',
    'ends',
    'atMs',
  ].map((key) => getOwn(value, key));
  if (typeof version !== 'number') return false;
  if (typeof text === 'string' && Array.isArray(ends) && Array.isArray(atMs)) return true;
  return (
    hasOne(pieces, (piece) => typeof getOwn(piece, 0) === 'number') ||
    hasOne(events, (event) => typeof getOwn(event, 'atMs') === 'number')
  );
}

/** Of a list without anything nobody can say that it is not one. */
function hasOne(list: unknown, is: (item: unknown) => boolean): boolean {
  return Array.isArray(list) && (list.length === 0 || list.some((item) => is(item)));
}
